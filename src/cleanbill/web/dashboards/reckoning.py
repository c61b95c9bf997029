"""What a number comes to: reckoned from its records, or as it was kept when the month was closed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Sum

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.dashboards.definitions import Definition, definitions
from cleanbill.web.dashboards.measures import MEASURES
from cleanbill.web.dashboards.models import Fact
from cleanbill.web.dashboards.period import Period


class Narrowed(NamedTuple):
    """The payer and the provider that numbers are narrowed to, by their keys; 0 for all."""

    payer: int = 0
    provider: int = 0


WHOLE = Narrowed()
"""All of the clinic."""


class Result(NamedTuple):
    """What a number comes to. `kept`: as it was when the month was closed; `why`: why there is none."""

    definition: Definition
    part: int = 0
    whole: int = 0
    kept: bool = False
    why: str = ""

    @property
    def value(self) -> float | None:
        """The number; None where there is none."""
        return None if self.why else self.definition.value(self.part, self.whole)

    @property
    def said(self) -> str:
        """The number as it is shown."""
        return self.definition.said(self.value)


class Share(NamedTuple):
    """What one cause, rule, payer or clinician has of a number."""

    name: str
    part: int
    whole: int
    records: int


def records(clinic: Clinic, id: str, period: Period, to: Narrowed = WHOLE) -> "QuerySet[Any]":
    """The records behind a number, each with what it has `above` and `below` the line."""
    measure = MEASURES[id]
    found = measure.records(clinic, period)
    if to.payer:
        found = found.filter(**{measure.payer: to.payer})
    return found.filter(**{measure.provider: to.provider}) if to.provider else found


def reckon(
    clinic: Clinic, id: str, period: Period, to: Narrowed = WHOLE, known: dict[str, Result] | None = None
) -> Result:
    """What a number comes to by its records as they are now. `known`: numbers that were reckoned already."""
    definition = definitions()[id]
    if why := _untold(id, period, to):
        return Result(definition, why=why)
    sums = records(clinic, id, period, to).aggregate(parts=Sum("above"), wholes=Sum("below"))
    over, known = MEASURES[id].over, known or {}
    whole = (known.get(over) or reckon(clinic, over, period, to)).part if over else sums["wholes"]
    return Result(definition, sums["parts"] or 0, whole or 0)


def results(clinic: Clinic, ids: Iterable[str], period: Period, to: Narrowed = WHOLE) -> list[Result]:
    """What numbers come to: of a closed month as they were kept, else by their records."""
    wanted = list(ids)
    held = {} if period.open else {one.number: one for one in kept(clinic, wanted, period.first, period.first)}
    told: dict[str, Result] = {}
    for id in sorted(wanted, key=lambda one: bool(MEASURES[one].over)):  # what stands below others comes first
        told[id] = recalled(held[id], to) if id in held else reckon(clinic, id, period, to, told)
    return [told[id] for id in wanted]


def kept(clinic: Clinic, ids: Iterable[str], first: dt.date, last: dt.date) -> "QuerySet[Fact]":
    """The facts of some numbers in some months."""
    return Fact.objects.of(clinic).filter(number__in=list(ids), month__gte=first, month__lte=last)


def recalled(fact: Fact, to: Narrowed) -> Result:
    """What a fact comes to, narrowed."""
    if why := _narrows(fact.number, to):
        return Result(definitions()[fact.number], why=why)
    fits = [
        (part, whole)
        for payer, provider, part, whole in fact.groups
        if to.payer in (0, payer) and to.provider in (0, provider)
    ]
    part, whole = sum(one for one, _ in fits), sum(one for _, one in fits)
    return Result(definitions()[fact.number], part, whole, kept=True)


def grouped(clinic: Clinic, id: str, period: Period) -> list[list[int | None]]:
    """What a number is made of by payer and provider, as a fact holds it."""
    measure = MEASURES[id]
    sums: defaultdict[tuple[int | None, int | None], list[int]] = defaultdict(lambda: [0, 0])
    ways = [way for way in (measure.payer, measure.provider) if way]
    rows = records(clinic, id, period).order_by().values_list(*ways).annotate(Sum("above"), Sum("below"))
    for row in rows:
        keys = iter(row[: len(ways)])
        pair = (next(keys) if measure.payer else None, next(keys) if measure.provider else None)
        sums[pair][0] += row[-2] or 0
        sums[pair][1] += row[-1] or 0
    for payer, provider, part, _ in grouped(clinic, measure.over, period) if measure.over else ():
        sums[payer, provider][1] += part or 0
    return [[*pair, *both] for pair, both in sums.items()]


def shares(clinic: Clinic, id: str, period: Period, to: Narrowed = WHOLE) -> list[Share]:
    """A number told apart by its breakdown, the largest part first."""
    way = MEASURES[id].breakdown
    if not way or _untold(id, period, to):
        return []
    rows = records(clinic, id, period, to).order_by().values(way)
    rows = rows.annotate(parts=Sum("above"), wholes=Sum("below"), n=Count("pk")).order_by("-parts", way)
    return [Share(str(one[way] or "—"), one["parts"], one["wholes"], one["n"]) for one in rows]


def _untold(id: str, period: Period, to: Narrowed) -> str:
    """Why a number cannot be reckoned; "" where it can."""
    measure = MEASURES[id]
    if measure.balance and not period.open:
        return "Not kept at the month's end"
    return _narrows(id, to)


def _narrows(id: str, to: Narrowed) -> str:
    measure = MEASURES[id]
    if to.payer and not measure.payer:
        return "Not told by payer"
    return "Not told by clinician" if to.provider and not measure.provider else ""
