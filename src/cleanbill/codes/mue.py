"""Medically Unlikely Edits for practitioners: the units of a code that Medicare pays at most.

The table that was added and is in force on the date of service; without one, the limits in `procedures.csv`.
"""

import datetime as dt
from functools import lru_cache

from msgspec import Struct

from cleanbill.codes.procedures import MUE_EDITION, PROCEDURES
from cleanbill.codes.published import mue
from cleanbill.data import Holding, in_force


class Limit(Struct, frozen=True):
    """`units` at most; `indicator` 1 on a line, 2 on a day without exception, 3 on a day, more only on appeal."""

    units: int
    indicator: int


def edition(on: dt.date | None) -> str:
    """The edition of the table that answers for a date of service."""
    held = _held(on)
    return held.edition if held else MUE_EDITION


def limit(code: str, on: dt.date | None) -> Limit | None:
    """The limit of a code on a date of service; None where the table has none (CMS does not publish all)."""
    held = _held(on)
    if held:
        return _added(held, code)
    known = PROCEDURES.get(code)
    return Limit(known.mue, known.mai or 2) if known and known.mue is not None else None


def is_outside(code: str, on: dt.date | None) -> bool:
    """Whether the limit of a code cannot be known: it is beyond the specialty, and no table is added."""
    return code not in PROCEDURES and _held(on) is None


def _held(on: dt.date | None) -> Holding | None:
    return in_force(mue.KIND.name, on) if on else None


@lru_cache(maxsize=8192)
def _added(held: Holding, code: str) -> Limit | None:
    found = mue.opened(held).execute("SELECT units, indicator FROM mue WHERE code = ?", (code,)).fetchone()
    return Limit(*found) if found else None
