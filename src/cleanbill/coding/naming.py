"""What the note names: the clinician's diagnoses or, where there is none, what the patient reports."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, cast

import msgspec
from msgspec import Struct

from cleanbill.coding.table import Diagnosis, diagnoses, findings
from cleanbill.model.reading import Fact, NoteFacts, Side
from cleanbill.notes.sites import LIMBS

_ELSEWHERE = frozenset({"history", "family_history", "medications", "imaging", "review_of_systems"})
_BACK = frozenset({"low_back_pain", "back_pain", "sciatica", "lumbago_with_sciatica"})
_AFTER_SURGERY = "postoperative"
_ONCE_OPERATED = ("s/p", "status post")  # years ago perhaps, unless the clinician makes it the reason for the visit
_TOP = 120  # characters at the top of a note that say why the patient comes: "s/p R cuff repair 8/25"
_NEAR = 60  # characters from a fracture to the words that tell how it lies: "fracture, right wrist, nondisplaced"
_MOST = 50  # mentions of one concept
_OVER = ("resolved", "healed", "recovered")
_LEFT_BEHIND = frozenset({"stiffness", "weakness", "joint_pain", "limb_pain", "gait_abnormality", "difficulty_walking"})
_PAINS = {
    "cervical": "neck_pain", "thoracic": "thoracic_pain", "lumbar": "low_back_pain", "lumbosacral": "low_back_pain",
    "back_unspecified": "back_pain",
}  # fmt: skip
_JOINTS = frozenset({"shoulder", "elbow", "wrist_hand", "hip", "knee", "ankle_foot", "sacroiliac"})
_LISTED = (
    ("cervical", "cervical"),
    ("thoracic", "thoracic"),
    ("lumbar", "lumbar"),
    ("pelvi", "sacroiliac"),
    ("rib", "rib_cage"),
)
_SIDE = re.compile(r"\b(right|left)\b(?![- ]hand(?:ed)?[- ]?dom|[- ]handed)", re.IGNORECASE)
_LEVEL = re.compile(r"\b([CTLS])\s?(\d{1,2})\s?[-/–]\s?([CTLS]?)\s?(\d{1,2})\b", re.IGNORECASE)


class Named(Struct, frozen=True):
    """A diagnosis as the note names it. `facts` are the mentions, the deciding one first."""

    concept: str
    facts: tuple[Fact, ...]
    region: str | None
    side: Side | None
    by: Literal["clinician", "patient"]
    words: str
    levels: frozenset[str] = frozenset()
    why: str = ""

    @property
    def diagnosis(self) -> Diagnosis:
        """Its row of the table."""
        return diagnoses()[self.concept]

    @property
    def kind(self) -> str:
        """injury, disease, dysfunction, symptom, pain or aftercare."""
        return self.diagnosis.kind


def named(facts: NoteFacts) -> tuple[Named, ...]:
    """The diagnoses in the note's order; the main complaint alone where none is established (guideline IV.D)."""
    read = [f for f in map(_diagnosed, facts.facts) if f.concept in diagnoses()]
    known = [f for f in read if f.assertion == "affirmed" or _is_over(f)]
    stated = [f for f in known if _is_stated(f)]
    assessed = [f for f in stated if f.section == "assessment"]
    if assessed:
        left_behind = all(f.concept in _LEFT_BEHIND for f in assessed)
        symptoms = all(diagnoses()[f.concept].kind == "symptom" for f in assessed)
        stated = [
            f
            for f in stated
            if f in assessed
            or f.concept == _AFTER_SURGERY
            or (left_behind and _is_mending(f))
            or (symptoms and _is_introduced(f))
        ]
    if stated:
        return _merged(_one(each, facts, "clinician") for fact in _few(stated) for each in _both(fact))
    told = complained(facts)
    hurt = [f for f in known if f.concept == "trauma" and _is_injury(f, facts)]
    if hurt and not told:
        return _merged(_one(fact, facts, "clinician") for fact in hurt[:1])
    return told


def _is_introduced(fact: Fact) -> bool:
    """Whether the clinician introduces the patient with a disease: "re: 49 yo male, cervical radiculopathy"."""
    return fact.section == "other" and fact.start < _TOP and diagnoses()[fact.concept].kind == "disease"


def complained(facts: NoteFacts) -> tuple[Named, ...]:
    """The main complaint as the patient tells it."""
    said = [_of_its_site(f) for f in facts.facts if f.assertion == "affirmed"]
    told = [f for f in said if f.concept in diagnoses() and _is_complaint(f)]
    return _merged(_one(fact, facts, "patient") for fact in _few(_main(told, facts)))


def residual(facts: NoteFacts) -> tuple[Named, ...]:
    """What an old injury left behind, as the note tells it: stiffness, weakness or pain of today."""
    left = [
        f
        for f in facts.facts
        if f.assertion == "affirmed" and f.concept in _LEFT_BEHIND and f.section not in _ELSEWHERE
    ]
    return _merged(_one(f, facts, "clinician") for f in left[:1]) or complained(facts)


def _few(stated: list[Fact]) -> Iterator[Fact]:
    """The first mentions of each concept: a note that says a word a thousand times says no more by it."""
    met: Counter[str] = Counter()
    for fact in stated:
        met[fact.concept] += 1
        if met[fact.concept] <= _MOST:
            yield fact


def _of_its_site(fact: Fact) -> Fact:
    """A pain without a name of its own, as the pain of its site: "pain over the outside of the right elbow"."""
    if fact.concept != "pain" or fact.kind != "complaint" or fact.section == "plan" or fact.region is None:
        return fact
    named = _PAINS.get(fact.region) or ("joint_pain" if fact.region in _JOINTS else "pain")
    return msgspec.structs.replace(fact, concept=named)


def same_place(one: Named, other: Named) -> bool:
    """Whether two diagnoses are of the same part of the body and not of opposite sides."""
    if {one.side, other.side} == {"left", "right"}:
        return False
    if one.region is None or other.region is None:
        return True
    return not neighbourhood(one.region).isdisjoint(neighbourhood(other.region))


def neighbourhood(region: str) -> frozenset[str]:
    """The regions that a note may mean by `region`: the back is thoracic, lumbar or sacral."""
    return _NEIGHBOURS.get(region, frozenset({region}))


_NEIGHBOURS = {
    "cervicothoracic": frozenset({"cervical", "thoracic"}),
    "thoracolumbar": frozenset({"thoracic", "lumbar"}),
    "lumbosacral": frozenset({"lumbar", "sacroiliac"}),
    "back_unspecified": frozenset({"thoracic", "lumbar", "sacroiliac"}),
    "thigh": frozenset({"thigh", "hip"}),
    "hip": frozenset({"thigh", "hip"}),
}


def _diagnosed(fact: Fact) -> Fact:
    """A finding that the assessment takes up as a diagnosis, with its concept: "pes planus"."""
    concept = findings().get(fact.span.lower()) if fact.kind == "finding" and fact.section == "assessment" else None
    return msgspec.structs.replace(fact, concept=concept, kind="diagnosis") if concept else fact


def _both(fact: Fact) -> tuple[Fact, ...]:
    """The diagnoses that a fact names in a breath: muscle and ligament for "sprain/strain", each region of a list."""
    if fact.concept == "segmental_dysfunction" and fact.clause:
        said = fact.clause.span.lower()
        listed = [region for word, region in sorted(_LISTED, key=lambda pair: said.find(pair[0])) if word in said]
        if len(listed) > 1:
            return tuple(msgspec.structs.replace(fact, region=region) for region in listed)
    if fact.concept == "strain" and "sprain" in fact.span.lower():
        return fact, msgspec.structs.replace(fact, concept="sprain")
    return (fact,)


def _is_injury(fact: Fact, facts: NoteFacts) -> bool:
    """Whether an event is all that can be coded: named an injury in the assessment, or with findings at a limb."""
    if fact.section == "assessment":
        return "injur" in fact.span.lower()
    return facts.trauma == "traumatic" and facts.region in LIMBS and bool(facts.objective_findings)


def _is_over(fact: Fact) -> bool:
    """Whether a fact is an injury that the clinician assesses as over: "wrist sprain, resolved"."""
    said = fact.trigger.span.lower() if fact.trigger else ""
    over = fact.assertion == "historical" and fact.section == "assessment" and any(word in said for word in _OVER)
    return over and fact.concept in diagnoses() and diagnoses()[fact.concept].kind == "injury"


def _is_mending(fact: Fact) -> bool:
    """Whether a fact is the injury behind a stiffness or weakness that alone is assessed: "s/p fracture, cast off"."""
    return diagnoses()[fact.concept].kind == "injury" and fact.concept not in ("strain", "sprain")


def _is_stated(fact: Fact) -> bool:
    """What the clinician states of today: a diagnosis, or a complaint taken up into the assessment."""
    if fact.section in _ELSEWHERE or fact.source == "copied":
        return False
    if fact.concept == _AFTER_SURGERY and fact.span.lower().startswith(_ONCE_OPERATED):
        return fact.section == "assessment" or fact.start < _TOP
    return fact.kind == "diagnosis" or (fact.kind == "complaint" and fact.section == "assessment")


def _is_complaint(fact: Fact) -> bool:
    """What the patient says of today. A finding of the examination alone is no reason for the visit."""
    if fact.section in (_ELSEWHERE - {"review_of_systems"}) | {"plan"} or fact.source in ("copied", "imaging"):
        return False
    return diagnoses()[fact.concept].complaint and fact.kind in ("complaint", "diagnosis")


def _main(told: list[Fact], facts: NoteFacts) -> list[Fact]:
    """The mentions of the main complaint: at the note's region if there, a pain before a spasm, the first one first."""
    here = [f for f in told if _region(f, facts) == facts.region] or told
    pains = [f for f in here if f.concept != "muscle_spasm"] or here
    together = _BACK if pains and pains[0].concept in _BACK else frozenset()
    return [f for f in pains if f.concept == pains[0].concept or f.concept in together]


def _one(fact: Fact, facts: NoteFacts, by: Literal["clinician", "patient"]) -> Named:
    region = _region(fact, facts)
    side = _side(fact, region, facts)
    return Named(fact.concept, (fact,), region, side, by, _words(fact, region, facts), _levels(fact))


def _region(fact: Fact, facts: NoteFacts) -> str | None:
    """The fact's region, or the note's where the fact's own cannot carry such a diagnosis."""
    diagnosis = diagnoses()[fact.concept]
    if diagnosis.place:
        return diagnosis.place
    places = {region for row in diagnosis.rows for region in row.at}
    for region in (fact.region, facts.region):
        if region in places:
            return region
    return fact.region or facts.region


def _side(fact: Fact, region: str | None, facts: NoteFacts) -> Side | None:
    if side := fact.laterality or _side_in(fact):
        return side
    if fact.concept in ("sciatica", "lumbago_with_sciatica"):
        legs = [f.laterality for f in facts.facts if f.concept == "radiation" and f.assertion == "affirmed"]
        return next((side for side in legs if side), facts.laterality)
    return facts.laterality if region in (None, facts.region, fact.region) else None


def _side_in(fact: Fact) -> Side | None:
    """The one side in the phrase the fact stands in: "Right midshaft clavicle fracture"."""
    said = {match[1].lower() for match in _SIDE.finditer(fact.clause.span)} if fact.clause else set()
    return cast(Side, said.pop()) if len(said) == 1 else None


def _words(fact: Fact, region: str | None, facts: NoteFacts) -> str:
    """The words for the condition anywhere in the note, and those for the site where it is the note's."""
    said = [
        f"{f.span} {f.value or ''}"
        for f in facts.facts
        if f.concept == fact.concept and f.assertion == "affirmed" and f.region in (None, fact.region)
    ]
    own = fact.clause.span if fact.clause else fact.span
    if fact.concept == "fracture":
        still = [f for f in facts.facts if f.concept == "displacement" and f.assertion == "negated"]
        said += ["nondisplaced" for f in still if abs(f.start - fact.end) < _NEAR]
    if fact.concept == "concussion":
        said += ["without loss of consciousness" for f in facts.facts if _awake(f)]
    if fact.concept == _AFTER_SURGERY:
        said += [f.span for f in facts.facts if f.concept == "surgery" and f.assertion in ("affirmed", "historical")]
    if _is_over(fact) and fact.trigger:
        said.append(fact.trigger.span)
    site = [facts.site.span] if facts.site and facts.region == region else []
    return " ".join(dict.fromkeys([own, *said, *site])).lower()  # each once: a note may say "pain" a thousand times


def _awake(fact: Fact) -> bool:
    """Whether a loss of consciousness is denied."""
    denied = fact.concept == "loss_of_consciousness" and fact.assertion == "negated"
    return denied and fact.span.lower() in ("loc", "loss of consciousness", "passed out", "blackout")


def _levels(fact: Fact) -> frozenset[str]:
    """The discs a fact names: "C5-6" is C5-C6, "L4-S1" is L4-L5 and L5-S1."""
    found: set[str] = set()
    for letter, top, letter2, bottom in _LEVEL.findall(
        f"{fact.level or ''} {fact.span} {fact.clause.span if fact.clause else ''}"
    ):
        start, end = f"{letter.upper()}{top}", f"{(letter2 or letter).upper()}{bottom}"
        found.add(f"{start}-{end}")
        if end == "S1":
            found.add("L5-S1")
    return frozenset(found)


def _merged(each: Iterable[Named]) -> tuple[Named, ...]:
    """One entry a diagnosis: mentions of the same concept, place and side are put together, left and right are both."""
    merged: list[Named] = []
    for new in each:
        at = next((i for i, old in enumerate(merged) if _same(old, new)), None)
        if at is None:
            merged.append(new)
        else:
            merged[at] = _together(merged[at], new)
    return tuple(merged)


def _same(old: Named, new: Named) -> bool:
    return old.concept == new.concept and (None in (old.region, new.region) or old.region == new.region)


def _together(old: Named, new: Named) -> Named:
    sides = {side for side in (old.side, new.side) if side}
    return Named(
        old.concept,
        old.facts + new.facts,
        old.region or new.region,
        "bilateral" if len(sides) > 1 else next(iter(sides), None),
        old.by,
        old.words if new.words in old.words else f"{old.words} {new.words}",
        old.levels | new.levels,
    )
