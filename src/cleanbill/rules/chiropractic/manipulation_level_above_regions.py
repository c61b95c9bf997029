"""The spinal manipulation code is for more regions than the note names.

98940 is for one or two of the five spinal regions, 98941 for three or four, 98942 for five. Extraspinal regions
(head, limbs, rib cage, abdomen) do not count. Words that Medicare's manual takes for two areas count as two.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Edit
from cleanbill.rules import spine

_FEWEST = {"98940": 1, "98941": 3, "98942": 5}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    cmt = visit.note.cmt
    regions = spine.regions((cmt and cmt.regions) or ())
    for line in visit.having(SPINAL_MANIPULATION):
        if len(regions) >= _FEWEST[line.code]:
            continue
        right = max((code for code, least in _FEWEST.items() if least <= len(regions)), default=None)
        count = f"{len(regions)} spinal region{'' if len(regions) == 1 else 's'}"
        yield Fault(
            f"{line.code} needs at least {_FEWEST[line.code]}; the note names {count}"
            + (f": {', '.join(regions)}." if regions else "."),
            line,
            "code",
            edits=(Edit("replace", f"/lines/{visit.index(line)}/code", right),) if right else (),
            fix=f"Bill {right}, or document every region that was manipulated." if right else None,
        )


def _visit(code: str, *regions: str) -> dict[str, object]:
    return {"lines": [{"code": code, "date": "2026-03-16"}], "note": {"cmt": {"regions": list(regions)}}}


rule = Rule(
    id="CH103",
    version=2,
    name="manipulation_level_above_regions",
    title="Spinal manipulation code above the regions documented",
    catalogue="CMT-03",
    severity="error",
    stage=("note", "claim"),
    authority=(
        Authority("CPT, Chiropractic Manipulative Treatment", "98940-98942 and the five spinal regions", "CPT 2026"),
        Authority(
            "Medicare Benefit Policy Manual",
            "ch. 15, §240.1.4",
            "CMS Pub. 100-02",
            quote="The precise level of the subluxation must be specified by the chiropractor to substantiate a "
            "claim for manipulation of the spine.",
        ),
    ),
    check=check,
    fix="Bill the code for the regions documented, or document every region that was manipulated.",
    fix_safety="ask",
    procedures=SPINAL_MANIPULATION,
    needs=("note/cmt/regions",),
    denials=(Denial("150"),),
    examples=(
        fails("98941 with cervical and lumbar", **_visit("98941", "cervical", "lumbar")),
        fails("98942 with four regions", **_visit("98942", "cervical", "thoracic", "lumbar", "sacral")),
        fails("An extraspinal region does not count", **_visit("98941", "cervical", "lumbar", "left shoulder")),
        fails("The same region twice is one", **_visit("98941", "lumbar", "lumbar", "cervical")),
        passes("98941 with three regions", **_visit("98941", "cervical", "thoracic", "lumbar")),
        passes("98940 with one region", **_visit("98940", "lumbar")),
        near_miss("Lumbosacral is two areas", **_visit("98941", "cervical", "lumbosacral")),
        near_miss("A code below the regions is not a fault", **_visit("98940", "cervical", "thoracic", "lumbar")),
        unknown("No note of the regions", lines=[{"code": "98941", "date": "2026-03-16"}]),
    ),
)
