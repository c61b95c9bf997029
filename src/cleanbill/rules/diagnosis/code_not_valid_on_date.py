"""A diagnosis code that is billable, but not on this date of service: retired, or not yet in force.

A retired code that lives on as a heading counts here too: M54.5 was a code until 2021-09-30 and is a heading since.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Edit
from cleanbill.rules.authorities import guidelines


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each diagnosis."""
    for index in context.unbillable(visit.claim.dx, visit.date):
        code, day, release = visit.claim.dx[index], visit.date or context.on, context.icd10cm(visit.date)
        status = release.status(code, day)
        if status.start is not None:
            heirs = [heir.code for heir in release.lookup(code, day).successors]
            sole = len(heirs) == 1 and release.billable(heirs[0], day)
            edits = (Edit("replace", f"/dx/{index}", heirs[0]),) if sole else ()
            yield Fault(f"{status.reason} The date of service is {day}.", dx=index, edits=edits)


def _on(date: str) -> list[dict[str, object]]:
    return [{"code": "97110", "date": date}]


rule = Rule(
    id="DX102",
    version=1,
    name="code_not_valid_on_date",
    title="A diagnosis code is not valid on the date of service",
    catalogue="DX-02",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            title="ICD-10-CM addenda and Medicare Code Editor code table",
            section="first and last day of each code",
            edition="v44, to FY 2027",
        ),
        guidelines("section I.B.2, Level of detail in coding"),
    ),
    denials=(Denial("146"), Denial("16", "M76")),
    fix="Use the code that is valid on the date of service.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("disc degeneration, code ended 2024-09-30", dx=["M51.36"], lines=_on("2025-01-16")),
        fails("low back pain, code ended 2021-09-30", dx=["M54.5"], lines=_on("2026-11-02")),
        fails("its successor is too new for the date", dx=["M54.59"], lines=_on("2021-09-30")),
        passes("disc degeneration while the code was valid", dx=["M51.36"], lines=_on("2024-09-16")),
        near_miss("low back pain on its last day", dx=["M54.5"], lines=_on("2021-09-30")),
        near_miss("a heading that was never a code is another fault", dx=["M62.83"], lines=_on("2026-11-02")),
    ),
)
