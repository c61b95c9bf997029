"""X12 values: amounts, dates, codes. What cannot be read is None; the same texts come again and again, so are kept."""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

_NUMBER = re.compile(r"-?(?:[0-9]{1,18}(?:\.[0-9]{0,10})?|\.[0-9]{1,10})")


@lru_cache(maxsize=8192)
def number(text: str) -> Decimal | None:
    """An X12 decimal (R): digits, at most one point, a leading minus; no plus, comma, blank or exponent."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


@lru_cache(maxsize=1024)
def quantity(text: str) -> int | float | None:
    """Units of service as a number of 0 or more: an int when it is whole."""
    value = number(text)
    if value is None or value < 0:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


@lru_cache(maxsize=8192)
def date(form: str, text: str) -> dt.date | None:
    """The day of a D8 date (CCYYMMDD) or the first day of an RD8 range (CCYYMMDD-CCYYMMDD)."""
    if form == "D8":
        return _day(text)
    first, _, last = text.partition("-")
    return _day(first) if form == "RD8" and _day(last) else None


@lru_cache(maxsize=1024)
def last_day(form: str, text: str) -> dt.date | None:
    """The last day of an RD8 range; None for a single day, also where a range begins and ends on it."""
    first, _, last = text.partition("-")
    return _day(last) if form == "RD8" and first != last else None


def _day(text: str) -> dt.date | None:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def icd10(code: str) -> str:
    """An ICD-10-CM code with its dot. A code sent with a dot already is left as it is."""
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 and "." not in code else code


def icd9(code: str) -> str:
    """An ICD-9-CM code with its dot: after the fourth character for external causes (E), else after the third."""
    stem = 4 if code.startswith("E") else 3
    return f"{code[:stem]}.{code[stem:]}" if len(code) > stem and "." not in code else code


@lru_cache(maxsize=1024)
def pointers(text: str, component: str) -> tuple[int, ...] | None:
    """Diagnosis pointers, counted from 1; none at all for an empty element."""
    parts = text.split(component) if text else []
    return tuple(map(int, parts)) if all(re.fullmatch(r"[0-9]{1,2}", part) for part in parts) else None
