"""A monitoring device is billed for other days of data than were collected.

The older codes stand for 16 days or more of 30, those of 2026 for 2 to 15; a single day is not billed at all. Days
counted over a longer time, as those of a month of 31, are taken for all of the period's.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Edit
from cleanbill.rules.mend import without

_PERIOD = 30  # days
_OTHER = {"98976": "98984", "98977": "98985", "98978": "98986"}
_OTHER |= {short: long for long, short in _OTHER.items()}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each device code. A code before its first day is PR111's."""
    rtm, on = visit.note.rtm, visit.date or context.on
    days = rtm.days_of_data if rtm else None
    if days is None:
        return
    for line in visit.having(frozenset(_OTHER)):
        if _fits(line.code, days, on) is not False:
            continue
        other = _OTHER[line.code]
        right = other if _fits(other, days, on) else None
        place = f"/lines/{visit.index(line)}/code"
        yield Fault(
            f"{label(line.code)}: {days} {'day' if days == 1 else 'days'} of data.",
            line,
            "code",
            edits=(Edit("replace", place, right),) if right else without(visit, line),
            fix=f"Bill {right}." if right else "Do not bill the device for this period.",
        )


def _fits(code: str, days: int, on: dt.date) -> bool | None:
    """Whether a code stands for so many days of data; None before its first day."""
    least, most = (parameters.value(f"monitoring_days.{code}_{end}", on) for end in ("least", "most"))
    return None if least is None or most is None else least <= min(days, _PERIOD) <= most


def _claim(code: str, days: int | None, date: str = "2026-03-16") -> dict[str, object]:
    lines = [{"code": code, "modifiers": ["GP"], "units": 1, "date": date}]
    return {"payer": {"type": "medicare_b"}, "lines": lines, "note": {"rtm": {"days_of_data": days}}}


rule = Rule(
    id="RT101",
    version=3,
    name="monitoring_days_differ",
    title="A monitoring device billed for other days than were collected",
    catalogue="RTM-01",
    severity="error",
    stage=("note", "claim"),
    authority=(
        Authority(
            "Medicare Physician Fee Schedule final rules, CY 2022 and CY 2026",
            "remote therapeutic monitoring: device supply by days of data collected in a 30-day period",
            "98976-98978 from 2022, 98984-98986 from 2026",
        ),
    ),
    check=check,
    fix="Bill the code of the days that were collected, or none.",
    fix_safety="ask",
    procedures=frozenset(_OTHER),
    needs=("note/rtm/days_of_data",),
    denials=(Denial("151"),),
    since=dt.date(2022, 1, 1),
    examples=(
        fails("98977, 12 days, in 2026", **_claim("98977", 12)),
        fails("98977, 12 days, in 2025: nothing can be billed", **_claim("98977", 12, "2025-03-17")),
        fails("98985, 16 days", **_claim("98985", 16)),
        fails("98985, a single day", **_claim("98985", 1)),
        passes("98985, 12 days, in 2026", **_claim("98985", 12)),
        passes("98977, 30 days", **_claim("98977", 30)),
        near_miss("98977, 16 days", **_claim("98977", 16)),
        near_miss("98977, every day of a month of 31", **_claim("98977", 31)),
        near_miss("98985, 15 days", **_claim("98985", 15)),
        near_miss("98985, 2 days", **_claim("98985", 2)),
        near_miss("the set-up counts no days", **_claim("98975", 12)),
        unknown("the days are not known", **_claim("98977", None)),
    ),
)
