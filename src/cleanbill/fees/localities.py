"""Payment localities with their geographic practice cost indices (GPCI), found by what people type."""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from cleanbill.data import Contents, DataFileError, Kind, Parts
from cleanbill.data.sheet import Row, records, whole
from cleanbill.model.fee import Locality

_NAMES = {
    "mac": r"MEDICARE ADMINI?STRATIVE CONTRACTOR MAC|MAC",
    "state": r"STATE",
    "number": r"LOCALITY NUMBER|LOCALITY",
    "name": r"LOCALITY NAME",
    "work": r"(20\d\d )?PW GPCI( WITH(OUT)? 1 0 FLOOR)?|WORK",
    "pe": r"(20\d\d )?PE GPCI|PE",
    "mp": r"(20\d\d )?MP GPCI|MP",
}
_OFFICIAL = {
    "mac": "Medicare Administrative Contractor (MAC)", "state": "State", "number": "Locality Number",
    "name": "Locality Name", "work": "PW GPCI", "pe": "PE GPCI", "mp": "MP GPCI",
}  # fmt: skip
_HEADING = re.compile(rb'(?i)Locality Number"?,"?Locality Name"?,[^\r\n]*PW GPCI|^(?:\xef\xbb\xbf)?mac,state,locality,')
_YEAR = re.compile(r"\b(20\d\d)\b")
_MOST_NAMED = 8


class _Heading(NamedTuple):
    """The heading row: its number, all text down to it, the place of each field, its width, and which work index."""

    number: int
    text: str
    places: dict[str, int]
    width: int
    floor: str


def read(parts: Parts) -> Contents:
    """All of the file, checked; the year is that of its title or of its columns."""
    (name,) = parts
    localities = list(_localities(parts))
    if not localities:
        raise DataFileError(f"{name} has a heading and no rows; download it again.")
    ids = [locality.id for locality in localities]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice:
        raise DataFileError(f"{name}: locality {twice} stands there twice.")
    head = _heading(parts)
    year = _YEAR.search(head.text)
    if year is None:
        return Contents(f"Geographic Practice Cost Indices ({name})", None, len(ids))
    edition = f"Geographic Practice Cost Indices {year[1]}{head.floor}"
    return Contents(edition, dt.date(int(year[1]), 1, 1), len(ids))


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the file into one table."""
    db.execute("CREATE TABLE locality (mac, state, number, name, work, pe, mp)")
    rows = ((x.mac, x.state, x.number, x.name, *_indices(x)) for x in _localities(parts))
    db.executemany("INSERT INTO locality VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def all_of(db: sqlite3.Connection) -> tuple[Locality, ...]:
    """Every locality of a compiled file."""
    rows = db.execute("SELECT * FROM locality ORDER BY state, number, mac")
    return tuple(Locality(*row[:4], *map(Decimal, row[4:])) for row in rows)


def find(localities: Sequence[Locality], text: str) -> tuple[Locality, ...]:
    """The localities that a text means: contractor and number, state and number, a state, or words of the name.

    The name of a state that has several is all of them: "california" is not only the rest of California.
    """
    words = re.findall(r"[a-z0-9]+", text.casefold())
    tight, name = "".join(words), " ".join(words)
    for exact in (
        [x for x in localities if tight in (x.mac + x.number, (x.state + x.number).casefold())],
        [x for x in localities if tight in (x.mac, x.state.casefold())],
        [x for x in localities if x.name.casefold() == name],
    ):
        if exact:
            return tuple(exact)
    rest = next((x for x in localities if x.name.casefold() == f"rest of {name}"), None)
    if rest:
        return tuple(x for x in localities if x.state == rest.state)
    return tuple(x for x in localities if words and all(word in x.name.casefold() for word in words))


def unclear(text: str, found: Sequence[Locality], edition: str) -> str:
    """Why a text is not one locality, in a sentence that says what to write."""
    shown = f"{text.strip()[:40]!r}"
    how = "give contractor and number (13202-01), state and number (NY 01) or part of the name"
    if not found:
        return f"{shown} is no locality of {edition}; {how}."
    named = "; ".join(f"{x.id} {x.name}, {x.state}" for x in found[:_MOST_NAMED])
    more = f"; and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return f"{shown} is {len(found)} localities: {named}{more}. Give one as contractor and number."


def _heading(parts: Parts) -> _Heading:
    ((name, path),) = parts.items()
    above = []
    for number, cells in records(name, path):
        above.append(" ".join(cells))
        columns = [" ".join(re.split(r"[^A-Z0-9]+", cell.upper())).strip() for cell in cells]
        if any(re.fullmatch(_NAMES["number"], column) for column in columns):
            places = _places(name, columns)
            floor = re.search("with(out)?(?= 1 0 floor)", columns[places["work"]].lower())
            said = f", work {floor[0]} the 1.0 floor" if floor else ""
            return _Heading(number, " ".join(above), places, len(columns), said)
    raise DataFileError(f"{name} has no heading with a locality number; download it again.")


def _places(name: str, columns: list[str]) -> dict[str, int]:
    """Where each field stands. Of two columns for work, the one with the floor, which the law has kept in force."""
    places = {}
    for field, pattern in _NAMES.items():
        fits = [place for place, column in enumerate(columns) if re.fullmatch(pattern, column)]
        if not fits:
            raise DataFileError(f"{name} has no column {_OFFICIAL[field]}; the heading must be the official one.")
        places[field] = next((place for place in fits if "WITH 1" in columns[place]), fits[0])
    return places


def _localities(parts: Parts) -> Iterator[Locality]:
    head = _heading(parts)
    ((name, path),) = parts.items()
    for number, cells in records(name, path):
        footnote = not cells[0].strip().isdigit() and sum(bool(cell.strip()) for cell in cells) < len(_NAMES) - 2
        if number > head.number and not footnote:
            whole(name, number, cells, head.width)
            yield _locality(Row(name, number, {field: cells[place] for field, place in head.places.items()}, _OFFICIAL))


def _locality(row: Row) -> Locality:
    """A spreadsheet loses leading zeros of numbers, and the file marks names with asterisks."""
    place = " ".join(row.needed("name").replace("*", " ").split())
    indices = [row.decimal(part) for part in ("work", "pe", "mp")]
    if not all(Decimal("0.1") < index < 5 for index in indices):
        raise DataFileError(f"{row.file}, row {row.number}: an index of {place} is not between 0.1 and 5.")
    mac, number = f"{row.whole('mac'):05}", f"{row.whole('number'):02}"
    return Locality(mac, row.needed("state"), number, place, *indices)


def _indices(locality: Locality) -> tuple[str, str, str]:
    return str(locality.work), str(locality.practice_expense), str(locality.malpractice)


KIND = Kind(
    name="gpci",
    title="the Geographic Practice Cost Indices (GPCI20*.csv, in the same RVU zip)",
    read=read,
    begins=lambda head: _HEADING.search(head) is not None,
)
