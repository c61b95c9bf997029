"""Where a code's content went, and where it came from."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleanbill.codes.icd10cm.status import Entry
from cleanbill.codes.icd10cm.words import dotted
from cleanbill.model.code import CodeTitle, Status, Succession

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_TREE = "Tabular List"
_ONE_DAY = dt.timedelta(days=1)
_AFTER = "SELECT next, effective, source, what FROM successor WHERE key = ? ORDER BY effective, next"
# content that moved to a heading ("M67.A0-") came to all under it
_BEFORE = "SELECT key, effective, source, what FROM successor WHERE next IN ({}) ORDER BY effective, key"
_PARENT = (
    "SELECT n.key, p.end FROM node n JOIN period p ON p.key = n.key WHERE n.id = (SELECT parent FROM node WHERE id = ?)"
)


def after(release: "Release", key: str, now: Status, children: Sequence[CodeTitle]) -> tuple[Succession, ...]:
    """By the official conversion table and our table of changes; else what stands under a heading that was a code."""
    found = [
        Succession(code, release.title(code.removesuffix("-")), dt.date.fromisoformat(day), source, what)
        for code, day, source, what in release.rows(_AFTER, key)
    ]
    if now.kind in ("header", "needs_seventh") and now.end and all(s.what for s in found):
        since = now.end + _ONE_DAY
        found = [Succession(c.code, c.title, since, _TREE) for c in children] + found
    return tuple(found)


def before(release: "Release", key: str, node: Entry | None) -> tuple[Succession, ...]:
    """By the same tables; else the entry above, where it was a code until this one began."""
    if not node:
        return ()
    named = [node.code, *(f"{dotted(key[:length])}-" for length in range(3, len(key) + 1))]
    found = [
        Succession(dotted(old), release.title(old), dt.date.fromisoformat(day), source, what)
        for old, day, source, what in release.rows(_BEFORE.format(",".join("?" * len(named))), *named)
    ]
    if not found:
        found = [
            Succession(dotted(old), release.title(old), dt.date.fromordinal(end) + _ONE_DAY, _TREE)
            for old, end in release.rows(_PARENT, node.id)
            if end
        ]
    return tuple(found)
