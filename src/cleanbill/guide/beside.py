"""What the Excludes1 notes of both sides say of a code and another code, or a whole family of codes."""

import datetime as dt
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleanbill.guide import words
from cleanbill.guide.subject import Subject
from cleanbill.model.code import Exclusion, NoteLine

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm import Release

_MOST_NAMED = 6
_BILLABLE = """
SELECT n.code FROM node h JOIN node n ON n.id BETWEEN h.id AND h.last JOIN period p ON p.key = n.key
WHERE h.key = ? AND p.start <= ? AND (p.end IS NULL OR p.end >= ?) ORDER BY n.id"""
_SPAN = "SELECT id, last FROM node WHERE key = ?"
# CROSS JOIN keeps the order as written: SQLite would rather read all notes than these few.
_NAMED_ABOVE = """
WITH RECURSIVE up (id, parent) AS (
    SELECT id, parent FROM node WHERE key = ?
    UNION ALL SELECT n.id, n.parent FROM node n JOIN up ON n.id = up.parent)
SELECT names.first, names.last
FROM up CROSS JOIN note ON note.owner = up.id CROSS JOIN names ON names.note = note.id WHERE note.kind = 'excludes1'"""
_NAMED_WITHIN = """
SELECT names.first, names.last FROM note CROSS JOIN names ON names.note = note.id
WHERE note.owner BETWEEN ? AND ? AND note.kind = 'excludes1'"""

_Stretches = tuple[tuple[int, int], ...]


def beside(subject: Subject, other: str) -> str:
    """The words for a pair; `other` with a dash is a family, and may be excluded in part."""
    if not other.endswith("-"):
        hit = subject.release.excludes1(subject.code, other)
        return _kept_apart(hit) if hit else _free(subject, other)
    family = other.rstrip("-.")
    hit = subject.release.excludes1(subject.code, family)
    if hit:
        return _kept_apart(hit)
    return _in_part(subject, family) if _touches(subject, family) else _free(subject, other)


def _touches(subject: Subject, family: str) -> bool:
    """Whether a note of the code or above it names a part of the family, or a note in the family names the code."""
    key = subject.code.replace(".", "")
    [own] = _span(subject.release, key)
    [whole] = _span(subject.release, family.replace(".", ""))
    return _meet(whole, _named_above(subject.release, key)) or _meet(own, _named_within(subject.release, whole))


def _meet(span: tuple[int, int], stretches: _Stretches) -> bool:
    return any(first <= span[1] and last >= span[0] for first, last in stretches)


@lru_cache(maxsize=1000)
def _span(release: "Release", key: str) -> _Stretches:
    return tuple(release.rows(_SPAN, key))


@lru_cache(maxsize=1000)
def _named_above(release: "Release", key: str) -> _Stretches:
    return tuple(release.rows(_NAMED_ABOVE, key))


@cache
def _named_within(release: "Release", span: tuple[int, int]) -> _Stretches:
    return tuple(release.rows(_NAMED_WITHIN, *span))


def _in_part(subject: Subject, family: str) -> str:
    day = subject.on.toordinal()
    codes = [row[0] for row in subject.release.rows(_BILLABLE, family.replace(".", ""), day, day)]
    found = {code: hit for code in codes if (hit := subject.release.excludes1(subject.code, code))}
    if not found:
        return _free(subject, family)
    hit = next(iter(found.values()))
    if len(found) == len(codes):
        return _kept_apart(hit)
    some = words.listed(list(found)) if len(found) <= _MOST_NAMED else f"{len(found)} of its {len(codes)} codes"
    return f"Excludes1 at {hit.owner} for {some}; no such note for the others"


def _kept_apart(hit: Exclusion) -> str:
    if hit.contradicted_by:
        return (
            f"Excludes1 at {hit.owner}, Excludes2 at {hit.contradicted_by.owner}: the notes disagree; "
            "ask whether the two are related"
        )
    return f"Excludes1 at {hit.owner}: not together, unless unrelated"


def _free(subject: Subject, other: str) -> str:
    return _current_injury(subject, other) or "no Excludes1 note between them"


def _current_injury(subject: Subject, other: str) -> str:
    """The note of a block of chapter 13 that excludes a current injury without naming its codes."""
    injury, rest = sorted((subject.code, other), key=lambda code: not code.startswith("S"))
    if not injury.startswith("S") or rest.startswith("S"):
        return ""
    notes = subject.record.notes if rest == subject.code else _notes(subject.release, rest.rstrip("-."), subject.on)
    for note in notes:
        if note.kind == "excludes1" and note.text.startswith("current injury"):
            return f"Excludes1 at {note.owner}: “{note.text}”; it names no code"
    return ""


@cache
def _notes(release: "Release", code: str, on: dt.date) -> tuple[NoteLine, ...]:
    return release.lookup(code, on).notes
