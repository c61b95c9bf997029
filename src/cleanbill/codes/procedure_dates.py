"""On which dates a procedure number may be billed. From `procedure_dates.csv`."""

import datetime as dt

from cleanbill.codes.days import Dated
from cleanbill.codes.tables import day, rows

SOURCE_BEGINS = dt.date(2019, 7, 1)


class Dates(Dated, frozen=True):
    """A procedure number with its days, and the number that took its place ("": none, or several).

    `checked` False: a day is before the source begins, or not in it.
    """

    code: str
    instead: str
    checked: bool

    def certain(self, on: dt.date) -> bool:
        """Whether the source itself says what holds on a date: not before it begins, unless the day was checked."""
        return self.checked or on >= SOURCE_BEGINS


def successor(code: str, on: dt.date) -> str:
    """The number that stands in the place of a retired one on a date; "" where none does, or several."""
    known = DATED.get(code)
    while known and known.last_day and known.last_day < on:
        code = known.instead
        known = DATED.get(code)
    return "" if known and known.first_day and on < known.first_day else code


def _read(row: dict[str, str]) -> Dates:
    return Dates(
        code=row["code"],
        first_day=day(row["first_day"]),
        last_day=day(row["last_day"]),
        instead=row["instead"],
        checked=row["checked"] == "yes",
    )


DATED: dict[str, Dates] = {row["code"]: _read(row) for row in rows("procedure_dates.csv")}
