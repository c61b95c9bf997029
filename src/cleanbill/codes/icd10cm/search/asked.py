"""What a search asks for: ideas, each with the ways it can be said, the side, and the encounter."""

import re
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.icd10cm.search.spelling import compared
from cleanbill.codes.icd10cm.search.vocabulary import Vocabulary
from cleanbill.codes.icd10cm.table import read_table

SYNONYMS = Path(__file__).with_name("synonyms.csv")
SIDES = frozenset(("right", "left", "bilateral"))
_ENCOUNTERS = frozenset(
    ("initial", "subsequent", "sequela", "nonunion", "malunion", "delayed", "routine", "open", "closed")
)
_BESIDES = SIDES | _ENCOUNTERS | frozenset(("encounter", "healing", "status", "acute", "chronic", "severe", "mild"))
_MOST_WORDS = 32
_WRITTEN_ANEW = frozenset(("side", "encounter", "short form", "idle"))
_OUR_PHRASE, _OURS, _BEGUN = 1.0, 0.9, 0.8
_PLACES = {"site": 0.9, "wider place": 0.7}
_VAGUEST = 0.6
_LONG, _ENDING = 8, 3  # letters
_LEVELS = re.compile(r"\b([ctl])(\d{1,2}) ?[-/] ?(\d{1,2})\b", re.I)


_Words = tuple[str, ...]


class Way(NamedTuple):
    """One way of saying an idea: words that must all be there, how much they tell, and how near they come to it.

    `ours` is what was asked, where the words are our synonym for it.
    """

    words: tuple[str, ...]
    weight: float
    credit: float = 1.0
    ours: str = ""


class Idea(NamedTuple):
    """A part of what is asked, and the ways to say it, the nearest first.

    What is said besides (a side, how bad it is) is not needed. `weight` is how much its own words tell, `share` what
    part that is of the whole question.
    """

    ways: tuple[Way, ...]
    needed: bool
    weight: float
    share: float = 1.0


class Question(NamedTuple):
    """A search, read. `words` are all that it may mean, for choosing among the codes of one diagnosis."""

    ideas: tuple[Idea, ...]
    sides: frozenset[str]
    encounter: frozenset[str]
    words: frozenset[str]


def read(text: str, vocabulary: Vocabulary) -> Question:
    """The question that a text asks. What no phrase says in any way is passed over."""
    every = dict.fromkeys(compared(_LEVELS.sub(r"\1\2 \1\3", text)))
    words = _plain(list(every)[:_MOST_WORDS], vocabulary)
    stretches = _stretches(words, _synonyms()[1])
    ideas = [idea for said in stretches if (idea := _idea(said, said[-1] == words[-1], vocabulary))]
    if ideas and not any(idea.needed for idea in ideas):
        ideas = [idea._replace(needed=True) for idea in ideas]
    whole = sum(idea.weight for idea in ideas) or 1.0
    ideas = [idea._replace(share=idea.weight / whole) for idea in ideas]
    meant = frozenset(word for idea in ideas for way in idea.ways for word in way.words)
    return Question(tuple(ideas), SIDES.intersection(words), _ENCOUNTERS.intersection(words), meant)


def _plain(words: list[str], vocabulary: Vocabulary) -> list[str]:
    """Misspelt words mended; sides, encounters and what says nothing put into the words of the titles."""
    rewritten = _synonyms()[0]
    stretches = _stretches([_mended(word, vocabulary) for word in words], rewritten)
    return [word for said in stretches for word in rewritten.get(said, said)]


def _mended(word: str, vocabulary: Vocabulary) -> str:
    """The word itself where anything holds it, else the likeliest word one slip away, else how one begins."""
    if word in _said_words() or vocabulary.weight(word) is not None or vocabulary.begun(word):
        return word
    return vocabulary.meant(word, _said_words()) or word


def _stretches(words: list[str], known: Container[_Words]) -> Iterator[_Words]:
    """The words cut into the longest stretches that a table knows, and single words."""
    at = 0
    while at < len(words):
        lengths = range(min(_longest(), len(words) - at), 1, -1)
        length = next((n for n in lengths if tuple(words[at : at + n]) in known), 1)
        yield tuple(words[at : at + length])
        at += length


def _idea(said: tuple[str, ...], last: bool, vocabulary: Vocabulary) -> Idea | None:
    """The idea of a stretch: its own words, and ours for it."""
    means = _synonyms()[1].get(said, ())
    ways = list(_own_ways(said, last, bool(means), vocabulary))
    weight = ways[0].weight if ways else 0.0
    for words, why in means:
        if words != said and (way := _way(words, vocabulary)):
            weight = weight or way.weight
            own = set(words) <= set(said)
            ways.append(way if own else way._replace(ours=" ".join(said), credit=_credit(way, why, weight, len(said))))
    ways.sort(key=lambda way: (-way.credit, -way.weight))
    return Idea(tuple(ways), not _BESIDES.issuperset(said), weight) if ways else None


def _credit(way: Way, why: str, weight: float, length: int) -> float:
    """How near our words come: those for a phrase (frozen shoulder) as near as its own, which may mean anything.

    Those for a place count the less, the less they tell: "cervical" is not all of C4-C5.
    """
    if why not in _PLACES:
        return _OUR_PHRASE if length > 1 else _OURS
    return _PLACES[why] * max(_VAGUEST, min(1.0, way.weight / weight)) if weight else _PLACES[why]


def _own_ways(said: tuple[str, ...], last: bool, known: bool, vocabulary: Vocabulary) -> Iterator[Way]:
    """The words as they are. A single one also as the beginning of others: where no phrase has it or it is still being
    typed, all of it; a long one, all but its ending."""
    whole = _way(said, vocabulary)
    if whole:
        yield whole
    if len(said) > 1:
        return
    [word] = said
    stems = [] if known or (whole and not last) else [word]
    if len(word) >= _LONG:
        stems.append(word[:-_ENDING])
    for stem in stems:
        for other, weight in vocabulary.begun(stem):
            if other != word:
                yield Way((other,), weight, _BEGUN)


def _way(words: tuple[str, ...], vocabulary: Vocabulary) -> Way | None:
    weights = [vocabulary.weight(word) for word in words]
    known = [weight for weight in weights if weight is not None]
    return Way(words, sum(known)) if len(known) == len(words) else None


@cache
def _synonyms() -> tuple[dict[_Words, _Words], dict[_Words, list[tuple[_Words, str]]]]:
    """Our table: what is written anew before anything is looked up; and what can be said in other words as well, with
    the reason."""
    rewritten: dict[_Words, _Words] = {}
    others: dict[_Words, list[tuple[_Words, str]]] = {}
    for said, means, why in read_table(SYNONYMS):
        key, words = tuple(compared(said)), tuple(compared(means))
        if why in _WRITTEN_ANEW:
            rewritten[key] = words
        else:
            others.setdefault(key, []).append((words, why))
    return rewritten, others


@cache
def _said_words() -> frozenset[str]:
    return frozenset(word for table in _synonyms() for said in table for word in said)


@cache
def _longest() -> int:
    return max(len(said) for table in _synonyms() for said in table)
