"""Manual therapy is in the note without the technique: "manual therapy 15 min".

Hands on a muscle or on a segment tell of soft tissue or of a joint, so that a note which names one is not questioned.
"""

import re
from collections.abc import Iterator

from cleanbill.codes.documentation import meets
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import need
from cleanbill.rules.authorities import manual_therapy, treatment_note

_SEGMENT = re.compile(r"\b[ctls]-?\d{1,2}\b|\bjoints?\b|\bfacets?\b", re.IGNORECASE)
_SEARCHED = ("joint mobilization", "soft tissue mobilization", "another manual technique")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where no passage on manual therapy names a technique."""
    yield from need.lacking(visit, "technique", _named, "names no technique.", _SEARCHED)


def _named(words: str, found: NoteFacts, code: str) -> bool:
    told = meets("technique").search(words) or meets("muscles").search(need.left(words, code))
    return bool(told or _SEGMENT.search(words)) or any(
        meets("technique").search(t.span) for t in found.treatments if t.cpt in (None, code)
    )


def _claim(plan: str) -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%, painful.\nA: Low back pain.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": "97140", "date": "2026-11-02"}]}


rule = Rule(
    id="NO121",
    version=2,
    name="technique_not_named",
    title="Manual therapy without its technique",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        manual_therapy(),
        treatment_note("Identification of each specific intervention/modality provided and billed"),
    ),
    denials=(Denial("50", "N706"),),
    fix="Which manual technique was used, and on what?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("manual therapy and its minutes alone", **_claim("97140 manual therapy 15 min to improve flexion.")),
        passes(
            "a technique", **_claim("97140 manual therapy 15 min: soft tissue mobilization of the lumbar paraspinals.")
        ),
        near_miss(
            "the muscle tells of soft tissue", **_claim("97140 manual therapy 15 min to right lumbar paraspinals.")
        ),
        near_miss("an abbreviation", **_claim("MT 15 min: gr III PA L4-5.")),
        near_miss(
            "the technique in a line of its own", **_claim("STM lumbar paraspinals 15'.\nBill 97140 manual therapy.")
        ),
    ),
)
