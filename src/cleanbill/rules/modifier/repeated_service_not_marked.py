"""The same procedure stands on two lines of a day, alike in every modifier: a payer takes the second for a duplicate.

76 says that the same clinician repeated it, 77 that another did; a side, a finger or 59 says that it is another site.
Timed codes are added up, a second unit of a code that has one a day is UN104 or UN106, and visits take other modifiers.
"""

from collections.abc import Iterator

from cleanbill.codes import mue
from cleanbill.codes.procedures import TIMED, UNTIMED, is_visit_level, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import with_modifiers

_REPEAT = frozenset({"76", "77", "91"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line that repeats an earlier one."""
    if len(visit.codes) == len(visit.lines):
        return
    seen: set[tuple[str, frozenset[str]]] = set()
    for line in visit.lines:
        service = line.code, frozenset(line.modifiers)
        if service in seen and _is_procedure(line) and not _once(line, visit):
            message = f"{label(line.code)} stands on two lines of the day with the same modifiers."
            yield Fault(message, line, "modifiers", edits=with_modifiers(visit, line, (*line.modifiers, "76")))
        seen.add(service)


def _is_procedure(line: Line) -> bool:
    """Whether the code is a CPT procedure that may be repeated in a day and is not marked so."""
    counted = line.code in TIMED or line.code in UNTIMED or is_visit_level(line.code)
    return len(line.code) == 5 and line.code.isdecimal() and not counted and _REPEAT.isdisjoint(line.modifiers)


def _once(line: Line, visit: Visit) -> bool:
    """Whether the day's limit of the code is one unit."""
    limit = mue.limit(line.code, visit.date)
    return limit is not None and limit.units <= 1


def _lines(*written: str, date: str = "2026-11-02") -> list[dict[str, object]]:
    split = [one.split("-") for one in written]
    return [{"code": code, "modifiers": modifiers, "units": 1, "date": date} for code, *modifiers in split]


rule = Rule(
    id="MO114",
    version=1,
    name="repeated_service_not_marked",
    title="A repeated service is not marked as one",
    catalogue="MOD-14",
    severity="warning",
    stage=("claim",),
    tables={"mue": mue.edition},
    authority=(
        Authority("CPT, appendix A, modifiers 76 and 77 (American Medical Association)", "repeated procedures",
                  "CPT 2026", verified=False),
    ),
    denials=(Denial("18", group="OA"),),
    fix="Was it given twice? 76 by the same clinician, 77 by another; a side or 59 for another site. If not, drop it.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("two x-rays of the spine, bare", lines=_lines("72100", "72100")),
        fails("two joints, no side", lines=_lines("20610", "20610")),
        fails("the same side twice", lines=_lines("20610-RT", "20610-RT")),
        passes("the second with 76", lines=_lines("72100", "72100-76")),
        near_miss("by another clinician", lines=_lines("72100", "72100-77")),
        near_miss("two sides", lines=_lines("20610-RT", "20610-LT")),
        near_miss("timed lines are added up", lines=_lines("97110-GP", "97110-GP")),
        near_miss("a code of one unit a day", lines=_lines("97810", "97810")),
        near_miss("two days", lines=_lines("72100") + _lines("72100", date="2026-11-04")),
        near_miss("technical and professional part", lines=_lines("72100-TC", "72100-26")),
    ),
)  # fmt: skip
