"""The Medicare Coverage Database's download of articles: checked whole, compiled into one SQLite file.

Its CSV parts refer to one another by article, version and contractor. Ranges are spelled out code by code. Code
descriptions are not read: those of CPT belong to the AMA.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from typing import Any

from cleanbill.articles.paragraph import plain
from cleanbill.data import Contents, DataFileError, Kind, Parts
from cleanbill.data.sheet import Row, table

_KEY = ("article_id", "article_version")
_CONTRACTOR = ("contractor_id", "contractor_type_id", "contractor_version")
_COLUMNS = {
    "article.csv": (
        *_KEY, "title", "status", "article_eff_date", "article_end_date", "article_rev_end_date", "date_retired",
        "last_updated",
    ),
    "article_x_hcpc_code.csv": (*_KEY, "hcpc_code_id", "hcpc_code_group"),
    "article_x_hcpc_code_group.csv": (*_KEY, "hcpc_code_group", "paragraph"),
    "article_x_icd10_covered.csv": (*_KEY, "icd10_code_id", "icd10_covered_group", "asterisk"),
    "article_x_icd10_covered_group.csv": (*_KEY, "icd10_covered_group", "paragraph", "icd10_covered_ast"),
    "article_x_icd10_noncovered.csv": (*_KEY, "icd10_code_id", "icd10_noncovered_group"),
    "article_x_icd10_noncovered_group.csv": (*_KEY, "icd10_noncovered_group", "paragraph"),
    "article_x_contractor.csv": (*_KEY, *_CONTRACTOR),
    "article_related_documents.csv": (*_KEY, "r_lcd_id"),
    "contractor.csv": (*_CONTRACTOR, "contractor_bus_name", "contractor_number"),
    "contractor_type_lookup.csv": ("contractor_type_id", "description"),
    "contractor_jurisdiction.csv": (*_CONTRACTOR, "state_id", "active_date", "term_date"),
    "state_lookup.csv": ("state_id", "state_abbrev", "description"),
}  # fmt: skip
_ROLES = {
    "service": ("article_x_hcpc_code", "hcpc_code_id", "hcpc_code_group"),
    "covered": ("article_x_icd10_covered", "icd10_code_id", "icd10_covered_group"),
    "noncovered": ("article_x_icd10_noncovered", "icd10_code_id", "icd10_noncovered_group"),
}
_NO_CODE = "XX000"  # stands in a list that has no codes
_IN_FORCE = ("A", "R")  # approved, retired; drafts are neither
_SCHEMA = """
CREATE TABLE article (id INTEGER, version INTEGER, title TEXT, start INTEGER, end INTEGER, PRIMARY KEY (id, version));
CREATE TABLE code (role TEXT, code TEXT, id INTEGER, version INTEGER, grp INTEGER, asterisk INTEGER);
CREATE TABLE grp (id INTEGER, version INTEGER, role TEXT, number INTEGER, paragraph TEXT, asterisk TEXT,
                  PRIMARY KEY (id, version, role, number)) WITHOUT ROWID;
CREATE TABLE size (id INTEGER, version INTEGER, role TEXT, number INTEGER, codes INTEGER,
                   PRIMARY KEY (id, version, role, number)) WITHOUT ROWID;
CREATE TABLE lcd (id INTEGER, version INTEGER, lcd INTEGER, PRIMARY KEY (id, version, lcd)) WITHOUT ROWID;
CREATE TABLE issued (id INTEGER, version INTEGER, contractor TEXT, PRIMARY KEY (id, version, contractor)) WITHOUT ROWID;
CREATE TABLE contractor (contractor TEXT PRIMARY KEY, name TEXT, number TEXT, type TEXT) WITHOUT ROWID;
CREATE TABLE serves (contractor TEXT, state TEXT, start INTEGER, end INTEGER);
CREATE TABLE state (id INTEGER PRIMARY KEY, abbreviation TEXT, name TEXT, label TEXT);
"""


def read(parts: Parts) -> Contents:
    """All parts, every row checked, by compiling them where nobody sees it."""
    db = sqlite3.connect(":memory:")
    try:
        write(db, parts)
        ((count, first),) = db.execute("SELECT count(*), min(start) FROM article")
    finally:
        db.close()
    if not count:
        raise DataFileError("article.csv holds no article that is or was in force; download it again.")
    updated = max(filter(None, (row.day("last_updated") for row in _rows(parts, "article.csv"))), default=None)
    edition = f"Medicare Coverage Database articles, updated to {updated or 'a date that is not given'}"
    return Contents(edition, dt.date.fromordinal(first), count)


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the download. What belongs to no article in force or retired (drafts) is left out."""
    db.executescript(_SCHEMA)
    _fill(db, "article", _articles(parts))
    known = set(db.execute("SELECT id, version FROM article"))
    for role in _ROLES:
        _fill(db, "code", (row for row in _codes(parts, role) if row[2:4] in known))
        _fill(db, "grp", _groups(parts, role))
    db.execute("CREATE INDEX code_code ON code (code, id, version)")
    db.execute("INSERT INTO size SELECT id, version, role, grp, count(DISTINCT code) FROM code GROUP BY 1, 2, 3, 4")
    _fill(db, "lcd", _lcds(parts))
    _fill(db, "issued", ((*_key(row), _contractor(row)) for row in _rows(parts, "article_x_contractor.csv")))
    _fill(db, "contractor", _contractors(parts))
    _fill(db, "serves", _jurisdictions(parts))
    _fill(db, "state", _states(parts))


def _fill(db: sqlite3.Connection, into: str, rows: Iterator[tuple[Any, ...]]) -> None:
    width = len(db.execute(f"PRAGMA table_info({into})").fetchall())
    db.executemany(f"INSERT OR IGNORE INTO {into} VALUES ({', '.join('?' * width)})", rows)


def _articles(parts: Parts) -> Iterator[tuple[Any, ...]]:
    for row in _rows(parts, "article.csv"):
        start = row.day("article_eff_date")
        ends = [row.day(name) for name in ("article_end_date", "article_rev_end_date", "date_retired")]
        end = next(filter(None, ends), None)
        retired_at_no_date = row.text("status") == "R" and end is None
        key, title = _key(row), plain(row.needed("title"))
        if row.text("status") in _IN_FORCE and start and not retired_at_no_date:
            yield *key, title, start.toordinal(), end and end.toordinal()


def _codes(parts: Parts, role: str) -> Iterator[tuple[Any, ...]]:
    name, code, group = _ROLES[role]
    for row in _rows(parts, f"{name}.csv"):
        plain_code = row.needed(code).upper().replace(".", "")
        if plain_code != _NO_CODE:
            asterisk = "asterisk" in row.cells and row.text("asterisk") == "Y"
            yield role, plain_code, *_key(row), row.whole(group), asterisk


def _groups(parts: Parts, role: str) -> Iterator[tuple[Any, ...]]:
    name, _, group = _ROLES[role]
    for row in _rows(parts, f"{name}_group.csv"):
        yield *_key(row), role, row.whole(group), plain(row.text("paragraph")), plain(row.text("icd10_covered_ast"))


def _lcds(parts: Parts) -> Iterator[tuple[Any, ...]]:
    for row in _rows(parts, "article_related_documents.csv"):
        if row.text("r_lcd_id").strip("0"):
            yield *_key(row), row.whole("r_lcd_id")


def _contractors(parts: Parts) -> Iterator[tuple[Any, ...]]:
    rows = _rows(parts, "contractor_type_lookup.csv")
    types = {row.text("contractor_type_id"): row.text("description") for row in rows}
    for row in _rows(parts, "contractor.csv"):
        kind = types.get(row.text("contractor_type_id"), "")
        yield _contractor(row), row.needed("contractor_bus_name"), row.text("contractor_number"), kind


def _states(parts: Parts) -> Iterator[tuple[int, str, str, str]]:
    """A part of a state ("New York - Upstate") has an abbreviation that nobody knows: it is called by its name."""
    for row in _rows(parts, "state_lookup.csv"):
        short, name = row.needed("state_abbrev"), row.needed("description")
        yield row.whole("state_id"), short, name, name if " - " in name else short


def _jurisdictions(parts: Parts) -> Iterator[tuple[Any, ...]]:
    labels = {id: label for id, _, _, label in _states(parts)}
    for row in _rows(parts, "contractor_jurisdiction.csv"):
        label = labels.get(row.whole("state_id"))
        if label is None:
            where = f"{row.file}, row {row.number}"
            raise DataFileError(f"{where}: state {row.whole('state_id')} is not in state_lookup.csv.")
        start, end = row.day("active_date"), row.day("term_date")
        yield _contractor(row), label, start.toordinal() if start else 0, end and end.toordinal()


def _rows(parts: Parts, name: str) -> Iterator[Row]:
    return table(parts, name, _COLUMNS[name])


def _key(row: Row) -> tuple[int, int]:
    return row.whole("article_id"), row.whole("article_version")


def _contractor(row: Row) -> str:
    return "/".join(str(row.whole(column)) for column in _CONTRACTOR)


KIND = Kind(
    name="coverage-articles",
    title="the Medicare Coverage Database's articles (current_article.zip or all_article.zip, whole)",
    read=read,
    parts=tuple(_COLUMNS),
)
