"""What a check may look things up in: the code set and the payer profiles. No clock: today is an argument."""

import datetime as dt
from functools import lru_cache

from cleanbill import codes
from cleanbill.codes.icd10cm import Release
from cleanbill.payers import Library, shipped
from cleanbill.version import __version__


@lru_cache(maxsize=65536)
def _unbillable(dx: tuple[str, ...], release: Release, day: dt.date) -> tuple[int, ...]:
    return tuple(index for index, code in enumerate(dx) if not release.billable(code, day))


class Context:
    """The code set, as of a date of service; `on` is the day on which the check is made.

    `payers` are the profiles at hand, those that ship where none are given.
    """

    __slots__ = ("_editions", "_releases", "on", "payers")

    def __init__(self, on: dt.date, payers: Library | None = None) -> None:
        self.on = on
        self.payers = payers or shipped()
        self._releases: dict[dt.date, Release] = {}
        self._editions: dict[dt.date | None, dict[str, str]] = {}

    def icd10cm(self, day: dt.date | None) -> Release:
        """The ICD-10-CM release in force on a date of service (today's where the date is not known)."""
        day = day or self.on
        release = self._releases.get(day)
        if release is None:
            release = self._releases[day] = codes.release(day)
        return release

    def unbillable(self, dx: tuple[str, ...], day: dt.date | None) -> tuple[int, ...]:
        """The indexes of the diagnoses that may not stand on a claim for a date of service."""
        release = self.icd10cm(day)
        return _unbillable(dx, release, day or self.on)

    def editions(self, day: dt.date | None) -> dict[str, str]:
        """The editions a finding on `day` rests on: this program's version and the code set's."""
        editions = self._editions.get(day)
        if editions is None:
            editions = self._editions[day] = {"cleanbill": __version__, "icd10cm": self.icd10cm(day).edition}
        return editions
