"""Claims on their way: clean, resolved at the first decision, refused."""

from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)  # fmt: skip
from django.db.models.functions import Coalesce

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.claims.models import Allowance, Claim, Event
from cleanbill.web.dashboards.measures.measure import NONE, ONE, Measure, when, within
from cleanbill.web.dashboards.period import Period
from cleanbill.web.remits.models import Account, OpenItem

_WENT = (Event.Kind.SENT, Event.Kind.PRINTED)


class _Length(Func):
    """How many entries a JSON list has."""

    function = "json_array_length"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """PostgreSQL calls it otherwise."""
        return self.as_sql(compiler, connection, function="jsonb_array_length")


def _first(clinic: Clinic) -> "QuerySet[Account]":
    """The accounts of claims that replace none."""
    following = Claim.objects.of(clinic).filter(frequency__in=(Claim.Frequency.REPLACEMENT, Claim.Frequency.VOID))
    return Account.objects.of(clinic).exclude(claim__in=following)


def _refused(clinic: Clinic, period: Period, **of: Any) -> "QuerySet[OpenItem, int]":
    """The accounts of which a first decision of the month refused something."""
    first = _items(clinic, period).filter(opened=F("account__decided"), **of)
    return first.order_by().values_list("account", flat=True)


def clean(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """Claims that were sent in the month; part: those that nobody edited before."""
    went = Event.objects.of(clinic).filter(claim=OuterRef("claim"), kind__in=_WENT).order_by()
    first = Subquery(went.values("claim").annotate(n=Min("pk")).values("n"))
    edited = Event.objects.of(clinic).filter(claim=OuterRef("claim"), kind=Event.Kind.EDITED)
    before = edited.filter(pk__lt=Coalesce(first, 2**62, output_field=BigIntegerField()))
    sent = _first(clinic).filter(within("sent", (period.first, period.last)))
    return sent.annotate(above=when(~Exists(before)), below=ONE)


def first_pass(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """Claims that were decided on first in the month; part: those of which nothing was refused."""
    return _decided(clinic, period).annotate(above=when(~Q(pk__in=_refused(clinic, period))), below=ONE)


def denied(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """Claims refused wholly at first in the month."""
    return _denied(clinic, period).annotate(above=ONE, below=NONE)


def denied_charges(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """The charges of claims refused wholly at first in the month."""
    return _denied(clinic, period).annotate(above=F("charge"), below=NONE)


def sent_before(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """Claims sent in the three months before."""
    return _sent_before(clinic, period).annotate(above=ONE, below=NONE)


def charged_before(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """The charges of claims sent in the three months before."""
    return _sent_before(clinic, period).annotate(above=F("charge"), below=NONE)


def _denied(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    return _decided(clinic, period).filter(pk__in=_refused(clinic, period, decision__paid__lte=0))


def _sent_before(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    return _first(clinic).filter(within("sent", period.months_before(3)))


def denial_lines(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """Lines decided on first in the month; part: those of which something was refused."""
    refused = OpenItem.objects.of(clinic).filter(account=OuterRef("pk"), opened=OuterRef("decided"))
    counted = refused.order_by().values("account").annotate(n=Count("line", distinct=True)).values("n")
    entire = Exists(refused.filter(line=None))
    some = Coalesce(Subquery(counted), 0, output_field=BigIntegerField())
    return (
        _decided(clinic, period)
        .annotate(below=_Length("lines"))
        .annotate(above=when(entire, F("below")) + when(~entire, some))
    )


def _decided(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    return _first(clinic).filter(within("decided", (period.first, period.last)))


def refused(clinic: Clinic, period: Period) -> "QuerySet[OpenItem]":
    """What payers refused in the month, in cents."""
    return _items(clinic, period).annotate(above=F("amount"), below=NONE)


def silence(clinic: Clinic, period: Period) -> "QuerySet[OpenItem]":
    """Refusals of the month that were traced; part: those that no rule of ours would have caught."""
    traced = _items(clinic, period).exclude(traced="")
    return traced.annotate(above=when(Q(traced=OpenItem.Traced.SILENT)), below=ONE)


def _items(clinic: Clinic, period: Period) -> "QuerySet[OpenItem]":
    return OpenItem.objects.of(clinic).filter(within("opened", (period.first, period.last)))


def write_offs(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """What was written off of refusals in the month, to the net revenue of the claims decided on first in it."""
    closed = OpenItem.objects.of(clinic).filter(within("closed", (period.first, period.last)), written_off__gt=0)
    sums = closed.filter(account=OuterRef("pk")).order_by().values("account").annotate(n=Sum("written_off")).values("n")
    decided = within("decided", (period.first, period.last))
    rows = Account.objects.of(clinic).filter(decided | Q(pk__in=closed.values("account")))
    off = Coalesce(Subquery(sums), 0, output_field=BigIntegerField())
    return rows.annotate(above=off, below=when(decided, F("charge") - F("contractual")))


def allowed(clinic: Clinic, period: Period) -> "QuerySet[Allowance]":
    """What persons let stand on claims in the month."""
    return (
        Allowance.objects.of(clinic)
        .filter(within("since", (period.first, period.last)))
        .annotate(above=ONE, below=NONE)
    )


_OF_ITEM = ("account__payer", "account__provider")
MEASURES = {
    "clean": Measure(clean),
    "first_pass": Measure(first_pass),
    "denial_volume": Measure(denied, over="sent_before"),
    "denial_dollars": Measure(denied_charges, over="charged_before"),
    "sent_before": Measure(sent_before),
    "charged_before": Measure(charged_before),
    "denial_lines": Measure(denial_lines),
    "refused": Measure(refused, *_OF_ITEM, breakdown="carc"),
    "silence": Measure(silence, *_OF_ITEM),
    "write_offs": Measure(write_offs),
    "allowed": Measure(allowed, "claim__payer", "claim__appointment__provider", breakdown="rule"),
}
