"""How long a payer's decision can be appealed."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from cleanbill.model.claim import PayerType
from cleanbill.parameters import in_force

LEVELS = ("redetermination", "reconsideration")
"""What Medicare calls its first two levels of appeal."""
_FINAL = frozenset({"N211", "MA130"})  # RARC of X12: no appeal; no appeal rights, send a new claim


class AppealClock(Struct, frozen=True):
    """A level of appeal, the last day on which the request may arrive, and who says so."""

    level: str
    last_day: dt.date
    authority: str


def appealable(remarks: Iterable[str]) -> bool:
    """Whether a decision with these remarks can be appealed: false where the payer itself says that it cannot."""
    return not _FINAL & set(remarks)


def appeal_clock(payer: PayerType | None, decided: dt.date, level: int = 1) -> AppealClock | None:
    """The clock of a decision that is dated `decided`: of the remittance at level 1, of the first answer at level 2.

    None where no source says it: other payers' limits stand in their contracts and on the remittance advice.
    """
    if not 1 <= level <= len(LEVELS):
        return None
    edition = in_force(f"{LEVELS[level - 1]}_days", decided)
    if edition is None or payer not in edition.values:
        return None
    days = edition.values[payer] + edition.values[f"{payer}_received"]
    return AppealClock(LEVELS[level - 1], decided + dt.timedelta(days), edition.source)
