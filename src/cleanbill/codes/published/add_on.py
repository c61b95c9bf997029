"""The NCCI add-on code edits as CMS publishes them (`AOC_V2026Q3-MCR`): add-on code, primary code, type and days.

A workbook, or text whose fields follow each other without a sign between them: type, add-on code, its last day, primary
code, its last day, first and last day of the edit, notes. Days are year and day of the year (2026001). Type 1: the list
of primaries is complete; 2: the contractor names them (primary `CCCCC`); 3: some are listed, the contractor may add.
"""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.published.shape import ALWAYS, day_in, procedure_code
from cleanbill.data import Contents, DataFileError, Holding, Kind, Parts
from cleanbill.data.compiling import database
from cleanbill.data.sheet import Row, beginning, under_heading

CONTRACTOR = "CCCCC"
_HEADING = re.compile(rb"(?i)AOC[_ ]Edit[_ ]Type|Add-?On[_ ]Code[\"\t,][^\r\n]*Primary[_ ]Code")
_COLUMNS = {
    "type": r"aoc edit type",
    "add_on": r"add on code|addon code",
    "primary": r"primary code",
    "first": r"aoc edit eff ?dt( julian)?",
    "last": r"aoc edit del ?dt( julian)?",
    "add_on_last": r"aoc del ?dt( julian)?",
    "primary_last": r"primary code del ?dt( julian)?",
}
_RECORD = re.compile(
    r"(?P<type>[123])(?P<add_on>[0-9A-Z]{5})(?P<add_on_last>\d{7}| {7})(?P<primary>[0-9A-Z]{5})"
    r"(?P<primary_last>\d{7}| {7})(?P<first>\d{7})(?P<last>\d{7}| {7}|(?=\s*$)).*"
)
_DAYS = ("first", "last", "add_on_last", "primary_last")


class Listed(NamedTuple):
    """A row of the file: days as ordinals."""

    add_on: str
    primary: str
    type: int
    first: int
    last: int


def read(parts: Parts) -> Contents:
    """All of the file, checked row by row; its quarter is that of the file name, else of its newest row."""
    (name,) = parts
    count = newest = 0
    for listed in _listed(parts):
        count += 1
        newest = max(newest, listed.first)
    if not count:
        raise DataFileError(f"{name} has a heading and no rows; download it again.")
    start = day_in(name) or (dt.date.fromordinal(newest) if newest > 1 else None)
    edition = f"{start.year} Q{(start.month + 2) // 3}" if start else f"({name})"
    return Contents(f"NCCI add-on codes {edition}", start, count)


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the file: primaries by add-on code."""
    db.execute("CREATE TABLE add_on (add_on TEXT, primary_code TEXT, type INTEGER, first INTEGER, last INTEGER)")
    db.executemany("INSERT INTO add_on VALUES (?, ?, ?, ?, ?)", _listed(parts))
    db.execute("CREATE INDEX by_add_on ON add_on (add_on)")


def opened(holding: Holding) -> sqlite3.Connection:
    """The compiled file of a holding."""
    return database(holding, (__file__,), write)


def _listed(parts: Parts) -> Iterator[Listed]:
    ((name, path),) = parts.items()
    fixed = _is_fixed(beginning(name, path, 1 << 16))
    for row in _records(name, path) if fixed else under_heading(name, path, _COLUMNS, _DAYS):
        type = row.needed("type")
        if type not in ("1", "2", "3"):
            raise DataFileError(f"{name}, row {row.number}: the type of the edit is not 1, 2 or 3.")
        primary = CONTRACTOR if row.text("primary") == CONTRACTOR else procedure_code(row, "primary")
        lasts = (_day(row, column, ALWAYS) for column in _DAYS[1:])
        yield Listed(procedure_code(row, "add_on"), primary, int(type), _day(row, "first", 1), min(lasts))


def _is_fixed(head: bytes) -> bool:
    return any(_RECORD.fullmatch(line) for line in head.decode("latin-1").splitlines()[:40])


def _records(name: str, path: Path) -> Iterator[Row]:
    """The rows of the text; what stands above the first is a notice."""
    begun = False
    with path.open(encoding="latin-1") as stream:
        for number, ended in enumerate(stream, 1):
            record = _RECORD.fullmatch(ended.rstrip("\n\x1a"))
            if record:
                begun = True
                yield Row(name, number, record.groupdict())
            elif begun and ended.strip("\n\x1a "):
                raise DataFileError(
                    f"{name}, row {number} is not an add-on code with its primary: the file is cut short or damaged; "
                    "download it again."
                )


def _day(row: Row, column: str, blank: int) -> int:
    """Year and day of the year (2026001) or year, month and day (20260101)."""
    text = row.text(column)
    if not text or set(text) == {"0"}:
        return blank
    try:
        return dt.datetime.strptime(text, "%Y%j" if len(text) == 7 else "%Y%m%d").date().toordinal()
    except ValueError:
        raise DataFileError(f"{row.file}, row {row.number}: {text[:20]!r} is not a day such as 2026001.") from None


KIND = Kind(
    name="add-on",
    title="the NCCI add-on code edits (AOC_V*-MCR, or its zip)",
    read=read,
    workbook=True,
    begins=lambda head: _HEADING.search(head) is not None or _is_fixed(head),
)
