"""The provider taxonomy as NUCC publishes it (`nucc_taxonomy_251.csv`): code, grouping, classification, specialization.

It is published in January and July, for use from April and October on.
"""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator

from cleanbill.data import Contents, DataFileError, Holding, Kind, Parts
from cleanbill.data.compiling import database
from cleanbill.data.sheet import Row, under_heading

_HEADING = re.compile(rb"(?i)^(?:\xef\xbb\xbf)?\"?Code\"?,\"?Grouping\"?,\"?Classification\"?,\"?Specialization")
_COLUMNS = {name: name for name in ("code", "grouping", "classification", "specialization")}
_CODE = re.compile(r"[0-9A-Z]{9}X")
_VERSION = re.compile(r"(?i)taxonomy[_ -]?(\d\d)[._]?([01])(?!\d)")
_IN_USE = ((4, 1), (10, 1))


def read(parts: Parts) -> Contents:
    """All of the list, checked row by row; its version is that of the file name."""
    (name,) = parts
    codes = set()
    for row in _rows(parts):
        code = row.cells["code"]
        if code in codes:
            raise DataFileError(f"{name}, row {row.number}: {code} stands there twice.")
        codes.add(code)
    if not codes:
        raise DataFileError(f"{name} has a heading and no rows; download it again.")
    version = _VERSION.search(name)
    if version is None:
        return Contents(f"NUCC provider taxonomy ({name})", None, len(codes))
    start = dt.date(2000 + int(version[1]), *_IN_USE[int(version[2])])
    return Contents(f"NUCC provider taxonomy {version[1]}.{version[2]}", start, len(codes))


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the list, without the definitions."""
    db.execute(f"CREATE TABLE taxonomy ({', '.join(_COLUMNS)}, PRIMARY KEY (code)) WITHOUT ROWID")
    rows = (tuple(row.text(column) for column in _COLUMNS) for row in _rows(parts))
    db.executemany("INSERT INTO taxonomy VALUES (?, ?, ?, ?)", rows)


def opened(holding: Holding) -> sqlite3.Connection:
    """The compiled list of a holding."""
    return database(holding, (__file__,), write)


def _rows(parts: Parts) -> Iterator[Row]:
    ((name, path),) = parts.items()
    for row in under_heading(name, path, _COLUMNS):
        code = row.needed("code")
        if not _CODE.fullmatch(code):
            raise DataFileError(f"{name}, row {row.number}: {code[:20]!r} is not a taxonomy code.")
        yield row


KIND = Kind(
    name="taxonomy",
    title="the NUCC provider taxonomy (nucc_taxonomy_*.csv)",
    read=read,
    workbook=True,
    begins=lambda head: _HEADING.match(head) is not None,
)
