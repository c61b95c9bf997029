"""What is added to a signed note."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from cleanbill.notes import digest
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.notes.models.note import LONGEST, Note


class Addendum(ClinicRecord):
    """A later text to a signed note, signed itself. It is never changed; the database refuses to."""

    digested = frozenset({"text"})

    note = models.ForeignKey(Note, models.PROTECT, editable=False, related_name="addenda")
    text = models.TextField(validators=[MaxLengthValidator(LONGEST)])
    by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    credential = models.CharField(max_length=3, editable=False)
    at = models.DateTimeField(editable=False)
    hash = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        verbose_name_plural = "addenda"

    def __str__(self) -> str:
        return f"Addendum of {self.at:%Y-%m-%d}"

    def clean(self) -> None:
        """Raise `ValidationError` for a change, for a note that is still a draft, or for the hash of another text."""
        super().clean()
        if self.pk:
            raise ValidationError("An addendum is not changed: write another.")
        if not self.note.signed:
            raise ValidationError("An addendum follows a signed note; this one is a draft: change its text.")
        if self.hash != digest(self.text):
            raise ValidationError("The hash is that of another text.")
