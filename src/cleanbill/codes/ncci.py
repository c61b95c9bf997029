"""NCCI procedure-to-procedure edits, practitioner table, for claims on an 837P or CMS-1500.

The table that was added and is in force on the date of service; of a date before all that were added the earliest,
whose edits have first and last days of their own. Without one, `ncci.csv`: 630 active pairs and 35 ended ones among the
codes of the specialty, whose source gives no first days.
"""

import datetime as dt
from functools import lru_cache
from itertools import combinations

from cleanbill.codes.days import Dated
from cleanbill.codes.procedures import PROCEDURES
from cleanbill.codes.published import ptp
from cleanbill.codes.tables import day, rows
from cleanbill.data import Holding, reaching

EDITION = "2024-07-01"
"""The edition of the pairs that ship."""
_PAIRS = """
SELECT column1, column2, indicator, first, last FROM edit
WHERE column1 IN ({0}) AND column2 IN ({0}) ORDER BY column1, column2, first
"""


class Pair(Dated, frozen=True):
    """One edit: column 1 is paid, column 2 denied. `indicator` 0: never both; 1: a modifier may separate them."""

    column1: str
    column2: str
    indicator: int


def edition(on: dt.date | None) -> str:
    """The edition of the table that answers for a date of service."""
    held = reaching(ptp.KIND.name, on)
    return held.edition if held else EDITION


def pair(one: str, other: str, on: dt.date | None) -> Pair | None:
    """The edit between two codes on a date of service, whichever of them is column 1; None where there is none."""
    return next(iter(among(frozenset((one, other)), on)), None)


def among(codes: frozenset[str], on: dt.date | None) -> tuple[Pair, ...]:
    """The edits among the codes of one day that hold on that date of service, by column 1 and 2."""
    return _among(codes, on, reaching(ptp.KIND.name, on))


def outside(codes: frozenset[str], on: dt.date | None) -> frozenset[str]:
    """The codes whose pairs are not known: those beyond the specialty, where no table is added."""
    unknown = codes.difference(PROCEDURES)
    return frozenset() if not unknown or reaching(ptp.KIND.name, on) else unknown


@lru_cache(maxsize=8192)
def _among(codes: frozenset[str], on: dt.date | None, held: Holding | None) -> tuple[Pair, ...]:
    found = _added(held, codes) if held else _shipped(codes)
    return tuple(pair for pair in found if pair.in_force(on))


@lru_cache(maxsize=8192)
def _shipped(codes: frozenset[str]) -> tuple[Pair, ...]:
    found = (PAIRS.get(frozenset(two)) for two in combinations(sorted(codes & CODES), 2))
    return tuple(sorted((p for p in found if p), key=lambda p: (p.column1, p.column2)))


@lru_cache(maxsize=8192)
def _added(held: Holding, codes: frozenset[str]) -> tuple[Pair, ...]:
    if len(codes) < 2:
        return ()
    found = ptp.opened(held).execute(_PAIRS.format(", ".join("?" * len(codes))), (*codes, *codes))
    return tuple(
        Pair(column1=column1, column2=column2, indicator=indicator, first_day=_day(first), last_day=_day(last))
        for column1, column2, indicator, first, last in found
    )


def _day(number: int | None) -> dt.date | None:
    """The day of a number such as 20260701."""
    return dt.date.fromisoformat(str(number)) if number else None


def _read() -> dict[frozenset[str], Pair]:
    return {
        frozenset((row["column1"], column2)): Pair(
            column1=row["column1"], column2=column2, indicator=int(row["indicator"]), last_day=day(row["last_day"])
        )
        for row in rows("ncci.csv")
        for column2 in row["column2"].split()
    }


PAIRS = _read()
CODES = frozenset().union(*PAIRS)
