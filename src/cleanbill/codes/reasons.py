"""Claim adjustment reason codes (CARC) and remittance advice remark codes (RARC) with their days.

The list that was added, by date; of a code that it has not got, and without one, `reasons.csv`.
"""

import datetime as dt
from functools import lru_cache
from typing import Literal, cast

from cleanbill.codes.days import Dated, day_of
from cleanbill.codes.published import reasons
from cleanbill.codes.tables import day, rows
from cleanbill.data import Holding, reaching

Kind = Literal["CARC", "RARC"]
EDITION = "2024-06"
"""The edition of the list that ships."""


class Reason(Dated, frozen=True):
    """One code of either list."""

    code: str
    kind: Kind


def edition(on: dt.date | None) -> str:
    """The edition of the list that answers for a date."""
    held = reaching(reasons.KIND.name, on)
    return held.edition if held else EDITION


def reason(code: str, on: dt.date | None = None) -> Reason | None:
    """A reason or remark code, in use on the date or not; None where neither list has it."""
    held = reaching(reasons.KIND.name, on)
    return (_added(held, code) if held else None) or REASONS.get(code)


@lru_cache(maxsize=2048)
def _added(held: Holding, code: str) -> Reason | None:
    found = reasons.opened(held).execute("SELECT first, last FROM reason WHERE code = ?", (code,)).fetchone()
    if found is None:
        return None
    kind: Kind = "RARC" if code[0] in "MN" else "CARC"
    return Reason(code=code, kind=kind, first_day=day_of(found[0]), last_day=day_of(found[1]))


REASONS = {
    code: Reason(
        code=code, kind=cast("Kind", row["kind"]), first_day=day(row["first_day"]), last_day=day(row["last_day"])
    )
    for row in rows("reasons.csv")
    for code in row["codes"].split()
}
