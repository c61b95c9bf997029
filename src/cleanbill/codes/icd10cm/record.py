"""All that is known of one code on one date, from a handful of indexed queries."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cleanbill.codes.icd10cm import near
from cleanbill.codes.icd10cm.editions import EDITIONS
from cleanbill.codes.icd10cm.status import Entry, entry, periods, status
from cleanbill.model.code import CodeRecord, CodeTitle, IndexTerm, NoteLine, Seventh, Status, Successor

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_UP = """
WITH RECURSIVE up (id, parent) AS (
    SELECT id, parent FROM node WHERE id = ?
    UNION ALL SELECT n.id, n.parent FROM node n JOIN up ON n.id = up.parent)
"""
_TITLES = """
SELECT n.code, n.title, n.level, EXISTS (
    SELECT 1 FROM period p WHERE p.key = n.key AND p.start <= ? AND (p.end IS NULL OR p.end >= ?))
FROM node n """
# CROSS JOIN keeps the order as written: SQLite would rather read all notes than these few.
_NOTES = (
    _UP
    + """
SELECT note.kind, note.text, n.code, n.title, n.id, group_concat(names.label, char(10))
FROM up CROSS JOIN note ON note.owner = up.id JOIN node n ON n.id = up.id LEFT JOIN names ON names.note = note.id
GROUP BY note.id ORDER BY n.id DESC, note.id"""
)
_TERMS = (
    _UP
    + """
SELECT t.path, t.code, t.source FROM up CROSS JOIN node n ON n.id = up.id CROSS JOIN index_term t ON t.key = n.key
WHERE n.level IN ('diag', 'seventh') ORDER BY n.id DESC, t.path"""
)


def lookup(release: "Release", key: str, on: dt.date) -> CodeRecord:
    """The record of a code as stored."""
    node, now = entry(release, key), status(release, key, on)
    titles = _Titles(release, on)
    number = node.id if node else -1
    children = titles.where("n.parent = ? ORDER BY n.id", number)
    return CodeRecord(
        code=now.code,
        on=on,
        edition=release.edition,
        title=node.title if node else "",
        title_source=node.source if node else "none",
        status=now,
        sevenths=_sevenths(node, children),
        did_you_mean=titles.of(near.meant(release, key)) if now.kind == "unknown" else (),
        path=titles.where(f"n.id IN ({_UP} SELECT id FROM up) AND n.id <> ? ORDER BY n.id", number, number),
        notes=_notes(release, number),
        children=children,
        siblings=titles.where(
            "n.parent = (SELECT parent FROM node WHERE id = ?) AND n.id <> ? ORDER BY n.id", number, number
        ),
        index=tuple(IndexTerm(*row) for row in release.rows(_TERMS, number)),
        periods=tuple(periods(release, key)),
        successors=_successors(release, key, now, children),
        remark=_remark(release, on),
    )


class _Titles:
    """Entries in short, each with whether it is billable on the date."""

    def __init__(self, release: "Release", on: dt.date) -> None:
        self._release = release
        self._day = on.toordinal()

    def where(self, condition: str, *values: Any) -> tuple[CodeTitle, ...]:
        rows = self._release.rows(f"{_TITLES} WHERE {condition}", self._day, self._day, *values)
        return tuple(CodeTitle(code, title, level, bool(billable)) for code, title, level, billable in rows)

    def of(self, keys: Sequence[str]) -> tuple[CodeTitle, ...]:
        return tuple(title for key in keys for title in self.where("n.key = ?", key))


def _sevenths(node: Entry | None, children: Sequence[CodeTitle]) -> tuple[Seventh, ...]:
    if not node:
        return ()
    made = (child for child in children if child.level == "seventh")
    return tuple(Seventh(c.code[-1], c.title.removeprefix(f"{node.title}, "), c.code) for c in made)


def _notes(release: "Release", number: int) -> tuple[NoteLine, ...]:
    """Own notes first, then those of each entry above, up to the chapter."""
    return tuple(
        NoteLine(kind, text, owner, title, owner_id != number, tuple(labels.split("\n")) if labels else ())
        for kind, text, owner, title, owner_id, labels in release.rows(_NOTES, number)
    )


def _successors(release: "Release", key: str, now: Status, children: Sequence[CodeTitle]) -> tuple[Successor, ...]:
    """By the official conversion table and our table of changes; else what stands under a heading that was a code."""
    rows = release.rows(
        "SELECT next, effective, source, what FROM successor WHERE key = ? ORDER BY effective, next", key
    )
    found = [
        Successor(code, release.title(code.removesuffix("-")), dt.date.fromisoformat(day), source, what)
        for code, day, source, what in rows
    ]
    if now.kind == "header" and now.end and all(s.what for s in found):
        since = now.end + dt.timedelta(days=1)
        found = [Successor(c.code, c.title, since, "Tabular List") for c in children] + found
    return tuple(found)


def _remark(release: "Release", on: dt.date) -> str:
    oldest = EDITIONS[0]
    if on < oldest.start:
        return (
            f"Titles, tree and notes are those of {oldest.name}, the oldest edition at hand; "
            "whether the code was billable goes by the Medicare Code Editor's dated table."
        )
    if on > release.known_until:
        return f"Dates are known up to {release.known_until}; later changes are not known yet."
    return ""
