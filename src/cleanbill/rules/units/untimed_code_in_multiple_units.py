"""A code that counts once a day is billed in several units, on one line or on several lines alike.

Untimed codes are one unit whatever the minutes. Joint and tendon injections, which may be given at several sites,
are not among them. Lines with different modifiers may be different services; they are left to the day's limit (UN106).
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import UNTIMED, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial, Edit
from cleanbill.rules.authorities import unlikely_units, untimed_units
from cleanbill.rules.mend import without


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line that goes beyond the one unit."""
    billed: dict[tuple[str, tuple[str, ...]], float] = {}
    for line in visit.lines:
        if line.code in UNTIMED and line.units:
            service = line.code, line.modifiers
            before = billed.get(service, 0)
            billed[service] = before + line.units
            if billed[service] > 1:
                yield _fault(visit, line, billed[service], alone=not before)


def _fault(visit: Visit, line: Line, units: float, alone: bool) -> Fault:
    return Fault(
        f"{label(line.code)}: {units:g} units billed; the code is not timed and counts once a day.",
        line,
        "units",
        edits=(Edit("replace", f"/lines/{visit.index(line)}/units", 1),) if alone else without(visit, line),
    )


def _line(code: str, units: int | None, minutes: int | None = None) -> dict[str, object]:
    return {"code": code, "units": units, "minutes": minutes, "date": "2026-11-02"}


rule = Rule(
    id="UN104",
    version=1,
    name="untimed_code_in_multiple_units",
    title="An untimed code is billed in several units",
    catalogue="UNIT-04",
    severity="error",
    stage=("claim",),
    procedures=UNTIMED,
    needs=("lines/units",),
    authority=(untimed_units(), unlikely_units()),
    denials=(Denial("151", "N362"),),
    fix="Bill one unit, with the charge of one.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("traction twice", lines=[_line("97012", 2)]),
        fails("45 minutes of group therapy as three units", lines=[_line("97150", 3, 45)]),
        fails("traction on two lines of a day", lines=[_line("97012", 1), _line("97012", 1)]),
        passes("45 minutes of group therapy as one unit", lines=[_line("97150", 1, 45)]),
        near_miss("a timed code in two units", lines=[_line("97035", 2, 30)]),
        near_miss(
            "the second one is marked as a repeat", lines=[_line("97012", 1), _line("97012", 1) | {"modifiers": ["76"]}]
        ),
        near_miss("two large joints injected", lines=[_line("20610", 2)]),
        unknown("units not given", lines=[_line("97012", None)]),
    ),
)
