"""Phrases of one kind, from the list of them: one pattern a kind."""

import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property

from cleanbill.notes.words import DATA


@cache
def alternatives(name: str) -> str:
    """The phrases of a kind as alternatives, to stand in a larger pattern."""
    return f"(?:{_kinds()[name]})"


class Phrases:
    """Any of the phrases of a kind, as whole words in small letters: a pattern that is made when it is first tried.

    Half of the time that reading takes to be imported goes into making patterns, and a note needs few of these.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"\b{alternatives(self._name)}\b")

    def search(self, low: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first of them in a stretch."""
        return self._pattern.search(low, start, end)

    def fullmatch(self, low: str) -> re.Match[str] | None:
        """The one that the text is."""
        return self._pattern.fullmatch(low)

    def finditer(self, low: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All of them in a stretch, in order."""
        return self._pattern.finditer(low, start, end)


def places(low: str, word: str) -> Iterator[int]:
    """Where a word stands: quicker than a pattern, so that one need be tried there alone."""
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + 1)


@cache
def _kinds() -> dict[str, str]:
    lines = (DATA / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("# "))
