"""Phrases that answer a question, and how well each does."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from cleanbill.codes.icd10cm.search.asked import Idea, Question, Way

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_MATCH = """
SELECT phrase.id, phrase.node, phrase.origin, phrase.said, phrase.words, phrase.weight
FROM phrase_words CROSS JOIN phrase ON phrase.id = phrase_words.rowid
WHERE phrase_words MATCH ? ORDER BY phrase_words.rowid LIMIT ?"""
_MOST = 250
_MOST_OF_A_PART = 60
_ENOUGH = 100
_RAREST = 4
_OURS, _BEGUN = 0.9, 0.85
_ORIGIN = {"title": 1.0, "inclusion term": 0.98, "index term": 0.96}


class Found(NamedTuple):
    """The best phrase of an entry: its score (1: it says just what was asked), and where its text is.

    `ours` names what was asked in other words than the phrase's.
    """

    score: float
    node: int
    origin: str
    said: int
    ours: str


def best(release: "Release", question: Question) -> list[Found]:
    """The best phrase of each entry that answers, best first."""
    of_node: dict[int, Found] = {}
    for row in _phrases(release, question.ideas):
        found = _judged(row, question.ideas)
        if found.node not in of_node or found > of_node[found.node]:
            of_node[found.node] = found
    return sorted(of_node.values(), reverse=True)


_Row = tuple[int, int, str, int, str, float]


def _phrases(release: "Release", ideas: Sequence[Idea]) -> Iterable[_Row]:
    """Phrases that hold every idea; where they are few, also those that hold all but one, or any two, or one."""
    needed = [idea for idea in ideas if idea.needed]
    rows = {row[0]: row for row in release.rows(_MATCH, _all(needed), _MOST)} if needed else {}
    for part in _parts(needed):
        if len(rows) >= _ENOUGH:
            break
        rows |= {row[0]: row for row in release.rows(_MATCH, _all(part), _MOST_OF_A_PART)}
    return rows.values()


def _parts(needed: Sequence[Idea]) -> Iterator[Sequence[Idea]]:
    """Ever less of what is asked, the ideas that tell most last to go."""
    rarest = sorted(needed, key=lambda idea: -idea.weight)
    if len(rarest) > 2:
        yield from list(combinations(rarest, len(rarest) - 1))[:_RAREST]
    if len(rarest) > 3:
        yield from combinations(rarest[:_RAREST], 2)
    if len(rarest) > 1:
        yield from ((idea,) for idea in rarest[:_RAREST])


def _all(ideas: Iterable[Idea]) -> str:
    return " AND ".join(f"({' OR '.join(map(_query, idea.ways))})" for idea in ideas)


def _query(way: Way) -> str:
    tail = "" if way.whole else "*"
    quoted = [f'"{word}"{tail}' for word in way.words]
    return f"({' AND '.join(quoted)})"


def _judged(row: _Row, ideas: Sequence[Idea]) -> Found:
    """How much of what was asked the phrase says, and how much of the phrase was asked."""
    _, node, origin, said, words, weight = row
    whole = answered = told = 0.0
    ours = ""
    for idea in ideas:
        whole += idea.weight
        credit, way = max(((_credit(way, idea, words), way) for way in idea.ways), key=lambda pair: pair[0])
        answered += idea.weight * credit
        if credit:
            told += way.weight
            ours = ours or way.ours
    asked = answered / whole if whole else 0.0
    made_of = min(1.0, told / weight) if weight else 1.0
    return Found(asked**2 * (0.4 + 0.6 * made_of) * _ORIGIN[origin], node, origin, said, ours)


def _credit(way: Way, idea: Idea, words: str) -> float:
    """1 where the phrase has the very words; less where they are ours or only begin so; 0 where it has not all.

    Our words for it count the less, the less they tell: "cervical" is not all of "C4-C5".
    """
    if all(f" {word} " in words for word in way.words):
        return _OURS * max(0.6, min(1.0, way.weight / idea.weight)) if way.ours else 1.0
    if not way.whole and f" {way.words[0]}" in words:
        return _BEGUN
    return 0.0
