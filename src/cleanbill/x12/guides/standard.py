"""The segments of X12 005010: which data elements they hold, and which of these go together."""

import re
from functools import cache
from importlib.resources import files

from msgspec import Struct

from cleanbill.x12.guides.tables import DataElement, Rule


class Standard(Struct, frozen=True):
    """Data elements and composites by number, sets of codes by name, segments and their rules by id."""

    elements: dict[str, DataElement]
    composites: dict[str, tuple[str, ...]]
    sets: dict[str, frozenset[str]]
    segments: dict[str, tuple[str, ...]]
    rules: dict[str, tuple[Rule, ...]]


@cache
def standard() -> Standard:
    """The standard, read once."""
    sections: dict[str, list[str]] = {}
    for line in files(__package__).joinpath("standard.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            rows = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            rows.append(line)
    segments = dict(_segment(line) for line in sections["segments"])
    return Standard(
        elements=dict(_element(*line.split()) for line in sections["elements"]),
        composites={name: tuple(repeated(numbers)) for name, *numbers in map(str.split, sections["composites"])},
        sets=sets(sections["sets"]),
        segments={name: numbers for name, (numbers, _) in segments.items()},
        rules={name: rules for name, (_, rules) in segments.items()},
    )


def sets(lines: list[str]) -> dict[str, frozenset[str]]:
    """Sets of codes by name; one may go over several lines."""
    found: dict[str, frozenset[str]] = {}
    for name, *codes in map(str.split, lines):
        found[name] = found.get(name, frozenset()) | frozenset(codes)
    return found


def repeated(words: list[str]) -> list[str]:
    """The words, each `word*3` as often as it says."""
    return [word for text in words for word, _, count in [text.partition("*")] for _ in range(int(count or 1))]


def _element(number: str, type: str, length: str) -> tuple[str, DataElement]:
    shortest, _, longest = length.partition("-")
    return number, DataElement(number, type, int(shortest), int(longest or shortest))


def _segment(line: str) -> tuple[str, tuple[tuple[str, ...], tuple[Rule, ...]]]:
    body, _, rules = line.partition(" | ")
    name, *numbers = body.split()
    return name, (tuple(repeated(numbers)), tuple(map(_rule, rules.split())))


def _rule(text: str) -> Rule:
    return Rule(text[0], tuple(map(int, re.findall("..", text[1:]))))
