"""What a stretch that was carried forward still tells: on which day and by what it began does not change.

Its findings are of that day, and how long it had lasted then is not how long it has lasted.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.notes import cause, timing
from cleanbill.notes.cause import Origin
from cleanbill.notes.copied import COPIED
from cleanbill.notes.dates import months, years
from cleanbill.notes.lapse import Time
from cleanbill.notes.mentions import Reader


def origin(reader: Reader) -> Origin:
    """How it came about, as the words of today tell it, else as they were carried forward."""
    told = cause.origin(reader)
    for _, earlier in _carried(reader, None) if told.cause == "not_stated" else ():
        told = Origin(cause.origin(earlier).cause, ())
        if told.cause != "not_stated":
            break
    return told


def onset(reader: Reader, on: dt.date | None) -> Time | None:
    """When it began, as the words of today tell it, else the day that was carried forward."""
    if (told := timing.onset(reader, on)) is not None:
        return told
    for start, earlier in _carried(reader, on):
        told = timing.onset(earlier, on)
        days = [(date.start, date.end) for date in earlier.dates]
        days += [match.span() for match in (*months(earlier.page), *years(earlier.page))]
        if told and any(low < told.end and told.start < high for low, high in days):
            return told._replace(start=start + told.start, end=start + told.end)
    return None


def _carried(reader: Reader, on: dt.date | None) -> Iterator[tuple[int, Reader]]:
    """Each stretch that is marked as copied, read as a note of its own, with where it begins."""
    for low, high in reader.sections.copied:
        if marked := COPIED.match(reader.page.low, low):
            yield marked.end(), Reader(reader.page.text[marked.end() : high], on)
