"""Claim adjustment reason codes (CARC) and remittance advice remark codes (RARC) with their days.

X12 publishes each list by itself. A code is looked up in the lists that were added, from the one in force on the date
back, then in those that begin later; one that none of them has, and without any, in `reasons.csv`.
"""

import datetime as dt
from functools import lru_cache
from typing import Literal, cast

from cleanbill.codes.days import Dated, day_of
from cleanbill.codes.published import reasons
from cleanbill.codes.tables import day, rows
from cleanbill.data import Holding, holdings

Kind = Literal["CARC", "RARC"]
EDITION = "2024-06"
"""The edition of the list that ships."""


class Reason(Dated, frozen=True):
    """One code, and the edition of the list that has it."""

    code: str
    kind: Kind
    edition: str


def reason(code: str, on: dt.date | None = None) -> Reason | None:
    """A reason or remark code, in use on the date or not; None where no list has it."""
    added = (found for held in _lists(on) if (found := _added(held, code)))
    return next(added, None) or REASONS.get(code)


def _lists(on: dt.date | None) -> list[Holding]:
    held = [holding for holding in holdings() if holding.kind == reasons.KIND.name]
    begun = [holding for holding in held if on is None or holding.start <= on]
    return [*reversed(begun), *held[len(begun) :]]


@lru_cache(maxsize=2048)
def _added(held: Holding, code: str) -> Reason | None:
    found = reasons.opened(held).execute("SELECT first, last FROM reason WHERE code = ?", (code,)).fetchone()
    if found is None:
        return None
    kind: Kind = "RARC" if code[0] in "MN" else "CARC"
    return Reason(code=code, kind=kind, first_day=day_of(found[0]), last_day=day_of(found[1]), edition=held.edition)


REASONS = {
    code: Reason(
        code=code,
        kind=cast("Kind", row["kind"]),
        first_day=day(row["first_day"]),
        last_day=day(row["last_day"]),
        edition=EDITION,
    )
    for row in rows("reasons.csv")
    for code in row["codes"].split()
}
