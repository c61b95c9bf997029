"""A statement: what a patient was told that he owes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Patient


class Statement(ClinicRecord):
    """What a patient was told on a day that he owes, in cents, and the PDF as it was printed.

    Those with the same `at` were made together, and are printed together.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="statements")
    on = models.DateField("of", editable=False)
    at = models.DateTimeField("made at", editable=False)
    cents = models.BigIntegerField("due", editable=False)
    by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    pdf = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    digested = frozenset({"pdf"})

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "at"], name="statement_made_together"),
            models.Index(fields=["patient", "on"], name="statement_of_patient"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="a_statement_asks_for_something"),
        ]

    def __str__(self) -> str:
        return f"Statement of {self.on}"
