"""How it came about: a discrete event, none, an activity without an event, or a note that contradicts itself."""

import re
from typing import NamedTuple

from cleanbill.model.reading import Cause, Conflict, Span
from cleanbill.notes.activities import begun, led_to_it
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.phrases import Phrases

WOKE = re.compile(r"a?woke|waking|slept|sleeping")
GENERIC = re.compile(r"injur|^inj$|injry|inujry|traum|truama|tramua|accident|\bmoi\b|mechanism|event|incident|happened")
SPECIFIC = re.compile(
    r"head|cord|vascular|nerve|bony|internal|organ|other|further|"
    r"additional|previous|prior|past|re-?injur|knee or|associated|\bwork\b"
)
OWN_PLACE = re.compile(r"\b(?:neck|back|spine|shoulder|hip)\b")  # "no head or neck injury"
SIGNS_OF_INJURY = frozenset(["pop", "popped", "felt a pop", "felt pop", "heard a pop", "heard a snap", "heard a crack"])
EARLIER = 18  # characters before a mention that may say that it is of an earlier one: "Prior shoulder injury: no"
OF_YEAR = re.compile(r"\b(?:in|of|since) (?:19|20)\d\d\b")  # "fell once before, in 2023, without injury"
OR_OTHER = re.compile(r"\bor (?:any )?other (?:such )?")
FALL_RISK = re.compile(r"recent falls|falls? since|falls at home|near falls")  # asked of everyone who may fall
OPPOSED = re.compile(
    r"insidious|no known|no apparent|no specific|no clear|no particular|no obvious|no identifiable"
    r"|no definite|unknown|a?traumatic|non-?traumatic"
    r"|no reason|spontan|just came on|by itself|by themselves|on (?:its|their) own|nothing to it"
)
DIFFER = re.compile(  # the note says itself that two accounts do not agree, or that it cannot tell
    r"\b(?:can(?:not|'?t)|could(?: not|n'?t)|(?:un|not )able to) (?:say|tell|be sure)(?: for (?:sure"
    r"|certain))? (?:which|whether)\b"
    r"|\bcause (?:is |remains )?(?:undetermined|cannot be (?:decided|determined))\b|"
    r"\b(?:mechanism|history|account|story|version|report)\b[^.;\n]{0,60}\b(?:differs? from|(?:is )?different from"
    r"|does not match"
    r"|doesn't match|inconsistent with|conflicts? with|contradict\w*|at odds with)\b"
)
AGO = re.compile(
    r"\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|several|many|few"
    r"|couple of) ?(?:\+ ?)?(?:years?|yrs?|y) (?:ago|prior|back)\b|\b(?:in|since|of) (?:19"
    r"|20)\d\d\b|\byears ago\b|\bin (?:high school|college)\b|\bas a (?:child|kid|teen\w*)\b"
)
BEGAN = Phrases("cause.began")
HEALED = Phrases("cause.healed")
FLARE = re.compile(r"\b(?:flar(?:e|ed|ing|es)|exacerbat\w*|worse again)\b")
INJURIES = frozenset({"strain", "sprain", "fracture", "contusion", "dislocation", "ligament_tear", "meniscus_tear"})
OCCASION = re.compile(
    r",? ?(?:\(|on |doi:? )?(?:\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?(?![\d%])|(?:at|during|in|while|playing) (?:a "
    r"|the |his |her )?"
    r"(?:track|practice|game|match|meet|work|training|soccer|football|basketball|race|tournament|gym class"
    r"|playing|running|volleyball|baseball|softball|tennis|pickleball|hockey|lacrosse|rugby|wrestling|gymnastics"
    r"|cheer|dance|skiing|skating|school|recess|home|camp|church|the gym)\b)"
)
INJURY_DAY = re.compile(  # what has such a day is an event
    r"\b(?:doi|d/i|date of (?:injury|accident|loss))\b[\s:=|]{0,3}\d"
)
DID = re.compile(  # "he sprained his ankle" tells an event
    r"\b(?:he|she|they|i|pt|patient) (?:re-?)?(?:sprained|dislocated|tore)$"
)
NOT_A_STORY = frozenset({"plan", "medications", "family_history", "imaging", "review_of_systems"})


HABITS = frozenset(  # ways to sit and work: a cause only where the note ties the complaint to them
    {
        "postural", "spontaneously", "ergonomics", "ergonomic", "poor posture", "computer work", "desk work",
        "prolonged sitting", "prolonged standing", "prolonged driving", "prolonged computer", "sedentary",
        "sleeping on", "repetitive", "bad posture", "poor ergonomics", "texting", "phone use",
        "looking down at a phone", "looking down at her phone", "looking down at his phone",
        "looking down at the phone", "lots of driving", "a lot of driving", "hours of driving", "lots of sitting",
        "a lot of sitting", "hours of sitting", "hunching over", "hunched over", "hunching", "slouching over",
        "slouching at", "slouching", "craning",
    }
)  # fmt: skip
TIED = re.compile(r"\b(?:from|after|due to|since|began|start\w*|onset|caused|w/|with|related to|2/2)\b")
BETTER = re.compile(r"\b(?:improv\w*|better|resolv\w*|increas\w* (?:weight|activity|load)|return)")
COUNT = re.compile(r" ?(?P<by>from |to |by )?\d+(?!\d| ?(?:-?f\b|ft|feet|foot|'|m\b|met|steps|stairs|stor))")
WORSE = re.compile(
    r"\b(?:worse|worsen\w*|aggravat\w*|increase[sd]?|exacerbat\w*|tolerat\w*|pain (?:with|on"
    r"|during)|improv\w*|better|resolv\w*|return|difficulty|trouble|hours?|h|for)\b[^.;]{0,24}$"
)


class Origin(NamedTuple):
    """The cause, what speaks for it, and where two places contradict each other."""

    cause: Cause
    spans: tuple[Mention, ...]
    conflict: Conflict | None = None


def origin(reader: Reader) -> Origin:
    """How the complaint of today came about, from the story and not from the films or the plan."""
    told = [m for m in reader.mentions if m.kind == "cause" and _tells(reader, m)]
    events = [m for m in told if m.concept == "trauma" and m.status == "affirmed" and _happened(reader, m)]
    denials = [m for m in told if m.concept == "trauma" and m.status == "negated" and _denies(reader, m)]
    gradual = [m for m in told if m.concept == "nontraumatic" and m.status in ("affirmed", "uncertain")]
    gradual = [m for m in gradual if _beside_complaint(reader, m)]
    events = events or [m for m in reader.mentions if _is_dated_injury(reader, m)]
    opposed = [m for m in denials if GENERIC.search(m.phrase) and not _since(reader, m)]
    opposed += [m for m in gradual if OPPOSED.search(m.phrase)]
    opposed += [m for m in denials if m not in opposed and m.phrase in {event.phrase for event in events}]
    if events:
        return _of_events(reader, events, opposed)
    activity = [m for m in told if m.concept == "activity" and m.status == "affirmed" and led_to_it(reader, m)]
    activity = activity or list(begun(reader))
    surely = any(m.phrase.startswith("insidious") and m.status == "affirmed" for m in gradual)
    if activity and not denials and not gradual and INJURY_DAY.search(reader.page.low):
        return Origin("traumatic", tuple(activity))
    if activity and not surely and not (denials and [m for m in gradual if not WOKE.match(m.phrase)]):
        return Origin("ambiguous", tuple(activity + denials))
    doubted = [m for m in told if m.concept == "trauma" and m.status == "uncertain" and not GENERIC.search(m.phrase)]
    if doubted:
        return Origin("ambiguous", tuple(doubted + denials))
    denials = [m for m in denials if gradual or not _since(reader, m) or _of_flare(reader, m)]
    if denials or gradual:
        return Origin("none", tuple(denials + gradual))
    return Origin("not_stated", ())


def _of_events(reader: Reader, events: list[Mention], opposed: list[Mention]) -> Origin:
    """Traumatic, unless the note denies the event elsewhere or says itself that two accounts differ."""
    if opposed:
        return Origin("ambiguous", tuple(events + opposed), _conflict(reader, events[0], opposed[0]))
    return Origin("ambiguous" if DIFFER.search(reader.page.low) else "traumatic", tuple(events))


def _tells(reader: Reader, mention: Mention) -> bool:
    if mention.section in NOT_A_STORY or mention.source == "copied":
        return False
    if mention.section != "objective" or mention.concept == "nontraumatic" or mention.box is not None:
        return True
    unheaded = not reader.sections.at(mention.start).title and not reader.sections.named("subjective")
    if mention.status == "affirmed" and unheaded:
        return True
    seen = mention.trigger is not None and re.search(
        r"evidence|sign|apparent|acute|obvious|gross", mention.trigger.span
    )
    return mention.status == "negated" and not seen and not reader.sections.named("subjective")


def _happened(reader: Reader, mention: Mention) -> bool:
    """Whether an event is the one behind today's complaint: not a bare label, not years ago and healed."""
    low = reader.page.low
    if mention.phrase in (
        "moi",
        "mechanism of injury",
        "fall",
        "falls",
        "blow",
        "pop",
        "impact",
        "landing",
        "bump",
        "sudden pain",
        "incident",
        "injure",
    ) and _label(reader, mention):
        return False
    counted = COUNT.match(low, mention.end) if mention.phrase.startswith(("jump", "fell", "fall")) else None
    if mention.section == "history" or (counted and (mention.phrase.startswith("jump") or counted["by"])):
        return False  # "mileage jumped from 20 to 38 a week", "pain has fallen from 7 to 4"
    start, end = reader.page.sentence(reader.page.sentence_of(mention.start))
    around = low[max(start, mention.start - 160) : min(end, mention.end + 100)]
    if AGO.search(around):
        return not HEALED.search(around) and bool(BEGAN.search(around))
    return not re.search(
        r"\b(?:fear of|afraid of|concern\w* (?:for|about|of)|risk|prevent\w*|in case of|history of"
        r"|hx of|h/o|prior to (?:the|his|her)?)\s*$",
        low[max(start, mention.start - 30) : mention.start],
    )


def _is_dated_injury(reader: Reader, mention: Mention) -> bool:
    """Whether an injury is named with its day or occasion: "hamstring strain 10/14 at practice", "sprain on 9/2/26"."""
    if mention.concept not in INJURIES or mention.status != "affirmed" or mention.source in ("copied", "imaging"):
        return False
    low = reader.page.low
    return bool(OCCASION.match(low, mention.end) or DID.search(low, max(0, mention.start - 24), mention.end))


def _label(reader: Reader, mention: Mention) -> bool:
    return reader.page.low[mention.end : mention.end + 2].lstrip()[:1] in (":", "?")


def _denies(reader: Reader, mention: Mention) -> bool:
    """A denial of the present: "no previous injury" and "no head injury" deny something else."""
    low = reader.page.low
    start = mention.trigger.start if mention.trigger else mention.start
    if mention.trigger and mention.trigger.end < mention.start:
        words = low[start : mention.end]
    else:
        words = low[max(0, mention.start - EARLIER) : mention.end]
    if FALL_RISK.search(words + low[mention.end : mention.end + 8]) or mention.phrase in SIGNS_OF_INJURY:
        return False
    words = OR_OTHER.sub("or ", words)  # "denies whiplash or any other injury"
    low_end, _ = reader.page.sentence(reader.page.sentence_of(mention.start))
    if OF_YEAR.search(low, low_end, mention.start):
        return False
    specific = SPECIFIC.search(words) and not OWN_PLACE.search(words)
    if specific and mention.phrase.startswith("head ") and _complains_of_head(reader):
        return True
    return not (specific or re.search(r"\b(?:previous|prev|prior|past|earlier)\b", words))


def _complains_of_head(reader: Reader) -> bool:
    """Whether the complaint is a headache: what else denies an injury of another place asks for its cause there."""
    complaints = (m for m in reader.mentions if m.kind in ("complaint", "diagnosis") and m.status == "affirmed")
    first = next(complaints, None)
    return first is not None and first.concept == "headache"


def _since(reader: Reader, mention: Mention) -> bool:
    """ "No new injury" denies a second event, not the first."""
    start = mention.trigger.start if mention.trigger else mention.start
    return bool(re.search(r"\bnew\b", reader.page.low[max(0, min(start, mention.start - 12)) : mention.end]))


def _of_flare(reader: Reader, mention: Mention) -> bool:
    """ "Flare since Sunday, no new injury" tells how the flare came about."""
    low, high = reader.page.sentence(reader.page.sentence_of(mention.start))
    return bool(FLARE.search(reader.page.low, low, high))


def _beside_complaint(reader: Reader, mention: Mention) -> bool:
    if mention.phrase == "atraumatic" and (mention.section == "objective" or _of_head(reader, mention)):
        return False
    if mention.section in ("history", "objective") and not OPPOSED.search(mention.phrase):
        return mention.box is not None
    if mention.phrase.startswith("gradual"):
        around = reader.page.low[max(0, mention.start - 20) : mention.end + 24]
        return not BETTER.search(around)
    if mention.phrase not in HABITS or (mention.phrase == "postural" and mention.section == "assessment"):
        return True
    before = reader.page.low[max(0, mention.start - 40) : mention.start]
    return bool(TIED.search(before)) and not WORSE.search(before)


def _of_head(reader: Reader, mention: Mention) -> bool:
    """ "Normocephalic, atraumatic" tells how the head looks."""
    return bool(
        re.search(r"\b(?:head|heent|normocephalic|nc)\b", reader.page.low[max(0, mention.start - 40) : mention.start])
    )


def _conflict(reader: Reader, event: Mention, denial: Mention) -> Conflict:
    text = reader.page.text
    pair = sorted([event, denial], key=lambda mention: mention.start)
    return Conflict("trauma", tuple(Span(m.start, m.end, text[m.start : m.end]) for m in pair))
