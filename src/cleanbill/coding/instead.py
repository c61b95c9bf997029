"""The codes that tempt beside the chosen one, and why each was not chosen."""

from collections.abc import Iterator

from cleanbill.coding.coded import Coded, Setting, coded
from cleanbill.coding.naming import Named, same_place
from cleanbill.coding.order import Left, explained
from cleanbill.coding.story import events, quoted
from cleanbill.coding.table import diagnoses, temptations
from cleanbill.model.reading import Alternative, Fact

_RIVALS = ("muscle_spasm", "strain", "sprain", "sciatica", "radiculopathy", "disc_displacement", "fracture")
_TIGHT = ("hypertonicity", "guarding")
_NOT_SO = {
    "uncertain": "is uncertain, and an outpatient visit does not code what is uncertain (guideline IV.H)",
    "historical": "is history, not this episode",
    "family": "is said of a relative",
    "negated": "is denied",
    "hypothetical": "is only what might come",
}


def instead_of(
    one: Coded, kept: tuple[Coded, ...], left: tuple[Left, ...], setting: Setting
) -> tuple[Alternative, ...]:
    """Each tempting code once, the first reason given; never a code that is listed itself."""
    listed = {c.code for c in kept}
    found: dict[str, Alternative] = {}
    for other in _all(one, one is kept[0], left, setting):
        if other.code not in listed:
            found.setdefault(other.code, other)
    return tuple(found.values())


def _all(one: Coded, first: bool, left: tuple[Left, ...], setting: Setting) -> Iterator[Alternative]:
    yield from (Alternative(x.code.code, x.why) for x in left if x.kept is one)
    yield from _symptoms(one, setting)
    if first:
        yield from _not_so(one, setting)
        yield from _only_found(one, setting)
    yield from _no_strain(one, setting)
    yield from _tables(one, setting)


def _symptoms(one: Coded, setting: Setting) -> Iterator[Alternative]:
    """What the patient complains of and the diagnosis explains."""
    for fact in setting.facts.facts:
        if fact.kind == "complaint" and fact.assertion == "affirmed" and fact.concept in diagnoses():
            for other in coded(_as_named(fact, one), setting):
                if explained(other, [one]):
                    why = f"{quoted([fact])} is a symptom of the {one.named.diagnosis.label} (guideline I.B.5)."
                    yield Alternative(other.code, why)


def _not_so(one: Coded, setting: Setting) -> Iterator[Alternative]:
    """Diagnoses the note mentions without affirming them; of what it denies, only what would take this code's place."""
    affirmed = {f.concept for f in setting.facts.facts if f.assertion == "affirmed"}
    for fact in setting.facts.facts:
        why = _NOT_SO.get(fact.assertion)
        if not why or fact.concept not in diagnoses() or fact.concept in affirmed:
            continue
        for other in coded(_as_named(fact, one), setting):
            if fact.assertion in ("uncertain", "family") or _rivals(one, other):
                yield Alternative(other.code, f"{quoted([fact])} {why}.")


def _rivals(one: Coded, other: Coded) -> bool:
    return other.named.concept in _RIVALS and same_place(one.named, other.named)


def _only_found(one: Coded, setting: Setting) -> Iterator[Alternative]:
    """A spasm that was found or reported but not diagnosed, and tight muscle that is not spasm."""
    if one.named.concept == "muscle_spasm":
        return
    today = [f for f in setting.facts.facts if f.assertion == "affirmed" and f.kind != "diagnosis"]
    spasm = [f for f in today if f.concept == "muscle_spasm"]
    tight = [f for f in today if f.concept in _TIGHT]
    for facts, why in ((spasm, "is found or reported; the clinician does not diagnose it"), (tight, "is not spasm")):
        for fact in facts[:1]:
            for other in coded(_as_named(fact, one, "muscle_spasm"), setting):
                yield Alternative(other.code, f"{quoted([fact])} {why}.")


def _no_strain(one: Coded, setting: Setting) -> Iterator[Alternative]:
    """The injury code of the same place, where spasm or pain is diagnosed and no strain."""
    if one.named.concept not in ("muscle_spasm", "low_back_pain", "back_pain", "neck_pain", "thoracic_pain"):
        return
    fact = one.named.facts[0]
    for other in coded(_as_named(fact, one, "strain"), setting):
        yield Alternative(other.code, _why_no_strain(setting))


def _why_no_strain(setting: Setting) -> str:
    told = events(setting.facts)
    if setting.facts.trauma == "none" or not told:
        return "No strain is diagnosed and no injury told."
    return f"No strain is diagnosed; {quoted(told)} alone does not make the diagnosis. See the question."


def _tables(one: Coded, setting: Setting) -> Iterator[Alternative]:
    for t in temptations():
        if (
            one.code.startswith(t.beside)
            and t.code != one.code
            and setting.release.billable(t.code, setting.on) == t.valid
        ):
            yield Alternative(t.code, t.why)


def _as_named(fact: Fact, one: Coded, concept: str | None = None) -> Named:
    """The fact as if it were diagnosed, where `one` is."""
    concept = concept or fact.concept
    places = {region for row in diagnoses()[concept].rows for region in row.at}
    region = diagnoses()[concept].place or (fact.region if fact.region in places else one.named.region)
    side = None if fact.assertion == "family" else fact.laterality or one.named.side
    return Named(concept, (fact,), region, side, "clinician", fact.span.lower())
