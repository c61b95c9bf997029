"""What a treatment is for: where it is tied to a finding, an impairment, a diagnosis, a symptom or a goal."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from cleanbill.model.reading import Span
from cleanbill.notes.mentions import Reader
from cleanbill.notes.phrases import Phrases, alternatives

IMPAIRED = alternatives("rationale.impaired")  # what a treatment may be for, besides complaints and diagnoses
TO = re.compile(r"\bto (?!be able to\b)(?P<verb>[a-z][a-z-]+)(?= (?P<next>[a-z]+))?")
NO_VERB = Phrases("rationale.no_verb")  # behind "to" these are no act of a treatment: places, people, what is arranged
EASED = re.compile(r"(?:hold|take|have|bring) (?:\w+ )?(?:" + IMPAIRED + r"|pressure|load|strain|stress|edge)\b")
BROUGHT = re.compile(
    r"(?:bring|get|take) (?:the |his |her |their )?(?:\w+ ){1,3}(?:to|up to|down to|back to|under|within|above"
    r"|past)\b(?! (?:next|clinic|the clinic))"
)
BEFORE_TO = re.compile(  # what makes a "to" no purpose of a treatment
    rf"\b{alternatives('rationale.before_to')}\s*$"
)
AIMED = re.compile(
    r"\b(?:rationale|medical(?:ly)? necess\w+|purpose|aims?|reason|why|skilled (?:need|care)(?: needed| required)?"
    r"|justification"
    r"|intent(?:ion)?|priority|objective of (?:care|treatment)|treatment (?:target|focus))\b\s*(?::|=|-|is|being"
    r"|here is|for|to|of|was"
    r"|are|this|we|restore|improve|reduce|regain)|\baim(?:s|ed|ing)?\b(?! (?:high|low))"
)
BECAUSE = Phrases("rationale.because")
SO = Phrases("rationale.so")
WORKS = re.compile(
    rf"\b{alternatives('rationale.works')}\b|\bwork(?:s|ed|ing) on (?:\w+ ){{0,2}}{IMPAIRED}\b"
    r"|[↓↑](?! ?(?:wt\b|weight|resist|reps?\b|load|sets?\b|\d))"
)
FOR = re.compile(r"\b(?:for|prn(?: for)?)\s+(?=(?:\w+[ -]){0,3}\w)")
FOR_IMPAIRED = re.compile(r"\bfor\s+(?:\w+[ -]){0,3}" + IMPAIRED + r"\b")
GAINS = re.compile(
    r"(?:(?<=[;,.:\n-])|(?<=[;,.:-] ))(?:decr?|incr?|improve|reduce|restore|increase|decrease|regain|strengthen|ease"
    r"|loosen|normalize|maximize) (?:\w+ )?(?:hip|core|quads?|glutes?|abductors?|cuff|grip|calf|" + IMPAIRED + r")\b"
)
LACKS = re.compile(  # the impairment and what it keeps from, in a plan or an assessment
    r"\b(?:deficits?|weakness|stiffness|pain|rom|strength|tightness|valgus|instability|endurance|control|balance"
    r"|tolerance"
    r"|mobility)\b[^.;\n]{0,40}"
    r"\b(?:limit(?:s|ing)?|keeps?)\b|\bneeds? (?!to\b|for\b|rest\b|new\b|refill|appt|follow)[^.;\n]{3,50}\b(?:for|to)\b"
)
RESTORES = frozenset(["regain", "restore", "reduce", "relieve", "normalize", "unload", "offload", "recover"])
"""What only a treatment does: it may stand in a sentence before."""
BUILDS = RESTORES | {"build", "improve", "increase", "strengthen", "decrease", "gain", "ease", "settle", "correct"}
IMPAIRED_WORD = re.compile(r"\b" + IMPAIRED + r"\b")
TOLD = re.compile(
    r"\b(?:is|are|was|were|the|her|his|she|he|it|they|that|which|this|these|will|can|could|should|i|we|i've|we've)\b"
    r"|->|→"
)
STATUS = Phrases("rationale.status")  # how treatment went, what was talked over, when the patient comes back
STILL_AIMED = ("refer", "down")  # "PT referral to regain flexion", "ROM as swelling comes down to restore gait"
OF_BEFORE = re.compile(r"[\s*>-]*(?:this|these|all (?:of )?(?:it|this|these)|both)\b")  # treatments told before
MEASURES = frozenset({"rom", "strength", "gait", "reflexes", "sensory", "neuro", "surgery", "special_test"})
NO_TREATMENT = re.compile(  # what is looked for, told or asked, and not treated: "negative for", "return for"
    rf"\b{alternatives('rationale.no_treatment')}\s+(?:\w+ ){{0,2}}$"
)
TESTED = Phrases("rationale.tested")
LEAVES = Phrases("rationale.leaves")
TREATING = re.compile(
    rf"\b{alternatives('rationale.treating')}\b|\b{alternatives('rationale.medicines')}\b"
    r"|\b[a-z]{5,} \d+(?:\.\d)? ?(?:mg|mcg|g)?,? (?:po )?(?:bid|tid|qid|qd|daily|qhs|q\d|prn|od|bd|tds)\b"
)
DOSED = re.compile(r"\d ?(?:min\w*\b|mins\b|')|\b\d{1,2} ?x ?\d{1,2}\b")
BRACKETED = re.compile(r"(?<=[a-z\d.] )\([a-z][^()\n]{2,50}\)")
UNSAID = frozenset({"pain", "rom", "strength", "gait", "reflexes", "sensory", "neuro", "surgery", "radiation"})
GIVEN = re.compile(
    r"\d{1,2} ?(?:min|'|x)|97\d{3}|\b(?:i|we)(?: have|'ve)? (?:injected|prescribed|referred|started|fitted|placed"
    r"|gave)\b"
)
JUSTIFIES = frozenset({"justification", "skilled need", "skilled care", "skilled care needed", "why"})
"""Sections in which a therapist says why treatment is needed."""
PLANS = frozenset({"plan", "assessment", "other"})
AROUND = 600  # characters before an aim in which the treatment that it is of may stand


def rationale(reader: Reader, goals: list[Span]) -> Span | None:
    """The first place, in the plan if there is one, where a treatment is tied to its reason; else its goal."""
    page = reader.page
    found = [tie for index in range(len(page.bounds)) for tie in _ties(reader, *page.sentence(index))]
    if not found:
        return goals[0] if goals and _treats(reader, 0, len(page.low)) else None
    start, end = min(found, key=lambda tie: (reader.sections.at(tie[0]).name != "plan", tie))
    return Span(start, end, page.text[start:end])


def _ties(reader: Reader, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The first place in a sentence that ties a treatment to a reason."""
    ends = {reader.sections.at(low).name, reader.sections.at(high - 1).name}
    if ends.isdisjoint(PLANS) and not GIVEN.search(reader.page.low, low, high):
        return
    for start, end, near in sorted(_connected(reader, low, min(high, low + 1500))):
        section = reader.sections.at(start)
        if section.name not in PLANS and not GIVEN.search(reader.page.low, low, start):
            continue
        if section.name in PLANS or section.name in ("objective", "subjective"):
            if reader.sections.is_copied(start):
                continue
            wide = near or section.title in JUSTIFIES
            planned = section.name == "plan" and _says_some(reader, low, start)
            if planned or _treats(reader, max(0, low - AROUND) if wide else low, high):
                yield start, end
                return


def _connected(reader: Reader, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
    """Where a sentence says what something is for; True: the treatment may stand in the sentences before."""
    text = reader.page.low
    told = bool(OF_BEFORE.match(text, low, high))
    for pattern, near in ((AIMED, True), (LACKS, True), (GAINS, True), (BECAUSE, False), (SO, False), (WORKS, told)):
        if match := pattern.search(text, low, high):
            yield match.start(), match.end(), near
    for match in TO.finditer(text, low, high):
        if _is_aim(text, low, match):
            yield match.start(), match.end(), match["verb"] in RESTORES or _opens(text, low, match)
            break
    if (inside := _in_brackets(reader, low, high)) is not None:
        yield *inside, False
    if (beside := _beside(reader, low, high)) is not None:
        yield *beside, False
    for match in (*FOR_IMPAIRED.finditer(text, low, high), *_for_complaints(reader, low, high)):
        if not NO_TREATMENT.search(text, max(low, match.start() - 40), match.start()):
            yield match.start(), match.end(), _opens(text, low, match)
            break


def _in_brackets(reader: Reader, low: int, high: int) -> tuple[int, int] | None:
    """A finding in brackets behind a treatment: "manual therapy 12 min (hypomobile C5-6)"."""
    for match in BRACKETED.finditer(reader.page.low, low, high):
        for mention in reader.mentions_between(*match.span()):
            found = mention.kind in ("finding", "complaint") and mention.concept not in UNSAID
            if found and mention.status == "affirmed":
                return mention.start, mention.end
    return None


def _opens(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether a sentence begins with its aim, so that the treatment stands before it: "For pain, so he can walk"."""
    return not text[low : match.start()].strip(" -*,")


def _beside(reader: Reader, low: int, high: int) -> tuple[int, int] | None:
    """An impairment or a complaint that a sentence, told and not listed, brings together with a treatment."""
    text = reader.page.low
    if STATUS.search(text, low, high) or not TOLD.search(text, low, high):
        return None
    for mention in reader.mentions_between(low, high):
        if (
            mention.kind != "cause"
            and mention.concept not in MEASURES
            and mention.status in ("affirmed", "hypothetical")
        ):
            return mention.start, mention.end
    said = IMPAIRED_WORD.search(text, low, high)
    return said.span() if said else None


def _is_aim(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether "to" leads to what a treatment does: not to a place, a person, a test or an appointment."""
    verb, following = match["verb"], match["next"] or ""
    if EASED.match(text, match.start("verb")) or BROUGHT.match(text, match.start("verb")):
        return True
    if NO_VERB.fullmatch(verb) or (verb in ("get", "help") and TESTED.search(text, match.end(), match.end() + 40)):
        return False
    if verb == "improve" and not following:
        return False
    before = BEFORE_TO.search(text, max(low, match.start() - 24), match.start())
    return not before or (verb in BUILDS and before[0].startswith(STILL_AIMED))


def _for_complaints(reader: Reader, low: int, high: int) -> Iterator[re.Match[str]]:
    """ "for" or "prn" with a finding, a complaint or a diagnosis close behind it: "tape for the instability"."""
    for match in FOR.finditer(reader.page.low, low, high):
        near = reader.mentions_between(match.end(), min(high, match.end() + 24))
        if any(m.kind != "cause" and m.status != "negated" for m in near):
            yield match


def _says_some(reader: Reader, low: int, start: int) -> bool:
    """Whether a plan says something before a reason, and no appointment or precaution."""
    before = reader.page.low[low:start]
    return len(before.split()) > 1 and not LEAVES.search(before) and not TESTED.search(before)


def _treats(reader: Reader, low: int, high: int) -> bool:
    """Whether a treatment is named in a stretch."""
    first, last = reader.page.token_at(low), reader.page.token_at(high)
    index = bisect_left(reader.treated, first, key=lambda match: match.first)
    if index < len(reader.treated) and reader.treated[index].first < last:
        return True
    return bool(TREATING.search(reader.page.low, low, high) or DOSED.search(reader.page.low, low, high))
