"""What was written to a payer about what it refused or asked for, and what today's rules say of a decided claim."""

from typing import ClassVar

import msgspec
from django.db import models
from django.db.models import Q

from cleanbill.remittance.backtest import Row
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits.models import OpenItem


class Appeal(ClinicRecord):
    """A letter on a claim, as it was printed, and the payer's answer. `won` is cents that were paid upon it.

    It is about an `item`, or, a packet of records that the payer asked for, about the claim alone.
    """

    class Way(models.TextChoices):
        """How it went."""

        PORTAL = "portal", "The payer's portal"
        FAX = "fax", "Fax"
        MAIL = "mail", "Mail"

    class Outcome(models.TextChoices):
        """What the payer answered."""

        PENDING = "", "Not answered yet"
        OVERTURNED = "overturned", "Overturned"
        PARTLY = "partly", "Overturned in part"
        UPHELD = "upheld", "Upheld"
        TAKEN = "taken", "Records taken"
        MORE = "more", "More records asked for"

    RECORDS: ClassVar = "records"
    """The kind of letter that is a packet of records."""
    WINS: ClassVar = (Outcome.OVERTURNED, Outcome.PARTLY)
    STANDS: ClassVar = (Outcome.PARTLY, Outcome.UPHELD)
    """The answers that leave something to appeal."""
    NO_REQUESTS: ClassVar = (RECORDS, "peer")
    """The kinds of letters that ask for no new decision."""
    DECIDES: ClassVar = (*WINS, Outcome.UPHELD)
    """The answers that end the question of a refusal; that records came does not."""

    claim = models.ForeignKey(Claim, models.PROTECT, editable=False, related_name="appeals")
    item = models.ForeignKey(OpenItem, models.PROTECT, null=True, blank=True, editable=False, related_name="appeals")
    kind = models.CharField(max_length=20, editable=False)
    title = models.CharField(max_length=100, editable=False)
    sent = models.DateField("sent on")
    way = models.CharField("by", max_length=6, choices=Way.choices, default=Way.PORTAL)
    by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    letter = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answered = models.DateField(null=True, blank=True)
    won = models.BigIntegerField(default=0)

    digested = frozenset({"letter"})

    class Meta:
        ordering: ClassVar = ["-sent", "-pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "sent"], name="appeal_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", answered=None, won=0) | (Q(answered__isnull=False) & ~Q(outcome="")),
                name="an_answer_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What the payer may answer to it: a refusal stands or falls, records are taken or not enough."""
        of_item = self.DECIDES if self.item_id else ()
        of_records = (self.Outcome.TAKEN, self.Outcome.MORE) if self.kind == self.RECORDS else ()
        return [(one.value, one.label) for one in (*of_records, *of_item)]


class Trial(ClinicRecord):
    """The rules of one day tried on a decided claim as it was sent: what they would have caught, missed and stopped.

    `day` is that of the first decision, `heard` how many decisions were known and `newest` the last of them: a claim of
    which more was decided since is tried again. `rules` names the rules that were tried, `rows` what came of it.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, editable=False, related_name="trial")
    day = models.DateField(editable=False)
    heard = models.PositiveIntegerField(editable=False)
    newest = models.BigIntegerField(editable=False)
    rules = models.CharField(max_length=16, editable=False)
    rows = models.JSONField(default=list, blank=True, editable=False)

    digested = frozenset({"rows"})

    class Meta:
        ordering: ClassVar = ["day", "pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "day"], name="trial_by_day")]

    def __str__(self) -> str:
        return f"Trial of {self.claim}"

    @property
    def read(self) -> tuple[Row, ...]:
        """The rows, read."""
        return msgspec.convert(self.rows, tuple[Row, ...])
