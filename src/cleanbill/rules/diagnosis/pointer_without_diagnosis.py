"""A service line that points at no diagnosis of the claim, at more than four, or a claim with more than twelve.

A line without pointers is a fault where other lines have them or the claim comes from an 837P; where no line of the
document has any, they are not known. So are the diagnoses where a document has none.
"""

from collections.abc import Iterator
from functools import lru_cache

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_MOST_DIAGNOSES = 12
_MOST_POINTERS = 4


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line, and one for the diagnoses beyond the twelfth."""
    number = len(visit.claim.dx)
    if number > _MOST_DIAGNOSES:
        yield Fault(f"{number} diagnoses; a claim holds {_MOST_DIAGNOSES}.", dx=_MOST_DIAGNOSES)
    for line in visit.lines:
        if why := _why(line.dx_pointers, number):
            yield Fault(f"{line.code}: {why}.", line, "dx_pointers")
    if not all(line.dx_pointers for line in visit.lines):
        yield from _pointless(visit)


@lru_cache(maxsize=4096)
def _why(pointers: tuple[int, ...], number: int) -> str:
    """What is wrong with the pointers of a line, or ""."""
    lost = [str(pointer) for pointer in pointers if not 1 <= pointer <= number]
    if lost:
        diagnoses = f"{number} diagnosis" if number == 1 else f"{number} diagnoses"
        return f"pointer {', '.join(lost)} of {diagnoses}"
    return f"{len(pointers)} pointers; a line holds {_MOST_POINTERS}" if len(pointers) > _MOST_POINTERS else ""


def _pointless(visit: Visit) -> Iterator[Fault]:
    """The lines without pointers: each a fault where pointers are known, else one remark that they are not."""
    claim = visit.claim
    lines = [line for line in visit.lines if not line.dx_pointers]
    if claim.source or any(line.dx_pointers for line in claim.lines):
        for line in lines:
            yield Fault(f"{line.code} points at no diagnosis.", line, "dx_pointers")
    elif claim.dx:
        message = "Not checked: the lines do not say which diagnoses they are for."
        yield Fault(message, lines[0], "dx_pointers", severity="not_checked")
    else:
        yield Fault("Not checked: the claim's diagnoses are not given.", field="dx", severity="not_checked")


def _claim(pointers: list[list[int]], dx: int = 2) -> dict[str, object]:
    codes = ["M54.59", "M62.830", "M54.16", "M99.03", "M25.511", "M25.512", "M17.11", "M17.12", "M54.2", "M54.6",
             "M75.41", "M75.42", "M25.561"]  # fmt: skip
    return {"dx": codes[:dx], "lines": [{"code": "97110", "dx_pointers": p} for p in pointers]}


rule = Rule(
    id="DX108",
    version=2,
    name="pointer_without_diagnosis",
    title="A service line does not point at a diagnosis of the claim",
    catalogue="DX-08",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            title="ASC X12N 837 Professional, implementation guide 005010X222A1",
            section="loop 2400 SV107, loop 2300 HI",
            edition="005010X222A1",
        ),
    ),
    denials=(Denial("16", "M76"),),
    fix="Point each line at the diagnoses it treats, at most four, the main one first.",
    fix_safety="never",
    check=check,
    examples=(
        fails("pointer 3 of 2 diagnoses", **_claim([[1], [3]])),
        fails("one line points, the other does not", **_claim([[1], []])),
        fails("five pointers on a line", **_claim([[1, 2, 3, 4, 5]], dx=5)),
        fails("thirteen diagnoses", **_claim([[1]], dx=13)),
        passes("pointers 1 and 2 of 2 diagnoses", **_claim([[1, 2]])),
        near_miss("a diagnosis to which no line points", **_claim([[1]])),
        near_miss("twelve diagnoses and four pointers", **_claim([[12, 1, 2, 3]], dx=12)),
        unknown("no line of the document has pointers", **_claim([[], []])),
        unknown("no diagnosis at all", **_claim([[]], dx=0)),
    ),
)
