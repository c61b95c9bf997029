"""What pays for a patient's care, and in which order."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models.patient import Patient
from cleanbill.web.charts.models.register import Payer


class Coverage(ClinicRecord):
    """A patient's coverage by a payer in a period. Two of one rank never hold on the same day."""

    class Rank(models.IntegerChoices):
        """Which pays first."""

        PRIMARY = 1, "Primary"
        SECONDARY = 2, "Secondary"

    class Relationship(models.TextChoices):
        """What the patient is to the subscriber."""

        SELF = "self", "The patient"
        SPOUSE = "spouse", "The patient's spouse"
        CHILD = "child", "The patient's parent"
        OTHER = "other", "Someone else"

    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="coverages")
    rank = models.PositiveSmallIntegerField("pays", choices=Rank.choices, default=Rank.PRIMARY)
    payer = models.ForeignKey(Payer, models.PROTECT, related_name="coverages")
    member_id = models.CharField("member id", max_length=40)
    group = models.CharField("group number", max_length=40, blank=True)
    relationship = models.CharField(
        "subscriber", max_length=10, choices=Relationship.choices, default=Relationship.SELF
    )
    subscriber_last_name = models.CharField("subscriber's last name", max_length=60, blank=True)
    subscriber_first_name = models.CharField("subscriber's first name", max_length=60, blank=True)
    subscriber_dob = models.DateField("subscriber's date of birth", null=True, blank=True)
    start = models.DateField("from")
    end = models.DateField("to", null=True, blank=True, help_text="Empty while it goes on.")
    authorization_required = models.BooleanField(
        "needs prior authorization", null=True, blank=True, help_text="As the payer said of this plan."
    )
    eligibility_checked = models.DateField("eligibility checked on", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["rank", "-start", "pk"]

    def __str__(self) -> str:
        return f"{self.get_rank_display()}: {self.payer}"

    def clean(self) -> None:
        """Raise `ValidationError` for dates the wrong way round, a subscriber left out, or an overlap."""
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": "It ends before it begins."})
        if self.relationship != self.Relationship.SELF and not (
            self.subscriber_last_name and self.subscriber_first_name and self.subscriber_dob
        ):
            raise ValidationError({"subscriber_last_name": "Give the subscriber's name and date of birth."})
        if self.start and self._overlapping():
            raise ValidationError({"start": f"Another {self.get_rank_display().lower()} coverage holds then: end it."})

    def _overlapping(self) -> bool:
        others = Coverage.objects.of(self.clinic).filter(patient=self.patient, rank=self.rank).exclude(pk=self.pk)
        others = others.filter(models.Q(end__isnull=True) | models.Q(end__gte=self.start))
        return (others.filter(start__lte=self.end) if self.end else others).exists()
