"""Something that a payer refused, and what became of it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from cleanbill.remittance import Closing
from cleanbill.remittance.tracing import Refusal, stands_on
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.models.account import Account
from cleanbill.web.remits.models.decision import Decision


class OpenItem(ClinicRecord):
    """What a payer refused of a line, or of a whole claim; it stays open until a person closes it with a reason.

    `line` counts the account's lines from 0, and is empty where none is named; `code` is its procedure. `carc` is the
    first of `reasons` (group and code, CO-50), `whole` tells that nothing of it was paid. `proposal` says why it might
    be closed now. `rule` is the rule that would have caught it, once it was `traced`. `due` is the last day to appeal
    or to send it anew, where that is known.
    """

    class Outcome(models.TextChoices):
        """Why it was closed."""

        PAID = "paid", "Paid after all"
        CORRECTED = "corrected", "Billed anew by a corrected claim"
        PATIENT = "patient", "The patient owes it"
        WRITTEN_OFF = "written_off", "Written off"
        LOST = "lost", "Appealed in vain, written off"
        MISTAKEN = "mistaken", "Nothing to be done"

    class Traced(models.TextChoices):
        """Whether a rule of ours would have caught it."""

        CAUGHT = "caught", "A rule would have caught it"
        ELSEWHERE = "elsewhere", "Rules find something else there"
        UNCHECKED = "unchecked", "A rule looks for it, but a fact was missing"
        SILENT = "silent", "No rule yet"

    class Next(models.TextChoices):
        """What kind of act comes next."""

        CORRECT = "correct", "Correct and send anew"
        RECORDS = "records", "Send records"
        APPEAL = "appeal", "Appeal"
        PATIENT = "patient", "The patient's"
        ASK = "ask", "Ask the payer"

    account = models.ForeignKey(Account, models.PROTECT, editable=False, related_name="items")
    decision = models.ForeignKey(Decision, models.PROTECT, editable=False, related_name="items")
    part = models.PositiveSmallIntegerField(editable=False)
    line = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    code = models.CharField("procedure", max_length=48, blank=True, editable=False)
    amount = models.BigIntegerField(editable=False)
    whole = models.BooleanField(editable=False)
    carc = models.CharField("reason", max_length=8, editable=False)
    reasons = models.JSONField(default=list, editable=False)
    remarks = models.JSONField(default=list, blank=True, editable=False)
    next = models.CharField("next act", max_length=8, choices=Next.choices, default=Next.ASK)
    proposal = models.CharField(max_length=300, blank=True, editable=False)
    opened = models.DateField(editable=False)
    due = models.DateField("last day to act", null=True, blank=True)
    traced = models.CharField(max_length=9, choices=Traced.choices, blank=True, editable=False)
    rule = models.CharField("the rule that catches it", max_length=10, blank=True, editable=False)
    assigned = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name="assigned to", related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reason = models.CharField("why it was closed", max_length=500, blank=True)
    written_off = models.BigIntegerField(default=0)
    closed = models.DateField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    class Meta:
        ordering: ClassVar = ["due", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "closed", "due", "id"], name="open_item_board"),
            models.Index(fields=["clinic", "closed", "next", "due", "id"], name="open_item_column"),
            models.Index(fields=["clinic", "opened"], name="open_item_by_day"),
            models.Index(fields=["account", "closed"], name="open_item_of_account"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "part"], name="one_item_of_a_part"),
            models.CheckConstraint(
                condition=Q(written_off__gte=0, written_off__lte=F("amount")), name="no_more_written_off_than_refused"
            ),
            models.CheckConstraint(
                condition=Q(closed=None, outcome="", written_off=0) | (Q(closed__isnull=False) & ~Q(outcome="")),
                name="an_item_is_closed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carc} on {self.code or 'the claim'}"

    @property
    def claim(self) -> Claim:
        """The claim that was refused: what is posted has one."""
        return self.decision.claim  # type: ignore[return-value]

    @property
    def refusal(self) -> Refusal:
        """What was refused, as it is held against the rules."""
        return Refusal(None if self.line is None else self.line + 1, tuple(self.reasons), tuple(self.remarks))

    @property
    def said(self) -> list[dict[str, Any]]:
        """What the rules said of its line and of the whole claim when it was last checked; all, without a line."""
        line = self.refusal.line
        return [one for one in self.claim.findings if one["rule"] and stands_on(one["where"].get("line"), line)]

    @property
    def item_id(self) -> str:
        """What the ledger calls it."""
        return f"{self.decision.remittance_id} {self.decision.at} {self.part}"

    @property
    def closing(self) -> Closing | None:
        """How it was closed, as the ledger has it."""
        if self.closed is None:
            return None
        who = self.closed_by.username if self.closed_by else "the site"
        return Closing(self.reason or self.get_outcome_display(), self.closed, who, self.written_off)
