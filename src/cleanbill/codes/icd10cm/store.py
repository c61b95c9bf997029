"""Write one edition into one SQLite file: the tree, its notes, the codes they name, dates, and words to search."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.icd10cm.changes import Change
from cleanbill.codes.icd10cm.editor import Ages, Pair, Period
from cleanbill.codes.icd10cm.expand import NO_SEVENTHS, Sevenths
from cleanbill.codes.icd10cm.index import given
from cleanbill.codes.icd10cm.references import Order, resolve
from cleanbill.codes.icd10cm.search import tables
from cleanbill.codes.icd10cm.sides import families
from cleanbill.codes.icd10cm.tabular import Node
from cleanbill.codes.icd10cm.words import dotted

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE node (id INTEGER PRIMARY KEY, key TEXT UNIQUE, code TEXT, title TEXT, level TEXT, parent INTEGER,
                   last INTEGER, source TEXT);
CREATE TABLE note (id INTEGER PRIMARY KEY, owner INTEGER, kind TEXT, text TEXT);
CREATE TABLE names (note INTEGER, first INTEGER, last INTEGER, label TEXT, pattern TEXT, firm INTEGER);
CREATE VIRTUAL TABLE reach USING rtree_i32(names, first, last);
CREATE TABLE period (key TEXT, start INTEGER, end INTEGER);
CREATE TABLE not_first (key TEXT PRIMARY KEY, why TEXT) WITHOUT ROWID;
CREATE TABLE ages (key TEXT, low INTEGER, high INTEGER, start INTEGER, end INTEGER);
CREATE TABLE sided (key TEXT PRIMARY KEY, family INTEGER, side TEXT) WITHOUT ROWID;
CREATE TABLE short_title (key TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID;
CREATE TABLE successor (key TEXT, next TEXT, effective TEXT, what TEXT, source TEXT);
CREATE TABLE index_term (key TEXT, path TEXT, code TEXT, source TEXT);
"""
_INDEXES = """
INSERT INTO reach SELECT rowid, first, last FROM names WHERE firm;
CREATE INDEX node_parent ON node (parent);
CREATE INDEX note_owner ON note (owner);
CREATE INDEX names_note ON names (note);
CREATE INDEX period_key ON period (key);
CREATE INDEX ages_key ON ages (key);
CREATE INDEX successor_key ON successor (key);
CREATE INDEX sided_family ON sided (family);
CREATE INDEX successor_next ON successor (next);
CREATE INDEX index_term_key ON index_term (key);
"""
_WITHOUT_REFERENCES = ("inclusionTerm", "notes", "sevenChrNote", "visualImpairment")


class Material(NamedTuple):
    """What an edition, in force from `start`, is written from. Codes are without dots; `moved` are changes that name a
    successor."""

    start: dt.date
    chapters: list[Node]
    periods: list[Period]
    manifestation: Iterable[str]
    external_cause: Iterable[str]
    ages: list[Ages]
    pairs: list[Pair]
    moved: list[Change]
    short_titles: Mapping[str, str]
    meta: Mapping[str, str]


def write(path: Path, material: Material) -> None:
    """Write an edition to `path`, which must not exist."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        db.executemany("INSERT INTO meta VALUES (?, ?)", material.meta.items())
        numbered = _numbered(material.chapters)
        db.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (row for row, _ in numbered))
        entries = ((row[1], row[3]) for row, node in numbered if node.level == "diag" and not node.children)
        db.executemany("INSERT INTO sided VALUES (?, ?, ?)", families(entries))
        _write_notes(db, numbered)
        _write_dates(db, material)
        left_out = given.write(db, material.start)
        db.execute("INSERT INTO meta VALUES ('index_terms_left_out', ?)", (str(left_out),))
        tables.write(db)
        db.commit()
        db.executescript(_INDEXES)


_Row = tuple[int, str, str, str, str, int, int, str]
_Numbered = list[tuple[_Row, Node]]


def _numbered(chapters: list[Node]) -> _Numbered:
    """Each node with its row: numbers run in tabular order, `last` is the number of the last one under it."""
    numbered: _Numbered = []

    def number(node: Node, parent: int, sevenths: Sevenths) -> None:
        at = len(numbered)
        row = (at + 1, _key(node.code), node.code, node.title, node.level, parent)
        numbered.append(((*row, 0, node.source), node))
        sevenths = sevenths.at(node)
        for child in node.children or sevenths.expand(node):
            number(child, at + 1, sevenths)
        numbered[at] = ((*row, len(numbered), node.source), node)

    for chapter in chapters:
        number(chapter, 0, NO_SEVENTHS)
    return numbered


def _write_notes(db: sqlite3.Connection, numbered: _Numbered) -> None:
    order = Order({row[1]: (row[0], row[6]) for row, _ in numbered})
    note = 0
    for row, node in numbered:
        for kind, text in node.notes:
            note += 1
            db.execute("INSERT INTO note VALUES (?, ?, ?, ?)", (note, row[0], kind, text))
            if kind not in _WITHOUT_REFERENCES:
                named = ((note, *stretch) for stretch in resolve(text, order))
                db.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", named)


def _write_dates(db: sqlite3.Connection, material: Material) -> None:
    db.executemany(
        "INSERT INTO period VALUES (?, ?, ?)",
        ((p.code, p.start.toordinal(), p.end.toordinal() if p.end else None) for p in material.periods),
    )
    db.executemany("INSERT INTO not_first VALUES (?, 'external cause')", ((k,) for k in material.external_cause))
    db.executemany("INSERT INTO not_first VALUES (?, 'manifestation')", ((k,) for k in material.manifestation))
    db.executemany(
        "INSERT INTO ages VALUES (?, ?, ?, ?, ?)",
        ((a.code, a.low, a.high, a.start.toordinal(), a.end.toordinal()) for a in material.ages),
    )
    db.executemany("INSERT INTO short_title VALUES (?, ?)", material.short_titles.items())
    official = "CMS ICD-10-CM conversion table"
    db.executemany(
        "INSERT INTO successor VALUES (?, ?, ?, '', ?)",
        ((p.code, dotted(p.next), p.effective.isoformat(), official) for p in material.pairs),
    )
    db.executemany(
        "INSERT INTO successor VALUES (?, ?, '2026-10-01', ?, ?)",
        ((_key(c.code), c.next, c.text, c.source) for c in material.moved),
    )


def _key(code: str) -> str:
    return code.replace(".", "").removesuffix("-")
