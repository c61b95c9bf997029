"""Laterality: the same condition of the other side, of both sides, or of a side that is not said.

The Tabular List does not mark it: titles of one category that differ in words of side alone are one family.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cleanbill.codes.icd10cm.words import dotted
from cleanbill.model.code import Level, Side, SidedTitle

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_WORD = re.compile(r"[a-z]+")
_IDLE = frozenset(("of", "the", "in", "and", "side"))
_SIDES: dict[str, Side] = {"right": "right", "left": "left", "bilateral": "both", "unilateral": "one"}
_OPEN = (
    "unspecified"  # of the side, or of the kind of disease: one is left out, so that both readings find their family
)
_FAMILY = "SELECT key, side FROM sided WHERE family = (SELECT family FROM sided WHERE key = ?) AND key <> ?"
_ORDER: tuple[Side, ...] = ("right", "left", "both", "one", "not said")


def families(titles: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int, Side]]:
    """From code (no dot) and title of every entry: the code, the number of its family, and its side."""
    found: dict[tuple[str, ...], list[tuple[str, Side]]] = {}
    for key, title in titles:
        side, words = _read(title)
        if side:
            found.setdefault((key[:3], *words), []).append((key, side))
    for number, members in enumerate(found.values()):
        if len({side for _, side in members}) > 1:
            yield from ((key, number, side) for key, side in members)


def of(release: "Release", key: str, level: Level, on: dt.date) -> tuple[SidedTitle, ...]:
    """The other members of a code's family; of a code with a 7th character, those with the same character."""
    if level == "seventh":
        return _with_seventh(release, key, on)
    found = sorted(release.rows(_FAMILY, key, key), key=lambda row: _ORDER.index(row[1]))
    return tuple(_titled(release, other, side, on) for other, side in found)


def _with_seventh(release: "Release", key: str, on: dt.date) -> tuple[SidedTitle, ...]:
    [(stem,)] = release.rows("SELECT p.key FROM node n JOIN node p ON p.id = n.parent WHERE n.key = ?", key)
    others = of(release, stem, "diag", on)
    made = (other.code.replace(".", "").ljust(6, "X") + key[-1] for other in others)
    sided = (_titled(release, code, other.side, on) for code, other in zip(made, others, strict=True))
    return tuple(other for other in sided if other.title)


def _titled(release: "Release", key: str, side: Side, on: dt.date) -> SidedTitle:
    return SidedTitle(dotted(key), release.title(key), side, release.billable(key, on))


def _read(title: str) -> tuple[Side | None, list[str]]:
    """The side that a title names, and its other words in alphabetical order, in the singular."""
    words = [word for word in _WORD.findall(title.lower()) if word not in _IDLE]
    named = [word for word in words if word in _SIDES]
    others = sorted(word.removesuffix("s") for word in words if word not in _SIDES)
    if named and (named != ["unilateral"] or _OPEN not in others):
        return _SIDES[next((word for word in named if word != "unilateral"), "unilateral")], others
    if _OPEN not in others:
        return None, others
    others.remove(_OPEN)
    return "not said", others
