"""What a patient is asked to agree to, and who agreed to which version of it."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.intake.models.intake import Intake

LONGEST = 8_000  # characters of a consent


class ConsentText(ClinicRecord):
    """A version of a text to agree to. It is never changed: a new wording is a new version, `asked` or no longer."""

    title = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    text = models.TextField(validators=[MaxLengthValidator(LONGEST)], help_text="An empty line begins a paragraph.")
    asked = models.BooleanField("asked in intakes", default=True)
    by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    at = models.DateTimeField(editable=False)

    class Meta:
        ordering: ClassVar = ["title", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "title", "version"], name="one_consent_of_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    def clean(self) -> None:
        """Raise `ValidationError` for another wording of a version that exists."""
        super().clean()
        was = ConsentText.objects.of(self.clinic).filter(pk=self.pk).first() if self.pk else None
        if was and (was.title, was.text, was.version) != (self.title, self.text, self.version):
            raise ValidationError("A version is not changed: make a new one.")


class Consent(ClinicRecord):
    """That someone agreed: to which version, when, under which name as they typed it. It is never changed."""

    intake = models.ForeignKey(Intake, models.PROTECT, editable=False, related_name="consents")
    text = models.ForeignKey(ConsentText, models.PROTECT, editable=False, related_name="+")
    name = models.CharField(max_length=120, editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        ordering: ClassVar = ["text__title", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["intake", "text"], name="one_consent_to_a_text")]

    def __str__(self) -> str:
        return f"{self.text} agreed to by {self.name}"

    def clean(self) -> None:
        """Raise `ValidationError` for a change."""
        super().clean()
        if self.pk:
            raise ValidationError("A consent is not changed.")
