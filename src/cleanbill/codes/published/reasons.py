"""Claim adjustment reason codes and remittance advice remark codes with their days, as their users export them.

X12 publishes the lists to look at; a table of them has a heading with code, start and end (or stop) date, and mostly
the wording, which is X12's and is not compiled.
"""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from cleanbill.codes.published.shape import ALWAYS
from cleanbill.data import Contents, DataFileError, Holding, Kind, Parts
from cleanbill.data.compiling import database
from cleanbill.data.sheet import under_heading

_HEADING = re.compile(
    rb"(?i)^(?:\xef\xbb\xbf)?[^\r\n]{0,80}\bCode\"?[\t,][^\r\n]*\b(Start|Effective)[^\r\n]*\b(Stop|End|Deactivat)",
)
_COLUMNS = {
    "code": r"(reason |remark |carc |rarc )?code",
    "first": r"(start|effective)( date)?",
    "changed": r"(last )?modified( date)?",
    "last": r"(stop|end|deactivat\w+)( date)?",
}
_REASON = re.compile(r"\d{1,3}|[ABDPWY]\d{1,3}")
_REMARK = re.compile(r"M\d{1,3}|MA\d{1,3}|N\d{1,3}")
_GROUPS = frozenset({"CO", "CR", "OA", "PI", "PR"})


class Dated(NamedTuple):
    """A code of either list: days as ordinals, `changed` the newest day that its row names."""

    code: str
    first: int
    last: int
    changed: int


def read(parts: Parts) -> Contents:
    """All of the table, checked row by row; it holds from its newest change that is not an end."""
    (name,) = parts
    codes, newest = set(), 1
    for dated in _dated(parts):
        if dated.code in codes:
            raise DataFileError(f"{name}: {dated.code} stands there twice.")
        codes.add(dated.code)
        newest = max(newest, dated.changed)
    if not codes:
        raise DataFileError(f"{name} has a heading and no codes; export it again.")
    remarks = sum(bool(_REMARK.fullmatch(code)) for code in codes)
    lists = [title for title, count in (("CARC", len(codes) - remarks), ("RARC", remarks)) if count]
    start = dt.date.fromordinal(newest) if newest > 1 else None
    return Contents(f"{' and '.join(lists)} {start or name}", start, len(codes))


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the table: codes with their days."""
    db.execute("CREATE TABLE reason (code TEXT PRIMARY KEY, first INTEGER, last INTEGER) WITHOUT ROWID")
    db.executemany("INSERT INTO reason VALUES (?, ?, ?)", (dated[:3] for dated in _dated(parts)))


def opened(holding: Holding) -> sqlite3.Connection:
    """The compiled table of a holding."""
    return database(holding, (__file__,), write)


def _dated(parts: Parts) -> Iterator[Dated]:
    ((name, path),) = parts.items()
    for row in under_heading(name, path, _COLUMNS, ("changed",)):
        code = row.needed("code")
        if code in _GROUPS:
            continue
        if not (_REASON.fullmatch(code) or _REMARK.fullmatch(code)):
            raise DataFileError(f"{name}, row {row.number}: {code[:20]!r} is not a reason or remark code.")
        first, changed, last = row.day("first"), row.day("changed"), row.day("last")
        days = [day.toordinal() for day in (first, changed) if day]
        yield Dated(code, first.toordinal() if first else 1, last.toordinal() if last else ALWAYS, max(days, default=1))


KIND = Kind(
    name="reasons",
    title="claim adjustment reason and remittance remark codes (CSV or .xlsx with code, start and end date)",
    read=read,
    begins=lambda head: _HEADING.match(head) is not None,
)
