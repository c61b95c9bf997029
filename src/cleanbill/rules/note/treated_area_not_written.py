"""A treatment of a part of the body is in the note without the part, where the note speaks of none or of several.

Where the whole note is of one region the part is understood.
"""

from collections.abc import Iterator

from cleanbill.codes.documentation import meets
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import need
from cleanbill.rules.authorities import code_meaning, manual_therapy

_UNCLEAR = (None, "multiple")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a procedure whose place the note leaves open."""
    yield from need.lacking(visit, "area", _placed, "names no part of the body.", ("a part of the body",))


def _placed(words: str, found: NoteFacts, code: str) -> bool:
    own = any(t.region for t in found.treatments if t.cpt in (None, code))
    return own or found.region not in _UNCLEAR or bool(meets("area").search(words))


def _claim(plan: str, complaint: str = "S: Feels better today, 3/10.", code: str = "97140") -> dict[str, object]:
    return {"note": {"text": f"{complaint}\nP: {plan}"}, "lines": [{"code": code, "date": "2026-11-02"}]}


rule = Rule(
    id="NO122",
    version=2,
    name="treated_area_not_written",
    title="A treatment without the part of the body that was treated",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(manual_therapy(), code_meaning("modalities and massage: applied to one or more areas")),
    denials=(Denial("50", "N706"),),
    fix="Which part of the body was treated, and on which side?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("soft tissue work on no part", **_claim("97140 manual therapy 15 min, STM.")),
        fails("ultrasound of no part", **_claim("97035 ultrasound 8 min, 1 MHz, 1.0 W/cm2.", code="97035")),
        passes("the part is named", **_claim("97140 manual therapy 15 min, STM to the right upper trapezius.")),
        near_miss(
            "a note of one region",
            **_claim("97140 manual therapy 15 min, STM.", "S: Low back pain for 5 days.\nO: Lumbar flexion 50%."),
        ),
        near_miss("segments say where", **_claim("Manual therapy 15 min: gr III PA C5-6.")),
    ),
)
