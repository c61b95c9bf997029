"""The 7th character of an injury code: active treatment, healing, or what an old injury left (guideline I.C.19.a)."""

import re

from msgspec import Struct

from cleanbill.model.reading import NoteFacts

_BEHIND = frozenset({"healing", "postoperative"})
_RESIDUAL = frozenset({"stiffness", "weakness", "joint_pain", "instability", "deformity"})
_THERAPY = frozenset(
    {"97110", "97112", "97113", "97116", "97124", "97140", "97150", "97530", "97535", "97545", "97546", "97750"}
)
_BROKEN = ("M48.4", "M48.5", "M80", "M84.3")  # fatigue, collapse, osteoporotic and stress fractures
_NOT = r"(?<!\bno )(?<!\bof )(?<!\bwithout )"  # "no sign of nonunion"
_UNION = (
    (re.compile(rf"{_NOT}\bnon-?union\b"), "K", "nonunion"),
    (re.compile(rf"{_NOT}\bmal-?union\b"), "P", "malunion"),
    (re.compile(rf"{_NOT}\bdelayed (?:union|healing)\b"), "G", "delayed healing"),
)
_OPEN = re.compile(r"\b(?:open|compound) (?:fracture|fx)\b")
_LONG_BONES = ("S52", "S72", "S82")  # their 7th characters tell the types of open fractures apart


class Encounter(Struct, frozen=True):
    """The character and why. `sure` False: the note does not say which phase this visit belongs to."""

    character: str
    why: str
    sure: bool = True


def encounter(facts: NoteFacts, words: str, rehabilitation: bool) -> Encounter:
    """A, D or S for an injury named in `words`; `rehabilitation`: a therapist treats in the healing phase."""
    if "sequela" in words or "late effect" in words or ("healed" in words and _has_residual(facts)):
        return Encounter("S", "7th character S: the note speaks of what the injury left behind (guideline I.C.19.a).")
    if _is_healing(facts) or "healed" in words or "resolved" in words:
        return Encounter("D", "7th character D: the injury heals, active treatment is over (guideline I.C.19.a).")
    if facts.note_type == "discharge":
        return Encounter("D", "7th character D: the visit ends the care of an injury that heals (guideline I.C.19.a).")
    if rehabilitation or _is_rehabilitation(facts):
        why = "7th character D: therapy in the healing or recovery phase (guideline I.C.19.a)."
        return Encounter("D", why, rehabilitation and facts.onset != "acute")
    return Encounter("A", "7th character A: the injury is under active treatment (guideline I.C.19.a).")


def _is_healing(facts: NoteFacts) -> bool:
    """Whether the note says that the injury heals as it should, or that the operation is behind."""
    told = (f for f in facts.facts if f.concept in _BEHIND and f.assertion == "affirmed")
    told = (f for f in told if f.section != "objective" or "resolv" not in f.span.lower())  # a spasm resolves, say
    return any(f.source != "copied" and f.section not in ("plan", "history") for f in told)


def _has_residual(facts: NoteFacts) -> bool:
    """Whether something that an injury may leave is stated beside it."""
    return any(f.concept in _RESIDUAL and f.assertion == "affirmed" for f in facts.facts)


def _is_rehabilitation(facts: NoteFacts) -> bool:
    """Whether exercise or manual therapy was given, by the minute or the set, and no manipulation or drug."""
    given = any(t.cpt in _THERAPY and (t.minutes or t.sets) for t in facts.treatments)
    return given and not facts.cmt_regions and (facts.onset in ("subacute", "chronic") or _is_therapy(facts))


def _is_therapy(facts: NoteFacts) -> bool:
    """Whether the note is a therapist's: two exercises by sets, or a therapist's own kinds of note."""
    timed = any(t.minutes for t in facts.treatments) and sum(1 for t in facts.treatments if t.sets or t.minutes) > 1
    return timed or facts.note_type in ("progress", "recertification")


def broken(phase: Encounter, stem: str, words: str) -> Encounter:
    """The phase of a fracture that heals late, wrongly or not at all, or is open; closed unless said otherwise."""
    for said, character, why in _UNION:
        if said.search(words):
            return Encounter(character, f"7th character {character}: the fracture is named with {why}.")
    if _OPEN.search(words) and phase.character == "A":
        return Encounter("B", "7th character B: active treatment of a fracture that is called open.")
    if _OPEN.search(words) and phase.character == "D" and stem.startswith(_LONG_BONES):
        return Encounter("E", "7th character E: an open fracture heals; its type is not written.", False)
    return phase


def takes_character(stem: str) -> bool:
    """Whether a stem of the table is completed by a 7th character: injuries and the fractures of chapter 13."""
    return stem.startswith(("S", *_BROKEN))


def complete(stem: str, character: str) -> str:
    """An injury stem with its placeholders and 7th character: S16.1 with A is S16.1XXA."""
    category, _, rest = stem.partition(".")
    return f"{category}.{rest:X<3}{character}"
