"""Phrases that answer a question, and how well each does."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from cleanbill.codes.icd10cm.search.asked import Idea, Question, Way
from cleanbill.model.code import Origin

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
_LONG = 0.4  # what a phrase is worth that says a great deal besides
_OURS = 0.95
_ORIGIN: dict[Origin, float] = {"title": 1.0, "inclusion term": 0.98, "index term": 0.96}


class Found(NamedTuple):
    """The best phrase of an entry: its score (1: it says just what was asked), and where its text is.

    `ours` names what was asked in other words than the phrase's. `asked` is how much of what was asked it says, from 0
    to 1, and `missing` the ideas that it does not say.
    """

    score: float
    node: int
    origin: Origin
    said: int
    ours: str = ""
    asked: float = 1.0
    missing: tuple[Idea, ...] = ()

    def completed(self, words: frozenset[str]) -> float:
        """The score, with what other words (of an entry under this one) say of what is missing."""
        more = sum(idea.share * answer(idea, words)[0] for idea in self.missing)
        return self.score * ((self.asked + more) / self.asked) ** 2 if more else self.score


def best(release: "Release", question: Question) -> list[Found]:
    """The best phrase of each entry that answers, best first."""
    of_node: dict[int, Found] = {}
    for row in _phrases(release, question.ideas):
        found = _judged(row, question.ideas)
        there = of_node.get(found.node)
        if there is None or _preference(found) > _preference(there):
            of_node[found.node] = found
    return sorted(of_node.values(), key=lambda found: (-found.score, found.node))


def _preference(found: Found) -> tuple[float, int]:
    """Of two phrases about as good, the official words as they were said come before ours for them."""
    return (found.score * _OURS if found.ours else found.score), -found.said


_Row = tuple[int, int, Origin, int, str, float]


def _phrases(release: "Release", ideas: Sequence[Idea]) -> Iterable[_Row]:
    """Phrases that hold every idea; where they are few, also those that hold all but one, or any two, or one."""
    needed = [idea for idea in ideas if idea.needed]
    rows = {row[0]: row for row in release.rows(_MATCH, _all(needed), _MOST)} if needed else {}
    for parts in _parts(needed):
        if len(rows) >= _ENOUGH:
            break
        for part in parts:
            rows |= {row[0]: row for row in release.rows(_MATCH, _all(part), _MOST_OF_A_PART)}
    return rows.values()


def _parts(needed: Sequence[Idea]) -> Iterator[Iterable[Sequence[Idea]]]:
    """Ever less of what is asked, the ideas that tell most last to go."""
    rarest = sorted(needed, key=lambda idea: -idea.weight)
    if len(rarest) > 2:
        yield list(combinations(rarest, len(rarest) - 1))[:_RAREST]
    if len(rarest) > 3:
        yield combinations(rarest[:_RAREST], 2)
    if len(rarest) > 1:
        yield [(idea,) for idea in rarest[:_RAREST]]


def _all(ideas: Iterable[Idea]) -> str:
    return " AND ".join(f"({' OR '.join(map(_query, idea.ways))})" for idea in ideas)


def _query(way: Way) -> str:
    quoted = [f'"{word}"' for word in way.words]
    return f"({' AND '.join(quoted)})"


def _judged(row: _Row, ideas: Sequence[Idea]) -> Found:
    """How much of what was asked the phrase says, and how much of the phrase was asked."""
    _, node, origin, said, words, weight = row
    phrase = frozenset(words.split())
    asked = told = 0.0
    ours, missing = "", []
    for idea in ideas:
        credit, way = answer(idea, phrase)
        if way:
            asked += idea.share * credit
            told += way.weight
            ours = ours or way.ours
        else:
            missing.append(idea)
    made_of = min(1.0, told / weight) if weight else 1.0
    score = asked**2 * (_LONG + (1 - _LONG) * made_of) * _ORIGIN[origin]
    return Found(score, node, origin, said, ours, asked, tuple(missing))


def answer(idea: Idea, words: frozenset[str]) -> tuple[float, Way | None]:
    """How near words come to an idea, and in which way; 0 where they do not say it."""
    for way in idea.ways:
        if words.issuperset(way.words):
            return way.credit, way
    return 0.0, None
