"""A line names another part of the body than the note gives for its procedure."""

from collections.abc import Iterator

from cleanbill.codes.procedures import label
from cleanbill.coding.naming import neighbourhood
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import treatment_note

_PARTS = frozenset(
    "cervical thoracic lumbar sacroiliac shoulder elbow wrist_hand hip thigh knee lower_leg ankle_foot".split()
)


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a line whose region none of its treatments has."""
    found = noted.facts(visit)
    if found is None:
        return
    for line in visit.lines:
        claimed = (line.region or "").strip().lower().replace(" ", "_")
        written = [t for t in noted.by_code(found, line.code) if t.region]
        places = {near for t in written for near in neighbourhood(t.region or "")}
        if claimed not in _PARTS or not written or not places <= _PARTS or claimed in places:
            continue
        said = written[0]
        message = f"{label(line.code)}: the line says {line.region}, the note «{said.span}»."
        yield Fault(message, line, "region", evidence=(noted.span(said),))


def _claim(region: str, plan: str) -> dict[str, object]:
    text = f"S: Low back and neck pain for 5 days, no injury.\nO: Lumbar flexion 50%, neck tender.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": "97140", "date": "2026-11-02", "region": region}]}


rule = Rule(
    id="NO137",
    version=2,
    name="line_region_differs",
    title="A line names another part of the body than the note",
    catalogue="NCCI-03",
    severity="warning",
    stage=("claim",),
    authority=(treatment_note("Identification of each specific intervention/modality provided and billed"),),
    denials=(Denial("16", "M76"),),
    fix="Which part of the body was treated?",
    fix_safety="ask",
    about="note/text",
    check=check,
    examples=(
        fails("the knee for the back", **_claim("knee", "97140 STM lumbar paraspinals 15 min.")),
        passes("the same part", **_claim("lumbar", "97140 STM lumbar paraspinals 15 min.")),
        near_miss("a part that lies beside it", **_claim("lumbar", "97140 lumbosacral mobilization 15 min.")),
        near_miss("the note does not place the treatment", **_claim("cervical", "97140 STM 15 min.")),
        near_miss(
            "words for a part that are not known here", **_claim("axial", "97140 STM lumbar paraspinals 15 min.")
        ),
    ),
)
