"""The rows of an official table: CSV, tab-separated text or a workbook.

Whatever a cell should be and is not is told with its file, row and column.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from cleanbill.data import workbook
from cleanbill.data.kind import DataFileError, Parts

_LARGEST_CELL = 1 << 27  # coverage articles carry whole pages in one cell
_MARK = "ï»¿"  # the byte order mark of UTF-8, read as Latin-1
_FINEST = Decimal("0.000001")
_BEGINNING = 4096
_DAY_ZERO = dt.date(1899, 12, 30)  # a workbook counts days from here


class Row(NamedTuple):
    """One row: its number as a spreadsheet counts, its cells by our name of the column, and the official names where
    they are others."""

    file: str
    number: int
    cells: dict[str, str]
    official: Mapping[str, str] = MappingProxyType({})

    def text(self, column: str) -> str:
        """The cell as readable text; empty where it is blank or the file has no such column."""
        return readable(self.cells.get(column, ""))

    def needed(self, column: str) -> str:
        """The cell's text, which may not be blank."""
        return self.text(column) or self._refuse(column, "it is blank")

    def decimal(self, column: str) -> Decimal:
        """The cell as a number that is not negative."""
        text = self.cells[column].strip()
        try:
            number = Decimal(text)
        except InvalidOperation:
            return self._refuse(column, f"{text[:20]!r} is not a number")
        if not number.is_finite() or not 0 <= number < 1_000_000:
            return self._refuse(column, f"{text[:20]!r} is not a number from 0 to a million")
        return number.quantize(_FINEST).normalize()  # some copies carry the noise of binary fractions

    def whole(self, column: str) -> int:
        """The cell as a whole number."""
        text = self.cells[column].strip()
        if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        return self._refuse(column, f"{text[:20]!r} is not a whole number")

    def day(self, column: str) -> dt.date | None:
        """The cell as a date (2026-09-14, 20260914, 9/14/2026, with or without a time, or the day's number in a
        workbook); None where it is blank."""
        text = self.text(column).partition(" ")[0].partition("T")[0]
        if not text:
            return None
        try:
            if len(text) == 5 and text.isdecimal():
                return _DAY_ZERO + dt.timedelta(int(text))
            if "/" not in text:
                return dt.date.fromisoformat(text)
            month, day, year = map(int, text.split("/"))
            return dt.date(year, month, day)
        except ValueError:
            return self._refuse(column, f"{text[:20]!r} is not a date")

    def _refuse(self, column: str, why: str) -> NoReturn:
        where = f"{self.file}, row {self.number}, column {self.official.get(column, column)}"
        raise DataFileError(f"{where}: {why}; download the file again.")


def records(name: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with its number. The bytes of a text are read as Latin-1, which takes any."""
    if workbook.is_workbook(path):
        yield from workbook.rows(name, path)
        return
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        with path.open(encoding="latin-1", newline="") as stream:
            for number, cells in enumerate(csv.reader(stream, delimiter=_delimiter(path)), 1):
                if any(cell.strip(" \t\x1a\xa0") for cell in cells):  # old files end with a control-Z
                    cells[0] = cells[0].removeprefix(_MARK)
                    yield number, cells
    except csv.Error as error:
        raise DataFileError(f"{name} is not readable as CSV: {error}; download it again.") from error
    finally:
        csv.field_size_limit(before)


def beginning(name: str, path: Path, size: int) -> bytes:
    """The first bytes of a file; of a workbook, its first rows as CSV."""
    if not workbook.is_workbook(path):
        with path.open("rb") as stream:
            return stream.read(size)
    text = io.StringIO()
    lines = csv.writer(text)
    for _, cells in workbook.rows(name, path):
        lines.writerow(cells)
        if text.tell() >= size:
            break
    return text.getvalue().encode()[:size]


def _delimiter(path: Path) -> str:
    with path.open("rb") as stream:
        start = stream.read(_BEGINNING)
    return "\t" if start.count(b"\t") > start.count(b",") else ","


def table(parts: Parts, name: str, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a part with one heading row, their cells cut down to `columns`, which it must have."""
    rows = records(name, parts[name])
    heading = [cell.strip().lower() for cell in next(rows, (0, [""]))[1]]
    missing = [column for column in columns if column not in heading]
    if missing:
        raise DataFileError(f"{name} has no column {', '.join(missing)}; its first row must be the official heading.")
    places = [(column, heading.index(column)) for column in columns]
    for number, cells in rows:
        whole(name, number, cells, len(heading))
        yield Row(name, number, {column: cells[place] for column, place in places})


def under_heading(name: str, path: Path, columns: Mapping[str, str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """The rows under the heading, which may stand below titles: our name of each column by a pattern of the official.

    An official name is matched in small letters, whatever is neither letter nor digit read as one blank. Columns that
    are not `optional` have to be there.
    """
    places: dict[str, int] = {}
    width = 0
    for number, cells in records(name, path):
        if places:
            whole(name, number, cells, width)
            yield Row(name, number, {column: cells[place] for column, place in places.items()}, columns)
            continue
        official = [" ".join(re.findall("[a-z0-9]+", cell.lower())) for cell in cells]
        found = {ours: _place(pattern, official) for ours, pattern in columns.items()}
        if all(place is not None for ours, place in found.items() if ours not in optional):
            places = {ours: place for ours, place in found.items() if place is not None}
            width = max(place + 1 for place, cell in enumerate(official) if cell)
    if not places:
        raise DataFileError(f"{name} has not the official heading ({', '.join(columns)}); download it again.")


def _place(pattern: str, official: Sequence[str]) -> int | None:
    return next((place for place, cell in enumerate(official) if re.fullmatch(pattern, cell)), None)


def whole(name: str, number: int, cells: Sequence[str], width: int) -> None:
    """Refuse a row that has not the heading's number of cells: it is cut short, or a quotation mark is lost."""
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        raise DataFileError(
            f"{name}, row {number} has {len(cells)} cells and the heading {width}: the file is cut short or damaged; "
            "download it again."
        )


def readable(cell: str) -> str:
    """A cell read as Latin-1 in the encoding it was written in: UTF-8, else Windows-1252."""
    if cell.isascii():
        return cell.strip()
    data = cell.encode("latin-1")
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").strip()
