"""A month, as the numbers ask for it."""

import calendar
import datetime as dt
from typing import NamedTuple


class Period(NamedTuple):
    """A month: its first and last day, and the day on which it is looked at."""

    first: dt.date
    last: dt.date
    today: dt.date

    @property
    def open(self) -> bool:
        """Whether the month is not over yet."""
        return self.last >= self.today

    @property
    def as_of(self) -> dt.date:
        """The day as of which balances are told: today, or the month's last."""
        return min(self.last, self.today)

    def months_before(self, count: int) -> tuple[dt.date, dt.date]:
        """The first and the last day of the `count` months before this one."""
        return month_of(self.first, -count, self.today).first, self.first - dt.timedelta(days=1)

    def days_to_its_end(self, days: int) -> tuple[dt.date, dt.date]:
        """The `days` days that end with the day as of which balances are told."""
        return self.as_of - dt.timedelta(days=days - 1), self.as_of


def month_of(day: dt.date, further: int, today: dt.date) -> Period:
    """The month of a day, or one so many months further on (back, below 0)."""
    year, month = divmod(day.year * 12 + day.month - 1 + further, 12)
    first = dt.date(year, month + 1, 1)
    return Period(first, first.replace(day=calendar.monthrange(year, month + 1)[1]), today)
