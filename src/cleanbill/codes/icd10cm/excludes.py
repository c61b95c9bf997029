"""Excludes1 between two codes: both sides' own notes and those inherited from sections, umbrellas and chapters."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from cleanbill.model.code import Exclusion, NoteLine

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_MOST_PARTIES = 10_000
_UP = """
WITH RECURSIVE up (id, code, title, level, parent) AS (
    SELECT id, code, title, level, parent FROM node WHERE key = ?
    UNION ALL SELECT n.id, n.code, n.title, n.level, n.parent FROM node n JOIN up ON n.id = up.parent)
"""
_PATH = _UP + "SELECT id, code, title, level FROM up ORDER BY id"
# CROSS JOIN keeps the order as written: SQLite would rather read all notes than these few.
_NAMED = (
    _UP
    + """
SELECT up.id, note.kind, note.text, names.first, names.last, names.label, names.pattern
FROM up CROSS JOIN note ON note.owner = up.id CROSS JOIN names ON names.note = note.id
WHERE note.kind IN ('excludes1', 'excludes2') AND names.firm"""
)


class Owner(NamedTuple):
    """An entry above a code (or the code itself); `depth` is 0 for the chapter."""

    code: str
    title: str
    level: str
    depth: int


class Names(NamedTuple):
    """One stretch of codes that an Excludes note names."""

    owner: Owner
    kind: Literal["excludes1", "excludes2"]
    text: str
    first: int
    last: int
    label: str
    pattern: "re.Pattern[str] | None"


class Party(NamedTuple):
    """A code with every stretch that its own and inherited Excludes notes name, deepest owner first."""

    id: int
    key: str
    code: str
    names: tuple[Names, ...]

    def naming(self, kind: str, other: "Party") -> Iterator[Names]:
        """The notes of a kind that name the other code. One that names this code as well tells them not apart."""
        for name in self.names:
            if (
                name.kind == kind
                and name.first <= other.id <= name.last
                and not name.first <= self.id <= name.last
                and (name.pattern is None or name.pattern.search(other.key))
            ):
                yield name


class Parties:
    """The codes of a release with the Excludes notes that each carries, kept once read."""

    def __init__(self, release: "Release") -> None:
        self._release = release
        self._parties: dict[str, Party] = {}

    def excludes1(self, first: str, second: str) -> Exclusion | None:
        """The most specific Excludes1 note between two codes (as stored), or None."""
        one, two = self._party(first), self._party(second)
        if not one or not two:
            return None
        found = [
            (name, party, other)
            for party, other in ((one, two), (two, one))
            if (name := next(party.naming("excludes1", other), None))
        ]
        if not found:
            return None
        name, party, other = max(found, key=lambda hit: hit[0].owner.depth)
        return Exclusion(
            code=party.code,
            other=other.code,
            owner=name.owner.code,
            owner_title=name.owner.title,
            text=name.text,
            depth=name.owner.depth,
            mutual=len(found) == 2,
            contradicted_by=_contradiction(name, party, other),
        )

    def _party(self, key: str) -> Party | None:
        party = self._parties.get(key)
        if party is None and (party := self._read(key)):
            if len(self._parties) > _MOST_PARTIES:
                self._parties.clear()
            self._parties[key] = party
        return party

    def _read(self, key: str) -> Party | None:
        path = self._release.rows(_PATH, key)
        if not path:
            return None
        owners = {id_: Owner(code, title, level, depth) for depth, (id_, code, title, level) in enumerate(path)}
        names = [
            Names(owners[owner], kind, text, first, last, label, re.compile(pattern) if pattern else None)
            for owner, kind, text, first, last, label, pattern in self._release.rows(_NAMED, key)
        ]
        names.sort(key=lambda name: -name.owner.depth)
        return Party(path[-1][0], key, path[-1][1], tuple(names))


def _contradiction(name: Names, party: Party, other: Party) -> NoteLine | None:
    """An Excludes2 note that lets both be coded: the other party's, or a more specific one of the same party.

    Notes of chapters and sections speak of whole fields ("symptoms, signs") and contradict nothing.
    """
    against = [n for n in other.naming("excludes2", party) if n.owner.level not in ("chapter", "section")]
    against += [n for n in party.naming("excludes2", other) if n.owner.depth > name.owner.depth]
    if not against:
        return None
    note = against[0]
    owner = note.owner
    inherited = owner.code not in (party.code, other.code)
    return NoteLine(note.kind, note.text, owner.code, owner.title, inherited, (note.label,))
