"""Dated numbers that rules read, each with its source: TOML tables, one file a subject."""

import datetime as dt
import tomllib
from bisect import bisect_right
from functools import cache, lru_cache
from importlib import resources

import msgspec
from msgspec import Struct, field


class Edition(Struct, frozen=True, forbid_unknown_fields=True):
    """The values of a table from one date of service on, and who says so.

    `until`: the last day, where the next values are not known before they are published.
    """

    from_: dt.date = field(name="from")
    source: str
    values: dict[str, int]
    until: dt.date | None = None


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of numbers: what they measure, and its editions, oldest first."""

    title: str
    unit: str
    editions: tuple[Edition, ...]


@cache
def tables() -> dict[str, Table]:
    """Every table by name."""
    found: dict[str, Table] = {}
    for entry in sorted(resources.files(__package__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            text = tomllib.loads(entry.read_text("utf-8"))
            found |= msgspec.convert(text, dict[str, Table])
    return found


@lru_cache(maxsize=4096)
def value(name: str, on: dt.date) -> int | None:
    """The number called `table.key` ("visit_minutes.99214") on a date of service.

    None where no edition of the table is in force and for a key that the one in force does not hold. Raises
    `KeyError` for a table that does not exist.
    """
    table, _, key = name.partition(".")
    edition = in_force(table, on)
    return edition.values.get(key) if edition else None


def in_force(table: str, on: dt.date) -> Edition | None:
    """The edition of a table on a date; None before the first and after the last. Raises `KeyError` for no table."""
    starts, editions = _editions(table)
    place = bisect_right(starts, on)
    edition = editions[place - 1] if place else None
    return edition if edition and on <= (edition.until or on) else None


@cache
def _editions(table: str) -> tuple[tuple[dt.date, ...], tuple[Edition, ...]]:
    editions = tables()[table].editions
    return tuple(edition.from_ for edition in editions), editions
