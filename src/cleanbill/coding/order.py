"""Which code is listed first, and which are not listed beside it."""

from msgspec import Struct

from cleanbill.coding.coded import Coded, Setting
from cleanbill.coding.naming import same_place

_MUSCLE = frozenset({"muscle_spasm", "myalgia", "myofascial_pain"})


class Left(Struct, frozen=True):
    """A code that was left out because of another that stays."""

    code: Coded
    kept: Coded
    why: str


def order(codes: list[Coded], setting: Setting) -> tuple[tuple[Coded, ...], tuple[Left, ...]]:
    """The codes to list, first-listed first, and those left out with the reason."""
    at = {id(c): i for i, c in enumerate(codes)}
    ranked = sorted(codes, key=lambda c: _rank(c, codes, at, setting))
    kept: list[Coded] = []
    left: list[Left] = []
    for one in ranked:
        if any(one.code == other.code for other in kept):
            continue
        out = _injury_instead(one, codes) or explained(one, codes) or _excluded(one, kept, setting)
        if out:
            left.append(out)
        else:
            kept.append(one)
    return tuple(kept), tuple(left)


def _rank(one: Coded, codes: list[Coded], at: dict[int, int], setting: Setting) -> tuple[int, float]:
    """Where a code stands: its place in the note, after what it yields to; what comes before it takes its place."""
    if one.named.kind == "aftercare":
        return 0, float(at[id(one)])
    place = _raised(one, codes, at, setting)
    before = [_raised(other, codes, at, setting) for other in codes if _yields(one, other, setting)]
    if before:
        place = max(place, max(before) + 0.5)
    if one.named.kind == "dysfunction" and setting.medicare and setting.chiropractic:
        return 0, place
    if one.encounter and one.encounter.character == "S":
        return 2, place
    return (2 if one.named.kind == "pain" else 1), place


def _raised(one: Coded, codes: list[Coded], at: dict[int, int], setting: Setting) -> float:
    """The place of a code in the note, or of the first that yields to it."""
    behind = [at[id(other)] for other in codes if _yields(other, one, setting)]
    return float(min([at[id(one)], *behind]))


def _yields(one: Coded, other: Coded, setting: Setting) -> bool:
    """Whether `one` is listed after `other` of the same place: a symptom after a dysfunction (IV.D), a spasm after an
    injury (I.C.13.b), but an injury after a spasm where the note denies injury.
    """
    if one is other or not same_place(one.named, other.named):
        return False
    if one.named.kind == "symptom" and other.named.kind == "dysfunction":
        return True
    if one.named.concept in _MUSCLE and other.named.kind == "injury":
        return setting.facts.trauma != "none"
    return one.named.kind == "injury" and other.named.concept == "muscle_spasm" and setting.facts.trauma == "none"


def _injury_instead(one: Coded, codes: list[Coded]) -> Left | None:
    """The aftercare of an injury, which is coded as the injury."""
    injury = next((other for other in codes if other.encounter and one.named.kind == "aftercare"), None)
    if injury is None:
        return None
    why = "Aftercare of an injury is the injury's own code with 7th character D (guideline I.C.21.c.7)."
    return Left(one, injury, why)


def explained(one: Coded, codes: list[Coded]) -> Left | None:
    """A symptom that is part of a diagnosis of the same place, with that diagnosis (guideline I.B.5)."""
    if one.named.kind != "symptom":
        return None
    by = one.named.diagnosis.explained_by
    for other in codes:
        explains = other.named.kind in ("injury", "disease") if by is None else other.named.concept in by
        if other.encounter and other.encounter.character == "S":
            explains = False  # what an injury left behind is itself coded, and first (guideline I.B.10)
        if explains and same_place(one.named, other.named):
            label = other.named.diagnosis.label
            why = f"A symptom of the {label} that is diagnosed; it is not coded besides (guideline I.B.5)."
            return Left(one, other, why)
    return None


def _excluded(one: Coded, kept: list[Coded], setting: Setting) -> Left | None:
    for other in kept:
        note = setting.release.excludes1(one.code, other.code)
        if note:
            why = f"Not beside {other.code}: Excludes1 at {note.owner}, “{note.text}” (guideline I.A.12.a)."
            return Left(one, other, why)
    return None
