"""A payment of a payer, with all that it pays."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.claims.models import Transmission


class Remittance(ClinicRecord):
    """One payment, as it was received or entered from paper. Money is in cents.

    `key` tells payments apart: who pays, number, amount, day. `content` is the SHA-256 of what it decides. `paid` is
    what its claims pay together, `adjusted` what was taken off the whole (PLB; `others` has each), `difference` what
    neither accounts for. `why` says what a person has to look at before it is posted; of its `claims`, `done` are
    posted.
    """

    class State(models.TextChoices):
        """Where it stands."""

        ENTERED = "entered", "Being entered"
        WAITING = "waiting", "To be posted"
        POSTING = "posting", "Being posted"
        POSTED = "posted", "Posted"
        UNPOSTING = "unposting", "Being taken out"
        DISCARDED = "discarded", "Not wanted"

    class Source(models.TextChoices):
        """How it came."""

        FILE = "835", "835"
        PAPER = "paper", "Paper"

    source = models.CharField(max_length=5, choices=Source.choices, default=Source.FILE, editable=False)
    transmission = models.ForeignKey(
        Transmission, models.PROTECT, null=True, blank=True, editable=False, related_name="remittances"
    )
    key = models.CharField(max_length=200, editable=False)
    content = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING, editable=False)
    payer_name = models.CharField("payer", max_length=60, blank=True)
    payer_tax = models.CharField("payer's tax id", max_length=20, blank=True)
    method = models.CharField(max_length=3, blank=True, editable=False)
    trace = models.CharField("check or transfer number", max_length=50, blank=True)
    date = models.DateField("paid on", null=True, blank=True)
    amount = models.BigIntegerField("amount")
    paid = models.BigIntegerField("paid on claims", default=0, editable=False)
    adjusted = models.BigIntegerField("taken off the whole", default=0, editable=False)
    difference = models.BigIntegerField("not accounted for", default=0, editable=False)
    others = models.JSONField(default=list, blank=True, editable=False)
    why = models.JSONField(default=list, blank=True, editable=False)
    claims = models.PositiveIntegerField(default=0, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    exceptions = models.PositiveIntegerField(default=0, editable=False)
    received_at = models.DateTimeField(editable=False)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    posted_at = models.DateTimeField(null=True, blank=True, editable=False)
    posted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "state", "received_at"], name="remittance_queue")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clinic", "key"], condition=~Q(state="discarded"), name="one_remittance_of_a_payment"
            ),
            models.CheckConstraint(
                condition=Q(amount=F("paid") - F("adjusted") + F("difference")), name="a_payment_is_accounted_for"
            ),
        ]

    def __str__(self) -> str:
        return f"Payment {self.trace or self.pk}"
