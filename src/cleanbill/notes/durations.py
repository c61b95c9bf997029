"""How long the complaint has lasted, in figures or in words: "x 3 wks", "3/7 hx", "since Saturday"."""

import datetime as dt
import re
from collections.abc import Iterator

from cleanbill.notes.days import phrased
from cleanbill.notes.lapse import (
    AFTERWARDS,
    EVENT,
    LONG_TASK,
    NOT_ONSET,
    OWN_HISTORY,
    Time,
    classed,
    may_tell,
    other_time,
    rank,
)
from cleanbill.notes.mentions import Reader
from cleanbill.notes.ordinals import counted
from cleanbill.notes.phrases import Phrases

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
    r"|years?|yrs?|yr|y)\b(?!/|(?<=[yr])\.?\s?o\b(?![:)/-])|[- ]old|(?<=y) [mf]\b|(?<=yr) [mf]\b)"
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
    r"|approximately|approx|about|around|roughly|going on|~|hx|history of|h/o|\bof|after|,|;|:|\(|-|\bwith|\bnow"
    r"|\bis|been|post)\s*(?:the |about |abt |approximately |approx\.? |approx |around |nearly |almost |over "
    r"|more than |less than |under |not even |no more than |not quite |almost |at least |past |last |~ ?|a |good "
    r"|solid |better part of |best part of |of |: ?)*$"
)
WORSE_FOR = re.compile(r"\b(?:worse|better) $")  # "worse x3d"
ILLNESS = re.compile(
    r"\b(?:cough|cold|flu|fevers?|infection|rash|diarrhea)\s(?:for|x|over|since)?\s*(?:the |past |last )*$"
)
COUNTED = re.compile(r"(?:visits?|sessions?|tx|#|auth\w*|days?|score|grade|power|strength|mmt|goals?)\s*:?\s*$")
FRACTION = re.compile(
    r"(?:\bx|\bfor|\bsince|\bpast|\blast|\bover|began|\bhx|duration|about|~|onset)\s*(?:the |past "
    r"|last |: ?)*$"
)
BEGINS = Phrases("durations.begins")
AGO = re.compile(
    rf" ?(?:ago|back\b(?! pain)|prior\b(?! to (?!arrival))|pta\b)|[ -]mark\b|'? (?:worth|running)\b| {EVENT}"
)
COMPLAINT = re.compile(
    r"\b(?:\w*pain|pn|\w*aches?|lbp|stiffness|tingling|numbness|swelling|sciatica|(?:low(?:er)?|upper|mid) back"
    r"|neck|shoulder|hip|knee|leg|arm|elbow|wrist|hand|ankle|foot|heel|thumb|calf|groin),?\s*$"
)  # "hip pain 5/12"
RATE = re.compile(r"\d(?:\+?| ?(?:[a-z]{1,12}))\s*$")
DOING = re.compile(r" after (?:\w+ ){0,2}?\w{3,}ing\b")  # "back pain for 6 days after lifting a box"
UNDER = re.compile(r"(?:\bunder|\bless than|\bnot quite|<) ?$")
UNTIL = re.compile(r"\buntil (?:about |roughly |around |maybe |~ ?)?$")  # "fine until 5 weeks ago"
ENDS = re.compile(r"\s*(?:[.,;\n]|$)")


def durations(reader: Reader, on: dt.date | None = None) -> Time | None:
    """How long the first complaint has lasted, by figures or by words such as "since Saturday"; `on` is the visit."""
    found = [*_figured(reader), *phrased(reader), *_counted(reader, on)]
    return min(found, key=lambda item: (item[0], item[1].start))[1] if found else None


def every(reader: Reader, on: dt.date | None = None) -> list[Time]:
    """Every duration and every kind of phrase that tells how long, in figures first."""
    return [time for _, time in (*_figured(reader), *phrased(reader), *_counted(reader, on))]


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
            yield rank(reader, match.start()), Time(classed(days), match.start(), match.end(), days)


def _counted(reader: Reader, on: dt.date | None) -> Iterator[tuple[int, Time]]:
    """What is told by counting ("in its fourth month"), each with its rank."""
    for days, start, end in counted(reader.page.low, on):
        if may_tell(reader, start) and not other_time(reader, start, end):
            yield rank(reader, start) + 1, Time(classed(days), start, end, days)


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


def _is_onset(reader: Reader, match: re.Match[str]) -> bool:
    low = reader.page.low
    start, end = reader.page.sentence(reader.page.sentence_of(match.start()))
    before = low[max(start, match.start() - 40) : match.start()]
    ago = bool(AGO.match(low, match.end()))
    not_onset = (
        NOT_ONSET.search(before)
        and not (ago and UNTIL.search(before))
        and not (match["x"] and WORSE_FOR.search(before))
    )
    then = AFTERWARDS.match(low, match.end()) or LONG_TASK.match(low, match.end())
    lasting = match["x"] or before.endswith(" x ") or (before.endswith("for ") and DOING.match(low, match.end()))
    if not_onset or (then and not lasting) or ILLNESS.search(before):
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
        or _of_complaint(reader, match.end())
        or bool(OWN_HISTORY.match(low, match.end()))
        or bool(BEFORE.search(before) or match["x"] or COMPLAINT.search(before))
        or bool(BEGINS.search(low[max(start, match.start() - 60) : min(end, match.end() + 30)]))
    )


def _of_complaint(reader: Reader, end: int) -> bool:
    """Whether a complaint is what a length of time is of: "three days of calf cramping"."""
    if not reader.page.low.startswith(" of ", end):
        return False
    near = reader.mentions_between(end, end + 40)
    return any(m.kind in ("complaint", "diagnosis") and m.status == "affirmed" for m in near)


def _is_no_span(match: re.Match[str], before: str, ago: bool) -> bool:
    """Whether the words only look like a span of time."""
    if (match["u"] or "").startswith("h") and not ago and before[-3:] != " x ":
        return True  # "for an hour" is how long the work took
    if match["n"] in ("a", "an") and RATE.search(before):
        return True  # "headaches 3-4 a week", "walks 3 mi a day"
    return match["u"] == "night" and match["n"] not in ("a", "one", "1")  # "activity 6 night 3" are pain scores


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
