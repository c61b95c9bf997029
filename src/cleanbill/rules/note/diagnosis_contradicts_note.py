"""A diagnosis on the claim says what the note denies: an injury, a condition, a side, a place.

It speaks only where the note says otherwise in words that can be quoted; silence of the note is NO111.
"""

from collections.abc import Iterator, Sequence

from cleanbill.coding import known, story
from cleanbill.coding.naming import neighbourhood
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
_Found = tuple[str, Sequence[Fact]] | None
_OPPOSITE = {"left": "right", "right": "left"}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a diagnosis, the first that applies."""
    if visit.reading is None:
        return
    facts = visit.reading.facts
    injured = any(code.startswith("S") for code in visit.claim.dx)
    for index, code in enumerate(visit.claim.dx):
        found = _not_said(code, facts) or _cause(code, facts, injured) or _side(code, facts) or _place(code, facts)
        if found:
            says, mentions = found
            spans = tuple(story.whole(fact) for fact in mentions[:2])
            yield Fault(f"The claim has {code}{says}: {story.quoted(mentions, 2)}.", dx=index, evidence=spans)


def _not_said(code: str, facts: NoteFacts) -> _Found:
    """Every mention of the condition is denied, doubted, past, or of another."""
    upholding = known.upholds(code) or known.parts(code)
    if any(f.concept in upholding and f.assertion == "affirmed" for f in facts.facts):
        return None
    mentions = [f for f in facts.facts if f.concept in known.parts(code)]
    return (f"; the note {_SAYS[mentions[0].assertion]}", mentions[:1]) if mentions else None


def _cause(code: str, facts: NoteFacts, injured: bool) -> _Found:
    """An injury claimed and denied, or an acute spasm claimed after an event and no injury with it."""
    denied, told = story.denials(facts), [f for f in story.events(facts) if f.concept == "trauma"]
    if known.concepts(code) & {"strain", "sprain"} and facts.trauma == "none" and denied:
        return ", an injury; the note says", denied
    if "muscle_spasm" in known.concepts(code) and story.is_current_injury(facts) and told and not injured:
        return " and no injury code; the note tells of", told
    return None


def _side(code: str, facts: NoteFacts) -> _Found:
    """The other side than every mention of the condition."""
    claimed = known.side(code)
    opposite = _OPPOSITE.get(claimed or "")
    said = [fact for fact in _affirmed(code, facts) if fact.laterality]
    if not opposite or {fact.laterality for fact in said} != {opposite}:
        return None
    return f", the {claimed} side; the note says {opposite}", said[:1]


def _place(code: str, facts: NoteFacts) -> _Found:
    """Another part of the body than every mention of the condition."""
    own, said = known.regions(code), _affirmed(code, facts)
    places = {fact.region or "other" for fact in said}
    if not own or not said or not places.isdisjoint({"other", "multiple"}):
        return None
    if any(not own.isdisjoint(neighbourhood(place)) for place in places):
        return None
    return f"; the note speaks of another place ({min(places).replace('_', ' ')})", said[:1]


def _affirmed(code: str, facts: NoteFacts) -> list[Fact]:
    upholding = known.upholds(code) or known.concepts(code)
    return [f for f in facts.facts if f.concept in upholding and f.assertion == "affirmed"]


_SPASM = "S: Low back spasm 3 days, {cause}.\nO: {found}\nA: {dx}\nP: Manual therapy 15 min to reduce spasm."


def _note(cause: str, dx: str, found: str = "Right lumbar paraspinal spasm, flexion 50%.") -> dict[str, object]:
    return {"text": _SPASM.format(cause=cause, dx=dx, found=found)}


_KNEE = {"text": "S: Right knee pain 2 weeks, no injury.\nO: Tender right medial knee.\nA: Right knee pain."}

rule = Rule(
    id="NO110",
    version=2,
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
    about="note/text",
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
        fails(
            "the code of the back, and the note speaks of the neck",
            dx=["M62.830"],
            note={"text": "S: Neck spasm since today, no injury.\nO: Right trapezius spasm.\nA: Neck muscle spasm."},
        ),
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
