"""The case for and against a code, in sentences that quote the note."""

from collections.abc import Iterator

from cleanbill.coding.coded import Coded, Setting
from cleanbill.coding.story import contradiction, denials, events, ids, is_current_injury, phrase, quoted
from cleanbill.model.reading import ObjectiveFinding, Reason, Span

_MOST = 6
_INJURY_RULE = "a current, acute injury is coded to chapter 19 (guideline I.C.13.b)"


def speaks_for(one: Coded, setting: Setting) -> Iterator[Reason]:
    """Why the note supports the code."""
    named = one.named
    label = named.diagnosis.label
    said = quoted(phrase(fact) for fact in named.facts)
    if named.by == "clinician":
        yield Reason(f"The clinician's diagnosis is {label}: {said}.", ids(named.facts))
    else:
        why = f"No diagnosis is established, so the complaint is coded (guideline IV.D): {said}."
        yield Reason(why, ids(named.facts))
    if named.why:
        yield Reason(named.why, ids(named.facts))
    yield Reason(f"{_place(one)}{one.row.cite}.")
    if signs := _signs(one, setting):
        yield Reason(f"The examination bears it out: {quoted(signs)}.")
    yield from _cause_for(one, setting)
    if one.encounter:
        yield Reason(one.encounter.why)


def speaks_against(one: Coded, setting: Setting) -> Iterator[Reason]:
    """What a reviewer could hold against it."""
    named, facts = one.named, setting.facts
    clash = contradiction(facts)
    if clash and (is_muscular(one) or one.encounter):
        yield Reason(f"The note contradicts itself on the cause: {quoted(clash)}.")
    elif facts.trauma == "ambiguous" and (is_muscular(one) or one.encounter):
        told = events(facts)
        words = f": {quoted(told)}" if told else ""
        yield Reason(f"Whether there was an injury is not clear{words}.", ids(told))
    elif is_current_injury(facts) and is_muscular(one):
        told = events(facts)
        yield Reason(f"The note tells of an event ({quoted(told)}), and {_INJURY_RULE}.", ids(told))
    elif facts.trauma == "none" and named.kind == "injury":
        said = denials(facts)
        words = f" ({quoted(said)})" if said else ""
        yield Reason(f"This is the code of an injury, and the note denies one{words}.", ids(said))
    if named.concept == "muscle_spasm" and not _signs(one, setting):
        yield _spasm_not_found(setting)
    if one.unsided:
        yield Reason("The side is not written; payers question codes of an unspecified side (guideline I.B.13).")


def evidence(one: Coded, setting: Setting) -> tuple[Span, ...]:
    """The note's words on which the code rests: the diagnosis first, then the examination."""
    words = [phrase(f) for f in one.named.facts]
    words += [Span(s.start, s.end, s.span) for s in _signs(one, setting)]
    return tuple(dict.fromkeys(words))[:_MOST]


def is_muscular(one: Coded) -> bool:
    """Whether the code is a pain or spasm of the muscles that an injury of the same place would replace."""
    return one.named.concept in ("muscle_spasm", "low_back_pain", "back_pain", "neck_pain", "thoracic_pain", "myalgia")


_REGIONS = {
    "back_unspecified": "back",
    "wrist_hand": "wrist or hand",
    "ankle_foot": "ankle or foot",
    "lower_leg": "lower leg",
    "rib_cage": "rib cage",
    "other": "",
    "multiple": "several",
}


def _place(one: Coded) -> str:
    named = one.named
    region = _REGIONS.get(named.region or "", named.region)
    side = named.side if len(one.row.codes) > 1 else None
    place = " ".join(filter(None, (side, region)))
    return f"Place: {place}. " if place else ""


def _signs(one: Coded, setting: Setting) -> tuple[ObjectiveFinding, ...]:
    types = one.named.diagnosis.signs
    return tuple(f for f in setting.facts.objective_findings if f.type in types)


def _cause_for(one: Coded, setting: Setting) -> Iterator[Reason]:
    facts = setting.facts
    if facts.trauma == "none" and is_muscular(one):
        said = denials(facts)
        yield Reason(f"The note tells of no injury{': ' + quoted(said) if said else ''}.", ids(said))
    elif facts.trauma == "traumatic" and one.encounter and (told := events(facts)):
        yield Reason(f"The event: {quoted(told)}.", ids(told))


def _spasm_not_found(setting: Setting) -> Reason:
    denied = [f for f in setting.facts.facts if f.concept == "muscle_spasm" and f.assertion == "negated"]
    if denied:
        return Reason(f"The same note says there is none: {quoted(denied)}.", ids(denied))
    return Reason("The examination records no spasm.")
