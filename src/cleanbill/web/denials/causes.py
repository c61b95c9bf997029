"""Root causes: what was refused in some months, by payer, reason, procedure, provider or rule."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import TruncMonth

from cleanbill.calendar import months_later
from cleanbill.codes.adjustments import meaning
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.charts.models import Payer, Provider
from cleanbill.web.remits.models import OpenItem

FIELDS = {"carc": "carc", "payer": "account__payer", "code": "code", "provider": "account__provider", "rule": "rule"}
TITLES = {"carc": "Reason", "payer": "Payer", "code": "Procedure", "provider": "Provider", "rule": "Rule"}
MONTHS = 12
_MOST = 100


class Cause(NamedTuple):
    """What was refused for one cause, in cents: all of it, what of it is open, written off, and was paid after all."""

    key: str
    words: str
    refused: int
    cents: int
    open: int
    written_off: int
    won: int
    first: dt.date
    last: dt.date


def causes(clinic: Clinic, by: str, on: dt.date) -> list[Cause]:
    """The causes of the last twelve months, that of the most money first."""
    items = OpenItem.objects.of(clinic).filter(opened__gt=months_later(on, -MONTHS), opened__lte=on)
    field = FIELDS[by]
    sums = items.order_by().values(field).annotate(
        count=Count("pk"), cents=Sum("amount"), open=Sum("amount", filter=Q(closed=None), default=0),
        off=Sum("written_off", default=0), won=Sum("amount", filter=Q(outcome=OpenItem.Outcome.PAID), default=0),
        first=Min("opened"), last=Max("opened"),
    )  # fmt: skip
    rows = list(sums.order_by("-cents")[:_MOST])
    words = _words(clinic, by)
    return [
        Cause(
            str(row[field]), words(row[field]), row["count"], row["cents"], row["open"], row["off"], row["won"],
            row["first"], row["last"],
        )
        for row in rows
    ]  # fmt: skip


def months(clinic: Clinic, on: dt.date) -> list[tuple[dt.date, int, int]]:
    """How many were refused in each of the last twelve months, and their cents; a month without any is 0."""
    items = OpenItem.objects.of(clinic).filter(opened__gt=months_later(on, -MONTHS), opened__lte=on)
    sums = items.order_by().annotate(month=TruncMonth("opened")).values("month")
    found = {
        row["month"]: (row["count"], row["cents"]) for row in sums.annotate(count=Count("pk"), cents=Sum("amount"))
    }
    first = on.replace(day=1)
    asked = [months_later(first, -back) for back in reversed(range(MONTHS))]
    return [(month, *found.get(month, (0, 0))) for month in asked]


def _words(clinic: Clinic, by: str) -> Any:
    if by == "carc":
        return lambda key: meaning(key.partition("-")[2]).meaning
    if by in ("payer", "provider"):
        model = Payer if by == "payer" else Provider
        names = {one.pk: str(one) for one in model.objects.of(clinic)}
        return lambda key: names.get(key, "")
    return lambda key: "" if key else ("the claim as a whole" if by == "code" else "no rule yet")
