"""The same diagnosis code is listed twice. Each code is reported once; its pointers can serve every line.

Taking the repetition out and letting the pointers follow changes nothing that the claim says, so the fix is safe.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import guidelines
from cleanbill.rules.mend import with_diagnoses


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """At most one fault, with all repetitions: their fix is one renumbering."""
    codes = visit.claim.dx
    if len(set(codes)) == len(codes):
        return
    first: dict[str, int] = {}
    same = {index: first[code] for index, code in enumerate(codes) if first.setdefault(code, index) != index}
    order = [index for index in range(len(codes)) if index not in same]
    repeated = ", ".join(f"{codes[kept]} (positions {kept + 1} and {left + 1})" for left, kept in same.items())
    yield Fault(f"Listed twice: {repeated}.", dx=min(same), edits=with_diagnoses(visit.claim, order, same))


def _claim(dx: list[str], *pointers: list[int]) -> dict[str, object]:
    return {"dx": dx, "lines": [{"code": "97110", "dx_pointers": p} for p in pointers]}


rule = Rule(
    id="DX109",
    version=1,
    name="diagnosis_repeated",
    title="A diagnosis is listed twice",
    catalogue="DX-09",
    severity="warning",
    stage=("claim",),
    authority=(guidelines("section I.B.12, Reporting same diagnosis code more than once"),),
    denials=(Denial("16", "M64"),),
    fix="List the code once and let the pointers follow.",
    fix_safety="safe",
    check=check,
    examples=(
        fails("the same code twice", **_claim(["M54.59", "M54.59"], [1], [2])),
        fails("once with the dot and once without", **_claim(["M54.59", "M62.830", "M5459"], [3, 2])),
        passes("once", **_claim(["M54.59"], [1], [1])),
        near_miss("two sides of one condition", **_claim(["M25.511", "M25.512"], [1, 2])),
        near_miss("two 7th characters of one stem", **_claim(["S39.012A", "S39.012D"], [1])),
    ),
)
