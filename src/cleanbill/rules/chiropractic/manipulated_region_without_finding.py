"""A region of the spine was manipulated and the examination records nothing there.

It speaks only where the examination places its findings, and where the note has a finding at all (else NO103 speaks).
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import noted
from cleanbill.rules.authorities import subluxation

_THERE = {
    "cervical": {"cervical", "cervicothoracic"},
    "thoracic": {"thoracic", "cervicothoracic", "thoracolumbar", "back_unspecified"},
    "lumbar": {"lumbar", "thoracolumbar", "lumbosacral", "back_unspecified"},
    "sacral": {"sacroiliac", "lumbosacral", "back_unspecified", "lumbar"},
    "pelvic": {"sacroiliac", "lumbosacral", "hip", "lumbar"},
}
_SEEN = ("finding", "measure")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault that names the regions without a finding."""
    found = noted.facts(visit)
    if found is None:
        return
    places = _places(found)
    if not places or places & {"other", "multiple"}:
        return
    there = (region for region in found.cmt_regions if region in _THERE and region not in found.found_regions)
    bare = [region for region in there if places.isdisjoint(_THERE[region])]
    if bare:
        regions = " and ".join(bare)
        message = f"The note tells of manipulation of the {regions} region and records no finding there."
        yield Fault(message, field="note/text", searched=tuple(f"a finding of the {region} region" for region in bare))


def _places(found: NoteFacts) -> set[str]:
    """Where the examination found something; "other" where one of its findings is not placed."""
    return {
        "other" if fact.inherited else fact.region or "other"
        for fact in found.facts
        if fact.kind in _SEEN and fact.assertion == "affirmed" and fact.source not in ("copied", "imaging")
    }


def _claim(exam: str, plan: str) -> dict[str, object]:
    text = f"S: Neck and back pain for 5 days, no injury.\nO: {exam}\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": "98940", "date": "2026-03-16"}]}


rule = Rule(
    id="CH111",
    version=3,
    name="manipulated_region_without_finding",
    title="A region was manipulated in which nothing was found",
    catalogue="CMT-03",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        subluxation(
            "The location of pain must be described and whether the particular vertebra listed is capable of producing "
            "pain in the area determined."
        ),
    ),
    about="note/text",
    check=check,
    fix="What did the examination of each manipulated region show?",
    fix_safety="never",
    denials=(Denial("150"),),
    examples=(
        fails("neck manipulated, low back examined", **_claim("Lumbar flexion 50%, tender L4-5.", "CMT C5 and L5.")),
        passes("a finding in each", **_claim("C5 fixated. Lumbar flexion 50%, tender L4-5.", "CMT C5 and L5.")),
        near_miss(
            "the sacroiliac joint is found in the low back",
            **_claim("Lumbar flexion 50%, tender L5-S1.", "CMT sacrum."),
        ),
        near_miss("nothing is placed", **_claim("Joint fixations palpated.", "CMT C5 and L5.")),
        near_miss(
            "nothing is placed, the regions joined by a word", **_claim("Joint fixations palpated.", "CMT C5 and L4.")
        ),
        fails("the second of two regions", **_claim("C5 fixated and tender.", "CMT C5 and L4.")),
        near_miss("several regions in one finding", **_claim("Tender C5, T6 and L4.", "CMT C5, T6 and L4.")),
        near_miss("the region below the manipulated junction", **_claim("Lumbosacral tenderness.", "CMT L5.")),
    ),
)
