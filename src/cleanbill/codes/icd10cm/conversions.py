"""The official conversion table: which codes held the content of a new code before, and since when it is new.

Published as CSV or as text with tabs: current code, effective (the calendar year of an October 1, a date, or a
spreadsheet's number of a day), previous codes ("H02.101-H02.106; H02.109", or "None"). The same as pairs
(effective, previous_code, current_code) is read too.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.icd10cm.editor import Pair
from cleanbill.data import Contents, DataFileError, Kind, Parts

_HEADING = re.compile(rb"current code assignment", re.IGNORECASE)
_PAIRS = b"effective,previous_code,current_code"
_CODE = re.compile(r"\b[A-Z](?:\d[0-9A-Z]|[A-Z]\d)(?:\.?[0-9A-Z]{1,4})?\b")
_DAYS = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%Y%m%d")
_SPREADSHEET_DAY_0 = dt.date(1899, 12, 30)


class _Place(NamedTuple):
    file: str
    row: int

    def wrong(self, text: str, right: str) -> DataFileError:
        return DataFileError(f"{self.file}, row {self.row}: {text.strip()!r} is no {right}.")


def read(path: Path) -> list[Pair]:
    """Every pair of the table, ordered by previous code. Raises `DataFileError` with the row that is wrong."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        lines = stream.readlines()
    if lines and lines[0].encode().startswith(_PAIRS):
        pairs = _from_pairs(path.name, lines)
    else:
        pairs = _from_table(path.name, lines)
    return sorted(set(pairs))


def _from_pairs(file: str, lines: list[str]) -> Iterator[Pair]:
    for number, row in enumerate(csv.reader(lines[1:]), 2):
        place = _Place(file, number)
        if len(row) != 3:
            raise place.wrong(",".join(row), "row of three cells")
        yield Pair(_key(place, row[1]), _key(place, row[2]), _day(place, row[0]))


def _from_table(file: str, lines: list[str]) -> Iterator[Pair]:
    """The heading stands below some lines of title; rows without a date speak of no change."""
    first = next((n for n, line in enumerate(lines) if _HEADING.search(line.encode())), len(lines))
    rows = csv.reader(lines[first + 1 :], delimiter="\t" if "\t" in "".join(lines[first : first + 1]) else ",")
    for number, row in enumerate(rows, first + 2):
        place = _Place(file, number)
        if len(row) >= 3 and row[0].strip() and row[1].strip():
            current, since = _key(place, row[0]), _day(place, row[1].strip())
            yield from (Pair(old, current, since) for old in _previous(row[2]) if old != current)


def _previous(cell: str) -> Iterator[str]:
    """The codes of a cell. A range names the codes between its ends by their last digit."""
    for part in re.split(r"[;,]|\band\b", cell):
        found = [code.replace(".", "") for code in _CODE.findall(part.upper())]
        between = len(found) == 2 and found[0][:-1] == found[1][:-1] and (found[0][-1] + found[1][-1]).isdigit()
        if between:
            yield from (f"{found[0][:-1]}{digit}" for digit in range(int(found[0][-1]), int(found[1][-1]) + 1))
        else:
            yield from found


def _day(place: _Place, text: str) -> dt.date:
    if re.fullmatch(r"20\d\d", text):
        return dt.date(int(text), 10, 1)
    if re.fullmatch(r"[34]\d{4}", text):
        return _SPREADSHEET_DAY_0 + dt.timedelta(days=int(text))
    for form in _DAYS:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise place.wrong(text, "year such as 2025 nor a date such as 10/1/2025")


def _key(place: _Place, text: str) -> str:
    code = text.strip().upper()
    if not _CODE.fullmatch(code):
        raise place.wrong(text, "code such as M54.50")
    return code.replace(".", "")


def _read(parts: Parts) -> Contents:
    [(name, path)] = parts.items()
    pairs = read(path)
    if not pairs:
        raise DataFileError(f"{name} holds no pair of codes; the conversion table has them below its heading.")
    days = [pair.effective for pair in pairs]
    return Contents(f"ICD-10-CM conversion table to {max(days)}", min(days), len(pairs))


def _begins(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").startswith(_PAIRS) or bool(_HEADING.search(head[:4096]))


KIND = Kind("icd10cm-conversions", "ICD-10-CM conversion table (CSV or text with tabs)", _read, begins=_begins)
