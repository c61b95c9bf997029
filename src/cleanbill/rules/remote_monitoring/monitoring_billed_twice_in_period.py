"""A monitoring code is billed again within its period: a device or its set-up within 30 days, management in one month.

The two first codes of management (98979, 98980) stand for one month together, on one day as well.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import without
from cleanbill.rules.prior import adjudicated

_DEVICE = (frozenset({"98976", "98984"}), frozenset({"98977", "98985"}), frozenset({"98978", "98986"}))
_SET_UP = frozenset({"98975"})
_MANAGEMENT = frozenset({"98979", "98980"})
_KINDS = (*_DEVICE, _SET_UP, _MANAGEMENT)
_PERIOD = dt.timedelta(days=30)


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line that an earlier one of its kind stands too near to."""
    day, claim = visit.date, visit.claim
    if day is None:
        return
    billed = [(line.code, line.date) for line in claim.lines if line.date and line.date < day]
    if claim.frequency_code not in ("7", "8"):
        billed += [(line.code, line.date) for line in adjudicated(claim) if line.date < day]
    for line in sorted(visit.having(frozenset().union(*_KINDS)), key=_after_what_is_more):
        kind = next(codes for codes in _KINDS if line.code in codes)
        near = [(on, code) for code, on in billed if code in kind and _near(on, day, kind)]
        billed.append((line.code, day))
        if near:
            on, code = max(near)
            named = f"{label(line.code)} was" if code == line.code else f"{label(line.code)}: {code} was"
            yield Fault(f"{named} billed on {on} already.", line, "code", edits=without(visit, line))


def _after_what_is_more(line: Line) -> tuple[bool, str]:
    """The order of a day's lines in which the code for less comes last: 98985 after 98977, 98979 after 98980."""
    return line.code == "98979", line.code


def _near(earlier: dt.date, day: dt.date, kind: frozenset[str]) -> bool:
    if kind == _MANAGEMENT:
        return (earlier.year, earlier.month) == (day.year, day.month)
    return day - earlier < _PERIOD


def _claim(*lines: tuple[str, str], earlier: tuple[str, str] | None = None, **claim: object) -> dict[str, object]:
    written = [{"code": code, "modifiers": ["GP"], "units": 1, "date": date} for code, date in lines]
    prior = [{"status": "paid", "code": earlier[0], "date": earlier[1]}] if earlier else []
    note = {"rtm": {"days_of_data": 20, "minutes": 25, "interactive": True}}
    return {"lines": written, "note": note, "history": {"prior_claims": prior}} | claim


rule = Rule(
    id="RT103",
    version=3,
    name="monitoring_billed_twice_in_period",
    title="Monitoring billed twice in its period",
    catalogue="",
    severity="warning",
    stage=("claim",),
    authority=(
        Authority(
            "Medicare Physician Fee Schedule final rule, CY 2022",
            "remote therapeutic monitoring: device supply each 30 days, management each calendar month",
            "dates of service from 2022-01-01",
            verified=False,
        ),
    ),
    check=check,
    fix="Bill it once in the period.",
    fix_safety="ask",
    procedures=frozenset().union(*_KINDS),
    denials=(Denial("151"),),
    since=dt.date(2022, 1, 1),
    examples=(
        fails("management twice in March", **_claim(("98980", "2026-03-31"), earlier=("98980", "2026-03-02"))),
        fails("both first codes in one month", **_claim(("98980", "2026-03-31"), ("98979", "2026-03-10"))),
        fails("a device on day 29", **_claim(("98977", "2026-03-30"), earlier=("98985", "2026-03-01"))),
        fails("both first codes on one day", **_claim(("98979", "2026-03-31"), ("98980", "2026-03-31"))),
        fails("set up twice in a week", **_claim(("98975", "2026-03-23"), earlier=("98975", "2026-03-16"))),
        passes("management in the month after", **_claim(("98980", "2026-04-30"), earlier=("98980", "2026-03-31"))),
        passes("nothing before", **_claim(("98977", "2026-03-30"))),
        near_miss("a device on day 30", **_claim(("98977", "2026-03-31"), earlier=("98977", "2026-03-01"))),
        near_miss("the first of the month after", **_claim(("98980", "2026-04-01"), earlier=("98980", "2026-03-31"))),
        near_miss("a device and management in one month", **_claim(("98980", "2026-03-31"), ("98977", "2026-03-30"))),
        near_miss(
            "this claim replaces the earlier one",
            **_claim(
                ("98980", "2026-03-31"), earlier=("98980", "2026-03-02"), frequency_code="7", original_claim_ref="17"
            ),
        ),
    ),
)
