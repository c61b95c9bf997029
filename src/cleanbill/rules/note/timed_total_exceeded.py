"""The timed lines claim more than the note's total of timed minutes, in minutes or in units.

For payers that pool the minutes of the day the units are held against the total as well.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED
from cleanbill.codes.timed import count, earned, earning, sum_of
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import treatment_note


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault on the first timed line."""
    if visit.reading is None and visit.note.timed_minutes_total is None:
        return
    total = _total(visit)
    lines = visit.having(TIMED)
    if total is None or not lines:
        return
    minutes = sum(line.minutes or 0 for line in lines)
    units = sum(line.units or 0 for line in lines)
    if minutes > total:
        message = f"The timed lines claim {count(minutes, 'minute')}, the note's total is {total:g}."
        yield Fault(message, lines[0], "minutes")
    elif visit.payer.unit_rule == "cms8" and units > earned(total) and any(line.minutes is None for line in lines):
        message = f"The timed lines claim {count(units)}; {earning(total)}: {sum_of(total)}."
        yield Fault(message, lines[0], "units")


def _total(visit: Visit) -> float | None:
    """The note's total of timed minutes; None where it may be another day's."""
    if len({line.date for line in visit.claim.lines}) > 1 and noted.facts(visit) is None:
        return None
    return noted.totals(visit)[0]


def _claim(total: int | None, *lines: dict[str, object]) -> dict[str, object]:
    dated = [{"date": "2026-11-02"} | line for line in lines]
    return {"payer": {"unit_rule": "cms8"}, "note": {"timed_minutes_total": total}, "lines": dated}


rule = Rule(
    id="NO131",
    version=3,
    name="timed_total_exceeded",
    title="More timed treatment is claimed than the note totals",
    catalogue="DOC-02",
    severity="error",
    stage=("claim",),
    authority=(treatment_note("The billing and the total timed code treatment minutes must be consistent."),),
    denials=(Denial("151", "N362"),),
    fix="Which is right: the total of the note, or the minutes and units of the lines?",
    fix_safety="ask",
    reads=("unit_rule",),
    procedures=TIMED,
    check=check,
    examples=(
        fails(
            "45 minutes are claimed of 30",
            **_claim(30, {"code": "97110", "minutes": 30, "units": 2}, {"code": "97140", "minutes": 15, "units": 1}),
        ),
        fails("three units of 30 minutes", **_claim(30, {"code": "97110", "units": 2}, {"code": "97140", "units": 1})),
        passes(
            "38 minutes, three units",
            **_claim(38, {"code": "97110", "minutes": 23, "units": 2}, {"code": "97140", "minutes": 15, "units": 1}),
        ),
        near_miss(
            "an evaluation is not timed",
            **_claim(15, {"code": "97161", "minutes": 25, "units": 1}, {"code": "97110", "minutes": 15, "units": 1}),
        ),
        near_miss(
            "part of the timed minutes is not billed", **_claim(45, {"code": "97110", "minutes": 30, "units": 2})
        ),
        near_miss("the note has no total", **_claim(None, {"code": "97110", "minutes": 30, "units": 2})),
    ),
)
