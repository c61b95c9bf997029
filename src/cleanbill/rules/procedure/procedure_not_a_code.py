"""A service line's code is no procedure code: CPT and HCPCS codes have five characters, four of them in a row digits.

Such a line wakes no other edit, so a claim would look clean that every payer rejects. Where the HCPCS file is added, a
Level II code that it has not got, or not on the date of service, is none either. Dental codes are not in it, and states
have codes of their own for Medicaid, workers' compensation and auto: there it is a warning.
"""

import re
from collections.abc import Iterator

from cleanbill.codes import hcpcs
from cleanbill.codes.procedures import PROCEDURES
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial, Severity

_CODE = re.compile(r"\d{5}|[A-Z]\d{4}|\d{4}[AFMTU]")  # with the letters of CPT's categories and laboratory codes
_LOCAL = re.compile(r"\d{4}[A-Z]")
_MISTYPED = str.maketrans("OIL", "011")
_LEVEL_TWO = re.compile(r"[A-CE-Z]\d{4}")
_LOCAL_CODES = ("medicaid", "workers_comp", "auto")


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.lines:
        if line.code not in PROCEDURES and not _CODE.fullmatch(line.code):
            yield _no_code(visit, line)
        elif not line.code.isdecimal() and _LEVEL_TWO.fullmatch(line.code):
            yield from _in_level_two(visit, line)


def _no_code(visit: Visit, line: Line) -> Fault:
    meant = line.code.translate(_MISTYPED)
    asked = f"; was {meant} meant?" if meant in PROCEDURES else "."
    local = visit.payer.type in _LOCAL_CODES and _LOCAL.fullmatch(line.code)
    return Fault(f"{line.code!r} is not a procedure code{asked}", line, "code", severity="warning" if local else None)


def _in_level_two(visit: Visit, line: Line) -> Iterator[Fault]:
    edition = hcpcs.edition(visit.date)
    known = hcpcs.entry(line.code, visit.date)
    if not edition or (known and (visit.date is None or known.in_force(visit.date))):
        return
    if known is None:
        said = f"{line.code} is not in {edition}."
    elif known.last_day and visit.date and known.last_day < visit.date:
        said = f"{line.code} ended on {known.last_day} ({edition})."
    else:
        said = f"{line.code} begins on {known.first_day} ({edition})."
    severity: Severity | None = "warning" if visit.payer.type in _LOCAL_CODES else None
    yield Fault(said, line, "code", severity=severity, denials=(Denial("181", "N56"),))


def _line(code: str) -> dict[str, object]:
    return {"code": code, "units": 1, "date": "2026-11-02"}


rule = Rule(
    id="PR110",
    version=3,
    name="procedure_not_a_code",
    title="Not a procedure code",
    catalogue="",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("ASC X12N 837 Professional", "loop 2400, SV101-2: a CPT or HCPCS code", "005010X222A1"),
        Authority("X12 remittance advice remark codes", "M51: procedure code", "list of June 2024"),
    ),
    tables={"hcpcs": hcpcs.edition},
    denials=(Denial("16", "M51"),),
    fix="Give the five characters of the code; modifiers stand apart from it.",
    fix_safety="never",
    check=check,
    examples=(
        fails("four digits", lines=[_line("9711")]),
        fails("the modifier written into the code", lines=[_line("97110-59")]),
        fails("the letter O for a zero", lines=[_line("9711O")]),
        fails("a state's own code, perhaps: a warning", payer={"type": "workers_comp"}, lines=[_line("1055W")]),
        fails("nothing", lines=[_line("")]),
        passes("a CPT number", lines=[_line("97110")]),
        near_miss(
            "HCPCS Level II, Category II and III, a laboratory's own test",
            lines=[_line("G0283"), _line("2000F"), _line("0101T"), _line("0001U")],
        ),
        near_miss("small letters and a blank", lines=[_line("g0283 ")]),
    ),
)
