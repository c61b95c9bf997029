"""The Physician Fee Schedule's relative value file (PPRRVU): recognised, read whole, compiled.

Columns are found by their names, which the official file spreads over several rows above one another. The
description column belongs to the AMA: it is never read.
"""

import calendar
import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from cleanbill.data import Contents, DataFileError, Kind, Parts
from cleanbill.data.sheet import Row, records, whole

_NAMES = {
    "code": ("HCPCS", "CODE"),
    "mod": ("MOD",),
    "status": ("STATUS CODE", "STATUS"),
    "work": ("WORK RVU", "WORK"),
    "nonfac_pe": ("NON FAC PE RVU", "NONFAC PE", "NONFAC PE RVU"),
    "nonfac_na": ("NON FAC NA INDICATOR",),
    "fac_pe": ("FACILITY PE RVU", "FAC PE", "FAC PE RVU"),
    "fac_na": ("FACILITY NA INDICATOR",),
    "mp": ("MP RVU", "MP"),
    "pctc": ("PCTC IND", "PC TC IND", "PCTC"),
    "multiple": ("MULT PROC", "MULT PROC IND"),
    "factor": ("CONV FACTOR",),
    "cap_nonfac_pe": ("NON FACILITY PE USED FOR OPPS PAYMENT AMOUNT",),
    "cap_fac_pe": ("FACILITY PE USED FOR OPPS PAYMENT AMOUNT",),
    "cap_mp": ("MP USED FOR OPPS PAYMENT AMOUNT",),
}
_OFFICIAL = {field: names[0] for field, names in _NAMES.items()}
_OPTIONAL = {"mod", "nonfac_na", "fac_na", "factor", "cap_nonfac_pe", "cap_fac_pe", "cap_mp"}
_NUMBERS = ("work", "nonfac_pe", "fac_pe", "mp", "cap_nonfac_pe", "cap_fac_pe", "cap_mp")
_CODE = re.compile(r"\d{4}[0-9A-Z]|[A-Z]\d{4}")
_HEADING = re.compile(
    rb'(?:^|[\r\n])(?:\xef\xbb\xbf)?(?:"?HCPCS"?,"?MOD"?,"?DESCRIPTION"?,|code,(?:mod,)?status,[^\r\n]*nonfac_pe)'
)
_RELEASE = re.compile(r"(20\d\d) National Physician Fee Schedule Relative Value File (\w+)")
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
QUALIFYING = "for qualifying APM participants"
"""How the edition of a file for qualifying participants of alternative payment models ends."""

_COLUMNS = (
    "code", "mod", "status", "work", "nonfac_pe", "fac_pe", "mp", "nonfac_na", "fac_na", "pctc", "multiple",
    "cap_nonfac_pe", "cap_fac_pe", "cap_mp",
)  # fmt: skip


class Service(NamedTuple):
    """A row of the file, as it is compiled."""

    code: str
    mod: str
    status: str
    work: Decimal
    nonfac_pe: Decimal
    fac_pe: Decimal
    mp: Decimal
    nonfac_na: bool
    fac_na: bool
    pctc: str
    multiple: str
    cap_nonfac_pe: Decimal
    cap_fac_pe: Decimal
    cap_mp: Decimal


class Head(NamedTuple):
    """What stands above the rows: the titles, and the place of each column."""

    titles: tuple[str, ...]
    places: dict[str, int]
    width: int


def read(parts: Parts) -> Contents:
    """All of the file, checked row by row; edition and first date are those of its title."""
    count, factors, seen = 0, set[str](), set[tuple[str, str]]()
    head: Head | None = None
    for head, row in _rows(parts):  # noqa: B007 - the head is wanted after the last row
        service = _service(row)
        if (service.code, service.mod) in seen:
            raise DataFileError(f"{row.file}, row {row.number}: {service.code} {service.mod} stands there twice.")
        seen.add((service.code, service.mod))
        factors.add(row.text("factor"))
        count += 1
    (name,) = parts
    if head is None:
        raise DataFileError(f"{name} has a heading and no rows; download it again.")
    if len(factors) > 1:
        raise DataFileError(f"{name} has several conversion factors ({', '.join(sorted(factors))}); it must have one.")
    return Contents(*_release(name, head.titles), count)


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the file: a table of services, and its conversion factor ("" where it has none)."""
    db.execute(f"CREATE TABLE service ({', '.join(_COLUMNS)}, PRIMARY KEY (code, mod)) WITHOUT ROWID")
    db.execute("CREATE TABLE factor (value TEXT)")
    factor = ""
    for _, row in _rows(parts):
        values = [str(cell) if isinstance(cell, Decimal) else cell for cell in _service(row)]
        db.execute(f"INSERT INTO service VALUES ({', '.join('?' * len(values))})", values)
        factor = row.text("factor")
    db.execute("INSERT INTO factor VALUES (?)", (factor,))


def service(db: sqlite3.Connection, code: str, mod: str) -> Service | None:
    """The compiled row of a code and modifier ("" for none)."""
    found = db.execute("SELECT * FROM service WHERE code = ? AND mod = ?", (code, mod)).fetchone()
    if found is None:
        return None
    cells = dict(zip(_COLUMNS, found, strict=True))
    return Service(**cells | {name: Decimal(cells[name]) for name in _NUMBERS})


def _rows(parts: Parts) -> Iterator[tuple[Head, Row]]:
    ((name, path),) = parts.items()
    heading: list[list[str]] = []
    head = None
    for number, cells in records(name, path):
        if head is None and not _CODE.fullmatch(cells[0].strip()):
            heading.append(cells)
            continue
        head = head or _head(name, heading)
        whole(name, number, cells, head.width)
        yield head, Row(name, number, {field: cells[place] for field, place in head.places.items()}, _OFFICIAL)


def _head(name: str, heading: list[list[str]]) -> Head:
    """A title row has one filled cell; the other rows name the columns together, from above."""
    filled = [[cell.strip() for cell in row] for row in heading]
    titles = tuple("".join(row) for row in filled if sum(map(bool, row)) == 1)
    names = [row for row in filled if sum(map(bool, row)) > 1]
    width = max((place + 1 for row in names for place, cell in enumerate(row) if cell), default=0)
    columns = [_plain(" ".join(row[place] for row in names if place < len(row))) for place in range(width)]
    places = {}
    for field, known in _NAMES.items():
        place = next((columns.index(column) for column in known if column in columns), None)
        if place is not None:
            places[field] = place
        elif field not in _OPTIONAL:
            raise DataFileError(f"{name} has no column {known[0]}; the heading must be the official one.")
    return Head(titles, places, width)


def _plain(column: str) -> str:
    return " ".join(re.split(r"[^A-Z0-9]+", column.upper())).strip()


def _service(row: Row) -> Service:
    code, status = row.needed("code"), row.needed("status")
    if not _CODE.fullmatch(code):
        raise DataFileError(f"{row.file}, row {row.number}: {code[:20]!r} is not a procedure code.")
    if len(status) != 1 or not status.isupper():
        raise DataFileError(f"{row.file}, row {row.number}: status {status[:20]!r} is not one capital letter.")
    if "factor" in row.cells and not row.decimal("factor"):
        raise DataFileError(f"{row.file}, row {row.number}: the conversion factor is zero.")
    work, nonfac_pe, fac_pe, mp, *caps = (row.decimal(x) if x in row.cells else Decimal(0) for x in _NUMBERS)
    na = (row.text("nonfac_na") == "NA", row.text("fac_na") == "NA")
    policy = (row.text("pctc"), row.text("multiple"))
    return Service(code, row.text("mod"), status, work, nonfac_pe, fac_pe, mp, *na, *policy, *caps)


def _release(name: str, titles: tuple[str, ...]) -> tuple[str, dt.date | None]:
    """Edition and first day; a file without the official title does not say its date."""
    found = next(filter(None, map(_RELEASE.search, titles)), None)
    if found is None or found[2] not in _MONTHS:
        return f"Physician Fee Schedule ({name})", None
    year, month = found.groups()
    whose = f", {QUALIFYING}" if re.search(r"(?<!non)qpp", name, re.IGNORECASE) else ""
    return f"Physician Fee Schedule {year}, {month} release{whose}", dt.date(int(year), _MONTHS[month], 1)


KIND = Kind(
    name="fee-schedule",
    title="the Medicare Physician Fee Schedule's relative value file (PPRRVU*.csv, or the RVU zip that holds it)",
    read=read,
    begins=lambda head: _HEADING.search(head) is not None,
)
