"""A spinal manipulation is billed for subluxations of regions of the spine that were not manipulated.

One subluxation in a manipulated region is enough; the sacro-iliac joint is coded as sacral or as pelvic. Without a code
that names a region there is nothing to hold against the note.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import spine
from cleanbill.rules.authorities import therapy_record

_REGIONS = {
    "M99.00": ("cervical",),
    "M99.01": ("cervical",),
    "M99.02": ("thoracic",),
    "M99.03": ("lumbar",),
    "M99.04": ("sacral", "pelvic"),
    "M99.05": ("pelvic", "sacral"),
}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a line, where none of its subluxations is of a region that the note names."""
    cmt = visit.note.cmt
    manipulated = spine.regions((cmt and cmt.regions) or ())
    for line in visit.having(SPINAL_MANIPULATION):
        listed = [code for code in visit.diagnoses(line) if code in _REGIONS]
        there = {region for code in listed for region in _REGIONS[code]}
        if listed and manipulated and there.isdisjoint(manipulated):
            places = f"{' and '.join(manipulated)} region{'' if len(manipulated) == 1 else 's'}"
            message = f"{line.code} is billed for {', '.join(listed)}; the note names manipulation of the {places}."
            yield Fault(message, line, "dx_pointers")


def _claim(dx: list[str], *regions: str, pointers: tuple[int, ...] = (1,)) -> dict[str, object]:
    line = {"code": "98940", "modifiers": ["AT"], "dx_pointers": pointers, "date": "2026-03-16"}
    return {"dx": dx, "lines": [line], "note": {"cmt": {"regions": regions}}}


rule = Rule(
    id="CH114",
    version=1,
    name="subluxation_of_other_region",
    title="The subluxation is not of the region that was manipulated",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    procedures=SPINAL_MANIPULATION,
    about="note/cmt/regions",
    authority=(
        therapy_record(
            "240.1.4, Location of subluxation",
            "The precise level of the subluxation must be specified by the chiropractor to substantiate a claim for "
            "manipulation of the spine.",
        ),
    ),
    denials=(Denial("11"), Denial("50", "N115")),
    fix="Which region was manipulated? Correct the note or the subluxation, and point to it.",
    fix_safety="never",
    check=check,
    examples=(
        fails("a subluxation of the neck, manipulation of the low back", **_claim(["M99.01", "M54.2"], "lumbar")),
        fails("the line points at the other subluxation", **_claim(["M99.03", "M99.01"], "L5", pointers=(2,))),
        passes("both are lumbar", **_claim(["M99.03", "M54.50"], "lumbar")),
        near_miss("one of two subluxations was manipulated", **_claim(["M99.01", "M99.03"], "L4", pointers=(1, 2))),
        near_miss("the sacro-iliac joint, coded as sacral", **_claim(["M99.04", "M53.3"], "SI joint")),
        near_miss("lumbosacral is two regions", **_claim(["M99.04", "M54.50"], "lumbosacral")),
        near_miss("no code names a region", **_claim(["M54.2"], "lumbar")),
        near_miss("the note names no spinal region", **_claim(["M99.01", "M54.2"], "shoulder")),
    ),
)
