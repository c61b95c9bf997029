"""The note of a visit: a draft that is saved as it is written, then signed and never changed."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from cleanbill.notes import digest
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.schedule.models import Appointment

LONGEST = 40_000  # characters of a note


class Note(ClinicRecord):
    """The note of one visit. The database itself refuses to change a signed one (see the migrations).

    `form` and `answers`: the questionnaire that was filled beside it; `written`: the text that it gave. `version`
    counts the savings, so that two windows do not overwrite each other. `hash`: the SHA-256 of the text that was
    signed; `credential`: the signer's then.
    """

    class State(models.TextChoices):
        """Whether it may still change."""

        DRAFT = "draft", "Draft"
        SIGNED = "signed", "Signed"

    digested = frozenset({"text", "answers", "written"})

    appointment = models.OneToOneField(Appointment, models.PROTECT, editable=False, related_name="note")
    text = models.TextField(blank=True, validators=[MaxLengthValidator(LONGEST)])
    form = models.CharField(max_length=40, blank=True, editable=False)
    answers = models.JSONField(default=dict, blank=True, editable=False)
    written = models.TextField(blank=True, editable=False)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="copies")
    version = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT, editable=False)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    credential = models.CharField(max_length=3, blank=True, editable=False)
    signed_at = models.DateTimeField(null=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["appointment__start", "pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "state"])]

    def __str__(self) -> str:
        return f"Note of {self.appointment}"

    @property
    def signed(self) -> bool:
        """Whether it is signed."""
        return self.state == self.State.SIGNED

    def clean(self) -> None:
        """Raise `ValidationError` for a change of a signed note, and for a signature that is not whole."""
        super().clean()
        if self.pk and Note.objects.of(self.clinic).filter(pk=self.pk, state=self.State.SIGNED).exists():
            raise ValidationError("A signed note is not changed: write an addendum.")
        if self.signed:
            self._whole()

    def _whole(self) -> None:
        if not self.text.strip():
            raise ValidationError("An empty note is not signed.")
        if not (self.signed_by and self.credential and self.signed_at and self.hash == digest(self.text)):
            raise ValidationError("A signature has its signer, credential, time and the hash of the text.")
