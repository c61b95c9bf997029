"""Which written dates are those of the visit, of the injury and of the onset."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import zip_longest

from cleanbill.notes.cause import INJURIES
from cleanbill.notes.dates import Written, month_day, months, year_day, years
from cleanbill.notes.lapse import may_tell, other_time
from cleanbill.notes.mentions import LONGEST_OPERATION, Mention, Reader
from cleanbill.notes.phrases import Phrases

VISIT_LABEL = re.compile(
    r"\b(?:(?P<a>date of (?:this |today's )?(?:service|visit|(?:re-?)?exam(?:ination)?|(?:re-?)?evaluation|treatment"
    r"|encounter"
    r"|session)|visit date|exam date|service date|(?:report|reporting|service|treatment) (?:period|dates)"
    r"|dates of service"
    r"|treatment date|encounter date)|(?P<b>dos)|(?P<c>date|datum|seen on|seen|visit(?: #?\d{1,2})?|today's date"
    r"|today(?: is|'s)?"
    r"|evaluated on|d/c date|eval))\s{0,2}[:=-]?\s{0,3}$"
)
OTHER_LABEL = re.compile(
    r"\b(?:birth|injury|onset|accident|surgery|surgical|signed|mri|x-?ray|referral|order|last|next|prior|previous)"
    r" ?date\b|\bdob\b|\b(?:last|next|following|prior|previous|first) (?:visit|seen)\b"
)
INJURY_LABEL = re.compile(
    r"\b(?:doi|d/i|d\.o\.i\.|dol|date of (?:injury|accident|loss|incident)|(?:loss|injury) date|accident date"
    r"|mva(?: on| of)?"
    r"|mvc(?: on| of)?|injured(?: on)?|accident on)\s{0,2}[:=-]?\s{0,3}$"
)
SURGERY = Phrases("visit_dates.surgery")  # "DOS" is the date of surgery there
ONSET_LABEL = re.compile(
    r"\b(?:(?:date of )?onset(?: date)?|doi|dol|doa|date of (?:injury|loss|accident)|injury date"
    r"|accident date)\s{0,3}[:=]\s{0,3}$"
)
OF_CARE = re.compile(
    r"\b(?:visits?|sessions?|treatments?|tx|seen|attended|lost \d+ ?\w+)\b[^.;\n]{0,20}\bsince\s+(?:about )?$"
)
RANGE = re.compile(r" ?(?:-|to|through|thru|until) ?")  # what stands between two dates of a report
NONE_SINCE = re.compile(  # "fell in 2019, no trouble since"
    r"[^.;\n]{0,30}\b(?:none|nothing|never|fine|well|no (?:\w+ )?(?:trouble|problems?|issues?|symptoms?|sx"
    r"|pain)) since\b"
)
BESIDE = 12  # characters between an operation and its day
NEAR = 8  # characters between an injury and its date
TOP = 70  # characters of a note's first line in which a date without a label is the visit's
EVENT_DATE = re.compile(
    r"\b(?:doi|d/i|date of (?:injury|onset|accident)|onset(?! of (?:therapy|treatment|care))|since|beg[aiu]n\w*|came on"
    r"|start\w*|developed|appeared|first (?:noticed|noted|felt)|noted|noticed|dat(?:es?|ing)(?: all of (?:this"
    r"|it))?(?: back)? to|woke|broke"
    r"|jump\w*|landed|slammed|crush\w*|assaulted|attacked|struck|hit|thrown|bent|lift\w*|collision|crash\w*"
    r"|dislocat\w*|torn|tore|fell|injur\w*"
    r"|accident|mva|mvc|sustained|incident|happened|occurred|dol|hurt|tripped|slipped|twisted"
    r"|strain\w*|sprain\w*|fx|fracture[d]?|contusion|rolled|jammed|gave (?:out|way)|buckled|locked up|went out"
    r"|surgery|(?:built|crept|flared|acting|acted) up|exacerbat\w*|flare\w*|bothering|bugging|(?:going|been) on"
    r"|ongoing|had this"
    r"|(?:became|turned|got|gotten) (?:stiff|sore|painful|worse))\b[^.;\n]{0,60}$"
)
EVENT_FOLLOWS = re.compile(
    r"(?:,|:| ?-)? (?:the |he |she |pt |patient |when |while |after )*(?:\w+ )?(?:fell|slipped|tripped"
    r"|injur\w*|hurt|twisted|bent|lifted|woke|jumped|landed|broke|turned|rolled|was (?:hit|struck|rear|involved)"
    r"|felt|mva|mvc|accident|incident|when)"
    r"|[^.;\n]{0,60}(?<!none )(?<!nothing )(?<!problems )(?<!trouble )(?<!fine )(?<!well )\b(?:ever since|since then"
    r"|since(?=[.,;\n]|$))"
)


def date_of_service(reader: Reader) -> dt.date | None:
    """The date that the note gives as the visit's: by its label, else one that heads the note."""
    low = reader.page.low
    best: tuple[int, dt.date] | None = None
    for date, first in _last_of_ranges(reader):
        before = low[max(0, first - 30) : first]
        label = VISIT_LABEL.search(before)
        surgical = label is not None and label["b"] and SURGERY.search(low, max(0, date.start - 60), date.end + 12)
        if label and not surgical and not OTHER_LABEL.search(before):
            rank = "abc".index(label.lastgroup or "c")
        elif (
            date.start <= TOP
            and "birth" not in before
            and "\n" not in low[:first].strip()
            and not _is_event(reader, date, before)
            and operation(reader, date) is None
        ):
            rank = 3
        else:
            continue
        if (best is None or rank < best[0]) and not reader.sections.is_copied(date.start):
            best = (rank, date.day)
    return best[1] if best else None


def operation(reader: Reader, date: Written) -> Mention | None:
    """The operation of which a date is the day: "R rotator cuff repair 10/12/26"."""
    near = reader.mentions_between(date.start - LONGEST_OPERATION, date.start)
    told = (m for m in near if m.concept in ("surgery", "postoperative") and m.status == "affirmed")
    return next((m for m in told if 0 <= date.start - m.end <= BESIDE), None)


def _last_of_ranges(reader: Reader) -> Iterator[tuple[Written, int]]:
    """Each date with where it begins; of "09/22/26 - 11/11/26" the last alone, with where the range begins."""
    first: int | None = None
    for date, following in zip_longest(reader.dates, reader.dates[1:]):
        first = date.start if first is None else first
        if following is None or not RANGE.fullmatch(reader.page.low, date.end, following.start):
            yield date, first
            first = None


def date_of_injury(reader: Reader) -> dt.date | None:
    """The date of the injury: by its label, else the first one in a sentence that tells an event."""
    low = reader.page.low
    told: dt.date | None = None
    for date in reader.dates:
        if INJURY_LABEL.search(low, max(0, date.start - 30), date.start):
            return date.day
        if told is None and _tells_injury(reader, date):
            told = date.day
    return told


def _tells_injury(reader: Reader, date: Written) -> bool:
    before = reader.page.low[max(0, date.start - 60) : date.start]
    if VISIT_LABEL.search(before[-30:]) or not may_tell(reader, date.start):
        return False
    low, high = reader.page.sentence(reader.page.sentence_of(date.start))
    affirmed = [m for m in reader.mentions_between(low, high) if m.status == "affirmed"]
    told = [m for m in affirmed if m.concept == "trauma" or (m.concept in INJURIES and _beside(m, date))]
    return bool(told) and not other_time(reader, date.start, date.end)


def _beside(mention: Mention, date: Written) -> bool:
    """Whether a date stands directly behind the injury it is the day of: "hamstring strain 10/14"."""
    return 0 <= date.start - mention.end <= NEAR


def first_event(reader: Reader) -> Written | None:
    """The first date on which the complaint began, by a word of beginning or an event beside it."""
    told: Written | None = None
    for date in reader.dates:
        before = reader.page.low[max(0, date.start - 60) : date.start]
        if (VISIT_LABEL.search(before[-30:]) and not INJURY_LABEL.search(before)) or not _is_event(
            reader, date, before
        ):
            continue
        if EVENT_DATE.search(before):
            return date
        told = told or date
    return told


def labelled_onset(reader: Reader) -> Written | None:
    """The date behind the label "Onset:" or "DOI:", which is the note's answer to the question."""
    for date in reader.dates:
        if ONSET_LABEL.search(reader.page.low, max(0, date.start - 30), date.start) and may_tell(reader, date.start):
            return date
    return None


def first_month_or_year(reader: Reader, on: dt.date | None) -> Written | None:
    """ "Since June", "in the fall of 2025": a word of onset even where it cannot be measured; a month before a year."""
    found = [(match, "n", month_day) for match in months(reader.page)]
    found += [(match, "y", year_day) for match in years(reader.page)]
    for match, name, day_of in found:
        date = Written(day_of(match, on) if on else dt.date.min, match.start(), match.end())
        before = reader.page.low[max(0, match.start() - 60) : match.start(name)]
        if _is_event(reader, date, before):
            return date
    return None


def _is_event(reader: Reader, date: Written, before: str) -> bool:
    if OF_CARE.search(before):
        return False
    if INJURY_LABEL.search(before):
        return not reader.sections.is_copied(date.start)
    told = may_tell(reader, date.start) and _of_event(reader, date, before)
    return told and not (other_time(reader, date.start, date.end) or NONE_SINCE.match(reader.page.low, date.end))


def _of_event(reader: Reader, date: Written, before: str) -> bool:
    """Whether a date is when it began: beside a word of beginning, or in the sentence that tells the event."""
    if not reader.page.low[: date.start].strip():  # "11/02 - states ..." is the day of the note
        return bool(EVENT_FOLLOWS.match(reader.page.low, date.end))
    if EVENT_DATE.search(before) or EVENT_FOLLOWS.match(reader.page.low, date.end):
        return True
    start, end = reader.page.sentence(reader.page.sentence_of(date.start))
    told = [m for m in reader.mentions_between(start, end) if m.status == "affirmed"]
    if any(m.concept in ("trauma", "nontraumatic") for m in told):
        return True
    complains = any(m.kind in ("complaint", "diagnosis") for m in told)
    return complains and any(m.concept == "activity" for m in told)  # "sore after yard work on Labor Day"
