"""Claim adjustment reason codes and remittance advice remark codes with their days, as their users export them.

X12 publishes each list as a page to look at, which a browser can save; a table has a heading with code, start and end
(or stop) date. The wording is X12's and is not compiled.
"""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.published.shape import ALWAYS
from cleanbill.data import Contents, DataFileError, Holding, Kind, Parts
from cleanbill.data.compiling import database
from cleanbill.data.sheet import Row, beginning, under_heading

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
_PAGE = re.compile(
    r'<td[^>]*class="code"[^>]*>(?P<code>.*?)</td>\s*<td[^>]*class="description"[^>]*>(?P<said>.*?)</td>', re.DOTALL
)
_TITLE = re.compile(r"(?i)<title>[^<]*(Adjustment Reason|Remittance Advice Remark) Codes")
_SAID = {"first": r"Start:\s*([\d/]+)", "changed": r"Last Modified:\s*([\d/]+)", "last": r"Stop:\s*([\d/]+)"}
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
    page = _is_page(beginning(name, path, 1 << 16))
    for row in _of_page(name, path) if page else under_heading(name, path, _COLUMNS, ("changed",)):
        code = row.needed("code")
        if code in _GROUPS:
            continue
        if not (_REASON.fullmatch(code) or _REMARK.fullmatch(code)):
            raise DataFileError(f"{name}, row {row.number}: {code[:20]!r} is not a reason or remark code.")
        first, changed, last = row.day("first"), row.day("changed"), row.day("last")
        days = [day.toordinal() for day in (first, changed) if day]
        yield Dated(code, first.toordinal() if first else 1, last.toordinal() if last else ALWAYS, max(days, default=1))


def _is_page(head: bytes) -> bool:
    text = head.decode("latin-1")
    return _TITLE.search(text) is not None or _PAGE.search(text) is not None


def _of_page(name: str, path: Path) -> Iterator[Row]:
    """The rows of a saved page, counted from 1; the days stand below the wording."""
    text = path.read_text("utf-8", "replace")
    if "</html>" not in text.lower():
        raise DataFileError(f"{name} is cut short: the page has no end; save it again.")
    for number, found in enumerate(_PAGE.finditer(text), 1):
        said = {column: re.search(pattern, found["said"]) for column, pattern in _SAID.items()}
        cells = {column: match[1] if match else "" for column, match in said.items()}
        yield Row(name, number, {"code": re.sub(r"<[^>]*>|\s", "", found["code"]), **cells})


KIND = Kind(
    name="reasons",
    title="claim adjustment reason and remittance remark codes (X12's page as saved, or a table with their dates)",
    read=read,
    workbook=True,
    begins=lambda head: _HEADING.match(head) is not None or _is_page(head),
)
