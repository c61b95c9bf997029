"""A diagnosis on the claim says what the note denies: an injury, a condition, a side.

It speaks only where the note says otherwise in words that can be quoted; silence of the note is NO111.
"""

from collections.abc import Iterator

from cleanbill.coding import known, story
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import Assertion, Fact, NoteFacts
from cleanbill.rules.authorities import guidelines

_SAYS: dict[Assertion, str] = {
    "negated": "denies it",
    "uncertain": "is not sure of it, and an outpatient claim does not code what is uncertain",
    "family": "says it of a relative",
    "historical": "says it of the past",
    "hypothetical": "says only that it might come",
}
_OPPOSITE = {"left": "right", "right": "left"}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a diagnosis, the first that applies."""
    if visit.reading is None:
        return
    facts = visit.reading.facts
    for index, code in enumerate(visit.claim.dx):
        injured = any(other.startswith("S") for other in visit.claim.dx)
        fault = _not_said(code, index, facts) or _cause(code, index, facts, injured) or _side(code, index, facts)
        if fault:
            yield fault


def _not_said(code: str, index: int, facts: NoteFacts) -> Fault | None:
    """Every mention of the condition is denied, doubted, past, or of another."""
    upholding = known.upholds(code) or known.concepts(code)
    if any(f.concept in upholding and f.assertion == "affirmed" for f in facts.facts):
        return None
    mentions = [f for f in facts.facts if f.concept in known.concepts(code)]
    if not mentions:
        return None
    message = f"The claim has {code}; the note {_SAYS[mentions[0].assertion]}: {story.quoted(mentions, 1)}."
    return _fault(message, index, mentions[:2])


def _cause(code: str, index: int, facts: NoteFacts, injured: bool) -> Fault | None:
    """An injury claimed and denied, or an acute spasm claimed after an event and no injury with it."""
    denied, told = story.denials(facts), [f for f in story.events(facts) if f.concept == "trauma"]
    if known.concepts(code) & {"strain", "sprain"} and facts.trauma == "none" and denied:
        return _fault(
            f"The claim has the injury code {code}; the note says {story.quoted(denied, 2)}.", index, denied[:2]
        )
    if "muscle_spasm" in known.concepts(code) and story.is_current_injury(facts) and told and not injured:
        message = f"The claim has {code} and no injury code; the note tells of {story.quoted(told, 2)}."
        return _fault(message, index, told[:2])
    return None


def _side(code: str, index: int, facts: NoteFacts) -> Fault | None:
    """The other side than every mention of the condition."""
    claimed = known.side(code)
    opposite = _OPPOSITE.get(claimed or "")
    mentions = [
        f for f in facts.facts if f.concept in known.concepts(code) and f.assertion == "affirmed" and f.laterality
    ]
    if not opposite or not mentions or {f.laterality for f in mentions} != {opposite}:
        return None
    return _fault(
        f"The claim has {code}, the {claimed} side; the note says {opposite}: {story.quoted(mentions, 1)}.",
        index,
        mentions[:1],
    )


def _fault(message: str, index: int, facts: list[Fact] | tuple[Fact, ...]) -> Fault:
    return Fault(message, dx=index, evidence=tuple(story.whole(fact) for fact in facts))


_SPASM = "S: Low back spasm 3 days, {cause}.\nO: {found}\nA: {dx}\nP: Manual therapy 15 min to reduce spasm."


def _note(cause: str, dx: str, found: str = "Right lumbar paraspinal spasm, flexion 50%.") -> dict[str, str]:
    return {"text": _SPASM.format(cause=cause, dx=dx, found=found)}


_KNEE = {"text": "S: Right knee pain 2 weeks, no injury.\nO: Tender right medial knee.\nA: Right knee pain."}

rule = Rule(
    id="NO110",
    version=1,
    name="diagnosis_contradicts_note",
    title="A diagnosis says what the note denies",
    catalogue="",
    severity="warning",
    stage=("claim",),
    authority=(
        guidelines(
            "section I.C.13.b, Acute traumatic versus chronic or recurrent musculoskeletal conditions",
            "Any current, acute injury should be coded to the appropriate injury code from chapter 19.",
        ),
        guidelines("section IV.H, Uncertain diagnosis", verified=False),
        guidelines("section I.A.19, Code assignment and clinical criteria", verified=False),
    ),
    denials=(Denial("11"),),
    fix="Which diagnosis does the clinician make of this visit?",
    fix_safety="never",
    check=check,
    examples=(
        fails(
            "a spasm code, and the note tells of a fall",
            dx=["M62.830"],
            note=_note("fell off a ladder", "Lumbar spasm."),
        ),
        fails("an injury code, and the note denies injury", dx=["S39.012A"], note=_note("no injury", "Lumbar strain.")),
        fails(
            "a spasm code, and the note finds none",
            dx=["M62.830"],
            note={"text": "S: Low back pain 3 days, no injury.\nO: No spasm. Flexion 50%.\nA: Low back pain."},
        ),
        fails("the other knee", dx=["M25.562"], note=_KNEE),
        passes("a spasm without an injury", dx=["M62.830"], note=_note("no injury", "Muscle spasm of back.")),
        passes("the same knee", dx=["M25.561"], note=_KNEE),
        near_miss(
            "an old accident is not this episode's cause",
            dx=["M62.830"],
            note=_note("no injury. Car accident 10 years ago, fully resolved", "Muscle spasm of back."),
        ),
        near_miss(
            "a strain with its spasm after a fall",
            dx=["S39.012A", "M62.830"],
            note=_note("fell off a bike", "Lumbar strain with spasm."),
        ),
        near_miss("a diagnosis that is no matter of the muscles and joints", dx=["E11.9"], note=_KNEE),
    ),
)
