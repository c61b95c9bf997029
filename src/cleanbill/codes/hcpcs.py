"""HCPCS Level II codes and modifiers with their days, from the quarterly file that was added. None ships."""

import datetime as dt
from functools import lru_cache

from cleanbill.codes.days import Dated, day_of
from cleanbill.codes.published import hcpcs
from cleanbill.data import Holding, reaching


class Entry(Dated, frozen=True):
    """A code, or a modifier, with CMS's short description."""

    code: str
    short: str


def edition(on: dt.date | None) -> str:
    """The edition of the file that answers for a date of service; empty where none is added."""
    held = reaching(hcpcs.KIND.name, on)
    return held.edition if held else ""


def entry(code: str, on: dt.date | None) -> Entry | None:
    """A code or modifier as the file that answers for a date of service has it, in force that day or not.

    None where the file has not got it, or none is added (see `edition`).
    """
    held = reaching(hcpcs.KIND.name, on)
    return _added(held, code) if held else None


@lru_cache(maxsize=8192)
def _added(held: Holding, code: str) -> Entry | None:
    found = hcpcs.opened(held).execute("SELECT short, first, last FROM hcpcs WHERE code = ?", (code,)).fetchone()
    if found is None:
        return None
    short, first, last = found
    return Entry(code=code, short=short, first_day=day_of(first), last_day=day_of(last))
