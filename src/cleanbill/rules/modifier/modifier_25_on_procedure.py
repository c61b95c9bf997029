"""Modifier 25 on a procedure. It says that a visit was separate, so it belongs on the visit.

Codes of surgery, radiology and pathology, and the procedures of our table, cannot carry it. Therapy evaluations are
left alone: some payers ask for 25 there.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import EVALUATION, PROCEDURES, is_visit_level, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial, Edit
from cleanbill.rules.authorities import separate_visit
from cleanbill.rules.mend import with_modifiers


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.lines:
        if "25" in line.modifiers and _is_procedure(line.code):
            yield Fault(
                f"{label(line.code)} carries 25, which belongs on a visit.",
                line,
                "modifiers",
                edits=_moved(visit, line),
            )


def _is_procedure(code: str) -> bool:
    if code in PROCEDURES:
        return code not in EVALUATION and not is_visit_level(code) and PROCEDURES[code].kind != "visit_add_on"
    return len(code) == 5 and code.isdecimal() and "10004" <= code <= "89999"


def _moved(visit: Visit, line: Line) -> tuple[Edit, ...]:
    """Take 25 off the procedure and put it on the visit of the day, where there is one without it."""
    off = with_modifiers(visit, line, [m for m in line.modifiers if m != "25"])
    levels = [other for other in visit.lines if is_visit_level(other.code)]
    if len(levels) != 1 or "25" in levels[0].modifiers:
        return off
    return (*off, *with_modifiers(visit, levels[0], ("25", *levels[0].modifiers)))


def _line(code: str, *modifiers: str) -> dict[str, object]:
    return {"code": code, "modifiers": modifiers, "date": "2026-11-02"}


rule = Rule(
    id="MO108",
    version=1,
    name="modifier_25_on_procedure",
    title="Modifier 25 stands on a procedure",
    catalogue="MOD-08",
    severity="error",
    stage=("claim",),
    modifiers=frozenset({"25"}),
    authority=(
        separate_visit(),
        Authority("CPT, appendix A, modifier 25 (American Medical Association)", "evaluation and management only",
                  "CPT 2026", verified=False),
    ),
    denials=(Denial("4", "N519"),),
    fix="Move 25 to the visit, if the note shows separate, significant work; take it off the procedure.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("25 on the injection", lines=[_line("99213"), _line("20552", "25")]),
        fails("25 on manipulation, no visit billed", lines=[_line("98940", "AT", "25")]),
        fails("25 on an x-ray", lines=[_line("99213", "25"), _line("72100", "25")]),
        passes("25 on the visit", lines=[_line("99213", "25"), _line("20552")]),
        near_miss("an evaluation, for payers that ask for it", lines=[_line("97161", "GP", "25")]),
        near_miss("a preventive visit", lines=[_line("99396", "25")]),
        near_miss("59 on a procedure", lines=[_line("97140", "59", "GP")]),
    ),
)  # fmt: skip
