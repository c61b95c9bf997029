"""When it began in words without a figure: "since Saturday", "last night", "for years", "longer than he can recall"."""

import re
from collections.abc import Iterator

from cleanbill.notes.lapse import AFTERWARDS, LONG_TASK, NOT_ONSET, Time, classed, may_tell, other_time, rank
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.phrases import Phrases, places

SINCE_THEN = re.compile(r"\b(?:since|after|following)\s+(?:the |last |this past )?$")  # "since Friday's shift"
DAY_AFTER = re.compile(r" (?:after|following|before)\b")  # "flared Sunday after raking"
COUNT_OF_DAYS = re.compile(r"\d (?:days?|times?|nights?|shifts?|visits?|sessions?|x) $")  # "worked 3 days this week"
TREATED = re.compile(  # "better since Monday's adjustment" tells how it went, not when it began
    r"(?:'s)?\s(?:after |following )?(?:the |his |her |last |our )?(?:adj\w*|session|visit|appointment|appt|injection"
    r"|eval\w*|tx|treatment|therapy|pt|massage|needling|surgery|goals?|follow)\b"
)
DAY = r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?"
RECENT = re.compile(
    r"\b(?:postgame|post-game|sideline|in the (?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half|period|set"
    r"|inning)"
    r"|yesterday|yest|woke (?:up )?(?:at )?\d{1,2} ?[ap]m|nights? running|nights in a row|last nite"
    rf"|(?:night|day|week|weekend|{DAY}) before last|the turn of the month"
    r"|(?:early|mid|late|middle of|end of|start of|beginning of)[- ]?(?:this|last|this past) week(?:end)?"
    r"|the other (?:day|night|morning|evening|week)"
    r"|last evening|(?:since|over|at|on|after|following|this|the) (?:the "
    r"|a )?(?:long |whole |entire |holiday |bank holiday |past |last )?(?:weekend|wkend|w/e)|this wk"
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
TODAY = re.compile(  # the day by its name, or by the time on its clock: "slipped in bathtub 0600"
    r"\b(?:woke|awoke|start\w*|began|onset|happened|doi|injur\w*|fell|felt|since|twisted|occurred"
    r"|rear[- ]?ended|struck|mv[ac]|collision|crash\w*|caught|landed|slipped|lift\w*|bent|tripped|popped"
    r"|locked up|went out|rolled|hit|strain\w*"
    r"|pulled)\b[^.;\n]{0,60}\b(?:today(?!:? ?\d)|tonight|(?!19|20)(?:[01]\d"
    r"|2[0-3])[0-5]\d(?: ?h(?:rs?)?)?(?=[.,;\n]|$))(?!\w)"
)
LONG = Phrases("days.long")
MIDDLE = re.compile(r"\b(?:several|many|few|for|past few) months\b|\bfor months\b|\bmonths\b")
SOME_WEEKS = re.compile(
    r"\b(?:days?|weeks?|months?) or so\b|\b(?:several|few|past few|last few) (?:days|weeks)\b"
    r"|\b(?:last|past) month\b|\bfor (?:days|weeks)\b"
)
BEGUN_ON = re.compile(  # "stiff since waking Tues", "twisted it stepping off a tram Sunday"
    r"\b(?:since|waking|woke(?: up)?|awoke|began|beg[iu]n|start(?:ed|ing)|onset|happened|occurred|came on|hurt"
    r"|injured|fell"
    r"|slipped|twisted|rolled|tripped|tweaked|strained|pulled|locked|seized|went out)\b[^.;\n]{0,40}$"
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
TROUBLE = Phrases("days.trouble")  # a beginning or a complaint that no list of concepts holds
OF_ITSELF = re.compile(
    r"post-?game|sideline|in the |since (?:about )?\d|woke|yest|the other"
    r"|last nite|overnight"
)
ASKED = re.compile(
    r"\b(?:onset|began|beg[iu]n|start\w*|when|since|how long)\b[^.\n]{0,16}[|:?]\s*$"
)  # "Onset | last night"
NO_COMPLAINT = frozenset({"surgery", "activity", "fatigue", "sleep_disturbance", "infection", "fever"})
# what a phrase without a figure says in days, and a word without which it need not be looked for
PHRASES: tuple[tuple[re.Pattern[str] | Phrases, int, tuple[str, ...]], ...] = (
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
    (TODAY, 1, ("today", "tonight", "00", "30", "15", "45")),
    (WEEKDAY, 3, ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    (
        LONG,
        800,
        (
            "year",
            "yrs",
            "1/2",
            "days",
            "far back",
            "further back",
            "covid",
            "forever",
            "standing",
            "since",
            "life",
            "decade",
            "ages",
            "long",
            "half",
            "winter",
            "summer",
            "season",
        ),
    ),
    (SOME_WEEKS, 18, ("days", "weeks", "last month", "past month", "or so")),
    (MIDDLE, 120, ("months",)),
)
REACH = 40  # characters of a phrase about the word that is looked for
DAYS_ALONE = (RECENT, TODAY, WEEKDAY)


def phrased(reader: Reader) -> Iterator[tuple[int, Time]]:
    """The first of each kind of phrase without a figure that tells how long, with its rank."""
    low = reader.page.low
    seen: bool | None = None
    for pattern, days, words in PHRASES:
        if not any(word in low for word in words):
            continue
        for match in _near(pattern, words, low) if pattern is LONG else pattern.finditer(low):
            if (pattern is WEEKDAY and not _day_of_onset(reader, match)) or _of_denied(reader, match):
                continue
            if pattern in DAYS_ALONE:
                seen = bool(SEEN_BEFORE.search(low)) if seen is None else seen
                if seen and not _tells_beginning(reader, match):
                    continue
            if _is_otherwise(low, match, pattern in DAYS_ALONE) or (
                pattern in DAYS_ALONE and not _speaks_of_it(reader, match)
            ):
                continue
            if may_tell(reader, match.start()) and not other_time(reader, match.start(), match.end()):
                yield rank(reader, match.start()) + 1, Time(classed(days), match.start(), match.end(), days)
                break


def _near(pattern: re.Pattern[str] | Phrases, words: tuple[str, ...], low: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern about the words without which there is none."""
    at = 0
    for start in sorted({start for word in words for start in places(low, word)}):
        stop = low.find(" ", start + REACH)
        for match in pattern.finditer(low, max(at, start - REACH), stop if stop >= 0 else len(low)):
            at = match.end()
            yield match


def _speaks_of_it(reader: Reader, match: re.Match[str]) -> bool:
    """Whether the sentence of a day tells of a complaint, a cause or a beginning; "a wedding on Saturday" does not."""
    if OF_ITSELF.match(match[0]):
        return True
    low, high = reader.page.sentence(reader.page.sentence_of(match.start()))
    if match[0].startswith("since ") and reader.places.between(low, match.start()):
        return True  # "left low back since Sunday"
    if ASKED.search(reader.page.low, max(0, low - 24), match.start()):
        return True
    told = (m for m in reader.mentions_between(low, high) if m.status in ("affirmed", "uncertain"))
    return any(m.concept not in NO_COMPLAINT for m in told) or bool(TROUBLE.search(reader.page.low, low, high))


def _is_otherwise(low: str, match: re.Match[str], day: bool) -> bool:
    """Whether what stands beside a day tells of something else: "until Monday", "Tuesday's session"."""
    before = low[max(0, match.start() - 24) : match.start()]
    if NOT_ONSET.search(before) or COUNT_OF_DAYS.search(before) or TREATED.match(low, match.end()):
        return True
    if AFTERWARDS.match(low, match.end()) and not (day and DAY_AFTER.match(low, match.end())):
        return True
    since = match[0].startswith(("since", "after", "following")) or SINCE_THEN.search(before)
    return bool(LONG_TASK.match(low, match.end())) and not since


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
    if section == "subjective" and (named or BEGINNING.search(reader.page.low, start, end)):
        return True
    if section in ("subjective", "other") and BEGUN_ON.search(reader.page.low, start, match.start()):
        return True
    kinds = ("cause", "complaint", "diagnosis")
    told = [m for m in reader.mentions_between(start, end) if m.kind in kinds and m.status == "affirmed"]
    return section in ("subjective", "other", "objective") and any(_told_with(m, match.start()) for m in told)


def _told_with(mention: Mention, day: int) -> bool:
    return mention.kind == "cause" or 0 <= day - mention.end <= 12
