"""What a note denies, doubts, supposes or tells of others or of the past in words that no list holds."""

from collections.abc import Iterator

from cleanbill.model.reading import AssertedMention
from cleanbill.notes.mentions import Reader
from cleanbill.notes.phrases import phrases

EPISODE = phrases("unlisted.episode")
STATUSES = frozenset({"negated", "historical", "family", "hypothetical", "uncertain"})
LEADS = frozenset(
    "a an the any his her their my of to for in on is are was were has had have be been s he she it".split()
)
STOPS = frozenset(", . ; : ( ) [ ] / and or but with which that then because so".split())
EMPTY = frozenset(
    "this these those there when what needed better worse able more less than only same well much very also still"
    " such".split()
)
MOST = 6  # tokens of a phrase
SHORTEST = 4  # letters of a word that says something


def unlisted(reader: Reader) -> Iterator[AssertedMention]:
    """Each phrase that a trigger speaks of and in which no listed concept stands; its concept is its own words."""
    yield from _episodes(reader)
    page, words = reader.page, reader.words
    taken = 0
    for trigger in reader.judge.triggers:
        status, side, _ = trigger.entry.row
        if status not in STATUSES or side != "pre" or trigger.last < taken:
            continue
        first = trigger.last
        while first < len(words) and words[first] in LEADS:
            first += 1
        last = _end(reader, first)
        start = page.starts[first] if first < last else 0
        if (
            first >= last
            or not _says(words[first:last])
            or reader.mentions_between(page.starts[trigger.first], page.ends[last - 1])
        ):
            continue
        if reader.judge.judge(first, first + 1).status == status:
            taken, end = last, page.ends[last - 1]
            said = page.text[start:end]
            yield AssertedMention(page.low[start:end], status, start, end, said, None)


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
