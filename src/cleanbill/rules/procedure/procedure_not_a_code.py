"""A service line's code is no procedure code: CPT and HCPCS codes have five characters, four of them in a row digits.

Such a line wakes no other edit, so a claim would look clean that every payer rejects.
"""

import re
from collections.abc import Iterator

from cleanbill.codes.procedures import PROCEDURES
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_CODE = re.compile(r"\d{5}|[A-Z]\d{4}|\d{4}[A-Z]")


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.lines:
        if line.code not in PROCEDURES and not _CODE.fullmatch(line.code):
            yield Fault(f"{line.code!r} is not a procedure code.", line, "code")


def _line(code: str) -> dict[str, object]:
    return {"code": code, "units": 1, "date": "2026-11-02"}


rule = Rule(
    id="PR110",
    version=1,
    name="procedure_not_a_code",
    title="Not a procedure code",
    catalogue="",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("ASC X12N 837 Professional", "loop 2400, SV101-2: a CPT or HCPCS code", "005010X222A1"),
        Authority("X12 remittance advice remark codes", "M51: procedure code", "list of June 2024"),
    ),
    denials=(Denial("16", "M51"),),
    fix="Give the five characters of the code; modifiers stand apart from it.",
    fix_safety="never",
    check=check,
    examples=(
        fails("four digits", lines=[_line("9711")]),
        fails("the modifier written into the code", lines=[_line("97110-59")]),
        fails("nothing", lines=[_line("")]),
        passes("a CPT number", lines=[_line("97110")]),
        near_miss("HCPCS Level II and Category II and III", lines=[_line("G0283"), _line("2000F"), _line("0101T")]),
        near_miss("small letters and a blank", lines=[_line("g0283 ")]),
    ),
)
