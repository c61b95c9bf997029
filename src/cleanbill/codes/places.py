"""Places of service: the two digits that say where a visit took place.

The official list that was added, by date of service; without one, `places.csv`. Labels and rates are our own table's.
"""

import datetime as dt
from functools import lru_cache

from msgspec import Struct

from cleanbill.codes.published import places
from cleanbill.codes.tables import day, rows
from cleanbill.data import Holding, in_force

EDITION = "2024-06"
"""The edition of the list that ships."""


class Place(Struct, frozen=True):
    """One place of service. `facility`: whether Medicare pays the facility rate there; None where that is not known."""

    code: str
    label: str
    facility: bool | None
    first_day: dt.date | None = None


def edition(on: dt.date | None) -> str:
    """The edition of the list that answers for a date of service."""
    held = _held(on)
    return held.edition if held else EDITION


def place(code: str, on: dt.date | None = None) -> Place | None:
    """The place that two digits mean on a date of service (any date, where it is not given).

    None where they mean none: the number is unassigned, not yet in use, or no number of the set.
    """
    held = _held(on)
    known = _added(held, code) if held else PLACES.get(code)
    begun = known is not None and (on is None or known.first_day is None or known.first_day <= on)
    return known if begun else None


def _held(on: dt.date | None) -> Holding | None:
    return in_force(places.KIND.name, on) if on else None


@lru_cache(maxsize=256)
def _added(held: Holding, code: str) -> Place | None:
    found = places.opened(held).execute("SELECT name FROM place WHERE code = ?", (code,)).fetchone()
    return (PLACES.get(code) or Place(code, found[0], None)) if found else None


PLACES = {
    row["code"]: Place(row["code"], row["label"], row["facility"] == "yes", day(row["first_day"]))
    for row in rows("places.csv")
}
UNASSIGNED = frozenset(f"{number:02}" for number in range(1, 100)) - PLACES.keys()
"""The numbers that mean no place in the list that ships."""
