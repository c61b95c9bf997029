"""What the editions are called, and from when each is in force."""

import datetime as dt
import re

_APRIL = re.compile(r"apr(?:il)?[-_ .]*(?:0?1)?[-_ .,]*(20\d\d)", re.IGNORECASE)


def fiscal_year(on: dt.date) -> int:
    """The fiscal year of a date: October 1 to September 30, named by the year it ends in."""
    return on.year + (on.month >= 10)


def name(start: dt.date) -> str:
    """What the edition that begins on a day is called: by its fiscal year, and by its day unless that is October 1."""
    day = "" if (start.month, start.day) == (10, 1) else f" ({start:%B} {start.day}, {start.year})"
    return f"ICD-10-CM FY{fiscal_year(start)}{day}"


def start_of(year: int, file: str) -> dt.date:
    """The first day of the edition of a fiscal year.

    The file of an April release states only the year; the publisher writes "April-1-2026" into its name.
    """
    april = _APRIL.search(file)
    return dt.date(year, 4, 1) if april and int(april[1]) == year else dt.date(year - 1, 10, 1)
