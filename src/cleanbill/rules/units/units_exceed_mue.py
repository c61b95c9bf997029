"""More units of a code are billed than the Medically Unlikely Edit allows.

Indicators 2 and 3 count the day over all lines, indicator 1 counts each line. Indicator 3 may be paid on appeal: where
the minutes earn the units, or a separate site or session is documented, it is a warning. Codes with a limit of 0 are
not payable at all, which is another fault; an untimed code in several units is UN104. Two professions count apart.
"""

from collections.abc import Iterator

from cleanbill.codes import mue
from cleanbill.codes.procedures import TIMED, UNTIMED
from cleanbill.codes.timed import count, earned
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial, Edit
from cleanbill.rules.authorities import unlikely_units

_SCOPE = {1: "on a line", 2: "a day, without exception", 3: "a day, more only on appeal with records"}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each code of the day, or each line where the limit is a line's."""
    billed: dict[str, float] = {}
    for line in visit.lines:
        billed[line.code] = billed.get(line.code, 0) + (line.units or 0)
        if mue.is_outside(line.code, visit.date):
            text = f"Not checked: {line.code} is outside the shipped table of unit limits; add the NCCI's."
            yield Fault(text, line, "units", severity="not_checked")
    for code, units in billed.items():
        limit = mue.limit(code, visit.date) if units > 1 else None
        if limit and 0 < limit.units < units:
            yield from _faults(visit, visit.having((code,)), limit)


def _faults(visit: Visit, lines: list[Line], limit: mue.Limit) -> Iterator[Fault]:
    if limit.indicator == 1:
        over = [line for line in lines if (line.units or 0) > limit.units]
        yield from (_fault(visit, limit, [line]) for line in over)
    elif lines[0].code not in UNTIMED or _all_different(lines):
        of_one = ([line for line in lines if visit.shared(last, line)] for last in reversed(lines))
        over = next((lines for lines in of_one if _units(lines) > limit.units), [])
        if over:
            yield _fault(visit, limit, over)


def _units(lines: list[Line]) -> float:
    return sum(line.units or 0 for line in lines)


def _all_different(lines: list[Line]) -> bool:
    """Whether each line is one unit with modifiers of its own: else UN104 tells it."""
    return len({line.modifiers for line in lines}) == len(lines) and all((line.units or 0) <= 1 for line in lines)


def _fault(visit: Visit, limit: mue.Limit, lines: list[Line]) -> Fault:
    line, units = lines[-1], _units(lines)
    supported = limit.indicator == 3 and _supported(line.code, units, lines)
    alone = len(lines) == 1 and not supported
    return Fault(
        f"{line.code}: {count(units)} billed, the limit is {limit.units} {_SCOPE[limit.indicator]} "
        f"(edition {mue.edition(visit.date)}).",
        line,
        "units",
        edits=(Edit("replace", f"/lines/{visit.index(line)}/units", limit.units),) if alone else (),
        severity="warning" if supported else None,
        fix="Bill no more than the limit; no record or appeal pays more." if limit.indicator == 2 else None,
    )


def _supported(code: str, units: float, lines: list[Line]) -> bool:
    """Whether the record bears the units out, so that they may be paid on appeal."""
    if any(line.separate_time_or_site_documented for line in lines):
        return True
    return code in TIMED and earned(sum(line.minutes or 0 for line in lines)) >= units


def _lines(*services: tuple[str, int | None, int | None], date: str = "2026-11-02") -> list[dict[str, object]]:
    return [{"code": code, "minutes": m, "units": units, "date": date} for code, m, units in services]


_NCCI = {"ncci": True}

rule = Rule(
    id="UN106",
    version=5,
    name="units_exceed_mue",
    title="More units than a Medically Unlikely Edit allows",
    catalogue="UNIT-06",
    severity="error",
    stage=("claim",),
    applies={"ncci": (True,)},
    needs=("lines/units",),
    tables={"mue": mue.edition},
    authority=(unlikely_units(),),
    denials=(Denial("151", "N362"),),
    fix="Bill no more than the limit; where all units were given and needed, send records or appeal.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("7 units of exercise in 105 minutes: the limit is 6, more on appeal", payer=_NCCI,
              lines=_lines(("97110", 105, 7))),
        fails("3 and 4 units of exercise on two lines of a day", payer=_NCCI,
              lines=_lines(("97110", 45, 3), ("97110", 60, 4))),
        fails("three visits on one day", payer=_NCCI, lines=_lines(("99213", None, 3))),
        fails("a third joint of one size, documented apart: a warning", payer=_NCCI,
              lines=[line | {"separate_time_or_site_documented": True} for line in _lines(("20610", None, 3))]),
        passes("ultrasound in 2 units", payer=_NCCI, lines=_lines(("97035", 30, 2))),
        near_miss("6 units of exercise: the limit itself", payer=_NCCI, lines=_lines(("97110", 90, 6))),
        near_miss("4 and 4 units on two days", payer=_NCCI,
                  lines=_lines(("97110", 60, 4)) + _lines(("97110", 60, 4), date="2026-11-04")),
        near_miss("a payer that does not use these edits", payer={"ncci": False}, lines=_lines(("97110", 105, 7))),
        near_miss("4 units by a physical and 4 by an occupational therapist", payer=_NCCI,
                  rendering={"credential": "PT"}, lines=[*_lines(("97110", 60, 4)),
                  _lines(("97110", 60, 4))[0] | {"rendering": {"credential": "OT"}}]),
        unknown("not known whether the payer uses these edits", payer={}, lines=_lines(("97110", 105, 7))),
        unknown("a code outside the shipped table", payer=_NCCI, lines=_lines(("80053", None, 1))),
        unknown("units not given", payer=_NCCI, lines=_lines(("97110", 105, None))),
    ),
)  # fmt: skip
