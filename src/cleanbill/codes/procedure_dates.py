"""On which dates a procedure number may be billed. From `procedure_dates.csv`."""

import datetime as dt

from msgspec import Struct

from cleanbill.codes.tables import day, rows

SOURCE_BEGINS = dt.date(2019, 7, 1)


class Dates(Struct, frozen=True):
    """The first and the last day of a procedure number, and the number that took its place ("": none, or several).

    `checked` False: the day is before the source begins, or not in it.
    """

    code: str
    first_day: dt.date | None
    last_day: dt.date | None
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
    return Dates(row["code"], day(row["first_day"]), day(row["last_day"]), row["instead"], row["checked"] == "yes")


DATED: dict[str, Dates] = {row["code"]: _read(row) for row in rows("procedure_dates.csv")}
