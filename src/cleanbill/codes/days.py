"""First and last day of what holds from one date to another."""

import datetime as dt

from msgspec import Struct

_OPEN_ENDED = (dt.date.min.toordinal(), dt.date.max.toordinal())


class Dated(Struct, frozen=True, kw_only=True):
    """Something that holds from a first to a last day; None: from the beginning, without end."""

    first_day: dt.date | None = None
    last_day: dt.date | None = None

    def in_force(self, on: dt.date | None) -> bool:
        """Whether it holds on a date of service; where the date is not known, whether it has no end."""
        if on is None:
            return self.last_day is None
        return (self.first_day or on) <= on <= (self.last_day or on)


def day_of(ordinal: int | None) -> dt.date | None:
    """The day of a compiled table; None for the ordinals that stand for the beginning and for no end."""
    return None if ordinal in _OPEN_ENDED or ordinal is None else dt.date.fromordinal(ordinal)
