"""Who treats, by provider taxonomy code: the credential it decides (NUCC 25.1), and NUCC's own words where added."""

import datetime as dt
from functools import lru_cache

from msgspec import Struct

from cleanbill.codes.published import taxonomy as published
from cleanbill.data import Holding, in_force
from cleanbill.model.claim import Credential

# By prefix, the codes whose holders have one credential. Physicians do not: MD or DO is not in the code.
_CREDENTIALS: tuple[tuple[str, Credential], ...] = (
    ("2251", "PT"),
    ("2252", "PTA"),
    ("225X", "OT"),
    ("224Z", "OTA"),
    ("235Z", "SLP"),
    ("111N", "DC"),
    ("363L", "NP"),
    ("363A", "PA"),
)


@lru_cache(maxsize=4096)
def credential_of(taxonomy: str | None) -> Credential | None:
    """The credential that a taxonomy code decides; None where it decides none."""
    return next((found for prefix, found in _CREDENTIALS if (taxonomy or "").startswith(prefix)), None)


class Taxonomy(Struct, frozen=True):
    """A provider taxonomy code in NUCC's words."""

    code: str
    grouping: str
    classification: str
    specialization: str


def edition(on: dt.date | None) -> str:
    """The edition of the list that answers for a date of service; empty where none is added."""
    held = _held(on)
    return held.edition if held else ""


def taxonomy(code: str, on: dt.date | None) -> Taxonomy | None:
    """A taxonomy code in the list in force on a date; None where it is not there, or no list is (see `edition`)."""
    held = _held(on)
    return _added(held, code) if held else None


def _held(on: dt.date | None) -> Holding | None:
    return in_force(published.KIND.name, on) if on else None


@lru_cache(maxsize=4096)
def _added(held: Holding, code: str) -> Taxonomy | None:
    found = published.opened(held).execute("SELECT * FROM taxonomy WHERE code = ?", (code,)).fetchone()
    return Taxonomy(*found) if found else None
