"""The year for which a plan limits visits: the calendar year, or one that begins on another day."""

import datetime as dt
from calendar import monthrange


def benefit_year(on: dt.date, starts: tuple[int, int] = (1, 1)) -> tuple[dt.date, dt.date]:
    """The first and the last day of the benefit year that holds a day. `starts`: month and day on which years begin.

    A year that begins on February 29 begins on the 28th where there is none. Raises `ValueError` for a month and day
    that no year has.
    """
    begins = _begins(on.year, starts)
    year = on.year if begins <= on else on.year - 1
    first = _begins(year, starts) if year >= dt.MINYEAR else dt.date.min
    last = _begins(year + 1, starts) - dt.timedelta(days=1) if year < dt.MAXYEAR else dt.date.max
    return first, last


def _begins(year: int, starts: tuple[int, int]) -> dt.date:
    month, day = starts
    return dt.date(year, month, min(day, monthrange(year, 2)[1]) if month == 2 and day == 29 else day)
