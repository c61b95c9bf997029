"""Phrases of one kind, from the list of them: one pattern a kind."""

import re
from collections.abc import Iterator
from functools import cache

from cleanbill.notes.words import DATA


@cache
def alternatives(name: str) -> str:
    """The phrases of a kind as alternatives, to stand in a larger pattern."""
    return f"(?:{_kinds()[name]})"


def phrases(name: str) -> re.Pattern[str]:
    """The pattern of any of the phrases of a kind, as whole words in small letters."""
    return re.compile(rf"\b{alternatives(name)}\b")


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
