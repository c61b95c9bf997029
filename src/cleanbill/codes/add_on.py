"""Add-on codes: procedures that are paid only beside a primary one. From `add_on.csv`, for the specialty's codes."""

import datetime as dt

from msgspec import Struct

from cleanbill.codes.tables import day, rows

EDITION = "2024-07-01"


class AddOn(Struct, frozen=True):
    """That one code is paid beside another. `complete`: all primaries of the add-on code are listed (type 1)."""

    add_on: str
    primary: str
    complete: bool
    first_day: dt.date | None = None

    def in_force(self, on: dt.date | None) -> bool:
        """Whether it holds on a date of service; yes where the date is not known."""
        return on is None or self.first_day is None or self.first_day <= on


def primaries(code: str, on: dt.date | None = None) -> frozenset[str]:
    """The codes of which one has to stand beside an add-on code on a date of service.

    Empty where the code is no add-on code, or none that is known.
    """
    return frozenset(listed.primary for listed in ADD_ONS.get(code, ()) if listed.in_force(on))


def is_complete(code: str, on: dt.date | None = None) -> bool:
    """Whether `primaries` lists all of them; where it does not, a contractor may take another one."""
    return any(listed.complete for listed in ADD_ONS.get(code, ()) if listed.in_force(on))


def _read() -> dict[str, tuple[AddOn, ...]]:
    found: dict[str, tuple[AddOn, ...]] = {}
    for row in rows("add_on.csv"):
        code, first = row["add_on"], day(row["first_day"])
        listed = (AddOn(code, primary, row["type"] == "1", first) for primary in row["primaries"].split())
        found[code] = (*found.get(code, ()), *listed)
    return found


ADD_ONS = _read()
