"""Places of service: the two digits that say where a visit took place. From `places.csv`; the labels are our own."""

import datetime as dt

from msgspec import Struct

from cleanbill.codes.tables import day, rows

EDITION = "2024-06"


class Place(Struct, frozen=True):
    """One place of service. `facility`: whether Medicare pays the facility rate there."""

    code: str
    label: str
    facility: bool
    first_day: dt.date | None = None


def place(code: str, on: dt.date | None = None) -> Place | None:
    """The place that two digits mean on a date of service (any date, where it is not given).

    None where they mean none: the number is unassigned (see `UNASSIGNED`), not yet in use, or no number of the set.
    """
    known = PLACES.get(code)
    begun = known is not None and (on is None or known.first_day is None or known.first_day <= on)
    return known if begun else None


PLACES = {
    row["code"]: Place(row["code"], row["label"], row["facility"] == "yes", day(row["first_day"]))
    for row in rows("places.csv")
}
UNASSIGNED = frozenset(f"{number:02}" for number in range(1, 100)) - PLACES.keys()
