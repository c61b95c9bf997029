"""What of a patient's yearly therapy amount was used where this schedule does not see it."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Patient

_YEAR = [MinValueValidator(2018), MaxValueValidator(2100)]
_DOLLARS = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(999_999))]


class AmountUsed(ClinicRecord):
    """Medicare-allowed dollars of a year that a patient used elsewhere, as asked for on a day; empty: not known."""

    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="amounts_used")
    year = models.PositiveSmallIntegerField(validators=_YEAR)
    pt_slp = models.DecimalField(
        "physical therapy and speech, in dollars", max_digits=8, decimal_places=2, null=True, blank=True,
        validators=_DOLLARS, help_text="As the eligibility answer says: both share one amount.",
    )  # fmt: skip
    ot = models.DecimalField(
        "occupational therapy, in dollars", max_digits=8, decimal_places=2, null=True, blank=True, validators=_DOLLARS
    )
    asked = models.DateField("asked on")
    source = models.CharField("who said so", max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["-year"]
        verbose_name_plural = "amounts used"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "year"], name="one_amount_used_of_a_year"),
        ]

    def __str__(self) -> str:
        return f"Therapy amount used elsewhere in {self.year}"
