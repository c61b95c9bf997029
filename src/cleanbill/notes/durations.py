"""How long the complaint has lasted, in figures or in words: "x 3 wks", "3/7 hx", "since Saturday"."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanbill.model.reading import Onset
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.ordinals import counted
from cleanbill.notes.phrases import phrases

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "eighteen": 18, "twenty": 20, "couple": 2, "few": 3, "several": 4, "half": 1, "1/2": 1,
}  # fmt: skip
DAYS = {"h": 1 / 24, "d": 1, "n": 1, "w": 7, "f": 14, "m": 30.4, "y": 365}
AMOUNT = (
    r"(?P<n>\d{1,3}(?:\.\d)?|(?:a couple(?: of)?|couple(?: of)?|a few|an?|one|two|three|four|five"
    r"|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|few|several)(?=[ -]))"
)
DURATION = re.compile(
    rf"(?=[\dacefnostx])(?:(?:(?<![\w./])|(?<=[ (,]x)){AMOUNT}½?(?: ?(?:-|to|or|½) ?(?P<o>\d{{1,3}}|two|three|four"
    rf"|five|six|seven|eight|ten|twelve))?(?: and a half|(?: and)? 1/2)?(?: ?\+| plus)?[ -]?(?:full |long )?"
    r"(?P<u>hours?|hrs?|h(?= pta| ago| after)|days?|d|nights?|weeks?|wks?|wk|w|fortnights?|months?|mos?|mths?|mnths?"
    r"|years?|yrs?|yr|y)\b(?!/|\.?\s?o\b|[- ]old)"
    r"|(?<![\w/.])(?P<k>\d{1,2})/(?P<v>7|52|12)(?![\d/])|(?<![\w])x ?(?P<x>\d{1,3}) ?(?P<t>d|w|m|y)\b)"
)
UNIT = re.compile(
    r"(?<=[\d \-])(?:hours?|hrs?|h(?= pta| ago| after)|days?|d|nights?|weeks?|wks?|w|fortnights?|months?|mos?|mths?"
    r"|mnths?"
    r"|years?|yrs?"
    r"|y|m)\b"
    r"|/(?:7|52|12)\b"
)
BEFORE = re.compile(
    r"(?:\bx|[<>≥]|\bfor|\bsince|\bpast|\blast|\bover|\bwithin|began|begin|start\w*|onset|ago|duration"
    r"|approximately|approx|about|~|hx|history of|h/o|\bof|after|,|;|:|\(|-|\bwith|\bnow"
    r"|\bis|been|post)\s*(?:the |about |approximately |approx\.? |approx |around |nearly |almost |over "
    r"|more than |less than |under |not even |no more than |not quite |almost |at least |past |last |~ ?|a |good "
    r"|solid |better part of |best part of |of |: ?)*$"
)
NOT_ONSET = re.compile(
    r"(?:(?<!started )(?<!began )(?<!started w/)(?<!began w/)\b(?:with)?in\s*(?:of |the |about |next )?$"
    r"|\b(?:pt|ot|tx|therapy|chiro|cmt|seen|visits)\b[^.;\n]{0,12}\d ?x? ?/ ?(?:wk|week|mo)\w* x ?$"
    r"|\b(?:every|q|each|once|twice|times|per|next|recheck|re-?eval\w*|f/u|rtc|follow\w*(?: "
    r"|-)?up(?: in)?|return(?: in)?|until|another|goal\w*|after \w+ for|hold|holds?|shift|yo"
    r"|latest|(?<!less )(?<!more )than|age[ds]?|week|wk|worse|better|improved|x ?\d|was \d{1,2}(?:/10)?"
    r"|(?:crept|came|coming|built|building|developed|worked) (?:up |on |itself )?over)\s*(?:of |the |about |next )?)$"
)
EVENT = (
    r"(?:after|following|since|post|s/p|out from|removed from) (?:an? |the |his |her |being |this "
    r"|that )?(?:[a-z-]+ ){0,2}"
    r"(?:collision|accident|mv[ac]|rta|injury|fall|incident|crash|sprain|strain|falling|twist\w*|slip\w*|trip\w*|fell"
    r"|rolling|impact|roll\w*|struck|hit|landed|jumped|lifted|swung|injured|hurt)\b"
)
AFTERWARDS = re.compile(
    rf"(?: or so| later)? (?!{EVENT})(?:after|before|into|later than|following) (?!\d)|"
    r"\s*(?:after|following|post) (?:the |her )?(?:delivery|birth|baby|c-section|surgery|op\b)"
    r"|[ -](?:boy|girl|male|female|lady|woman|man|gentleman)\b|"
    r"\s*(?:'s)?\s*(?:/|since (?:he|she|they|her|his|the)? ?last|g\d|gestation|pregnan|postpartum|pp\b|iup|of age\b"
    r"|per\b|shifts?\b|x\b|holds?\b|goals?\b|from now|follow(?!ing)|(?:of |for )?(?:pt"
    r"|physical therapy|therapy|treatment|tx)\b(?! (?:has|had|is|was|reports?|states?|c/o|with|w/|notes?|denies))"
    r"|out of\b|old|hx of smoking|smok\w*|course|supply|drive"
    r"|flight|workout|trip|walk\b|post[ -]?op|at a (?:time|stretch)\b)"
)
COMPLAINED = (
    r"(?:[a-z/-]+ ){0,4}(?:\w*pain|lbp|\w*ache|sciatica|stiffness|soreness|spasms?|swelling|numbness|symptoms)\b"
)
OWN_HISTORY = re.compile(  # "3/7 hx of pain", "h/o LBP x 10 days", "f/u neck pain x 2 wks" tell how long
    r"\bhx (?:recap|summary|review)\b|\bhx:? (?=began|start|onset|insidious|gradual|since)|"
    r"(?<=[\dkshryo])[ -](?:hx|history|h/o)\b(?: of\b)?"
    r"|\bhx:? (?=\d{1,3} ?(?:days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y)\b(?! ago| prior))"
    r"|\s?\bprior to (?:the |his |her |my )?(?:first|initial|1st|today'?s?|this)?\s?(?:visit|eval\w*|appointment"
    r"|exam\w*|presentation)\b"
    rf"|\b(?:follow[- ]?up|f/u)(?: visit)?(?:\s?[:-]|(?: for| of)? (?={COMPLAINED}))"
    rf"|\b(?:hx|history|h/o)(?: of)? (?={COMPLAINED},? (?:x ?|for |of )?(?:about |~ ?)?"
    r"\d{1,3} ?[dwmy][a-z]*\b(?! ago| prior))"
)
ILLNESS = re.compile(
    r"\b(?:cough|cold|flu|fevers?|infection|rash|diarrhea)\s(?:for|x|over|since)?\s*(?:the |past |last )*$"
)
COUNTED = re.compile(r"(?:visits?|sessions?|tx|#|auth\w*|days?|score|grade|power|strength|mmt|goals?)\s*:?\s*$")
FRACTION = re.compile(
    r"(?:\bx|\bfor|\bsince|\bpast|\blast|\bover|began|\bhx|duration|about|~|onset)\s*(?:the |past "
    r"|last |: ?)*$"
)
BEGINS = phrases("durations.begins")
AGO = re.compile(
    rf" ?(?:ago|back\b(?! pain)|prior\b(?! to (?!arrival))|pta\b)|[ -]mark\b|'? (?:worth|running)\b| {EVENT}"
)
COMPLAINT = re.compile(
    r"\b(?:\w*pain|pn|\w*aches?|lbp|stiffness|tingling|numbness|swelling|sciatica|(?:low(?:er)?|upper|mid) back"
    r"|neck|shoulder|hip|knee|leg|arm|elbow|wrist|hand|ankle|foot|heel|thumb|calf|groin)\s*$"
)  # "hip pain 5/12"
RATE = re.compile(r"\d(?:\+?| ?(?:[a-z]{1,12}))\s*$")
UNDER = re.compile(r"(?:\bunder|\bless than|\bnot quite|<) ?$")
UNTIL = re.compile(r"\buntil (?:about |roughly |around |maybe |~ ?)?$")  # "fine until 5 weeks ago"
ENDS = re.compile(r"\s*(?:[.,;\n]|$)")
OTHER_TIME = phrases("durations.other_time")
RECENT = re.compile(
    r"\b(?:postgame|post-game|sideline|in the (?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half|period|set"
    r"|inning)"
    r"|yesterday|yest|woke (?:up )?(?:at )?\d{1,2} ?[ap]m|nights? running|nights in a row|last nite"
    r"|night before last|the other (?:day|night|morning|evening|week)"
    r"|last evening|(?:since|over|at|on|after|following|this|the) (?:the "
    r"|a )?(?:weekend|wkend|w/e)|this wk"
    r"|last night(?!'s)|this (?:morning|am|a\.m|week|weekend)|(?:over|this past|past"
    r"|last) (?:the )?(?:weekend|week|wk)(?!'s| of\b| in\b)|day before yesterday|earlier (?:today|this week"
    r"|this morning"
    r"|this afternoon|this evening)|this (?:afternoon|evening)|overnight"
    r"|tonight|since (?:about )?\d{1,2} ?[ap]\.?m"
    r"|(?:since|on|last|this|this past|until|from|past)\s+(?:mon|tues?|wed(?:nes)?|thurs?|fri"
    r"|sat(?:ur)?|sun)(?:day)?s?|(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)? (?:nite|night"
    r"|morning|am|pm"
    r"|evening|afternoon))\b(?!\s+(?:and|to|for)\s+(?:follow|recheck|re))"
)
WEEKDAY = re.compile(
    r"\b(?=[mtwfs])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:mon|tues?|wed|thurs?|fri|sat"
    r"|sun)\b(?=[ ,;.]|$))"
)
TODAY = re.compile(
    r"\b(?:woke|awoke|start\w*|began|onset|happened|doi|injur\w*|fell|felt|since|twisted|occurred"
    r"|slipped|lift\w*|bent|tripped|popped|locked up|went out|rolled|hit|strain\w*"
    r"|pulled)\b[^.;\n]{0,60}\b(?:today|tonight)\b"
)
LONG = phrases("durations.long")
MIDDLE = re.compile(r"\b(?:several|many|few|for|past few) months\b|\bfor months\b|\bmonths\b")
SOME_WEEKS = re.compile(
    r"\b(?:days?|weeks?|months?) or so\b|\b(?:several|few|past few|last few) (?:days|weeks)\b"
    r"|\blast month\b|\bfor (?:days|weeks)\b"
)


SEEN_BEFORE = re.compile(  # a note in the course of care: "last night" there is mostly how it went since
    r"\bvisits? ?(?:no\.?|#|:)? ?#? ?(?:[2-9]|[1-9]\d)\b(?![/-]\d)|\b(?:last|previous|prior) (?:session|tx|treatment"
    r"|adjustment)\b"
    r"|\bsince (?:the )?last (?:visit|session|tx|treatment)\b|\bafter (?:the )?last (?:visit|session|tx|treatment)\b"
    r"|\b(?:progress (?:report|note)|re-?exam\w*|re-?eval\w*|discharge summary|daily (?:note|treatment|tx|visit))\b"
    r"|\bcont(?:inue)? (?:per )?poc\b|\b(?:[2-9]|\d\d)(?:nd|rd|th) (?:visit|session)\b"
)
BEGINNING = re.compile(
    r"\b(?:began|begin|beg[iu]n|start(?:ed)?|onset|came on|woke|awoke|new (?:pain|onset|complaint|injury|problem)"
    r"|flare\w*"
    r"|flaring|exacerbat\w*|injur\w*|happened|re-?injured|worse since|acute)\b"
)


# what a phrase without a figure says in days, and a word without which it need not be looked for
PHRASES: tuple[tuple[re.Pattern[str], int, tuple[str, ...]], ...] = (
    (
        RECENT,
        3,
        (
            "game",
            "sideline",
            "in the",
            "day",
            "night",
            "week",
            "this",
            "since",
            "last",
            "on ",
            "from",
            "until",
            "by ",
            "nite",
            "morning",
            "am",
            "pm",
        ),
    ),
    (TODAY, 1, ("today", "tonight")),
    (WEEKDAY, 3, ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    (LONG, 800, ("year", "standing", "since", "life", "decade", "ages", "long", "half", "winter", "summer", "season")),
    (SOME_WEEKS, 18, ("days", "weeks", "last month", "or so")),
    (MIDDLE, 120, ("months",)),
)


class Time(NamedTuple):
    """How long the complaint has lasted and the words that say so. `onset` is `not_stated` for a bare date."""

    onset: Onset
    start: int
    end: int
    days: float | None = None


def durations(reader: Reader, on: dt.date | None = None) -> Time | None:
    """How long the first complaint has lasted, by figures or by words such as "since Saturday"; `on` is the visit."""
    found = [*_figured(reader), *_phrased(reader), *_counted(reader, on)]
    return min(found, key=lambda item: (item[0], item[1].start))[1] if found else None


def every(reader: Reader, on: dt.date | None = None) -> list[Time]:
    """Every duration and every kind of phrase that tells how long, in figures first."""
    return [time for _, time in (*_figured(reader), *_phrased(reader), *_counted(reader, on))]


def _figured(reader: Reader) -> Iterator[tuple[int, Time]]:
    """Durations in figures, each with its rank."""
    low = reader.page.low
    past = [m.trigger for m in reader.mentions if m.status == "historical" and m.trigger and m.kind != "cause"]
    for match in _spells(low):
        if any(t.start < match.end() and match.start() < t.end for t in past):
            continue  # "fractured his ankle 20 years ago"
        if may_tell(reader, match.start()) and _is_onset(reader, match):
            under = UNDER.search(low, max(0, match.start() - 12), match.start())
            days = _days(match) - bool(under)
            yield _rank(reader, match.start()), Time(classed(days), match.start(), match.end(), days)


def _phrased(reader: Reader) -> Iterator[tuple[int, Time]]:
    """The first of each kind of phrase without a figure that tells how long, with its rank."""
    low = reader.page.low
    seen = bool(SEEN_BEFORE.search(low))
    for pattern, days, words in PHRASES:
        if not any(word in low for word in words):
            continue
        for match in pattern.finditer(low):
            if (pattern is WEEKDAY and not _day_of_onset(reader, match)) or _of_denied(reader, match):
                continue
            if seen and pattern in (RECENT, TODAY, WEEKDAY) and not _tells_beginning(reader, match):
                continue
            before = low[max(0, match.start() - 24) : match.start()]
            if NOT_ONSET.search(before) or AFTERWARDS.match(low, match.end()):
                continue
            if may_tell(reader, match.start()) and not other_time(reader, match.start(), match.end()):
                yield _rank(reader, match.start()) + 1, Time(classed(days), match.start(), match.end(), days)
                break


def _counted(reader: Reader, on: dt.date | None) -> Iterator[tuple[int, Time]]:
    """What is told by counting ("in its fourth month"), each with its rank."""
    for days, start, end in counted(reader.page.low, on):
        if may_tell(reader, start) and not other_time(reader, start, end):
            yield _rank(reader, start) + 1, Time(classed(days), start, end, days)


def _tells_beginning(reader: Reader, match: re.Match[str]) -> bool:
    """Whether a recent day is one on which something began, and not how it went since the last visit."""
    low, high = reader.page.sentence(reader.page.sentence_of(match.start()))
    if BEGINNING.search(reader.page.low, low, high):
        return True
    return any(m.concept == "trauma" and m.status == "affirmed" for m in reader.mentions_between(low, high))


def _of_denied(reader: Reader, match: re.Match[str]) -> bool:
    """Whether a phrase belongs to what is denied just before it: "no headache this week"."""
    near = reader.mentions_between(match.start() - 24, match.start())
    return bool(near) and near[-1].status == "negated" and match.start() - near[-1].end <= 2


def _day_of_onset(reader: Reader, match: re.Match[str]) -> bool:
    """A weekday in the story, or beside an event or complaint; "Sat" is one by its capital and not at the start."""
    start, end = reader.page.sentence(reader.page.sentence_of(match.start()))
    section, named = reader.sections.at(match.start()).name, match[0].endswith("day")
    if not named and (match.start() == start or not reader.page.text[match.start()].isupper()):
        return False
    if named and section == "subjective":
        return True
    kinds = ("cause", "complaint", "diagnosis")
    told = [m for m in reader.mentions_between(start, end) if m.kind in kinds and m.status == "affirmed"]
    return section in ("subjective", "other", "objective") and any(_told_with(m, match.start()) for m in told)


def _told_with(mention: Mention, day: int) -> bool:
    return mention.kind == "cause" or 0 <= day - mention.end <= 12


def _spells(low: str) -> Iterator[re.Match[str]]:
    """Every duration, looked for only where a unit stands: most words are none."""
    at = 0
    for unit in UNIT.finditer(low):
        if unit.start() < at:
            continue
        for match in DURATION.finditer(low, max(at, unit.start() - 32), unit.end() + 12):
            if match.end() > unit.end():
                break  # it ends in the next unit, whose turn comes
            at = match.end()
            yield match


def _rank(reader: Reader, offset: int) -> int:
    return {"subjective": 0, "assessment": 4, "objective": 4}.get(reader.sections.at(offset).name, 2)


def _is_onset(reader: Reader, match: re.Match[str]) -> bool:
    low = reader.page.low
    start, end = reader.page.sentence(reader.page.sentence_of(match.start()))
    before = low[max(start, match.start() - 40) : match.start()]
    ago = bool(AGO.match(low, match.end()))
    not_onset = NOT_ONSET.search(before) and not (ago and UNTIL.search(before))
    then = AFTERWARDS.match(low, match.end()) and not (match["x"] or before.endswith(" x "))
    if not_onset or then or ILLNESS.search(before):
        return False
    if other_time(reader, match.start(), match.end()):
        return False
    if match["k"] and not (
        (match["v"] in ("7", "52") and not COUNTED.search(before))
        or FRACTION.search(before)
        or COMPLAINT.search(before)
        or int(match["k"]) > 12
        or re.match(r"[ -](?:hx|history|h/o|ago|of|duration)\b", low[match.end() : match.end() + 12])
    ):
        return False  # "visit 6/12" is no half year
    if _is_no_span(match, before, ago):
        return False
    alone = not before.strip() and bool(ENDS.match(low, match.end()))  # "Both heels sore; 8-9 wks."
    return (
        ago
        or alone
        or bool(OWN_HISTORY.match(low, match.end()))
        or bool(BEFORE.search(before) or match["x"] or COMPLAINT.search(before))
        or bool(BEGINS.search(low[max(start, match.start() - 60) : min(end, match.end() + 30)]))
    )


def _is_no_span(match: re.Match[str], before: str, ago: bool) -> bool:
    """Whether the words only look like a span of time."""
    if (match["u"] or "").startswith("h") and not ago and before[-3:] != " x ":
        return True  # "for an hour" is how long the work took
    if match["n"] in ("a", "an") and RATE.search(before):
        return True  # "headaches 3-4 a week", "walks 3 mi a day"
    return match["u"] == "night" and match["n"] not in ("a", "one", "1")  # "activity 6 night 3" are pain scores


def other_time(reader: Reader, start: int, end: int) -> bool:
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
        number = (number + float(NUMBERS.get(other, 0) or other)) / 2  # "1-6 wks"
    if match.string.startswith(" and a half", match.end()):  # "a month and a half"
        number += 0.5
    return number * DAYS[match["u"][0]]


def classed(days: float) -> Onset:
    if days < 42:
        return "acute"
    return "subacute" if days <= 84 else "chronic"


def may_tell(reader: Reader, offset: int) -> bool:
    section, mark = reader.sections.at(offset), reader.mark(offset)
    if mark is not None and mark.status != "affirmed" and "," not in reader.page.low[mark.tick_end : offset]:
        return False  # "[ ] acute (< 6 wks)"
    if section.name in ("plan", "history", "family_history", "medications", "imaging", "review_of_systems"):
        return False
    return not reader.sections.is_copied(offset)
