"""NCCI procedure-to-procedure edits among the codes of the specialty, from `ncci.csv`: 630 active pairs, 35 ended.

The practitioner table, for claims on an 837P or CMS-1500. Its source gives the last day of an edit that was
deleted but no first days.
"""

import datetime as dt
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from cleanbill.codes.tables import day, rows

EDITION = "2024-07-01"


class Pair(Struct, frozen=True):
    """One edit: column 1 is paid, column 2 denied. `indicator` 0: never both; 1: a modifier may separate them."""

    column1: str
    column2: str
    indicator: int
    last_day: dt.date | None = None

    def in_force(self, on: dt.date | None) -> bool:
        """Whether the edit holds on a date of service (today's table where the date is not known)."""
        return self.last_day is None or (on is not None and on <= self.last_day)


def pair(one: str, other: str, on: dt.date | None) -> Pair | None:
    """The edit between two codes on a date of service, whichever of them is column 1; None where there is none."""
    found = PAIRS.get(frozenset((one, other)))
    return found if found and found.in_force(on) else None


@lru_cache(maxsize=8192)
def among(codes: frozenset[str]) -> tuple[Pair, ...]:
    """Every edit among the codes of one day, ended ones too, by column 1 and 2."""
    found = (PAIRS.get(frozenset(two)) for two in combinations(sorted(codes & CODES), 2))
    return tuple(sorted((p for p in found if p), key=lambda p: (p.column1, p.column2)))


def _read() -> dict[frozenset[str], Pair]:
    return {
        frozenset((row["column1"], column2)): Pair(row["column1"], column2, int(row["indicator"]), day(row["last_day"]))
        for row in rows("ncci.csv")
        for column2 in row["column2"].split()
    }


PAIRS = _read()
CODES = frozenset().union(*PAIRS)
