"""What a note denies, doubts, supposes or tells of others or of the past in words that no list holds."""

import re
from collections.abc import Iterator
from typing import cast

from cleanbill.model.reading import AssertedMention, Assertion
from cleanbill.notes.boxes import UNANSWERED
from cleanbill.notes.mentions import Reader
from cleanbill.notes.phrases import Phrases, places

EPISODE = Phrases("unlisted.episode")
STATUSES = frozenset({"negated", "historical", "family", "hypothetical", "uncertain"})
LEADS = frozenset(
    "a an the any his her their my of to for in on is are was were has had have be been s he she it".split()
)
STOPS = frozenset(", . ; : ( ) [ ] / and or but with which that then because so".split())
EMPTY = frozenset(
    "this these those there when what needed better worse able more less than only same well much very also still"
    " such".split()
)
LISTS = frozenset({",", "or", "nor", "and", "/"})
CHOICE = frozenset({"or", "nor"})
MOST_ITEMS = 8
NEGATIVE = re.compile(r"\(-\)|(?<!\w)[Nn]eg(?:ative)?\b(?! for)")
TEST_NAME = re.compile(r"\b(?P<name>[A-Z][a-z]{3,}(?:'s|s')?(?: (?:test|sign|maneuver))?):? (?:is |was |were )?$")
YEAR = re.compile(r"(?:19|20)\d\d\b")
BEFORE_YEAR = re.compile(  # the words of a clause that ends in a year
    r"(?:^|[.;:,(\n]|\band\b|\bhad\b)\s*(?:(?:an?|the|had|s/p|hx|history of) )?(?P<what>(?:[a-z0-9'/&-]+ ){1,6})(?:in "
    r"|of |back in )?$"
)
OTHER_YEAR = re.compile(  # a year in which something else than an illness is told
    r"\b(?:since|from|until|to|began|start\w*|onset|mri|ct|x-?rays?|films?|xr|dexa|moved|retired|married|born|hired"
    r"|worked"
    r"|graduat\w*|quit|stopped|seen|visit|dated?|dos|doi|icd|code|effective|edition|summer|spring|fall|winter|early"
    r"|late"
    r"|no|denies|without|mother|father|sister|brother|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*"
    r"|oct\w*"
    r"|nov\w*|dec\w*|years?|yrs?|months?|weeks?|days?|ago|bp|at|by|on|visits?|records?|template|claim|back)\b"
)
MOST = 6  # tokens of a phrase
SHORTEST = 4  # letters of a word that says something


def unlisted(reader: Reader) -> Iterator[AssertedMention]:
    """Each phrase that a trigger speaks of and in which no listed concept stands; its concept is its own words."""
    episodes = list(_episodes(reader))
    yield from episodes
    yield from _tested(reader)
    for said in _of_year(reader):
        if not any(said.start < other.end and other.start < said.end for other in episodes):
            yield said
    taken = 0
    for trigger in reader.judge.triggers:
        status, side, reach = trigger.entry.row
        if status not in STATUSES or side != "pre" or trigger.last < taken:
            continue
        for first, last in _items(reader, trigger.last, reach == "wide"):
            start, end = reader.page.starts[first], reader.page.ends[last - 1]
            if (
                not _says(reader.words[first:last])
                or reader.mentions_between(start, end)
                or _is_unticked(reader, start)
            ):
                continue
            if reader.judge.judge(first, first + 1).status == status:
                taken = last
                yield _said(reader, status, start, end)


def _items(reader: Reader, first: int, wide: bool) -> Iterator[tuple[int, int]]:
    """The items of the list that begins at token `first`: "fever or trismus", "neck, jaw, or ear trouble".

    A list without "or" is one only behind a word such as "denies" (`wide`).
    """
    page, words = reader.page, reader.words
    for _ in range(MOST_ITEMS):
        while first < len(words) and words[first] in LEADS:
            first += 1
        last = _end(reader, first)
        if first < last:
            yield first, last
        if not wide and CHOICE.isdisjoint(words[last : last + MOST]):
            return
        while last < len(words) and words[last] in LISTS:
            last += 1
        if first >= last or last >= len(words) or words[last - 1] not in LISTS:
            return
        if page.sentence_of(page.starts[last]) != page.sentence_of(page.starts[first]):
            return
        first = last


def _is_unticked(reader: Reader, at: int) -> bool:
    """Whether what stands there is an option that was left: "[ ] no injury"."""
    mark = reader.mark(at)
    return mark is not None and mark.status == UNANSWERED


def _tested(reader: Reader) -> Iterator[AssertedMention]:
    """A test that no list holds, by the name before its result: "Schepelmann's negative", "Bunnel test neg"."""
    signs = (at for sign in ("neg", "(-)") for at in places(reader.page.low, sign))
    for result in (found for at in signs if (found := NEGATIVE.match(reader.page.text, at))):
        low = max(0, result.start() - 40)
        test = TEST_NAME.search(reader.page.text, low, result.start())
        if test and not reader.mentions_between(test.start("name"), result.end()):
            yield _said(reader, "negated", *test.span("name"))


def _of_year(reader: Reader) -> Iterator[AssertedMention]:
    """What happened in an earlier year that is named: "hernia repaired in 2009", "the right one froze in 2019"."""
    page, visit = reader.page, reader.judge.year or 0
    for year in YEAR.finditer(page.low):
        if int(year[0]) >= visit:
            continue
        before = BEFORE_YEAR.search(page.low, max(0, year.start() - 60), year.start())
        if before is None or OTHER_YEAR.search(before[0]):
            continue
        start = before.start("what")
        section = reader.sections.at(start).name
        if section in ("imaging", "plan") or not _says(before["what"].split()):
            continue
        if not reader.mentions_between(start, year.end()):
            yield _said(reader, "historical", start, year.end())


def _said(reader: Reader, status: str, start: int, end: int) -> AssertedMention:
    said = reader.page.text[start:end]
    return AssertedMention(reader.page.low[start:end], cast(Assertion, status), start, end, said, None)


def _episodes(reader: Reader) -> Iterator[AssertedMention]:
    """Earlier episodes of today's complaint: "similar in 2018", "something like this once in college"."""
    page = reader.page
    for match in EPISODE.finditer(page.low):
        first, last = page.token_at(match.start()), page.token_at(match.end() - 1) + 1
        ruling = reader.judge.judge(first, last)
        if ruling.status == "historical" and not reader.mentions_between(*match.span()):
            said = page.text[match.start() : match.end()]
            yield AssertedMention("earlier_episode", ruling.status, *match.span(), said, ruling.trigger)


def _end(reader: Reader, first: int) -> int:
    """Where the phrase that begins at token `first` ends."""
    page = reader.page
    limit = min(first + MOST, len(reader.words))
    for at in range(first, limit):
        broken = at > first and "\n" in page.low[page.ends[at - 1] : page.starts[at]]
        if broken or reader.words[at] in STOPS or (at > first and reader.judge.triggers_at(at)):
            return at
    return limit


def _says(words: list[str]) -> bool:
    return any(len(word) >= SHORTEST and word.isalpha() and word not in EMPTY for word in words)
