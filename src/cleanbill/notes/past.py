"""What makes a mention history without a word that says so: an earlier year, a younger age, another visit."""

import re
from functools import cached_property
from itertools import pairwise

from cleanbill.model.reading import Trigger
from cleanbill.notes.page import Page

FORWARD = 40  # tokens: the longest list that one word speaks of
YEAR = re.compile(r"(?:19|20)\d\d")
SHORT_YEAR = re.compile(r"\d\d")
AGED = re.compile(r"\b(?:at )?aged? (\d{1,2})\b")
AT = re.compile(r"[^.,;\n]{0,12}?\bat (\d{2})(?=\s*(?:[.,;)\n]|$))")  # "wrist fracture at 70", of one who is 81
OLD = re.compile(r"\b(\d{2})[ -]?(?:y/?o\b|yr|year)|\b(?:he|she|pt|patient|who) is (\d{2})\b")
YEARS_AGO = 2  # between an age that is told and the patient's own
OTHER_VISIT = r"(?:first|initial|previous|prior|last) (?:visit|eval\w*|session|exam\w*)"
NOT_TODAY = r"(?![^\n]*\b(?:now|today|currently|this visit)\b|[^\n]*(?:->|→))"  # the line does not go on to today
THEN = re.compile(  # what another visit showed
    rf"\W*((?:at|on) (?:the |his |her |their )?(?:eval(?:uation)?|{OTHER_VISIT}|soc|start of care|intake|i\.?e\.?))\b"
    rf"{NOT_TODAY}"
)
YOUNG = 30  # an age in the middle of a story that is not the patient's own
YEAR_NEAR = 6  # tokens between a mention and the year that makes it history
LEADING = 2  # tokens of a sentence before the year it opens with
LED = 16  # tokens that such a year speaks of
NEW_CLAUSE = frozenset({",", ";", "/", "-", "but", "now", "and", "doi", "dos", "date"})
SINCE = frozenset(
    ["since", "chronic", "ongoing", "persistent", "began", "started", "onset", "years", "still", "continues"]
)
OVER = frozenset(["resolved", "healed", "recovered"])
NOT_YET = frozenset(["never", "not", "fully", "completely", "quite"])
NO_MORE = frozenset(["no", "nothing", "none", "fine", "well", "problems", "trouble"])  # "an MVA in 2009, nothing since"
DEALT_WITH = frozenset("released repaired fixed operated removed replaced treated healed fused scoped surgery".split())


class Past:
    """Finds the years and ages of one page that are not of the visit; `year` is the visit's, 0 where none is known."""

    def __init__(self, page: Page, words: list[str], year: int) -> None:
        self._page = page
        self._words = words
        self._year = year

    def told(self, first: int, last: int, low: int, high: int) -> Trigger | None:
        """The year, age or visit that makes the mention of tokens `first` to `last` history; None where there is none.

        It stands near in the same clause ("strain 2014", "gout in his toe in 2020"), or opens the sentence, which is
        tokens `low` to `high`.
        """
        if opened := THEN.match(self._page.low, self._page.starts[low], self._page.ends[high - 1]):
            return Trigger(*opened.span(1), self._page.text[slice(*opened.span(1))], "another visit")
        near = range(max(low, first - YEAR_NEAR), min(high, last + YEAR_NEAR))
        opening = range(low, min(low + LEADING + 1, near.start)) if first - low <= LED else ()
        for at in (*opening, *near) if self._year else ():
            if 0 < self._year_at(at) < self._year and self._is_apart(at, first, last, low, high):
                start, end = self._page.starts[at], self._page.ends[at]
                return Trigger(start, end, self._page.text[start:end], "an earlier year")
        return self._at_age(last, high) or self._when_younger(last)

    def _year_at(self, at: int) -> int:
        """The year that token `at` names ("2014", or "14" behind an apostrophe), 0 for none."""
        word = self._words[at]
        if YEAR.fullmatch(word):
            return int(word)
        if at and self._words[at - 1] == "'" and SHORT_YEAR.fullmatch(word):
            return 2000 + int(word) if 2000 + int(word) <= self._year else 1900 + int(word)
        return 0

    def _at_age(self, last: int, high: int) -> Trigger | None:
        """History, where a young age stands close behind in the same clause: "broke the L wrist age 9"."""
        start = self._page.ends[last - 1]
        reach = min(high, last + YEAR_NEAR)
        stop = self._page.starts[reach] if reach < len(self._page.starts) else len(self._page.low)
        found = AGED.search(self._page.low, start, stop)
        if found is None or int(found[1]) >= YOUNG or NEW_CLAUSE & set(self._page.low[start : found.start()].split()):
            return None
        return Trigger(*found.span(), self._page.text[found.start() : found.end()], "an age")

    def _when_younger(self, last: int) -> Trigger | None:
        """History, where an age behind the mention is some years less than the patient's own."""
        found = AT.match(self._page.low, self._page.ends[last - 1])
        if not found or int(found[1]) > self._age - YEARS_AGO:
            return None
        return Trigger(*found.span(1), found[1], "an age")

    @cached_property
    def _age(self) -> int:
        """The patient's own age, as the note tells it first; 0 where it tells none."""
        own = OLD.search(self._page.low)
        return int(own[1] or own[2]) if own else 0

    def _is_apart(self, at: int, first: int, last: int, low: int, high: int) -> bool:
        """Whether a year belongs to the mention's clause, which is of that time and does not go on since."""
        between = self._words[last:at] if at >= last else self._words[at + 1 : first]
        if between[:1] == [","] and self._words[at - 1] == "in" and at - low <= LEADING:
            between = between[1:]  # "In 2018, sciatica"
        if between[:1] == [","] and between[1:2] and between[1] in DEALT_WITH:
            between = between[1:]  # "carpal tunnel, released 2018"
        clause = self._words[max(low, first - FORWARD) : min(high, last + FORWARD)]
        said = list(pairwise(["", *clause]))
        goes_on = any(word in SINCE and before not in NO_MORE for before, word in said)  # but "no ongoing issue"
        over = any(word in OVER and before not in NOT_YET for before, word in said)
        return NEW_CLAUSE.isdisjoint(between) and (over or not goes_on)
