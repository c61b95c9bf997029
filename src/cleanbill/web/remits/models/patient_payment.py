"""What a patient paid of what he owes."""

from typing import ClassVar

from django.db import models

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.remits.models.account import Account


class PatientPayment(ClinicRecord):
    """Money of a patient on an account, in cents; below 0 it was given back."""

    class Method(models.TextChoices):
        """How it was paid."""

        CASH = "cash", "Cash"
        CARD = "card", "Card"
        CHECK = "check", "Check"
        OTHER = "other", "Other"

    account = models.ForeignKey(Account, models.PROTECT, editable=False, related_name="patient_payments")
    cents = models.BigIntegerField("amount")
    on = models.DateField("paid on")
    method = models.CharField(max_length=5, choices=Method.choices, default=Method.CARD)
    remark = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.cents / 100:.2f} on {self.on}"
