"""From a heading to a complete code by plain questions: which condition, which side, which phase of treatment.

What the phases mean: ICD-10-CM Official Guidelines, section I.C.19.a, as quoted by others in 2025: A "for each
encounter where the patient is receiving active treatment for the condition", D when active treatment is over and the
patient is "receiving routine care for the condition during the healing or recovery phase".
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cleanbill.codes.icd10cm.words import dotted
from cleanbill.model.code import Asked, Choice, Question

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_CHILDREN = """
SELECT n.key, n.title, n.level, s.side, EXISTS (
    SELECT 1 FROM node d JOIN period p ON p.key = d.key
    WHERE d.id BETWEEN n.id AND n.last AND p.start <= ? AND (p.end IS NULL OR p.end >= ?))
FROM node n LEFT JOIN sided s ON s.key = n.key WHERE n.parent = ? ORDER BY n.id"""
_SIDES = {"right": "Right", "left": "Left", "both": "Both sides", "one": "One side", "not said": "Side not said"}
_VAGUE = re.compile(r"\bunspecified\b|\bNOS\b|\bside not said\b", re.IGNORECASE)
_PHASES = {
    "initial encounter": "Active treatment, whoever gives it and however often",
    "subsequent encounter": "Healing or recovery: routine care after active treatment, such as rehabilitation",
    "sequela": "Late effect: what is treated is a consequence, and is coded first",
}
_TEXTS: dict[Asked, str] = {
    "kind": "Which of these?",
    "side": "Which side?",
    "phase": "Active treatment or healing phase?",
    "seventh": "Which 7th character?",
}

_Child = tuple[str, str, str, str | None, int]
"""Key, title, level, side, and whether anything under it is billable."""


def question(release: "Release", key: str, on: dt.date, phase: str = "") -> Question | None:
    """What is still to be said before the code (as stored) is complete; None for a complete one, or for none at all.

    A choice that is not billable is asked about again, with its `code` and its `phase`. What is not billable on `on`
    is never offered, and what says least comes last.
    """
    found = release.rows("SELECT id, title FROM node WHERE key = ?", key)
    day = on.toordinal()
    children = [row for row in release.rows(_CHILDREN, day, day, found[0][0]) if row[4]] if found else []
    if not children:
        return None
    if children[0][2] == "seventh":
        asked, choices = _of_sevenths(found[0][1], children, phase)
    else:
        asked, choices = _of_children(release, children, on)
    return Question(dotted(key), found[0][1], asked, _TEXTS[asked], tuple(choices))


def _of_children(release: "Release", children: Sequence[Any], on: dt.date) -> tuple[Asked, list[Choice]]:
    by_side = all(child[3] for child in children)
    choices = [
        Choice(_SIDES[side] if by_side else title, dotted(key), title, release.billable(key, on))
        for key, title, _, side, _ in children
    ]
    return "side" if by_side else "kind", sorted(choices, key=lambda choice: bool(_VAGUE.search(choice.label)))


def _of_sevenths(title: str, children: Sequence[Any], phase: str) -> tuple[Asked, list[Choice]]:
    """A character a phase: that phase's code. Several (open or closed, healing well or not): they are asked next."""
    meant = {key: words.removeprefix(f"{title}, ") for key, words, *_ in children}
    groups = {name: [key for key in meant if meant[key].startswith(name)] for name in _PHASES}
    if phase or sum(map(len, groups.values())) < len(meant):
        shown = groups.get(phase) or list(meant)
        return "seventh", [Choice(meant[key], dotted(key), f"{title}, {meant[key]}", True) for key in shown]
    return "phase", [
        Choice(_PHASES[name], dotted(keys[0]), f"{title}, {meant[keys[0]]}", True)
        if len(keys) == 1
        else Choice(_PHASES[name], dotted(keys[0][:6].rstrip("X")), title, False, name)
        for name, keys in groups.items()
        if keys
    ]
