"""Monitoring management is billed for more minutes of the month than were given, or without speaking to the patient.

98980 stands for the first 20 minutes of a calendar month with an interactive communication, each unit of 98981 for 20
more; from 2026, 98979 stands for the first 10.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.codes.procedures import label
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial, Edit
from cleanbill.rules.mend import without

_FIRST = frozenset({"98979", "98980"})
_MORE = "98981"


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line; too few minutes go before a missing conversation."""
    rtm, on = visit.note.rtm, visit.date or context.on
    for line in visit.having(_FIRST | {_MORE}):
        least = _least(line, on)
        if rtm is None or rtm.minutes is None or least is None:
            continue
        if rtm.minutes < least:
            yield _too_short(visit, line, rtm.minutes, on)
        elif rtm.interactive is False:
            message = f"{line.code} without an interactive communication in the month."
            yield Fault(message, line, "code", edits=without(visit, line), fix="Do not bill the month's management.")
        elif rtm.interactive is None:
            unknown_fact = "Not checked: note.rtm.interactive not given."
            yield Fault(unknown_fact, field="note/rtm/interactive", severity="not_checked")


def _least(line: Line, on: dt.date) -> float | None:
    """The minutes of the month that a line stands for, at least; None before its code."""
    own = parameters.value(f"monitoring_minutes.{line.code}", on)
    first = parameters.value("monitoring_minutes.98980", on)
    if own is None or first is None or line.code != _MORE:
        return own
    return first + own * (line.units or 1)


def _too_short(visit: Visit, line: Line, minutes: float, on: dt.date) -> Fault:
    shorter = parameters.value("monitoring_minutes.98979", on)
    right = "98979" if shorter is not None and minutes >= shorter and line.code == "98980" else None
    return Fault(
        f"{label(line.code)} x{line.units or 1:g}: {count(minutes, 'minute')} in the month.",
        line,
        "code",
        edits=(Edit("replace", f"/lines/{visit.index(line)}/code", right),) if right else without(visit, line),
        fix=f"Bill {right}." if right else "Bill what the minutes of the month carry, or nothing.",
    )


def _claim(
    code: str, minutes: int | None, date: str = "2026-03-31", spoken: bool | None = True, units: int = 1
) -> dict[str, object]:
    lines = [{"code": code, "modifiers": ["GP"], "units": units, "date": date}]
    note = {"rtm": {"minutes": minutes, "interactive": spoken}}
    return {"payer": {"type": "medicare_b"}, "lines": lines, "note": note}


rule = Rule(
    id="RT102",
    version=3,
    name="monitoring_minutes_below_code",
    title="Monitoring management above its minutes",
    catalogue="RTM-02",
    severity="error",
    stage=("note", "claim"),
    authority=(
        Authority(
            "Medicare Physician Fee Schedule final rule, CY 2022",
            "remote therapeutic monitoring: 98980, first 20 minutes with an interactive communication in the month",
            "dates of service from 2022-01-01",
        ),
        Authority(
            "Medicare Physician Fee Schedule final rule, CY 2026",
            "98979, first 10 minutes",
            "dates of service from 2026-01-01",
            verified=False,
        ),
    ),
    check=check,
    fix="Bill the code of the minutes that were given, or none.",
    fix_safety="ask",
    procedures=_FIRST | {_MORE},
    needs=("note/rtm/minutes",),
    denials=(Denial("152"),),
    since=dt.date(2022, 1, 1),
    examples=(
        fails("98980, 14 minutes, in 2025", **_claim("98980", 14, "2025-03-31")),
        fails("98980, 14 minutes, in 2026: 98979 instead", **_claim("98980", 14)),
        fails("98979, 9 minutes", **_claim("98979", 9)),
        fails("98981, 39 minutes", **_claim("98981", 39)),
        fails("two units of 98981, 59 minutes", **_claim("98981", 59, units=2)),
        fails("nobody spoke with the patient", **_claim("98980", 25, spoken=False)),
        passes("98979, 14 minutes, in 2026", **_claim("98979", 14)),
        passes("98980, 25 minutes", **_claim("98980", 25)),
        near_miss("98980, 20 minutes", **_claim("98980", 20)),
        near_miss("98981, 40 minutes", **_claim("98981", 40)),
        near_miss("two units of 98981, 60 minutes", **_claim("98981", 60, units=2)),
        near_miss("98979, 10 minutes", **_claim("98979", 10)),
        near_miss("a device counts no minutes", **_claim("98977", 14)),
        unknown("the minutes are not known", **_claim("98980", None)),
        unknown("whether anybody spoke is not known", **_claim("98980", 25, spoken=None)),
    ),
)
