"""The spine is manipulated and the note names no vertebra and no joint: "adjusted C, T and L".

Payers that want a subluxation first, Medicare above all, want its precise level. A joint between two bones, such as
lumbosacral or sacroiliac, is one.
"""

import re
from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import therapy_record

_LEVEL = re.compile(
    r"\b[ctlds]-?\s?\d{1,2}\b|\b(?:atlas|axis|atlanto\w*|occip\w*|lumbo-?sacral|sacro-?iliac|sij?|s/i|ilium|sacrum|"
    r"innominate|coccy\w*|psis|asis|dens)\b",
    re.IGNORECASE,
)


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault on the manipulation, where the note of today names no level at all."""
    found, lines = noted.facts(visit), visit.having(SPINAL_MANIPULATION)
    if found is None or found.segments or not visit.payer.subluxation_first or not (lines or found.cmt_regions):
        return
    today = _without(noted.text(visit), [(part.start, part.end) for part in found.copied])
    if not _LEVEL.search(today):
        message = "The note names no vertebra or joint that was manipulated."
        searched = ("a vertebra, by letter and number", "a joint of the spine")
        yield Fault(message, lines[0] if lines else None, "code" if lines else "note/text", searched=searched)


def _without(text: str, parts: list[tuple[int, int]]) -> str:
    for start, end in reversed(parts):
        text = text[:start] + " " + text[end:]
    return text


def _claim(plan: str, payer: str = "medicare_b") -> dict[str, object]:
    text = f"S: Low back pain for 5 days.\nO: Lumbar flexion 50%, tender, joint fixation.\nP: {plan}"
    return {"payer": {"type": payer}, "note": {"text": text}, "lines": [{"code": "98940", "date": "2026-03-16"}]}


rule = Rule(
    id="CH109",
    version=2,
    name="manipulated_segment_not_named",
    title="The manipulated segment is not named",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        therapy_record(
            "240.1.4, Location of subluxation",
            "The precise level of the subluxation must be specified by the chiropractor to substantiate a claim for "
            "manipulation of the spine.",
        ),
    ),
    about="note/text",
    check=check,
    fix="Which segments were manipulated?",
    fix_safety="never",
    denials=(Denial("50"),),
    examples=(
        fails("the region alone", **_claim("CMT lumbar, diversified.")),
        passes("a vertebra", **_claim("CMT L5, diversified.")),
        near_miss("a joint of two bones", **_claim("CMT right SI joint.")),
        near_miss("a commercial plan", **_claim("CMT lumbar.", "commercial")),
    ),
)
