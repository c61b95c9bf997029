"""HCPCS Level II as CMS publishes it (`HCPC2026_JUL_ANWEB`): codes and modifiers with their days, fixed-width or table.

A record of 320 characters: code 1-5 (a modifier 4-5), sequence 6-10, kind 11 (3 code, 7 modifier; 4 and 8 go on with
the long description), short description 92-119, day added 269-276, last day 285-292. The file holds no CPT codes.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.published.shape import ALWAYS, day_in
from cleanbill.data import Contents, DataFileError, Holding, Kind, Parts
from cleanbill.data.compiling import database
from cleanbill.data.sheet import Row, beginning, readable, under_heading

_RECORD = re.compile(rb"(?:[A-Z]\d{4}|   [0-9A-Z]{2})\d{5}(?:[37].{281}|[48])")
_HEADING = re.compile(rb"(?i)^(?:\xef\xbb\xbf)?[^\r\n]{0,200}HCPC[S]?[\"\t,]+SEQNUM[\"\t,]+RECID", re.MULTILINE)
_CODE = re.compile(r"[A-Z]\d{4}|[0-9A-Z]{2}")
_COLUMNS = {
    "code": "hcpcs?",
    "kind": "recid",
    "short": "short description",
    "first": "add (dt|date)",
    "last": "term (dt|date)",
}
_PLACES = {"code": (0, 5), "kind": (10, 11), "short": (91, 119), "first": (268, 276), "last": (284, 292)}
_FIRST_RECORDS = "37"


class Entry(NamedTuple):
    """A code or modifier: its short description, days as ordinals."""

    code: str
    short: str
    first: int
    last: int


def read(parts: Parts) -> Contents:
    """All of the file, checked record by record; its quarter is that of the file name."""
    (name,) = parts
    seen = set()
    for entry in _entries(parts):
        if entry.code in seen:
            raise DataFileError(f"{name}: {entry.code} stands there twice.")
        seen.add(entry.code)
    if not any(len(code) == 5 for code in seen):
        raise DataFileError(f"{name} has no codes; download it again.")
    start = day_in(name)
    edition = f"{start.year} Q{(start.month + 2) // 3}" if start else f"({name})"
    return Contents(f"HCPCS Level II {edition}", start, len(seen))


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the file: codes and modifiers."""
    db.execute("CREATE TABLE hcpcs (code TEXT PRIMARY KEY, short TEXT, first INTEGER, last INTEGER) WITHOUT ROWID")
    db.executemany("INSERT INTO hcpcs VALUES (?, ?, ?, ?)", _entries(parts))


def opened(holding: Holding) -> sqlite3.Connection:
    """The compiled file of a holding."""
    return database(holding, (__file__,), write)


def _entries(parts: Parts) -> Iterator[Entry]:
    ((name, path),) = parts.items()
    fixed = _RECORD.match(beginning(name, path, 4096)) is not None
    for row in _records(name, path) if fixed else under_heading(name, path, _COLUMNS):
        if row.needed("kind") in _FIRST_RECORDS:
            code = row.needed("code")
            if not _CODE.fullmatch(code):
                raise DataFileError(f"{name}, row {row.number}: {code[:20]!r} is not a HCPCS code or modifier.")
            first, last = row.day("first"), row.day("last")
            yield Entry(
                code, row.text("short"), first.toordinal() if first else 1, last.toordinal() if last else ALWAYS
            )


def _records(name: str, path: Path) -> Iterator[Row]:
    width = 0
    with path.open(encoding="latin-1", newline="") as stream:
        for number, ended in enumerate(stream, 1):
            line = ended.rstrip("\r\n\x1a")
            if not line.strip():
                continue
            cut = line == ended and len(line) < width
            if cut or not _RECORD.match(line.encode("latin-1")):
                raise DataFileError(
                    f"{name}, row {number} is not a whole record: the file is cut short or damaged; download it again."
                )
            width = max(width, len(line))
            cells = {column: readable(line[first:last]) for column, (first, last) in _PLACES.items()}
            yield Row(name, number, cells)


KIND = Kind(
    name="hcpcs",
    title="HCPCS Level II (HCPC20*_ANWEB, or the quarterly Alpha-Numeric zip)",
    read=read,
    workbook=True,
    begins=lambda head: _RECORD.match(head) is not None or _HEADING.search(head) is not None,
)
