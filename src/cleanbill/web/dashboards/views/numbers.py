"""The numbers of a month, a group of them at a time, each with its definition, its last months and its list."""

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cleanbill.codes import adjustments
from cleanbill.web import bars
from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import note
from cleanbill.web.dashboards.asked import Asked, asked
from cleanbill.web.dashboards.definitions import definitions, groups
from cleanbill.web.dashboards.measures import MEASURES
from cleanbill.web.dashboards.measures.money import AGES, by_payer
from cleanbill.web.dashboards.period import month_of
from cleanbill.web.dashboards.reckoning import Result, Share, kept, recalled, records, results, shares

_BACK = 11  # months before the one that is shown
_TOP = 3  # causes of denial
_MOST = 8
_BY = {
    "carc": "The first three causes", "rule": "By rule",
    "note__appointment__provider__last_name": "By clinician",
}  # fmt: skip


class Card(NamedTuple):
    """A number on the page: what it comes to, its months as a chart, and what it is told apart by (`by`)."""

    result: Result
    months: bars.Chart | None
    table: list[bars.Value]
    shares: list[tuple[Share, str, str]]
    by: str

    @property
    def sums(self) -> tuple[str, str]:
        """Part and whole as they are shown."""
        return self.result.definition.amount(self.result.part), self.result.definition.amount(self.result.whole)


@page("read_numbers")
def this_month(request: HttpRequest) -> HttpResponse:
    """To the month that is running."""
    today = timezone.localdate()
    return redirect("numbers", today.year, today.month)


@page("read_numbers")
def pick_month(request: HttpRequest) -> HttpResponse:
    """To the month that was picked, with the filters that were set."""
    asked = request.GET.copy()
    try:
        month = dt.date.fromisoformat(f"{asked.pop('month', [''])[-1]}-01")
    except ValueError:
        return redirect("this_month")
    return redirect(f"{reverse('numbers', args=[month.year, month.month])}?{asked.urlencode()}")


@page("read_numbers")
def numbers(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The numbers of a month, of one group."""
    what, clinic = asked(request, year, month), person(request).clinic
    tabs = {id: title for id, title in groups().items() if id != "week" or what.period.open}
    group = request.GET.get("group", "")
    if group not in tabs:
        group = next(iter(tabs))
    cards = _cards(clinic, group, what)
    note(person(request), "read", clinic, {"numbers": group, "month": f"{year}-{month:02}", **what.words})
    context = {
        "what": what, "tabs": tabs, "group": group, "cards": cards, "asked": {"group": group, **what.words},
        "ageing": _ageing(clinic, what) if group == "money" else None,
        "months": [month_of(what.period.today, -back, what.period.today) for back in range(24)],
    }  # fmt: skip
    return render(request, "dashboards/numbers.html", context)


def _cards(clinic: Clinic, group: str, what: Asked) -> list[Card]:
    ids = [id for id, one in definitions().items() if one.group == group and id not in AGES]
    first = month_of(what.period.first, -_BACK, what.period.today).first
    past = {(one.month, one.number): one for one in kept(clinic, ids, first, what.period.first)}
    cards = []
    for id, result in zip(ids, results(clinic, ids, what.period, what.to), strict=True):
        values = _values(id, result, past, what)
        several = sum(number is not None for _, number, _ in values) > 1
        chart = bars.months(id, result.definition.name, values) if several else None
        cards.append(Card(result, chart, values, _shares(clinic, result, what), _BY.get(MEASURES[id].breakdown, "")))
    return cards


def _shares(clinic: Clinic, result: Result, what: Asked) -> list[tuple[Share, str, str]]:
    """The largest shares of a number: each with what it means, where it is a reason, and its value."""
    definition, by_reason = result.definition, MEASURES[result.definition.id].breakdown == "carc"
    found = shares(clinic, definition.id, what.period, what.to)
    return [
        (
            one,
            adjustments.meaning(one.name.partition("-")[2]).meaning if by_reason else "",
            definition.said(definition.value(one.part, one.whole)),
        )
        for one in (found[:_TOP] if by_reason else found[:_MOST])
    ]


def _values(id: str, result: Result, past: dict[Any, Any], what: Asked) -> list[bars.Value]:
    """The number in each of the last months: the others as they were kept, if they were."""
    values: list[bars.Value] = []
    for back in range(_BACK, 0, -1):
        one = month_of(what.period.first, -back, what.period.today)
        fact = past.get((one.first, id))
        told = recalled(fact, what.to) if fact else Result(result.definition, why="Not kept")
        values.append((f"{one.first:%b %Y}", told.value, told.said))
    return [*values, (f"{what.period.first:%b %Y}", result.value, result.said)]


class Ageing(NamedTuple):
    """The receivables by age as a chart, and by payer and age as a table; the ages with their numbers' ids."""

    chart: bars.Chart
    ages: list[tuple[str, str]]
    rows: list[tuple[str, list[str]]]
    total: list[str]


def _ageing(clinic: Clinic, what: Asked) -> Ageing:
    """Of the open month by payer, from which the ages follow; of a closed one as it was kept."""
    told = [one for id, one in definitions().items() if id in AGES]
    if what.period.open:
        rows = list(by_payer(records(clinic, "mgma_days", what.period, what.to), what.period.as_of))
        sums: list[float | None] = [sum(row[id] for row in rows) for id in AGES]
    else:
        rows, sums = [], [one.value for one in results(clinic, AGES, what.period, what.to)]
    said, names = told[0].said, [one.name.removeprefix("A/R, ") for one in told]
    values = [(name, value, said(value)) for name, value in zip(names, sums, strict=True)]
    return Ageing(
        bars.across("ageing", "Receivables by age", values),
        [(name, one.id) for name, one in zip(names, told, strict=True)],
        [(row["payer__name"], [said(row[id]) for id in AGES]) for row in rows],
        [said(value) for value in sums],
    )
