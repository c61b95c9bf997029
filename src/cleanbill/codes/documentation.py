"""What a note has to say of a procedure, and the words by which notes call it: read from `documentation.toml`.

Words are matched whole and in any letter case, those of two letters and those with a capital only as written.
"""

import re
import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct


class Described(Struct, frozen=True, forbid_unknown_fields=True):
    """A procedure as notes call it, and the kinds of need that its note has to meet."""

    words: tuple[str, ...]
    needs: tuple[str, ...] = ()
    muscles: int = 0
    """How many muscles the code is for, at least; 0: it does not count them."""


class Need(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of need: the words that meet it."""

    words: tuple[str, ...]


class _Tables(Struct, frozen=True, forbid_unknown_fields=True):
    procedure: dict[str, Described]
    need: dict[str, Need]


@cache
def described() -> dict[str, Described]:
    """The procedures of the table by code."""
    return _tables().procedure


@cache
def needing(need: str) -> frozenset[str]:
    """The codes whose note has to meet a kind of need."""
    return frozenset(code for code, row in described().items() if need in row.needs)


@cache
def called(code: str) -> re.Pattern[str]:
    """The number of a procedure and the words by which notes call it."""
    return _whole((code, *described()[code].words))


@cache
def meets(need: str) -> re.Pattern[str]:
    """The words that meet a kind of need."""
    return _whole(_tables().need[need].words)


@cache
def _tables() -> _Tables:
    text = resources.files(__package__).joinpath("documentation.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Tables)


def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the words, the longest first; a final * stands for any ending."""
    patterns = []
    for word in sorted(words, key=len, reverse=True):
        pattern = re.escape(word.removesuffix("*")).replace(r"\ ", r"[\s-]+") + (r"\w*" if word[-1] == "*" else "")
        exact = len(word) == 2 or word != word.lower()
        patterns.append(pattern if exact else f"(?i:{pattern})")
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(patterns)})(?![A-Za-z0-9])")
