"""The account of a claim: where its charge went."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Payer, Provider
from cleanbill.web.claims.models import Claim

PARTS = ("paid", "contractual", "patient", "denied", "elsewhere", "written_off", "open")
"""Where a charge can have gone; together they are the charge."""
OWED = F("open") + F("denied") + F("patient") - F("patient_paid")
"""What is owed of an account: by the payer, or refused and not given up, or by the patient."""
_SUMMED = (
    "decided", "charge", "open", "contractual", "paid", "patient_paid", "elsewhere", "payer", "provider",
)  # fmt: skip
"""What the sums over a year ask for: an index that holds it all spares reading the rows."""


class Account(ClinicRecord):
    """The account of a claim that was sent, in cents; of a visit's claims to further payers there is none of its own.

    `open` is what nothing is said of yet. `patient` is what the patient owes by the payers' decisions, `patient_paid`
    what he has paid of it. `lines` are the services as they were billed. An account that is not `live` is that of a
    claim that another took the place of: it counts no more as owed. `decided` is the day of the first decision.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, editable=False, related_name="account")
    payer = models.ForeignKey(Payer, models.PROTECT, editable=False, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, editable=False, related_name="+")
    service_date = models.DateField(editable=False)
    sent = models.DateField(editable=False)
    decided = models.DateField(null=True, blank=True, editable=False)
    live = models.BooleanField(default=True, editable=False)
    charge = models.BigIntegerField(editable=False)
    paid = models.BigIntegerField(default=0, editable=False)
    contractual = models.BigIntegerField(default=0, editable=False)
    patient = models.BigIntegerField(default=0, editable=False)
    denied = models.BigIntegerField(default=0, editable=False)
    elsewhere = models.BigIntegerField("settled by earlier payers", default=0, editable=False)
    written_off = models.BigIntegerField(default=0, editable=False)
    open = models.BigIntegerField(editable=False)
    patient_paid = models.BigIntegerField(default=0, editable=False)
    lines = models.JSONField(default=list, editable=False)

    class Meta:
        ordering: ClassVar = ["service_date", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "service_date"], name="account_by_day"),
            models.Index(fields=["clinic", "live", "service_date"], name="account_owed"),
            models.Index(fields=["clinic", "sent"], name="account_sent"),
            models.Index(fields=["clinic", "decided"], name="account_decided"),
            models.Index(F("clinic"), F("live"), OWED, name="account_receivable"),
            models.Index(fields=["clinic", "live", "service_date", *_SUMMED], name="account_summed"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(charge=sum((F(one) for one in PARTS[1:]), F(PARTS[0]))),
                                   name="a_charge_went_somewhere"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Account of {self.claim}"

    @property
    def by_payers(self) -> int:
        """What payers paid, and what earlier payers settled, in cents."""
        return self.paid + self.elsewhere

    @property
    def taken_off(self) -> int:
        """What nobody pays, by contract or because it was written off, in cents."""
        return self.contractual + self.written_off

    @property
    def owed_by_patient(self) -> int:
        """What the patient still owes, in cents; below 0 what he has paid too much."""
        return self.patient - self.patient_paid
