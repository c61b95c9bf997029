"""When the complaint began: the clinician's word, else a duration, else a date against the note's date.

Acute under six weeks, subacute six to twelve, chronic beyond.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanbill.model.reading import Onset
from cleanbill.notes.mentions import Reader

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "couple": 2, "few": 3, "several": 4, "half": 1, "1/2": 1,
}  # fmt: skip
DAYS = {"h": 1 / 24, "d": 1, "n": 1, "w": 7, "f": 14, "m": 30.4, "y": 365}
AMOUNT = (
    r"(?P<n>\d{1,3}(?:\.\d)?|(?:a couple(?: of)?|couple(?: of)?|a few|an?|one|two|three|four|five"
    r"|six|seven|eight|nine|ten"
    r"|eleven|twelve|few|several)(?=[ -]))"
)
DURATION = re.compile(
    rf"(?=[\dacefnostx])(?:(?<![\w./]){AMOUNT}(?: ?(?:-|to|or|½) ?(?P<o>\d{{1,3}}|two|three|four"
    rf"|five|six|seven|eight|ten|twelve))?(?: ?\+| plus)?[ -]?(?:full |long )?"
    r"(?P<u>hours?|hrs?|days?|d|nights?|weeks?|wks?|wk|w|fortnights?|months?|mos?|mths?|mnths?"
    r"|years?|yrs?|yr|y)\b(?!/|\s?o\b|[- ]old)"
    r"|(?<![\w/.])(?P<k>\d{1,2})/(?P<v>7|52|12)(?![\d/])|(?<![\w])x ?(?P<x>\d{1,3}) ?(?P<t>d|w|m|y)\b)"
)
UNIT = re.compile(
    r"(?<=[\d \-])(?:hours?|hrs?|days?|d|nights?|weeks?|wks?|w|fortnights?|months?|mos?|mths?|mnths?|years?|yrs?|y|m)\b"
    r"|/(?:7|52|12)\b"
)
BEFORE = re.compile(
    r"(?:\bx|\bfor|\bsince|\bpast|\blast|\bover|\bwithin|began|begin|start\w*|onset|ago|duration"
    r"|approximately|approx|about|~|hx|history of|h/o|\bof|after|,|:|\(|-|\bwith|\bnow"
    r"|\bis)\s*(?:the |about |approximately |approx\.? |approx |around |nearly |almost |over "
    r"|more than |at least |past |last |~ ?|a |of |: ?)*$"
)
NOT_ONSET = re.compile(
    r"(?:\b(?:in|every|q|each|per|within|next|recheck|re-?eval\w*|f/u|rtc|follow\w*(?: "
    r"|-)?up(?: in)?|return(?: in)?|until|another|goal\w*|after \w+ for|hold|holds?|shift|yo"
    r"|age[ds]?|week|wk)\s*(?:the |about |next )?)$"
)
AFTERWARDS = re.compile(
    r"\s*(?:'s)?\s*(?:/|per\b|shifts?\b|x\b|holds?\b|goals?\b|from now|follow|(?:of |for )?(?:pt"
    r"|physical therapy|therapy|treatment|tx)\b|old|hx of smoking|smok\w*|course|supply|drive"
    r"|flight|workout|trip|walk\b|post[ -]?op)"
)
OWN_HISTORY = re.compile(r"(?<=[\dksy]) (?:hx|history) of\b")  # "3/7 hx of pain" tells how long
FRACTION = re.compile(
    r"(?:\bx|\bfor|\bsince|\bpast|\blast|\bover|began|\bhx|duration|about|~|onset)\s*(?:the |past "
    r"|last |: ?)*$"
)
BEGINS = re.compile(
    r"\b(?:ago|onset|began|beg[iu]n|start\w*|since|x|for|duration|past|last|pain|ache\w*|spasm\w*"
    r"|stiff\w*|lbp|hx|sore\w*|discomfort|symptoms?|sx|worse\w*|injur\w*|fell|felt|twist\w*|mva"
    r"|mvc|now|complain\w*|c/o|numb\w*|sprain\w*|strain\w*|duration|tight\w*)\b"
)
OTHER_TIME = re.compile(
    r"\b(?:surg\w*|laminectomy|fusion|replacement|arthroplasty|repair|smok\w*|married|works? (?:as"
    r"|for|at|in)|worked (?:as|for|at)|employed|retired|quit|diagnosed with (?:diabetes|htn)"
    r"|follow[- ]?up|recheck|return|rtc|f/u|x-?rays?|mri|refill|meds?|mg|tabs?|daily|bid|tid|prn"
    r"|episode|prior|previous|pregnan\w*|delivered|hx|h/o|history of|resolved|healed|divorced"
    r"|last visit|last seen|running for|biking for|goals?|tolerat\w*|vacation)\b"
)
RECENT = re.compile(
    r"\b(?:yesterday|last night|this (?:morning|am|week|weekend)|(?:over|this past|past"
    r"|last) (?:the )?(?:weekend|week)|day before yesterday|earlier (?:today|this week)|overnight"
    r"|tonight"
    r"|(?:since|on|last|this|this past|by|until|from|past)\s+(?:mon|tues?|wed(?:nes)?|thurs?|fri"
    r"|sat(?:ur)?|sun)(?:day)?s?)\b(?!\s+(?:and|to|for)\s+(?:follow|recheck|re))"
)
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
TODAY = re.compile(
    r"\b(?:woke|awoke|start\w*|began|onset|happened|doi|injur\w*|fell|felt|since|twisted|occurred"
    r"|slipped|lift\w*|bent|tripped|popped|locked up|went out|rolled|hit|strain\w*"
    r"|pulled)\b[^.;\n]{0,60}\b(?:today|tonight)\b"
)
LONG = re.compile(
    r"\b(?:for (?:many |several |some )?years|years of|many years|several years|long[- ]?standing"
    r"|since (?:childhood|high school|college|(?:19|20)\d\d|last year)|lifelong|life-long"
    r"|for decades|on and off for years|last year|over a year|years)\b"
)
MIDDLE = re.compile(r"\b(?:several|many|few|for|past few) months\b|\bfor months\b|\bmonths\b")
SOME_WEEKS = re.compile(r"\b(?:several|few|past few|last few) (?:days|weeks)\b|\blast month\b|\bfor (?:days|weeks)\b")
WORD = re.compile(
    r"\b(?P<aoc>acute[- ]on[- ]chronic|acute[- ]over[- ]chronic|(?:acute )?(?:exacerbation"
    r"|flare(?:[- ]up)?) of (?:\w+ ){0,2}chronic"
    r"|chronic(?: \w+){1,4},? (?:with )?(?:an )?acute (?:exacerbation|flare(?:[- ]up)?))"
    r"|\b(?P<sub>sub-?acute)\b|\b(?P<acute>acutely|acute)\b|\b(?P<chronic>chronically|chronic"
    r"|persistent chronic)\b"
)
NOT_WORD = re.compile(
    r"\s*(?:distress|kidney|renal|obstructive|heart|respiratory|bronchitis|care|fracture|fractures"
    r"|injury|bony|abnormal\w*|osseous|process|anemia|hepatitis|intracranial|cholecyst\w*|coronary"
    r"|illness|disease|fatigue|mi\b|findings|infarct\w*|sinus\w*|gastritis|constipation|issues"
    r"|medical|conditions|otitis|findings|angle)"
)
SUBJECT = re.compile(
    r"\b(?:pain|lbp|lumbago|strain|sprain|spasm\w*|back|neck|cervic\w*|lumb\w*|thorac\w*|sciatica"
    r"|radicul\w*|shoulder|knee|hip|ankle|elbow|wrist|foot|heel|tend[io]n\w*|epicondyl\w*"
    r"|myofascial|disc|disk|stenosis|dysfunction|onset|nontraumatic|headaches?|bursitis"
    r"|impingement|fasci\w*|arth\w*|capsulitis|syndrome|back|torticollis|whiplash|tear|mscle"
    r"|muscle|musculoskeletal|problem|condition|symptoms|phase|clbp|spondyl\w*|contusion"
    r"|subluxation)\b"
)
DATE = re.compile(
    r"(?<![\d/])(?P<m>\d{1,2})[/-](?:(?P<d>\d{1,2})[/-])?(?P<y>(?:19|20)?\d{2})(?![\d/])"
    r"|(?<!\d)(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)"
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NAMED_DATE = re.compile(
    r"\b(?P<mn>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]{0,6}\.? (?:(?P<dn>\d{1,2})(?:st|nd|rd|th)?,? ?)?(?P<yn>(?:19|20)\d\d)\b"
)
NOTE_DATE = re.compile(
    r"\b(?:dos|date of service|date of visit|visit date|date of exam|exam date|date|seen on|seen"
    r"|visit|today's date|today)\s*[:=]?\s*$"
)
EVENT_DATE = re.compile(
    r"\b(?:doi|d/i|date of (?:injury|onset|accident)|onset|since|began|started|fell|injur\w*"
    r"|accident|mva|mvc|incident|happened|occurred|dol|hurt|tripped|slipped|twisted"
    r"|surgery)\b[^.;\n]{0,40}$"
)
EVENT_FOLLOWS = re.compile(
    r",? (?:the |he |she |pt |patient |when |while |after )*(?:\w+ )?(?:fell|slipped|tripped"
    r"|injur\w*|hurt|twisted|was (?:hit|struck|rear|involved)|felt|mva|mvc|accident|incident|when)"
)


# what a phrase without a figure says in days, and a word without which it need not be looked for
PHRASES: tuple[tuple[re.Pattern[str], int, tuple[str, ...]], ...] = (
    (RECENT, 3, ("day", "night", "week", "this", "since", "last", "on ", "from", "until", "by ")),
    (TODAY, 1, ("today", "tonight")),
    (WEEKDAY, 3, ("sday", "nday", "iday", "urday")),
    (LONG, 800, ("year", "standing", "since", "life", "decades")),
    (SOME_WEEKS, 18, ("days", "weeks", "last month")),
    (MIDDLE, 120, ("months",)),
)


class Time(NamedTuple):
    """How long the complaint has lasted and the words that say so. `onset` is `not_stated` for a bare date."""

    onset: Onset
    start: int
    end: int
    days: float | None = None


def onset(reader: Reader) -> Time | None:
    """The onset of the first complaint, or None where no word, duration or date tells it."""
    word, place = _word(reader)
    if word is not None and (word.onset != "chronic" or place == "assessment"):
        return word
    lasted = _durations(reader)
    return word or lasted or _dated(reader)


def _word(reader: Reader) -> tuple[Time | None, str]:
    """The clinician's own word: in the assessment first, then beside a complaint elsewhere."""
    best: tuple[int, Time, str] | None = None
    if "acute" not in reader.page.low and "chronic" not in reader.page.low:
        return None, ""
    for match in WORD.finditer(reader.page.low):
        section = reader.sections.at(match.start()).name
        if section in ("history", "family_history", "medications", "review_of_systems", "imaging"):
            continue
        if reader.sections.is_copied(match.start()) or not _about_complaint(reader, match):
            continue
        name: Onset = (
            "acute_on_chronic"
            if match["aoc"]
            else "subacute"
            if match["sub"]
            else "acute"
            if match["acute"]
            else "chronic"
        )
        rank = 0 if section == "assessment" else 1
        if best is None or rank < best[0]:
            best = (rank, Time(name, match.start(), match.end()), section)
    return (best[1], best[2]) if best else (None, "")


def _about_complaint(reader: Reader, match: re.Match[str]) -> bool:
    low = reader.page.low
    if NOT_WORD.match(low, match.end()):
        return False
    first = reader.page.token_at(match.start())
    status = reader.judge.judge(first, first + 1).status
    if status in ("negated", "family", "hypothetical", "historical", "uncertain"):
        return False
    start, end = reader.page.sentence(reader.page.sentence_of(match.start()))
    near = low[match.end() : min(end, match.end() + 60)]
    return bool(SUBJECT.search(near) or SUBJECT.search(low[max(start, match.start() - 50) : match.start()]))


def _allowed(reader: Reader, offset: int) -> bool:
    section = reader.sections.at(offset)
    if section.name in ("plan", "history", "family_history", "medications", "imaging", "review_of_systems"):
        return False
    return not reader.sections.is_copied(offset)


def _durations(reader: Reader) -> Time | None:
    found: list[tuple[int, Time]] = []
    low = reader.page.low
    for match in _spells(low):
        if _allowed(reader, match.start()) and _is_onset(reader, match):
            days = _days(match)
            found.append((_rank(reader, match.start()), Time(_class(days), match.start(), match.end(), days)))
    for pattern, days, words in PHRASES:
        if not any(word in low for word in words):
            continue
        for match in pattern.finditer(low):
            if pattern is WEEKDAY and reader.sections.at(match.start()).name != "subjective":
                continue
            if _allowed(reader, match.start()) and not _other(reader, match.start(), match.end()):
                time = Time(_class(days), match.start(), match.end(), days)
                found.append((_rank(reader, match.start()) + 1, time))
                break
    if not found:
        return None
    return min(found, key=lambda item: (item[0], item[1].start))[1]


def _spells(low: str) -> Iterator[re.Match[str]]:
    """Every duration, looked for only where a unit stands: most words are none."""
    at = 0
    for unit in UNIT.finditer(low):
        if unit.start() < at:
            continue
        for match in DURATION.finditer(low, max(at, unit.start() - 32), unit.end() + 12):
            at = match.end()
            yield match


def _rank(reader: Reader, offset: int) -> int:
    return {"subjective": 0, "assessment": 4, "objective": 4}.get(reader.sections.at(offset).name, 2)


def _is_onset(reader: Reader, match: re.Match[str]) -> bool:
    low = reader.page.low
    start, end = reader.page.sentence(reader.page.sentence_of(match.start()))
    before = low[max(start, match.start() - 40) : match.start()]
    if NOT_ONSET.search(before) or AFTERWARDS.match(low, match.end()):
        return False
    if _other(reader, match.start(), match.end()):
        return False
    if match["k"] and not (
        FRACTION.search(before) or re.match(r" (?:hx|history|ago|of|duration)\b", low[match.end() : match.end() + 12])
    ):
        return False  # "visit 6/12" is no half year
    if (match["u"] or "").startswith("h") and "ago" not in low[match.end() : match.end() + 5]:
        return False  # "for an hour" is how long the work took
    ago = low[match.end() : match.end() + 5].strip().startswith("ago")
    return (
        ago
        or bool(BEFORE.search(before) or match["x"])
        or bool(BEGINS.search(low[max(start, match.start() - 60) : min(end, match.end() + 30)]))
    )


def _other(reader: Reader, start: int, end: int) -> bool:
    """Whether the clause speaks of another time: surgery, work, medication, an old and healed event."""
    low, high = reader.clause(start, end)
    clause = reader.page.low[max(low, reader.sections.at(start).start, start - 70) : min(high, end + 45)]
    return bool(OTHER_TIME.search(OWN_HISTORY.sub(" ", clause)))


def _days(match: re.Match[str]) -> float:
    if match["k"]:
        return int(match["k"]) * {"7": 1, "52": 7, "12": 30.4}[match["v"]]
    if match["x"]:
        return int(match["x"]) * DAYS[match["t"]]
    word = re.sub(r"^an? (?=few|couple)| of$", "", match["n"])
    count = NUMBERS.get(word)
    number = float(word) if count is None else float(count)
    other = match["o"]
    if other:
        number = max(number, float(NUMBERS.get(other, 0) or other))
    return number * DAYS[match["u"][0]]


def _class(days: float) -> Onset:
    if days < 42:
        return "acute"
    return "subacute" if days <= 84 else "chronic"


def _dated(reader: Reader) -> Time | None:
    """A date of onset or injury, measured against the note's own date where one is written."""
    low = reader.page.low
    noted: dt.date | None = None
    event: tuple[dt.date, int, int] | None = None
    for match in sorted([*DATE.finditer(low), *NAMED_DATE.finditer(low)], key=lambda m: m.start()):
        day = _date(match)
        before = low[max(0, match.start() - 60) : match.start()]
        if day is None:
            continue
        if (
            noted is None
            and NOTE_DATE.search(before[-24:])
            and not re.search(r"(?:injury|onset|accident)\s*:?\s*$", before)
        ):
            noted = day
        elif (
            event is None
            and _allowed(reader, match.start())
            and _of_event(reader, match, before)
            and not _other(reader, match.start(), match.end())
        ):
            event = (day, match.start(), match.end())
    if event is None:
        return None
    if noted is None or noted < event[0]:
        return Time("not_stated", event[1], event[2])
    days = (noted - event[0]).days
    return Time(_class(days), event[1], event[2], days)


def _of_event(reader: Reader, match: re.Match[str], before: str) -> bool:
    """Whether a date is when it began: beside a word of beginning, or in the sentence that tells the event."""
    low = reader.page.low
    if EVENT_DATE.search(before) or EVENT_FOLLOWS.match(low, match.end()):
        return True
    start, end = reader.page.sentence(reader.page.sentence_of(match.start()))
    return any(m.concept == "trauma" and m.status == "affirmed" for m in reader.mentions_between(start, end))


def _date(match: re.Match[str]) -> dt.date | None:
    group = match.groupdict()
    try:
        if group.get("mn"):
            return dt.date(int(match["yn"]), MONTHS.index(match["mn"]) + 1, int(match["dn"] or 1))
        if group.get("iy"):
            return dt.date(int(match["iy"]), int(match["im"]), int(match["id"]))
        year = int(match["y"])
        return dt.date(year if year > 99 else 2000 + year, int(match["m"]), int(match["d"] or 1))
    except ValueError:
        return None
