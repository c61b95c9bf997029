"""Prolonged time is billed beside a visit whose total time does not reach its first unit, or not so many.

99417 counts from the least time of the highest level, G2212 from the end of its former range, 15 minutes a unit.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial, Edit
from cleanbill.rules.authorities import code_meaning
from cleanbill.rules.mend import without

_CODES = frozenset({"99417", "G2212"})


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line whose units the minutes do not earn."""
    em, on = visit.note.em, visit.date or context.on
    minutes = em.total_time_min if em else None
    length = parameters.value("prolonged_minutes.unit", on)
    for line in visit.having(_CODES):
        least = _least(visit, line, on)
        if minutes is None or least is None or length is None:
            continue
        earned = max(0, int(minutes - least) // length + 1)
        if (line.units or 1) > earned:
            unit = f"/lines/{visit.index(line)}/units"
            yield Fault(
                f"{line.code} x{line.units or 1:g} at {count(minutes, 'minute')}; its first unit is earned at {least}.",
                line,
                "units",
                edits=(Edit("replace", unit, earned),) if earned and line.units else without(visit, line),
            )


def _least(visit: Visit, line: Line, on: dt.date) -> int | None:
    """The minutes that earn the first unit, by the visit it stands beside; None where there is none of the two."""
    found = (parameters.value(f"prolonged_minutes.{line.code}_{code}", on) for code in sorted(visit.codes))
    return next((minutes for minutes in found if minutes is not None), None)


def _claim(code: str, beside: str, minutes: int | None, units: int = 1) -> dict[str, object]:
    day = "2026-03-16"
    return {
        "payer": {"type": "medicare_b" if code == "G2212" else "commercial"},
        "rendering": {"credential": "MD"},
        "lines": [{"code": beside, "date": day}, {"code": code, "units": units, "date": day}],
        "note": {"em": {"mdm": "high", "total_time_min": minutes}},
    }


rule = Rule(
    id="EV108",
    version=2,
    name="prolonged_visit_below_threshold",
    title="Prolonged time that was not reached",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(code_meaning("99417 beside 99205 and 99215; G2212 in the Physician Fee Schedule rule of 2021"),),
    check=check,
    fix="Bill the units that the total time earns, or none; document the total time on the date.",
    fix_safety="ask",
    procedures=_CODES,
    needs=("note/em/total_time_min",),
    denials=(Denial("150", "M25"),),
    since=dt.date(2021, 1, 1),
    examples=(
        fails("99417 beside 99215 at 54 minutes", **_claim("99417", "99215", 54)),
        fails("99417 beside 99205 at 74 minutes", **_claim("99417", "99205", 74)),
        fails("G2212 beside 99215 at 68 minutes", **_claim("G2212", "99215", 68)),
        fails("two units at 69 minutes", **_claim("99417", "99215", 69, 2)),
        passes("99417 beside 99215 at 60 minutes", **_claim("99417", "99215", 60)),
        near_miss("99417 beside 99215 at 55 minutes", **_claim("99417", "99215", 55)),
        near_miss("G2212 beside 99205 at 89 minutes", **_claim("G2212", "99205", 89)),
        near_miss("two units at 70 minutes", **_claim("99417", "99215", 70, 2)),
        near_miss("without its primary it is another rule's", **_claim("99417", "99214", 30)),
        unknown("the total time is not known", **_claim("99417", "99215", None)),
    ),
)
