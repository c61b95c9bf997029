"""What one payment decides on one claim."""

from typing import ClassVar

import msgspec
from django.db import models
from django.utils.functional import cached_property

from cleanbill.model.remittance import ClaimPayment
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.models.account import Account
from cleanbill.web.remits.models.remittance import Remittance


class Decision(ClinicRecord):
    """What a payment decides on a claim, in cents; it counts once it is `posted`.

    `document` is what the payer says, `named` the claim's number as the payer says it. `claim` is the claim that it is
    on and `account` that claim's or that of the visit's first payer; both are empty while nobody knows, and then
    `candidates` may be asked of. `level` is the payer's place in the order of payers. `parts` is what was decided line
    by line, `before` the claim's state before it was posted.
    """

    class Look(models.IntegerChoices):
        """Why a person should look at it; what comes first is looked at first."""

        UNMATCHED = 1, "No claim of ours for certain"
        UNBALANCED = 2, "Does not add up"
        REVERSAL = 3, "Taken back"
        DENIED = 4, "Refused, wholly or in part"
        NOTHING = 9, "Nothing odd"

    remittance = models.ForeignKey(Remittance, models.PROTECT, editable=False, related_name="decisions")
    at = models.PositiveIntegerField(editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, editable=False, related_name="decisions")
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, editable=False, related_name="decisions"
    )
    matched = models.CharField("found by", max_length=20, blank=True, editable=False)
    look = models.PositiveSmallIntegerField(choices=Look.choices, default=Look.NOTHING, editable=False)
    named = models.CharField("claim number", max_length=50, editable=False)
    claim_number = models.CharField("the payer's number", max_length=50, blank=True, editable=False)
    status = models.CharField(max_length=2, editable=False)
    level = models.PositiveSmallIntegerField(default=0, editable=False)
    charge = models.BigIntegerField(editable=False)
    paid = models.BigIntegerField(editable=False)
    patient = models.BigIntegerField("left to the patient", default=0, editable=False)
    denied = models.BigIntegerField("refused", default=0, editable=False)
    posted = models.BooleanField(default=False, editable=False)
    day = models.DateField("paid on", null=True, blank=True, editable=False)
    before = models.CharField(max_length=12, blank=True, editable=False)
    parts = models.JSONField(default=list, blank=True, editable=False)
    candidates = models.JSONField(default=list, blank=True, editable=False)
    document = models.JSONField(default=dict, editable=False)

    digested = frozenset({"document", "parts", "candidates"})

    class Meta:
        ordering: ClassVar = ["remittance", "at"]
        indexes: ClassVar = [
            models.Index(fields=["remittance", "look", "at"], name="decision_exceptions_first"),
            models.Index(fields=["clinic", "posted", "day"], name="decision_by_day"),
            models.Index(fields=["account", "posted"], name="decision_of_account"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["remittance", "at"], name="one_decision_of_a_place"),
        ]

    def __str__(self) -> str:
        return f"Decision on {self.named}"

    @cached_property
    def read(self) -> ClaimPayment:
        """What the payer says, read."""
        return msgspec.convert(self.document, ClaimPayment)
