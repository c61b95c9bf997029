"""A procedure number is billed for a date on which it was not valid: retired before, or not begun yet.

The days are those of our own table of the specialty's numbers; a number that is not in it is not judged. Where the
HCPCS file is added, it tells of Level II codes (PR110).
"""

from collections.abc import Iterator

from cleanbill.codes import hcpcs
from cleanbill.codes.procedure_dates import DATED, successor
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial, Edit, Severity


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line; a warning where the table's day is not certain."""
    on = visit.date
    if on is None:
        return
    added = hcpcs.edition(on)
    for line in visit.having(frozenset(DATED)):
        if added and not line.code.isdecimal():
            continue
        dates = DATED[line.code]
        severity: Severity | None = None if dates.certain(on) else "warning"
        if dates.last_day and on > dates.last_day:
            right = successor(line.code, on)
            yield Fault(
                f"{line.code} ended on {dates.last_day}" + (f"; {right} took its place." if right else "."),
                line,
                "code",
                edits=_replaced(visit, line, right) if right else (),
                severity=severity,
            )
        elif dates.first_day and on < dates.first_day:
            yield Fault(f"{line.code} begins on {dates.first_day}.", line, "code", severity=severity)


def _replaced(visit: Visit, line: Line, code: str) -> tuple[Edit, ...]:
    return (Edit("replace", f"/lines/{visit.index(line)}/code", code),)


def _claim(code: str, date: str | None) -> dict[str, object]:
    return {"payer": {"type": "commercial"}, "lines": [{"code": code, "units": 1, "date": date}]}


rule = Rule(
    id="PR111",
    version=1,
    name="procedure_not_valid_on_date",
    title="Procedure code not valid on the date of service",
    catalogue="ADM-10",
    severity="error",
    stage=("note", "claim"),
    authority=(
        Authority(
            "Integrated Outpatient Code Editor, HCPCS table",
            "first and last day of each number, by quarter",
            "July 2019 to June 2026",
        ),
    ),
    check=check,
    fix="Bill the number that is valid on the date of service.",
    fix_safety="ask",
    procedures=frozenset(DATED),
    denials=(Denial("181", "N56"),),
    examples=(
        fails("97762 in 2025: 97763 took its place", **_claim("97762", "2025-03-17")),
        fails("98985 in 2025: it begins in 2026", **_claim("98985", "2025-12-31")),
        fails("99201 in 2021", **_claim("99201", "2021-01-04")),
        fails("97001 in 2024, long retired", **_claim("97001", "2024-05-06")),
        fails("a telephone visit of 2024, in 2025", **_claim("99441", "2025-01-02")),
        passes("97763 in 2025", **_claim("97763", "2025-03-17")),
        passes("97110 is as old as the table", **_claim("97110", "2016-03-17")),
        near_miss("98985 on its first day", **_claim("98985", "2026-01-01")),
        near_miss("99201 on its last day", **_claim("99201", "2020-12-31")),
        near_miss("97762 on its last day", **_claim("97762", "2017-12-31")),
        near_miss("no date, no judgement", **_claim("97762", None)),
    ),
)
