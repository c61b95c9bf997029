"""What a search asks for: ideas, each with the ways it can be said, the side, and the encounter."""

from collections.abc import Iterator
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
_BESIDES = SIDES | _ENCOUNTERS | frozenset(("encounter", "healing", "acute", "chronic", "severe", "mild"))
_MOST_WORDS = 32


class Way(NamedTuple):
    """One way of saying an idea: words that must all be there, `whole` or as beginnings, and how much they tell.

    `ours` is what was asked, where the words are our synonym for it.
    """

    words: tuple[str, ...]
    weight: float
    whole: bool = True
    ours: str = ""


class Idea(NamedTuple):
    """A part of what is asked, and the ways to say it. What is said besides (a side, how bad it is) is not needed."""

    ways: tuple[Way, ...]
    needed: bool
    weight: float


class Question(NamedTuple):
    """A search, read. `words` are all that it may mean, for choosing among the codes of one diagnosis."""

    ideas: tuple[Idea, ...]
    sides: frozenset[str]
    encounter: frozenset[str]
    words: frozenset[str]


def read(text: str, vocabulary: Vocabulary) -> Question:
    """The question that a text asks. What no phrase says in any way is passed over."""
    words = _plain(list(dict.fromkeys(compared(text)))[:_MOST_WORDS], vocabulary)
    ideas = [idea for said in _stretches(words) if (idea := _idea(said, said[-1] == words[-1], vocabulary))]
    if ideas and not any(idea.needed for idea in ideas):
        ideas = [idea._replace(needed=True) for idea in ideas]
    meant = frozenset(word for idea in ideas for way in idea.ways for word in way.words)
    return Question(tuple(ideas), SIDES.intersection(words), _ENCOUNTERS.intersection(words), meant)


def _plain(words: list[str], vocabulary: Vocabulary) -> list[str]:
    """Misspelt words mended; sides, encounters and what says nothing put into the words of the titles."""
    mended = [_mended(word, vocabulary) for word in words]
    plain: list[str] = []
    for said in _stretches(mended, (rewritten := _synonyms()[0])):
        plain += rewritten.get(said, said)
    return plain


def _mended(word: str, vocabulary: Vocabulary) -> str:
    """The word itself where anything holds it, else the likeliest word one slip away, else how one begins."""
    if word in _said_words() or vocabulary.weight(word) is not None or vocabulary.beginning(word) is not None:
        return word
    return vocabulary.meant(word, _said_words()) or word


def _stretches(words: list[str], known: "dict[tuple[str, ...], object] | None" = None) -> Iterator[tuple[str, ...]]:
    """The words cut into the longest stretches that our table knows, and single words."""
    known = _synonyms()[1] if known is None else known
    at = 0
    while at < len(words):
        long = next(
            (n for n in range(min(_longest(), len(words) - at), 1, -1) if tuple(words[at : at + n]) in known), 1
        )
        yield tuple(words[at : at + long])
        at += long


def _idea(said: tuple[str, ...], last: bool, vocabulary: Vocabulary) -> Idea | None:
    """The idea of a stretch: its own words, and ours for it."""
    means = _synonyms()[1].get(said, ())
    ways = [_own_way(said, last and not means, vocabulary)]
    ways += [_way(words, " ".join(said), vocabulary) for words in means]
    found = tuple(way for way in ways if way)
    if not found:
        return None
    return Idea(found, not _BESIDES.issuperset(said), found[0].weight)


def _own_way(said: tuple[str, ...], last: bool, vocabulary: Vocabulary) -> Way | None:
    """The words as they are; one that no phrase has, or that is still being typed, as the beginning of one."""
    if whole := _way(said, "", vocabulary):
        return whole._replace(whole=not last) if len(said) == 1 else whole
    begun = vocabulary.beginning(said[0]) if len(said) == 1 else None
    return Way(said, begun, whole=False) if begun is not None else None


def _way(words: tuple[str, ...], ours: str, vocabulary: Vocabulary) -> Way | None:
    weights = [vocabulary.weight(word) for word in words]
    known = [weight for weight in weights if weight is not None]
    return Way(words, sum(known), ours=ours) if len(known) == len(words) else None


_Means = dict[tuple[str, ...], tuple[str, ...]]


@cache
def _synonyms() -> tuple[_Means, dict[tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    """Our table: what is written anew before anything is looked up, and what can be said in other words as well."""
    rewritten: _Means = {}
    others: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for said, means, why in read_table(SYNONYMS):
        key, words = tuple(compared(said)), tuple(compared(means))
        if why in ("side", "encounter", "idle"):
            rewritten[key] = words
        else:
            others[key] = (*others.get(key, ()), words)
    return rewritten, others


@cache
def _said_words() -> frozenset[str]:
    return frozenset(word for table in _synonyms() for said in table for word in said)


@cache
def _longest() -> int:
    return max(len(said) for table in _synonyms() for said in table)
