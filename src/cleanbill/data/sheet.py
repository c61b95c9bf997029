"""The rows of an official CSV file. Whatever a cell should be and is not is told with its file, row and column."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from cleanbill.data.kind import DataFileError, Parts

_LARGEST_CELL = 1 << 27  # coverage articles carry whole pages in one cell
_MARK = "ï»¿"  # the byte order mark of UTF-8, read as Latin-1
_FINEST = Decimal("0.000001")


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
        """The cell as a date (2026-09-14 or 9/14/2026, with or without a time); None where it is blank."""
        text = self.text(column).partition(" ")[0].partition("T")[0]
        if not text:
            return None
        try:
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
    """Every row that is not blank, with its number. The bytes are read as Latin-1, which takes any."""
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        with path.open(encoding="latin-1", newline="") as stream:
            for number, cells in enumerate(csv.reader(stream), 1):
                if any(cell.strip(" \t\x1a\xa0") for cell in cells):  # old files end with a control-Z
                    cells[0] = cells[0].removeprefix(_MARK)
                    yield number, cells
    except csv.Error as error:
        raise DataFileError(f"{name} is not readable as CSV: {error}; download it again.") from error
    finally:
        csv.field_size_limit(before)


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
