"""Services are billed for a visit of which the note says that it did not take place."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import therapy_record, treatment_note


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault on the first line, with the note's words."""
    said = noted.not_seen(visit)
    if said and visit.lines:
        message = f"{visit.lines[0].code} is billed; the note says «{said.span}» and tells of no treatment."
        yield Fault(message, visit.lines[0], "code", evidence=(said,))


_CALL = "11/02/2026 Pt did not arrive for the 10:00 appointment. Called, left a message."

_TREATED = "S: Low back pain.\nO: Flexion 50%.\nP: 97110 bridges 3x10, 15 min."


def _claim(text: str) -> dict[str, object]:
    return {"note": {"text": text}, "lines": [{"code": "97110", "date": "2026-11-02"}]}


rule = Rule(
    id="NO136",
    version=2,
    name="visit_did_not_take_place",
    title="A visit is billed that did not take place",
    catalogue="",
    severity="error",
    stage=("claim",),
    authority=(
        therapy_record("220.3, Documentation requirements for therapy services", verified=False),
        treatment_note("Identification of each specific intervention/modality provided and billed"),
    ),
    denials=(Denial("50", "N706"),),
    fix="Was the patient treated on this day?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("the patient did not come", **_claim(_CALL)),
        passes("the patient was treated", **_claim(_TREATED)),
        near_miss(
            "an earlier visit was missed",
            **_claim(_TREATED.replace("S:", "S: Back after a no-show last week.")),
        ),
        near_miss("no one bills it", note={"text": _CALL}),
    ),
)
