"""When the complaint began: the clinician's word, else a duration, else a date against the note's date.

Acute under six weeks, subacute six to twelve, chronic beyond.
"""

import datetime as dt
import re

from cleanbill.model.reading import Onset
from cleanbill.notes.dates import Written
from cleanbill.notes.durations import durations, every
from cleanbill.notes.lapse import Time, classed, may_tell
from cleanbill.notes.mentions import Reader
from cleanbill.notes.phrases import Phrases, places
from cleanbill.notes.visit_dates import date_of_service, first_event, first_month_or_year, labelled_onset, operation

A_YEAR = dt.timedelta(days=365)
WORD = re.compile(
    r"\b(?P<aoc>acute[- ]on[- ]chronic|acute[- ]over[- ]chronic|(?:acute )?(?:exacerbation"
    r"|flare(?:[- ]up)?) of (?:\w+ ){0,2}(?:chronic|long[- ]?standing)"
    r"|chronic(?: \w+){1,4},? (?:with )?(?:an )?acute (?:exacerbation|flare(?:[- ]up)?)"
    r"|chronic(?: \w+){0,4},? (?:with|w/) (?:an? )?(?:current|recent|acute|new|ongoing) (?:exacerbation"
    r"|flare(?:[- ]up)?))"
    r"|\b(?P<sub>sub-?acute)\b|\b(?P<acute>acutely|acute)\b|\b(?P<chronic>chronically|chronic"
    r"|persistent chronic)\b"
)
NOT_WORD = re.compile(
    r"\s*(?:worse|distress|kidney|renal|obstructive|heart|respiratory|bronchitis|care|fracture|fractures"
    r"|injury|bony|abnormal\w*|osseous|process|anemia|hepatitis|intracranial|cholecyst\w*|coronary"
    r"|illness|disease|fatigue|mi\b|findings|infarct\w*|sinus\w*|gastritis|constipation|issues"
    r"|medical|conditions|otitis|findings|angle|blood loss|pain team|pain (?:medic|manag|clinic)|opioid|narcotic"
    r"|steroid|anticoag)"
)
FRESH = re.compile(r"\b(?:recent|new)[- ]onset\b(?! (?:of )?(?:a-?fib|dm|diabetes|htn))")
SUBJECT = Phrases("timing.subject")


DAY_AFTER_SURGERY = re.compile(r"(?:pod|post-?op(?:erative)? day) ?#?(?P<n>\d{1,3})\b(?P<u>)")
AFTER_SURGERY = re.compile(
    r"(?P<n>\d{1,2}) ?(?P<u>days?|d|weeks?|wks?|w|months?|mos?|m) ?(?:post-?op\w*|s/p|p/o|status post|out from|out\b"
    r"|after (?:surgery|repair|replacement|reconstruction|fusion|orif|arthroscopy))"
)
UNITS = {"": 1, "d": 1, "w": 7, "m": 30}
FLARED = Phrases("timing.flared")  # that an old complaint has grown worse of late
OLD = re.compile(
    r"\b(?:old|recurr(?:ent|ing)|chronic|long[- ]?standing|long (?:hx|history|h/o)|baseline|usual|bad (?:back|neck"
    r"|knees?|shoulder)|years|yrs)\b"
)


def onset(reader: Reader, on: dt.date | None = None) -> Time | None:
    """The onset of the first complaint, or None where no word, duration or date tells it.

    Dates are measured against the note's own date, else against `on`, the date of service.
    """
    word, place = _word(reader)
    if word is not None and (word.onset != "chronic" or place == "assessment"):
        return word
    labelled = labelled_onset(reader)
    lasted = _measured(labelled, _visit(reader, on)) if labelled else durations(reader, _visit(reader, on))
    told = word or lasted or _dated(reader, on) or _fresh(reader) or _since_surgery(reader, on)
    return _flared(reader, told, on) or told


def _fresh(reader: Reader) -> Time | None:
    """What is called new, where nothing says since when."""
    if "onset" not in reader.page.low:
        return None
    found = next((m for m in FRESH.finditer(reader.page.low) if may_tell(reader, m.start())), None)
    return Time("acute", found.start(), found.end()) if found else None


def _since_surgery(reader: Reader, on: dt.date | None) -> Time | None:
    """The days since an operation that the note counts: "POD 16", "6 wks s/p ORIF", where nothing else dates it."""
    low = reader.page.low
    counted = [m for word in ("pod", "post") for at in places(low, word) if (m := DAY_AFTER_SURGERY.match(low, at))]
    for match in (*counted, *AFTER_SURGERY.finditer(low)):
        if not reader.sections.is_copied(match.start()):
            days = int(match["n"]) * UNITS[match["u"][:1]]
            return Time(classed(days), match.start(), match.end(), days)
    return _since_dated_surgery(reader, on)


def _since_dated_surgery(reader: Reader, on: dt.date | None) -> Time | None:
    """The days since an operation whose day is written: "R rotator cuff repair 10/12/26"."""
    visit = _visit(reader, on)
    for date in reader.dates:
        told = operation(reader, date)
        if visit and date.day <= visit and told and told.concept == "postoperative":
            return _measured(date, visit)
    return None


def _flared(reader: Reader, told: Time | None, on: dt.date | None) -> Time | None:
    """Acute on chronic, where an old complaint is told to have flared in the last six weeks."""
    low = reader.page.low
    if told is None or told.onset not in ("chronic", "acute"):
        return None
    flare = next((m for m in FLARED.finditer(low) if may_tell(reader, m.start())), None)
    if flare is None:
        return None
    start = reader.page.bounds[max(0, reader.page.sentence_of(flare.start()) - 1)]
    _, high = reader.page.sentence(reader.page.sentence_of(flare.start()))
    times = [
        time for time in [*every(reader, _visit(reader, on)), _dated(reader, on)] if time and start <= time.start < high
    ]
    recent = any(time.onset == "acute" for time in times)
    old = told.onset == "chronic" or any(time.onset == "chronic" for time in times)
    old = old or bool(OLD.search(low, start, flare.end()))
    return Time("acute_on_chronic", flare.start(), flare.end()) if old and recent else None


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
    if (mark := reader.mark(match.start())) is not None:
        return mark.status == "affirmed"  # "[ ] Acute [x] Chronic"
    first = reader.page.token_at(match.start())
    status = reader.judge.judge(first, first + 1).status
    if status in ("negated", "family", "hypothetical", "historical", "uncertain"):
        return False
    start, end = reader.page.sentence(reader.page.sentence_of(match.start()))
    if match["aoc"]:
        return True
    near = low[match.end() : min(end, match.end() + 60)]
    return bool(SUBJECT.search(near) or SUBJECT.search(low[max(start, match.start() - 50) : match.start()]))


def _dated(reader: Reader, on: dt.date | None) -> Time | None:
    """A date of onset or injury, measured against the note's own date where one is written, else against `on`."""
    visit = _visit(reader, on)
    event = first_event(reader) or first_month_or_year(reader, visit)
    return _measured(event, visit) if event else None


def _visit(reader: Reader, on: dt.date | None) -> dt.date | None:
    """The day of the visit: the note's own, else `on`; an old note without one is as old as its newest date."""
    own = date_of_service(reader)
    labelled = labelled_onset(reader)
    newest = max((date.day for date in reader.dates if date != labelled), default=None)
    if own is None and on and newest and on - newest > A_YEAR:
        return newest
    return own or on


def _measured(event: Written, on: dt.date | None) -> Time:
    if on is None or on < event.day or event.day == dt.date.min:
        return Time("not_stated", event.start, event.end)
    days = (on - event.day).days
    return Time(classed(days), event.start, event.end, days)
