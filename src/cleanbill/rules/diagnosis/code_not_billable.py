"""A diagnosis code that no date of service would make right: a heading, no 7th character, no code at all.

A code that was or will be billable on another date is DX102, even where it is a heading today: M54.5 was a code until
2021-09-30.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial, Edit
from cleanbill.rules.authorities import guidelines


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each diagnosis."""
    for index in context.unbillable(visit.claim.dx, visit.date):
        code, day, release = visit.claim.dx[index], visit.date or context.on, context.icd10cm(visit.date)
        status = release.status(code, day)
        if status.start is None:
            meant = [like.code for like in release.lookup(code, day).did_you_mean if like.billable]
            edits = (Edit("replace", f"/dx/{index}", meant[0]),) if len(meant) == 1 else ()
            yield Fault(status.reason, dx=index, edits=edits)


rule = Rule(
    id="DX101",
    version=1,
    name="code_not_billable",
    title="A diagnosis code is not complete or does not exist",
    catalogue="DX-01",
    severity="error",
    stage=("claim",),
    authority=(
        guidelines(
            "section I.B.2, Level of detail in coding",
            "A code is invalid if it has not been coded to the full number of characters required for that code, "
            "including the 7th character, if applicable.",
        ),
        guidelines("section I.A.2, Format and structure"),
    ),
    denials=(Denial("16", "M76"),),
    fix="Use the complete code that the note supports.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("a heading", dx=["M62.83"]),
        fails("a stem without its 7th character", dx=["S39.012"]),
        fails("a code that does not exist", dx=["M62.839"]),
        fails("a 7th character that the code does not take", dx=["M62.830A"]),
        passes("complete codes", dx=["M62.830", "S39.012A"]),
        near_miss("written without the dot", dx=["M62830"]),
        near_miss(
            "a code of another date is another fault", dx=["M54.5"], lines=[{"code": "97110", "date": "2026-11-02"}]
        ),
    ),
)
