"""The days of a series of appointments: certain days of the week, until a day or up to a number."""

import datetime as dt
from collections.abc import Collection

_MOST = 366  # days that one series has at most


def series(
    first: dt.date,
    weekdays: Collection[int],
    count: int | None = None,
    until: dt.date | None = None,
    holidays: Collection[dt.date] = (),
) -> tuple[dt.date, ...]:
    """The days of a series, in order, none before `first`. Monday is 0. `until` is included.

    A holiday is left out; a series of `count` days goes on until it has them, or until `until`. Raises `ValueError` in
    a plain sentence for a series without weekdays, without an end or of more than 366 days.
    """
    if not weekdays or not set(weekdays) <= set(range(7)):
        raise ValueError("A series needs days of the week, from 0 (Monday) to 6 (Sunday).")
    if count is None and until is None:
        raise ValueError("A series needs a number of days or a last day.")
    wanted = _MOST + 1 if count is None else min(count, _MOST + 1)
    days: list[dt.date] = []
    for ordinal in range(first.toordinal(), (until or dt.date.max).toordinal() + 1):
        if len(days) == wanted:
            break
        day = dt.date.fromordinal(ordinal)
        if day.weekday() in weekdays and day not in holidays:
            days.append(day)
    if len(days) > _MOST:
        raise ValueError(f"A series has at most {_MOST} days.")
    return tuple(days)
