"""All that is known of one code on one date, from a handful of indexed queries."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cleanbill.codes.icd10cm import near, picker, sides, succession
from cleanbill.codes.icd10cm.published import fiscal_year
from cleanbill.codes.icd10cm.status import Entry, Period, entry, periods, status
from cleanbill.model.code import CodeRecord, CodeTitle, FiscalYear, IndexTerm, NoteLine, Seventh

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
_SEVENTH_NOTES = """
SELECT n.code, note.text FROM node n JOIN note ON note.owner = n.id
WHERE n.parent = ? AND note.kind = 'sevenChrNote' ORDER BY note.id"""
# A note that names this very code or few besides comes first, then the one whose owner stands deepest.
_NAMED_BY = """
SELECT note.kind, note.text, n.code, n.title, names.label, names.pattern
FROM reach CROSS JOIN names ON names.rowid = reach.names CROSS JOIN note ON note.id = names.note
CROSS JOIN node n ON n.id = note.owner
WHERE reach.first <= ? AND reach.last >= ? AND NOT (n.id <= ? AND n.last >= ?)
ORDER BY names.last - names.first, length(n.key) DESC, n.id"""
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
        sevenths=_sevenths(release, node, children),
        did_you_mean=titles.of(near.meant(release, key)) if now.kind == "unknown" else (),
        path=titles.where(f"n.id IN ({_UP} SELECT id FROM up) AND n.id <> ? ORDER BY n.id", number, number),
        notes=_notes(release, number),
        children=children,
        siblings=titles.where(
            "n.parent = (SELECT parent FROM node WHERE id = ?) AND n.id <> ? ORDER BY n.id", number, number
        ),
        index=tuple(IndexTerm(*row) for row in release.rows(_TERMS, number)),
        periods=tuple(periods(release, key)),
        successors=succession.after(release, key, now, children),
        remark=_remark(release, on),
        short_title=_short_title(release, key),
        never_first=release.never_first(key),
        sides=sides.of(release, key, node.level, on) if node else (),
        named_by=_named_by(release, node),
        predecessors=succession.before(release, key, node),
        years=tuple(_years(periods(release, key), release.known_until)),
        question=picker.question(release, key, on),
        whole_index=release.whole_index,
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


def _sevenths(release: "Release", node: Entry | None, children: Sequence[CodeTitle]) -> tuple[Seventh, ...]:
    if not node or not children or children[0].level != "seventh":
        return ()
    notes: dict[str, list[str]] = {}
    for code, text in release.rows(_SEVENTH_NOTES, node.id):
        notes.setdefault(code, []).append(text)
    return tuple(
        Seventh(c.code[-1], c.title.removeprefix(f"{node.title}, "), c.code, tuple(notes.get(c.code, ())))
        for c in children
    )


def _notes(release: "Release", number: int) -> tuple[NoteLine, ...]:
    """Own notes first, then those of each entry above, up to the chapter."""
    return tuple(
        NoteLine(kind, text, owner, title, owner_id != number, tuple(labels.split("\n")) if labels else ())
        for kind, text, owner, title, owner_id, labels in release.rows(_NOTES, number)
    )


def _named_by(release: "Release", node: Entry | None) -> tuple[NoteLine, ...]:
    """Notes of entries elsewhere in the tree whose words name this code or an entry above it."""
    if not node:
        return ()
    key = node.code.replace(".", "")
    found = release.rows(_NAMED_BY, node.id, node.id, node.id, node.id)
    return tuple(
        NoteLine(kind, text, owner, title, False, (label,))
        for kind, text, owner, title, label, pattern in found
        if pattern is None or re.search(pattern, key)
    )


def _short_title(release: "Release", key: str) -> str:
    found = release.rows("SELECT title FROM short_title WHERE key = ?", key)
    return found[0][0] if found else ""


def _years(dated: Sequence[Period], known_until: dt.date) -> Iterator[FiscalYear]:
    """Each fiscal year in which the code is billable, with the part of it."""
    for start, end in dated:
        for year in range(fiscal_year(start), fiscal_year(end or known_until) + 1):
            first, last = max(start, dt.date(year - 1, 10, 1)), dt.date(year, 9, 30)
            known = last <= known_until or end is not None
            yield FiscalYear(year, first, min(end or last, last) if known else None)


def _remark(release: "Release", on: dt.date) -> str:
    if on < release.start:
        return (
            f"Titles, tree and notes are those of {release.edition}, the oldest edition at hand; "
            "whether the code was billable goes by the Medicare Code Editor's dated table."
        )
    if on > release.known_until:
        return f"Dates are known up to {release.known_until}; later changes are not known yet."
    return release.remark
