"""An episode of care and its plans of care."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from cleanbill.model.claim import Accident
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.fields import STATE, Discipline, diagnoses
from cleanbill.web.charts.models.patient import Patient
from cleanbill.web.charts.models.register import Provider, Referrer


class Episode(ClinicRecord):
    """One condition under care, from its first visit to discharge (a case)."""

    class Cause(models.TextChoices):
        """What brought it on; it decides who pays and which codes fit."""

        UNKNOWN = "", "Not asked yet"
        NONE = "none", "No injury"
        INJURY = "injury", "Injury, neither at work nor in a vehicle"
        WORK = "work", "At work"
        AUTO = "auto", "Vehicle accident"

    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="episodes")
    title = models.CharField("condition", max_length=80, help_text="In short, such as low back pain.")
    discipline = models.CharField(max_length=12, choices=Discipline.choices, default=Discipline.PT)
    opened = models.DateField("first visit")
    closed = models.DateField("discharged", null=True, blank=True)
    onset = models.DateField("onset", null=True, blank=True)
    cause = models.CharField(max_length=10, choices=Cause.choices, blank=True)
    accident_date = models.DateField("date of the accident", null=True, blank=True)
    accident_state = models.CharField("state of the accident", max_length=2, blank=True, validators=[STATE])
    accident_claim_number = models.CharField(
        "the carrier's claim number", max_length=50, blank=True, help_text="Of an accident at work or with a vehicle."
    )
    last_report = models.DateField("last progress report", null=True, blank=True)
    dx = models.CharField("diagnoses", max_length=120, blank=True, help_text="Codes, the main one first.")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, verbose_name="treated by")
    referrer = models.ForeignKey(Referrer, models.PROTECT, null=True, blank=True, verbose_name="referred by")

    class Meta:
        ordering: ClassVar = ["-opened", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def accident(self) -> Accident | None:
        """The accident that a claim of the episode speaks of; None where it was neither at work nor with a vehicle."""
        if self.cause not in (self.Cause.WORK, self.Cause.AUTO):
            return None
        state, number = self.accident_state or None, self.accident_claim_number or None
        return Accident(type=self.cause, date=self.accident_date, state=state, claim_number=number)

    def clean(self) -> None:
        """Raise `ValidationError` for dates the wrong way round, an accident without its date, or a word not a code."""
        super().clean()
        if self.opened and self.closed and self.closed < self.opened:
            raise ValidationError({"closed": "The discharge is before the first visit."})
        if self.cause in (self.Cause.WORK, self.Cause.AUTO) and not self.accident_date:
            raise ValidationError({"accident_date": "A claim for an accident needs its date."})
        if self.cause == self.Cause.AUTO and not self.accident_state:
            raise ValidationError({"accident_state": "A claim for a vehicle accident needs the state."})
        try:
            self.dx = ", ".join(diagnoses(self.dx))
        except ValidationError as error:
            raise ValidationError({"dx": error.messages}) from error


class PlanOfCare(ClinicRecord):
    """A plan of care of an episode: when it was made, for how long, who certifies it."""

    episode = models.ForeignKey(Episode, models.PROTECT, editable=False, related_name="plans")
    established = models.DateField()
    duration_days = models.PositiveSmallIntegerField(
        "duration in days", validators=[MinValueValidator(1), MaxValueValidator(365)], default=90
    )
    frequency = models.CharField(max_length=80, help_text="Such as twice a week.")
    goals = models.TextField(max_length=4000)
    certifier = models.ForeignKey(Referrer, models.PROTECT, null=True, blank=True, verbose_name="certified by")
    sent = models.DateField("sent to be certified", null=True, blank=True)
    cert_signed = models.DateField("certification signed", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-established", "-pk"]

    def __str__(self) -> str:
        return f"Plan of {self.established}"

    @property
    def ends(self) -> dt.date:
        """The last day of the plan."""
        return self.established + dt.timedelta(days=self.duration_days - 1)

    def clean(self) -> None:
        """Raise `ValidationError` for a certification that was signed before the plan was made."""
        super().clean()
        if self.established and self.cert_signed and self.cert_signed < self.established:
            raise ValidationError({"cert_signed": "The certification is signed before the plan was made."})
