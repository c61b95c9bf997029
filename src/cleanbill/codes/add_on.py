"""Add-on codes: procedures that are paid only beside a primary one.

The NCCI's file that was added, by date of service; without one, those of the specialty in `add_on.csv`. That table also
has a few codes that the NCCI does not list and whose own description makes them add-on codes.
"""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from cleanbill.codes.days import Dated, day_of
from cleanbill.codes.published import add_on
from cleanbill.codes.tables import day, rows
from cleanbill.data import Holding, reaching

EDITION = "2024-07-01"
"""The edition of the list that ships."""


class AddOn(Dated, frozen=True):
    """That one code is paid beside another. `complete`: all primaries of the add-on code are listed (type 1)."""

    add_on: str
    primary: str
    complete: bool


def edition(on: dt.date | None) -> str:
    """The edition of the list that answers for a date of service."""
    held = reaching(add_on.KIND.name, on)
    return held.edition if held else EDITION


def primaries(code: str, on: dt.date | None = None) -> frozenset[str]:
    """The codes of which one has to stand beside an add-on code on a date of service.

    Empty where the code is no add-on code that is known, or where the contractor names its primaries.
    """
    return among(frozenset((code,)), on).get(code, frozenset())


def among(codes: frozenset[str], on: dt.date | None = None) -> Mapping[str, frozenset[str]]:
    """The add-on codes among the codes of one day, each with its `primaries`; those without any are left out."""
    return _among(codes, on, reaching(add_on.KIND.name, on))


def is_complete(code: str, on: dt.date | None = None) -> bool:
    """Whether `primaries` lists all of them; where it does not, a contractor may take another one."""
    listed = _listed(code, on, reaching(add_on.KIND.name, on))
    return bool(listed) and all(one.complete for one in listed)


@lru_cache(maxsize=8192)
def _among(codes: frozenset[str], on: dt.date | None, held: Holding | None) -> Mapping[str, frozenset[str]]:
    named = {code: {one.primary for one in _listed(code, on, held)} - {add_on.CONTRACTOR} for code in codes}
    return {code: frozenset(primaries) for code, primaries in named.items() if primaries}


def _listed(code: str, on: dt.date | None, held: Holding | None) -> tuple[AddOn, ...]:
    listed = (_added(held, code) or BY_DESCRIPTION.get(code, ())) if held else ADD_ONS.get(code, ())
    return tuple(one for one in listed if one.in_force(on)) if listed else ()


@lru_cache(maxsize=8192)
def _added(held: Holding, code: str) -> tuple[AddOn, ...]:
    found = add_on.opened(held).execute("SELECT primary_code, type, first, last FROM add_on WHERE add_on = ?", (code,))
    return tuple(
        AddOn(add_on=code, primary=primary, complete=type == 1, first_day=day_of(first), last_day=day_of(last))
        for primary, type, first, last in found
    )


def _read(sources: tuple[str, ...]) -> dict[str, tuple[AddOn, ...]]:
    found: dict[str, tuple[AddOn, ...]] = {}
    for row in rows("add_on.csv"):
        if row["source"] in sources:
            code, complete, first = row["add_on"], row["type"] == "1", day(row["first_day"])
            listed = (
                AddOn(add_on=code, primary=primary, complete=complete, first_day=first)
                for primary in row["primaries"].split()
            )
            found[code] = (*found.get(code, ()), *listed)
    return found


BY_DESCRIPTION = _read(("hcpcs",))
ADD_ONS = _read(("ncci", "hcpcs"))
