"""The first diagnosis is one that may never be first: an external cause (V00-Y99) or a manifestation."""

from collections.abc import Iterator
from functools import lru_cache

from cleanbill.codes.icd10cm import Release
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial, Edit
from cleanbill.rules.authorities import guidelines
from cleanbill.rules.mend import with_diagnoses


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """At most one fault, on the first diagnosis; the fix puts the first code that may lead in front."""
    codes = visit.claim.dx
    if not codes:
        return
    release = context.icd10cm(visit.date)
    what = _secondary(codes[0], release)
    if what:
        leader = next((index for index, code in enumerate(codes) if not _secondary(code, release)), None)
        edits = () if leader is None else _mended(visit, leader)
        yield Fault(f"{codes[0]} is {what}; it may not be listed first.", dx=0, edits=edits)


@lru_cache(maxsize=65536)
def _secondary(code: str, release: Release) -> str:
    """What a code is that may never lead; empty for all others."""
    why = release.never_first(code)
    return f"{'an' if why == 'external cause' else 'a'} {why}" if why else ""


def _mended(visit: Visit, leader: int) -> tuple[Edit, ...]:
    """The leader in front, and in front of the pointers of every line that pointed first at the old one."""
    claim = visit.claim
    order = [leader, *(index for index in range(len(claim.dx)) if index != leader)]
    place = {old + 1: new + 1 for new, old in enumerate(order)}
    edits = list(with_diagnoses(claim, order, {}))
    for index, line in enumerate(claim.lines):
        if line.dx_pointers[:1] == (1,):
            pointers = [1, *(place.get(p, p) for p in line.dx_pointers if place.get(p) != 1)][:4]
            edits.append(Edit("replace", f"/lines/{index}/dx_pointers", pointers))
    return tuple(edits)


rule = Rule(
    id="DX104",
    version=2,
    name="secondary_code_first",
    title="A code that may never lead is listed first",
    catalogue="DX-04",
    severity="error",
    stage=("claim",),
    authority=(
        guidelines(
            "section I.C.20.a.6, External cause code can never be a principal diagnosis",
            "The external causes of morbidity codes should never be sequenced as the first-listed or principal "
            "diagnosis.",
        ),
        guidelines("section I.A.13, Etiology/manifestation convention"),
    ),
    denials=(Denial("16", "MA63"),),
    fix="List the condition treated first and let the pointers follow.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("a fall before the strain it caused", dx=["W18.30XA", "S39.012A"],
              lines=[{"code": "97110", "dx_pointers": [2]}]),
        fails("the line points at the fall alone", dx=["W18.30XA", "S39.012A"],
              lines=[{"code": "97110", "dx_pointers": [1]}]),
        fails("nothing but an external cause", dx=["W18.30XA"]),
        fails("a manifestation before its disease", dx=["M36.2", "D66"]),
        passes("the strain before the fall", dx=["S39.012A", "W18.30XA"]),
        near_miss("a status code may lead", dx=["Z47.1", "Z96.651"]),
        near_miss("no diagnoses", dx=[]),
    ),
)  # fmt: skip
