"""The CMS Place of Service Code Set as it is published: number, name, description; one row may name several numbers."""

import re
import sqlite3
from collections.abc import Iterator

from cleanbill.codes.published.shape import day_in
from cleanbill.data import Contents, DataFileError, Holding, Kind, Parts
from cleanbill.data.compiling import database
from cleanbill.data.sheet import under_heading

_HEADING = re.compile(rb"(?i)Place of Service Code(\(s\)|s)?\"?[\t,]+\"?Place of Service Name")
_COLUMNS = {"code": r"place of service code( s|s)?", "name": "place of service name"}
_NUMBERS = re.compile(r"(\d{1,2})(?:\s*[-\u2013]\s*(\d{1,2}))?")


def read(parts: Parts) -> Contents:
    """All of the list, checked row by row. It does not say from when it holds, unless its file name does."""
    (name,) = parts
    codes = [code for code, _ in _places(parts)]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise DataFileError(f"{name}: {twice} stands there twice.")
    if not codes:
        raise DataFileError(f"{name} has a heading and no rows; download it again.")
    start = day_in(name)
    return Contents(f"Place of Service codes {start or name}", start, len(codes))


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the list: the names of the assigned numbers."""
    db.execute("CREATE TABLE place (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID")
    assigned = ((code, name) for code, name in _places(parts) if not name.lower().startswith("unassigned"))
    db.executemany("INSERT INTO place VALUES (?, ?)", assigned)


def opened(holding: Holding) -> sqlite3.Connection:
    """The compiled list of a holding."""
    return database(holding, (__file__,), write)


def _places(parts: Parts) -> Iterator[tuple[str, str]]:
    ((file, path),) = parts.items()
    for row in under_heading(file, path, _COLUMNS):
        text = row.needed("code")
        numbers = _NUMBERS.fullmatch(text)
        if not numbers:
            raise DataFileError(f"{file}, row {row.number}: {text[:20]!r} is not a place of service of two digits.")
        first, last = int(numbers[1]), int(numbers[2] or numbers[1])
        for number in range(first, last + 1):
            yield f"{number:02}", row.needed("name")


KIND = Kind(
    name="places",
    title="the Place of Service Code Set (CSV or .xlsx; it needs --from)",
    read=read,
    workbook=True,
    begins=lambda head: _HEADING.search(head) is not None,
)
