"""The NCCI procedure-to-procedure edits for practitioners as CMS publishes them: the parts of one quarter together.

Each part (`ccipra-v322r0-f1.TXT` to `-f4`) is tab-separated: column 1, column 2, whether it is older than 1996, first
day, last day or `*`, modifier indicator, rationale. An edit of indicator 9 ended on the day it began.
"""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from cleanbill.data import Contents, DataFileError, Holding, Kind, Parts
from cleanbill.data.compiling import database
from cleanbill.data.sheet import beginning, records
from cleanbill.data.workbook import is_workbook

_HEADING = re.compile(rb"Column ?1[\t,]\"?Column ?2[\t,][^\r\n]*PTP Edit Rationale")
_ROW = re.compile(r"([0-9A-Z]{5})\t([0-9A-Z]{5})\t[* ]*\t(\d{8})\t(\d{8}|\*)\t([019])\t([^\t]+)\t*")
_NAME = re.compile(r"(?i)ccipra-v(\d\d)([0-3])(r\d+)(?:-f(\d+))?")
_HOSPITAL_NAME = re.compile(r"(?i)ccioph|hospital|outpatient")
_CHANGES_NAME = re.compile(r"(?i)addition|deletion|revision|change")
_FIRST_VERSION_YEAR = 1994  # v322 is the third quarter of 2026
_BOTH_TABLES = frozenset(("9716" + digit, "97750") for digit in "123")
"""Pairs that stand in both tables: never together for practitioners, with a modifier in hospitals."""
_SINCE = "20151001"
_TOOK_EFFECT = (["0"], ["1"])
_GIVE = "give all parts of the quarter together: `cleanbill data add ccipra-*.zip`"


def read(parts: Parts) -> Contents:
    """All of the table, checked row by row; its quarter is that of the file names, else of its newest edit."""
    version = _version(parts)
    count, newest, firsts = 0, "", set()
    for column1, column2, first, last, indicator, _ in _edits(parts):
        if indicator == "1" and last == "*" and (column1, column2) in _BOTH_TABLES:
            _hospital(", ".join(sorted(parts)))
        count += 1
        newest = max(newest, first)
        firsts.add(column1[0])
    if not firsts or "0" not in firsts or max(firsts) < "A":
        raise DataFileError(f"{', '.join(sorted(parts))}: not the whole table, codes with 0 to codes with G; {_GIVE}.")
    day = version.start if version else dt.date.fromisoformat(newest)
    name = f"NCCI PTP practitioner {day.year} Q{(day.month + 2) // 3}"
    return Contents(f"{name} {version.text}" if version else name, day, count)


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the edits that took effect and were in force on or after 2015-10-01; days are numbers such as 20260701.

    The rows were checked when the table was added.
    """
    db.execute(
        "CREATE TABLE edit (column1 TEXT, column2 TEXT, first INTEGER, last INTEGER, indicator INTEGER, "
        "PRIMARY KEY (column1, column2, first, indicator)) WITHOUT ROWID"
    )
    for name in sorted(parts):
        rows = (line.split("\t")[:6] for _, line in _lines(name, parts[name]))
        kept = (row for row in rows if row[5:] in _TOOK_EFFECT and (row[4] == "*" or row[4] >= _SINCE))
        db.executemany("INSERT OR REPLACE INTO edit VALUES (?1, ?2, ?4, NULLIF(?5, '*'), ?6)", kept)


def opened(holding: Holding) -> sqlite3.Connection:
    """The compiled table of a holding."""
    return database(holding, (__file__,), write)


class _Version(NamedTuple):
    text: str
    start: dt.date


def _version(parts: Parts) -> _Version | None:
    """The version that all names say, where they do; the names of the parts have to be those of one whole quarter."""
    changes = next((name for name in parts if _CHANGES_NAME.search(name)), None)
    if changes:
        raise DataFileError(f"{changes} is the list of a quarter's changes; {_GIVE}.")
    hospital = next((name for name in parts if _HOSPITAL_NAME.search(name)), None)
    if hospital:
        _hospital(hospital)
    found = [match for name in parts if (match := _NAME.search(name))]
    versions = {match[1] + match[2] + match[3] for match in found}
    if len(found) != len(parts) or not found:
        return None
    if len(versions) > 1:
        raise DataFileError(f"{', '.join(sorted(parts))} are of different quarters; {_GIVE}.")
    given = sorted(int(match[4] or 1) for match in found)
    if given != list(range(1, len(given) + 1)):
        absent = ", ".join(f"f{number}" for number in range(1, given[-1]) if number not in given)
        raise DataFileError(f"The practitioner PTP table lacks {absent}; {_GIVE}.")
    year, quarter = int(found[0][1]) + _FIRST_VERSION_YEAR, int(found[0][2])
    return _Version(f"v{versions.pop()}", dt.date(year, 3 * quarter + 1, 1))


def _hospital(name: str) -> NoReturn:
    raise DataFileError(
        f"{name} is the NCCI table for hospitals (ccioph); claims on an 837P are judged by the one for practitioners: "
        "add ccipra-*.zip."
    )


def _edits(parts: Parts) -> Iterator[tuple[str, ...]]:
    """Every row: column 1, column 2, first day, last day or "*", indicator, rationale."""
    days = {"*"}
    for name in sorted(parts):
        yield from _of_part(name, parts[name], days)


def _of_part(name: str, path: Path, days: set[str]) -> Iterator[tuple[str, ...]]:
    rationales = set[str]()
    row = None
    for number, line in _lines(name, path):
        row = _ROW.fullmatch(line)
        if row is None:
            if rationales and line.strip():
                _refuse(name, number, "is not a code pair with its days and indicator")
            continue
        edit = row.groups()
        _, _, first, last, _, rationale = edit
        rationales.add(rationale)
        if first not in days or last not in days:
            _check_days(name, number, (first, last))
            days |= {first, last}
        yield edit
    if not rationales:
        raise DataFileError(f"{name} has a heading and no code pairs; download it again.")
    if row and any(whole != row[6] and whole.startswith(row[6]) for whole in rationales):
        raise DataFileError(f"{name} ends in the middle of a row: it is cut short; download it again.")


def _lines(name: str, path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a part with their cells set apart by tabs."""
    if is_workbook(path) or b"\t" not in beginning(name, path, 4096):
        for number, cells in records(name, path):
            yield number, "\t".join(cell.strip() for cell in cells)
        return
    with path.open(encoding="latin-1") as stream:
        for number, line in enumerate(stream, 1):
            yield number, line.rstrip("\n")


def _check_days(name: str, number: int, days: tuple[str, str]) -> None:
    for day in days:
        try:
            _ = day == "*" or dt.date.fromisoformat(day)
        except ValueError:
            _refuse(name, number, f"has {day}, which is no date")


def _refuse(name: str, number: int, why: str) -> NoReturn:
    raise DataFileError(f"{name}, row {number} {why}: the file is cut short or damaged; download it again.")


KIND = Kind(
    name="ncci-ptp",
    title="the NCCI procedure-to-procedure edits for practitioners (ccipra-*.zip, all parts of a quarter together)",
    read=read,
    workbook=True,
    begins=lambda head: _HEADING.search(head) is not None,
    gathers=True,
    compile=opened,
)
