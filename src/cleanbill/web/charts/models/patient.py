"""The person treated."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from cleanbill.model.parties import Address
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.fields import PHONE, STATE, ZIP


class Patient(ClinicRecord):
    """A patient. `merged_into`: this was a duplicate; the chart is the other one."""

    class Sex(models.TextChoices):
        """As a claim has it."""

        FEMALE = "F", "Female"
        MALE = "M", "Male"
        UNKNOWN = "U", "Unknown"

    last_name = models.CharField("last name", max_length=60)
    first_name = models.CharField("first name", max_length=60)
    dob = models.DateField("date of birth")
    sex = models.CharField("sex on claims", max_length=1, choices=Sex.choices)
    phone = models.CharField(max_length=25, blank=True, validators=[PHONE])
    email = models.EmailField("e-mail", blank=True)
    line1 = models.CharField("street", max_length=80, blank=True)
    city = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=2, blank=True, validators=[STATE])
    zip = models.CharField("ZIP code", max_length=10, blank=True, validators=[ZIP])
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="merged")

    class Meta:
        ordering: ClassVar = ["last_name", "first_name", "dob", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "last_name", "first_name"]),
            models.Index(fields=["clinic", "dob"]),
        ]

    def __str__(self) -> str:
        return f"{self.last_name}, {self.first_name}"

    @property
    def address(self) -> Address | None:
        """Where the patient lives, as claims and letters have it; None where no street is given."""
        if not self.line1:
            return None
        return Address(self.line1, None, self.city or None, self.state or None, self.zip or None)

    def clean(self) -> None:
        """Raise `ValidationError` for a birth date that cannot be."""
        super().clean()
        if self.dob and not (self.dob.year >= 1880 and self.dob <= timezone.localdate()):
            raise ValidationError({"dob": "The date of birth lies in the future or before 1880."})
