"""What a payer allows: authorizations, and the limit of visits of a plan."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.fields import Discipline
from cleanbill.web.charts.models import Coverage, Episode

MONTH_AND_DAY = RegexValidator(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", "Write month and day, such as 01-01.")


class Authorization(ClinicRecord):
    """An authorization of a coverage. `codes`: what it allows, all where it names none. `used_before`: what was used
    that is not in this schedule. `revisions`: what it said before each change, as the ledger of visits keeps it."""

    class Counts(models.TextChoices):
        """What is counted on it."""

        DATES = "", "Only its dates"
        VISITS = "visits", "Visits"
        UNITS = "units", "Units"

    class Status(models.TextChoices):
        """What the payer said."""

        REQUESTED = "requested", "Asked for"
        APPROVED = "approved", "Approved"
        DENIED = "denied", "Denied"

    coverage = models.ForeignKey(Coverage, models.PROTECT, editable=False, related_name="authorizations")
    number = models.CharField(max_length=50, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.APPROVED)
    start = models.DateField("from")
    end = models.DateField("to")
    counts = models.CharField(max_length=6, choices=Counts.choices, blank=True, default=Counts.VISITS)
    approved = models.PositiveSmallIntegerField("how many", null=True, blank=True)
    used_before = models.PositiveSmallIntegerField(
        "used elsewhere", null=True, blank=True, default=0, help_text="Used of it before this clinic's own visits."
    )
    codes = models.JSONField(default=list, blank=True)
    codes_not_counted = models.JSONField(default=list, blank=True)
    discipline = models.CharField(max_length=12, choices=Discipline.choices, blank=True)
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, blank=True, related_name="authorizations")
    received = models.DateField("answered on", null=True, blank=True)
    revisions = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["end", "pk"]

    def __str__(self) -> str:
        return f"Authorization {self.number or 'without a number'}"

    def clean(self) -> None:
        """Raise `ValidationError` for dates the wrong way round, and for a count without its number."""
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": "It ends before it begins."})
        if self.counts and self.approved is None and self.status == self.Status.APPROVED:
            raise ValidationError({"approved": f"Say how many {self.counts} are approved."})


class Benefit(ClinicRecord):
    """A plan's limit of visits in each benefit year, across episodes. `discipline`: whose visits count; all where it
    names none. `used_before`: used in the year `used_in` that are not in this schedule."""

    coverage = models.ForeignKey(Coverage, models.PROTECT, editable=False, related_name="benefits")
    visit_limit = models.PositiveSmallIntegerField("visits a year")
    discipline = models.CharField(max_length=12, choices=Discipline.choices, blank=True)
    year_starts = models.CharField("the year begins on", max_length=5, validators=[MONTH_AND_DAY], default="01-01")
    used_before = models.PositiveSmallIntegerField("used elsewhere", null=True, blank=True)
    used_in = models.PositiveSmallIntegerField("in the benefit year that began in", null=True, blank=True)
    hard = models.BooleanField("beyond it the plan pays nothing", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["coverage", "pk"]

    def __str__(self) -> str:
        return f"{self.visit_limit} visits a year"

    def clean(self) -> None:
        """Raise `ValidationError` for visits used elsewhere without their year, or a year without them."""
        super().clean()
        if (self.used_before is None) != (self.used_in is None):
            raise ValidationError({"used_in": "Give both: how many were used elsewhere, and the year they count in."})
