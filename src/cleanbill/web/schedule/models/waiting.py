"""Who waits for an earlier time."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Patient, Provider

WEEKDAYS = [(str(day), name) for day, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))]
HOURS = {"morning": (0, 12), "afternoon": (12, 24), "": (0, 24)}


class Waiting(ClinicRecord):
    """A patient who would come earlier, on some days of the week and at some time of the day, until a day."""

    class Part(models.TextChoices):
        """When in the day."""

        ANY = "", "Any time"
        MORNING = "morning", "Morning"
        AFTERNOON = "afternoon", "Afternoon"

    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="waiting")
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: any provider."
    )
    weekdays = models.JSONField("on", default=list, blank=True)
    part = models.CharField("when", max_length=10, choices=Part.choices, blank=True)
    until = models.DateField("until", help_text="The day after which it is of no use any more.")
    ended = models.DateField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["until", "pk"]
        verbose_name_plural = "waiting"

    def __str__(self) -> str:
        return f"{self.patient} waits until {self.until}"

    @property
    def when(self) -> str:
        """The days and the time of the day, in words."""
        days = ", ".join(name for day, name in WEEKDAYS if day in self.weekdays)
        part: str = self.get_part_display()
        return f"{days}: {part.lower()}" if days else part

    def clean(self) -> None:
        """Raise `ValidationError` for a day that is over."""
        super().clean()
        if self.pk is None and self.until and self.until < timezone.localdate():
            raise ValidationError({"until": "This day is over."})
