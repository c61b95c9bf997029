"""What official tables of procedures have in common: the shape of a code, and the date that a file name says."""

import datetime as dt
import re

from cleanbill.data import DataFileError
from cleanbill.data.sheet import Row

_CODE = re.compile(r"\d{4}[0-9A-Z]|[A-Z]\d{4}")
_MONTHS = {"JAN": 1, "APR": 4, "JUL": 7, "OCT": 10}
_DAY = re.compile(r"(?<!\d)(\d\d)-(\d\d)-(20\d\d)(?!\d)")
_QUARTER = re.compile(r"(?i)(20\d\d)[-_ ]?Q([1-4])|(20\d\d)[-_ ](JAN|APR|JUL|OCT)")
ALWAYS = dt.date.max.toordinal()


def procedure_code(row: Row, column: str) -> str:
    """The cell as a procedure code of CPT or HCPCS; a workbook may have lost the zeros in front."""
    text = row.needed(column)
    code = text.zfill(5) if text.isdecimal() and row.file.lower().endswith(".xlsx") else text
    if not _CODE.fullmatch(code):
        raise DataFileError(f"{row.file}, row {row.number}: {text[:20]!r} is not a procedure code.")
    return code


def day_in(name: str) -> dt.date | None:
    """The first day that a file name says: 07-01-2026, 2026Q3 or 2026_JUL; None where it says none."""
    day, quarter = _DAY.search(name), _QUARTER.search(name)
    try:
        if day:
            return dt.date(int(day[3]), int(day[1]), int(day[2]))
        if quarter and quarter[1]:
            return dt.date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1)
        return dt.date(int(quarter[3]), _MONTHS[quarter[4].upper()], 1) if quarter else None
    except ValueError:
        return None
