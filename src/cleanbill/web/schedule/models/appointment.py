"""An appointment and the visit it becomes."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.fields import Discipline
from cleanbill.web.charts.models import Episode, Patient, Provider

OF_CREDENTIAL = {
    "PT": "PT", "PTA": "PT", "OT": "OT", "OTA": "OT", "SLP": "SLP", "DC": "chiropractic", "MD": "medical",
    "DO": "medical", "NP": "medical", "PA": "medical",
}  # fmt: skip


class Appointment(ClinicRecord):
    """A patient's time with a provider. What its visit uses up is told by the ledger of visits, never stored here.

    `lines`: its services as planned, then as given, as a claim has them. `billed_under`: what the visit used of each
    authorization when it was billed. `overruled`: why it was booked although a limit stood against it.
    """

    class State(models.TextChoices):
        """What became of it so far; which follows on which says `visits.states`."""

        SCHEDULED = "scheduled", "Scheduled"
        CHECKED_IN = "checked_in", "Checked in"
        RENDERED = "rendered", "Seen"
        SIGNED = "signed", "Note signed"
        BILLED = "billed", "Billed"
        CANCELLED = "cancelled", "Cancelled"
        LATE_CANCEL = "late_cancel", "Cancelled late"
        NO_SHOW = "no_show", "Did not come"

    class Kind(models.TextChoices):
        """What it is for."""

        EVALUATION = "evaluation", "Evaluation"
        TREATMENT = "treatment", "Treatment"

    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="appointments")
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, blank=True, related_name="appointments")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="appointments")
    start = models.DateTimeField("begins")
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(5), MaxValueValidator(480)], default=45)
    kind = models.CharField("for", max_length=10, choices=Kind.choices, default=Kind.TREATMENT)
    discipline = models.CharField(max_length=12, choices=Discipline.choices, editable=False)
    room = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=11, choices=State.choices, default=State.SCHEDULED, editable=False)
    patient_pays = models.BooleanField("the patient pays", default=False)
    lines = models.JSONField(default=list, blank=True, editable=False)
    billed_under = models.JSONField(default=dict, blank=True, editable=False)
    overruled = models.CharField(max_length=200, blank=True)

    GIVEN_UP: ClassVar = (State.CANCELLED, State.LATE_CANCEL, State.NO_SHOW)

    class Meta:
        ordering: ClassVar = ["start", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "start"]),
            models.Index(fields=["clinic", "provider", "start"]),
            models.Index(fields=["clinic", "patient", "start"]),
            models.Index(fields=["clinic", "state", "start"]),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.start):%Y-%m-%d %H:%M}"

    @property
    def day(self) -> dt.date:
        """The date of service."""
        return timezone.localtime(self.start).date()

    @property
    def end(self) -> dt.datetime:
        """When the next may begin."""
        return self.start + dt.timedelta(minutes=self.minutes)

    def clean(self) -> None:
        """Take the discipline from who treats. Raise `ValidationError` for an episode of another patient."""
        super().clean()
        if self.provider_id:  # a form may lack it still
            self.discipline = OF_CREDENTIAL[self.provider.credential]
        if self.episode and self.episode.patient_id != self.patient_id:
            raise ValidationError({"episode": "This episode is another patient's."})
