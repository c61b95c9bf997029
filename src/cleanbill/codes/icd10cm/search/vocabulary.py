"""The words that an edition's phrases are made of: how much each tells, and which a misspelt one was meant to be."""

import json
import re
from difflib import get_close_matches
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELT = 4
_SHORTEST_LIKENED = 7
_LIKE = 0.8  # of difflib's ratio
_VOWELS = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"(.)\1")
_WEIGHT = "SELECT weight FROM word WHERE word = ?"
_BEGUN = "SELECT word, weight FROM word WHERE word >= ? AND word < ? || '~' ORDER BY weight LIMIT 8"
_SIMILAR = "SELECT word FROM word WHERE word >= ? AND word < ? || '~' AND length(word) BETWEEN ? AND ?"
_NEAR = "SELECT word, weight FROM word WHERE word IN (SELECT value FROM json_each(?))"


class Vocabulary:
    """The words of a release. Weights run from 0 (every phrase has it) to 1 (only one has it)."""

    def __init__(self, release: "Release") -> None:
        self._release = release

    def weight(self, word: str) -> float | None:
        """How much a word tells; None where no phrase has it."""
        found = self._release.rows(_WEIGHT, word)
        return found[0][0] if found else None

    def begun(self, beginning: str) -> list[tuple[str, float]]:
        """The commonest words that begin so, with their weights; none where the beginning is too short to tell."""
        if len(beginning) < _SHORTEST_BEGINNING:
            return []
        return [(word, weight) for word, weight in self._release.rows(_BEGUN, beginning, beginning)]

    def meant(self, word: str, others: frozenset[str]) -> str:
        """The word that a misspelt one was likeliest meant to be, of the phrases' and of `others`; empty for none.

        A letter doubled or not, a vowel for a vowel, and two that changed places are likelier than other slips; of two
        as likely, the commoner word. Where nothing is one slip away, the likest word that begins with the same letters,
        else the longest beginning that a word has.
        """
        if len(word) < _SHORTEST_MISSPELT or not word.isalpha():
            return ""
        near = one_slip_from(word)
        held: dict[str, float] = dict(self._release.rows(_NEAR, json.dumps(sorted(near))))
        held |= {other: 0.5 for other in others & near if other not in held}
        if held:
            return min(held, key=lambda other: (not _sounds_alike(word, other), held[other], other))
        return self._alike(word) or next((word[:n] for n in range(len(word) - 1, 4, -1) if self.begun(word[:n])), "")

    def _alike(self, word: str) -> str:
        if len(word) < _SHORTEST_LIKENED:
            return ""
        rows = self._release.rows(_SIMILAR, word[:2], word[:2], len(word) - 2, len(word) + 2)
        return next(iter(get_close_matches(word, [row[0] for row in rows], 1, _LIKE)), "")


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two words are the same but for vowels, doubled letters and the order of their letters."""
    return _skeleton(one) == _skeleton(other) or sorted(one) == sorted(other)


def _skeleton(word: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


def one_slip_from(word: str) -> set[str]:
    """Every string one slip away: a letter too many or too few, a wrong one, two that changed places."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    wrong = {left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase}
    more = {left + letter + right for left, right in cuts for letter in ascii_lowercase}
    return fewer | swapped | wrong | more
