"""Whether a code may stand on a claim for a date of service, and why not, in one plain sentence."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleanbill.codes.icd10cm import near
from cleanbill.codes.icd10cm.words import dotted, listed
from cleanbill.model.code import Level, Status, StatusKind, TitleSource

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_MOST_NAMED = 8

Period = tuple[dt.date, dt.date | None]
"""From and to, both included; None: no end is known."""


class Entry(NamedTuple):
    """A row of the tree."""

    id: int
    code: str
    title: str
    level: Level
    source: TitleSource
    last: int


def entry(release: "Release", key: str) -> Entry | None:
    """The tree's entry for a code as stored."""
    found = release.rows("SELECT id, code, title, level, source, last FROM node WHERE key = ?", key)
    return Entry(*found[0]) if found else None


def periods(release: "Release", key: str) -> list[Period]:
    """The periods in which the code was or is billable, oldest first."""
    found = release.rows("SELECT start, end FROM period WHERE key = ? ORDER BY start", key)
    return [(dt.date.fromordinal(s), dt.date.fromordinal(e) if e else None) for s, e in found]


def status(release: "Release", key: str, on: dt.date) -> Status:
    """The status of a code as stored."""
    node, dated = entry(release, key), periods(release, key)
    code = node.code if node else dotted(key)
    for start, end in dated:
        if start <= on and (end is None or on <= end):
            return Status(code, on, "billable", True, True, f"{code} is billable on {on}.", start, end)
    if node and node.level in ("chapter", "section"):
        return _not(code, on, "header", f"{code} is a {node.level} of the Tabular List, not a code.")
    if node and node.last > node.id:
        return _not_yet_under(release, node, on) or _heading(release, node, dated, on)
    if dated:
        return _out_of_date(release, code, dated, on)
    return _not(code, on, "unknown", near.why(release, key, on))


def _not(
    code: str, on: dt.date, kind: StatusKind, reason: str, period: tuple[dt.date | None, dt.date | None] = (None, None)
) -> Status:
    return Status(code, on, kind, kind in ("header", "needs_seventh"), False, reason, *period)


def _children(release: "Release", node: Entry) -> Sequence[tuple[str, str, str, bool]]:
    """Code, title, level of each child, and whether there is something under it."""
    return release.rows("SELECT code, title, level, last > id FROM node WHERE parent = ? ORDER BY id", node.id)


def _not_yet_under(release: "Release", node: Entry, on: dt.date) -> Status | None:
    """A heading whose codes all begin later has not begun either."""
    sql = "SELECT min(p.start) FROM node n JOIN period p ON p.key = n.key WHERE n.id BETWEEN ? AND ?"
    [(first,)] = release.rows(sql, node.id, node.last)
    if first is None or first <= on.toordinal():
        return None
    start = dt.date.fromordinal(first)
    return _not(node.code, on, "not_yet", f"{node.code} is not in force before {start}.", (start, None))


def _heading(release: "Release", node: Entry, dated: list[Period], on: dt.date) -> Status:
    children = _children(release, node)
    ended = dated[-1] if dated else (None, None)
    if children[0][2] == "seventh":
        return _not(node.code, on, "needs_seventh", _which_seventh(node, children), ended)
    since = f" since {ended[1] + dt.timedelta(days=1)}" if ended[1] else ""
    names = [code + ("-" if deeper else "") for code, _, _, deeper in children]
    choice = f"choose {listed(names)}" if len(names) <= _MOST_NAMED else f"choose one of the {len(names)} under it"
    moved = release.rows("SELECT what, next FROM successor WHERE key = ? AND what <> ''", node.code.replace(".", ""))
    also = "".join(f" {what.capitalize()}, coded here before, is now {code}." for what, code in moved)
    return _not(node.code, on, "header", f"{node.code} is a heading, not a code{since}: {choice}.{also}", ended)


def _which_seventh(node: Entry, children: Sequence[tuple[str, str, str, bool]]) -> str:
    """Names the characters, with their meanings where they are few."""
    chars = [code[-1] for code, *_ in children]
    if len(chars) > _MOST_NAMED:
        return f"{node.code} is not complete: it needs a 7th character, {listed(chars)}."
    meant = [f"{code} ({title.removeprefix(node.title + ', ')})" for code, title, *_ in children]
    return f"{node.code} is not complete: it needs a 7th character, {listed(chars)}: {listed(meant)}."


def _out_of_date(release: "Release", code: str, dated: list[Period], on: dt.date) -> Status:
    ahead = next((period for period in dated if period[0] > on), None)
    if ahead:
        return _not(code, on, "not_yet", f"{code} is not billable before {ahead[0]}.", ahead)
    found = release.rows("SELECT next FROM successor WHERE key = ? ORDER BY next", code.replace(".", ""))
    then = f"; it went to {listed([row[0] for row in found])}" if found else ""
    return _not(code, on, "retired", f"{code} was billable until {dated[-1][1]}{then}.", dated[-1])
