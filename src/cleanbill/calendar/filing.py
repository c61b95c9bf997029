"""The last day on which a payer accepts a claim."""

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache

_WORDS = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_LIMIT = re.compile(
    rf"(?:within )?(?P<n>\d{{1,4}}|{'|'.join(_WORDS)}) (?:calendar )?(?P<unit>day|week|month|year)s?"
    r"(?: (?:from|after|of) (?:the )?(?:date of service|service date|service|dos))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def filing_limit(text: str, service_date: dt.date) -> dt.date | None:
    """The last day, included, on which a claim for a service may be received; None where the text is not understood.

    Understood are a number of days, weeks, months or years "from date of service", which may go unsaid. A month or
    year ends on the same day of the month, or on the month's last day where it has no such day: a service of
    February 29 with one year is filed by February 28 (Medicare Claims Processing Manual, ch. 1, §70.1).
    """
    match = _LIMIT.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    count = _WORDS.get(match["n"].lower()) or int(match["n"])
    unit = match["unit"].lower()
    try:
        if unit in ("day", "week"):
            return service_date + dt.timedelta(days=count * (7 if unit == "week" else 1))
        return months_later(service_date, count * (12 if unit == "year" else 1))
    except (OverflowError, ValueError):  # past the year 9999
        return None


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later (earlier where negative), or the month's last where it has none.

    Raises `OverflowError` or `ValueError` outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > dt.MAXYEAR:
        raise OverflowError
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
