"""How long it has lasted, told by counting: "in its fourth month", "day #10", "two Saturdays ago", "on the 14th"."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanbill.notes.phrases import places

NAMES = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "couple": 2, "few": 3,
}  # fmt: skip
LONGEST = {"d": 1.0, "w": 7.0, "m": 30.4, "y": 365.0}
ORDINAL = re.compile(
    r"\b(?=[2-9stfen\d])(?P<n>\d{1,2}(?:nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r" (?P<u>day|week|wk|month|mo|year|yr)\b(?! of (?:care|therapy|treatment|pt\b|rehab|life|the|school|jan|feb|mar"
    r"|apr|may\b|jun|jul|aug|sep|oct|nov|dec))"
)
RUNNING = re.compile(r"\b(?:in|into|entering|on) (?:its|the|his|her|their|a) $")  # "now into its fourth month"
NUMBERED = re.compile(
    r"\b(?P<u>day|week|wk|month) #?(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b(?![-/\d]"
    r"|\s?(?:of )?(?:care|therapy|treatment|pt\b|rehab|post))"
)
AT_ONCE = re.compile(
    r"(?:^|\n|\bnow,? |[a-z]{3}, |[a-z]: |\b(?:this|it) is |\bit's |\bmid-?|going into )$"
)  # "neck pain, day 4", "week 3 of"
BACK = re.compile(
    r"\b(?P<n>two|2|three|3|four|4|couple|few)(?: of)? (?:(?P<week>weekends|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)days)"
    r"|(?P<day>mornings|evenings|nights|afternoons)) (?:ago|back)\b"
)
AGED = re.compile(  # "a 6-day-old ankle sprain"
    r"\b(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?P<u>day|week|month|year)[ -]$"
)
INJURY = re.compile(r"old (?:\w+ ){0,3}(?:injury|sprain|strain|fracture|fx|tear|problem|symptoms)\b")
OF_MONTH = re.compile(
    r"\b(?:began|beg[iu]n|start\w*|onset|since|happened|occurred|fell|felt|hurt|injur\w*|twist\w*|woke|strain\w*"
    r"|came on)\b"
    r"[^.;\n\d]{0,30}?\b(?:on |since )?the (?P<d>\d{1,2})(?:st|nd|rd|th)\b(?! (?:of (?!this)|visit|floor|rib|grade"
    r"|time|hole|"
    r"inning|birthday|week|month|day|toe|finger|digit|met))"
)


class Count(NamedTuple):
    """Days since it began, and the words that say so."""

    days: float
    start: int
    end: int


def counted(low: str, on: dt.date | None) -> Iterator[Count]:
    """Every length of time told by counting; a day of the month only where `on` is known."""
    for pattern, stands in ((ORDINAL, RUNNING), (NUMBERED, AT_ONCE)):
        for match in pattern.finditer(low):
            if stands.search(low, max(0, match.start() - 16), match.start()) or low.startswith(
                (" of ", " now"), match.end()
            ):
                number = _number(match["n"]) - 0.5  # the third month ends with the third
                yield Count(number * LONGEST[match["u"][0]], match.start(), match.end())
    for match in BACK.finditer(low) if "s ago" in low or "s back" in low else ():
        yield Count(_number(match["n"]) * (7 if match["week"] else 1), match.start(), match.end())
    for at in places(low, "old "):
        age, injury = AGED.search(low, max(0, at - 16), at), INJURY.match(low, at)
        if age and injury:
            yield Count(_number(age["n"]) * LONGEST[age["u"][0]], age.start(), injury.end())
    if on:
        for match in OF_MONTH.finditer(low):
            yield Count(_since(int(match["d"]), on), match.start("d"), match.end())


def _number(words: str) -> int:
    return NAMES.get(words) or int(re.sub(r"\D", "", words))


def _since(day: int, on: dt.date) -> int:
    """Days since the last such day of a month up to `on`; 31 at most where the month before had none."""
    return on.day - day if day <= on.day else (on.replace(day=1) - dt.timedelta(days=1)).day - day + on.day
