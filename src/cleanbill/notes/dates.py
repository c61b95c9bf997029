"""Dates as written: in figures, with the month's name, a month alone, a day of the week."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanbill.notes.page import Page

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
FIGURES = re.compile(
    r"(?=\d)(?:(?<![\d/])(?P<m>\d{1,2})[/-](?:(?P<d>\d{1,2})[/-])?(?P<y>(?:19|20)?\d{2})(?![\d/])"
    r"|(?<!\d)(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d))"
)
DOTTED = re.compile(r"(\d(?<![\d.].)\d?)\.(\d{1,2})\.((?:19|20)?\d\d)(?!\.?\d)")
YEARLESS = re.compile(
    r"(?:\b(?:doi|d/i|dos|seen|visit date|date|onset|mva|mvc|rta|on|started|began|since|(?:morning|night|evening"
    r"|afternoon|day|week|weekend) of"
    r"|(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?,?)(?: date)?(?: (?:was|of"
    r"|on))?\s*[:=]?\s*"
    r"|\b(?:fell|tripped|slipped|twisted|rolled|injured|hurt|strained"
    r"|sprained|assaulted|jumped|landed|crashed|mva|mvc|hit|broke|woke|slid|bent|lifted|felt|collision"
    r"|fall|marathon|race|game|match|practice|tournament|meet|accident|crash|wreck|injury|crept (?:up|in)|came on"
    r"|noticed|appeared|flared|flare|happened|occurred|worse|sore|stiff|exacerbat\w*|aggravat\w*"
    r"|flare-?up)\b[^.;\n\d]{0,30}?[ (])"
    r"(?P<m>\d{1,2})/(?P<d>\d{1,2})(?![\d/]| ?%)"
)
BARE = re.compile(  # "11/17": no grade, score or count of visits has such a second figure
    r"(?<![\d/.-])(?<!visit )(?<!bp )(?<!of )(?<!\bin )(?P<m>0?[1-9]|1[0-2])/(?P<d>1[13-9]|2[0-46-9]|3[01]"
    r"|(?<=[01]\d/)0[1-9])(?![\d/%]"
    r"|-(?!\d{1,2}/)| ?(?:%|visits?\b|tx\b|deg|reps?\b|mmhg))"
    r"|\bon (?P<om>0?[1-9]|1[0-2])/(?P<od>0?[1-9]|10)(?![\d/%]|-(?!\d{1,2}/)| ?%)"
)
_SCORES = (5, 10)  # what grades and scores are out of
HOW_MUCH = re.compile(  # "stiff in the morning, 7/10": what is told is how much, not when
    r"(?:worse|sore|stiff|felt|flare|noticed|woke)|[^,]*(?:,(?! ?\d)|pain|ache|sore|strength|level|score|rate|now\b)"
)
SLASHED = re.compile(r"\d/[0-3]?\d(?![/\d])")  # what both of these end in
DAY_FIRST = re.compile(
    rf"(?P<d>[1-9](?<![\d/.].)\d?)(?:st|nd|rd|th)?(?: of)? (?P<n>{NAME})\b\.?,?(?: (?P<y>20\d\d)\b)?"
)
NAMED = re.compile(
    rf"\b(?=[adfjmnos])(?P<n>{NAME})\b\.?,? ?(?:(?:of )?(?P<y>(?:19|20)\d\d)\b|(?P<d>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\b(?!/)"
    rf"(?:,? ?(?P<dy>(?:19|20)\d\d)\b)?)"
)
MONTH = re.compile(
    rf"(?:\b(?=[abdefilmostw])|(?=~))(?:onset|(?:since|in|from|on|over|after) (?:(?:just |shortly |right )?before|about"
    rf"|around|abt|approx\.?|roughly"
    rf"|sometime in|~)"
    rf"|since|in|from|on|around|about|this|over|during|after|~|approx\.?|(?:(?:since|in|from|around|about|of"
    rf"|over) )?(?:the )?(?P<part>early|mid"
    rf"|middle of|late|end of|beginning of|start of|first of|(?:first|second|third|fourth|last|1st|2nd|3rd"
    rf"|4th) w(?:ee)?k (?:of|in)"
    rf"|week after|last))(?::? |-|(?<=~))(?:the |this past |this last |this |last |past )?"
    rf"(?P<n>{NAME}|spring|summer|autumn|winter|month|(?<=since last )fall\b(?! (?:down|on|off|from|at))"
    rf"|(?<=last )fall(?='s\b| season| term| semester|,)"
    rf"|veterans day|columbus day|valentine'?s(?: day)?|mother'?s day|father'?s day|labor day|memorial day"
    rf"|thanksgiving|christmas|xmas|halloween|easter|new year'?s?|july 4th"
    rf"|(?:4th|fourth) of july)\b(?!\.? ?\d{{1,4}}(?!\d|/))"
)
YEAR = re.compile(  # a year alone or with its season: "in the fall of 2025", "gradual, 2024", "late 2024"
    r"\b(?:(?:onset:?|in|since|from|around|about|early|mid|late|summer|spring|autumn|winter|fall)[ -](?:of |~|the )?"
    r"|gradual(?:ly)?, |dat(?:es|ed|ing)(?: back)? (?:to|from) (?:about |around |~|an? |the |his |her )?)(?P<y>(?:20"
    r"|')[012]\d)\b(?![/-])"
)
SURELY = re.compile(r"since|in |from|early|mid|late")  # before "may" without a capital
SEASONS = {  # the month of its middle, north of the equator
    "spring": 4, "summer": 7, "autumn": 10, "fall": 10, "veterans day": 11, "columbus day": 10, "valentine's day": 2,
    "valentines day": 2, "valentine's": 2, "valentines": 2, "mother's day": 5, "mothers day": 5, "father's day": 6,
    "fathers day": 6, "winter": 1, "labor day": 9, "memorial day": 5,
    "thanksgiving": 11, "christmas": 12, "xmas": 12, "halloween": 10, "easter": 4, "new year": 1, "new year's": 1,
    "new years": 1, "july 4th": 7, "4th of july": 7, "fourth of july": 7,
}  # fmt: skip
# the day of the month that stands for a feast, or for a part of a month
FEASTS = {
    "veterans day": 11, "columbus day": 12, "mother's day": 10, "mothers day": 10,
    "halloween": 31, "christmas": 25, "xmas": 25, "labor day": 5, "memorial day": 28, "thanksgiving": 26,
    "new year": 1, "new year's": 1, "new years": 1, "july 4th": 4, "4th of july": 4, "fourth of july": 4,
}  # fmt: skip
PARTS = {
    "early": 5, "week after": 12, "beginning of": 5, "start of": 3, "first of": 1, "late": 25, "end of": 28,
    **{f"{week} week {of}": day for weeks, day in (("first 1st", 4), ("second 2nd", 11), ("third 3rd", 18),
       ("fourth 4th last", 25)) for week in weeks.split() for of in ("of", "in")},
}  # fmt: skip

MONTH_YEAR = re.compile(r"\b(?:in|of|until)[ :]+$")  # "1/10" alone is a score


class Written(NamedTuple):
    """A date and where it stands."""

    day: dt.date
    start: int
    end: int


def written(page: Page, on: dt.date | None) -> Iterator[Written]:
    """The dates of a note in order; one without a year is the last such day up to `on` and is left out without it."""
    found = [*(_yearless(page, on) if on else ()), *_full(page.low, on)]  # "night of 10/24" is a day, not a month
    return iter(sorted(dict.fromkeys(found), key=lambda date: (date.start, -date.end)))


def months(page: Page) -> Iterator[re.Match[str]]:
    """Months and seasons that stand alone: "since June", "in early May", "since spring"."""
    for match in MONTH.finditer(page.low):
        if match["n"] not in ("may", "mar") or page.text[match.start("n")].isupper() or SURELY.match(match[0]):
            yield match


def years(page: Page) -> Iterator[re.Match[str]]:
    """Years that stand alone: "in the fall of 2025", "since 2024"."""
    return YEAR.finditer(page.low)


def month_day(match: re.Match[str], on: dt.date) -> dt.date:
    """The day that stands for a month or season alone: its middle, or its part's, in its last occurrence up to `on`."""
    day = PARTS.get((match["part"] or "").replace("wk", "week"), FEASTS.get(match["n"], 15))
    if match["n"] == "month":
        begun = (
            on.replace(day=1) if match["part"] != "last" else (on.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
        )
        return min(on, begun.replace(day=day))
    month = SEASONS.get(match["n"]) or MONTHS.index(match["n"][:3]) + 1
    if "last " in match[0] and match["n"] in SEASONS and 0 <= on.month - month <= 1:
        return dt.date(on.year - 1, month, day)  # "last fall", said in the fall
    if month == on.month:
        return on.replace(day=min(day, on.day))
    return dt.date(on.year if month < on.month else on.year - 1, month, day)


def year_day(match: re.Match[str], on: dt.date) -> dt.date:
    """The day that stands for a year alone: its middle, but none after `on`."""
    return min(dt.date(2000 + int(match["y"][-2:]), 7, 1), on)


def _full(low: str, on: dt.date | None) -> Iterator[Written]:
    figures = list(FIGURES.finditer(low))
    day_first = any(match["d"] and int(match["m"]) > 12 >= int(match["d"]) for match in figures)  # "26/9/26"
    for match in figures:
        if match["iy"]:
            day = _day(int(match["iy"]), int(match["im"]), int(match["id"]))
        elif (
            not match["d"]
            and len(match["y"]) < 4
            and not MONTH_YEAR.search(low, max(0, match.start() - 12), match.start())
        ):
            continue
        else:
            year = int(match["y"])
            month, number = int(match["m"]), int(match["d"] or 1)
            day = _day(_year(year, on), *((number, month) if day_first and match["d"] else (month, number)))
        if day:
            yield Written(day, match.start(), match.end())
    yield from _dotted(low, on)
    for match in DAY_FIRST.finditer(low):
        day = _day(int(match["y"]), MONTHS.index(match["n"][:3]) + 1, int(match["d"])) if match["y"] else None
        if day:
            yield Written(day, match.start(), match.end())
    for match in NAMED.finditer(low):
        year = int(match["y"] or match["dy"] or 0)
        day = _day(year, MONTHS.index(match["n"][:3]) + 1, int(match["d"] or 1)) if year else None
        if day:
            yield Written(day, match.start(), match.end())


def _dotted(low: str, on: dt.date | None) -> Iterator[Written]:
    """ "11.2.26": the month comes first, unless a date of the note cannot be read so."""
    found = list(DOTTED.finditer(low))
    day_first = any(int(match[1]) > 12 for match in found)
    for match in found:
        month, number = (match[2], match[1]) if day_first else (match[1], match[2])
        year = int(match[3])
        day = _day(_year(year, on), int(month), int(number))
        if day:
            yield Written(day, match.start(), match.end())


def _yearless(page: Page, on: dt.date) -> Iterator[Written]:
    if SLASHED.search(page.low):
        yield from _slashed(page.low, on)
    for match in DAY_FIRST.finditer(page.low):
        if not match["y"] and page.text[match.start("n")].isupper():
            yield from _last(on, MONTHS.index(match["n"][:3]) + 1, int(match["d"]), match.start(), match.end())
    for match in NAMED.finditer(page.low):
        word = match["n"] in ("may", "mar", "dec") and not page.text[match.start()].isupper()  # "may 5 min", "dec 20"
        if match["d"] and not match["dy"] and not word:
            yield from _last(on, MONTHS.index(match["n"][:3]) + 1, int(match["d"]), match.start(), match.end())


def _slashed(low: str, on: dt.date) -> Iterator[Written]:
    for match in BARE.finditer(low):
        month, day = match["m"] or match["om"], match["d"] or match["od"]
        yield from _last(on, int(month), int(day), match.start("m" if match["m"] else "om"), match.end())
    for match in YEARLESS.finditer(low):
        if _is_score(low, match):
            continue
        yield from _last(on, int(match["m"]), int(match["d"]), match.start("m"), match.end())


def _is_score(low: str, match: re.Match[str]) -> bool:
    """Whether "7/10" after a word that may tell of a day is a score or a grade."""
    if not int(match["m"]) <= int(match["d"]) in _SCORES:
        return False
    told = HOW_MUCH.match(low, match.start(), match.start("m"))
    return told is not None or low.startswith((" pain", " strength"), match.end())


def _year(written: int, on: dt.date | None) -> int:
    """The year of two figures: of this century up to the year after `on`, else of the last."""
    if written > 99:
        return written
    return 2000 + written if written <= (on.year % 100 + 1 if on else 69) else 1900 + written


def _last(on: dt.date, month: int, day: int, start: int, end: int) -> Iterator[Written]:
    this = _day(on.year, month, day)
    found = this if this and this <= on else _day(on.year - 1, month, day)
    if found:
        yield Written(found, start, end)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
