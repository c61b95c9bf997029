"""What Medicare pays for a service on a date, with the arithmetic; what `cleanbill fee --json` prints."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Outcome = Literal["priced", "no_price", "unknown", "locality", "no_file"]


class Locality(Struct, frozen=True):
    """A Medicare payment locality and its three geographic practice cost indices (GPCI)."""

    mac: str
    state: str
    number: str
    name: str
    work: Decimal
    practice_expense: Decimal
    malpractice: Decimal

    @property
    def id(self) -> str:
        """Contractor and locality number: "13202-01"."""
        return f"{self.mac}-{self.number}"


class Share(Struct, frozen=True):
    """One of the three parts of a price: its relative value units, the locality's index, and their product."""

    part: Literal["work", "practice expense", "malpractice"]
    value: Decimal
    index: Decimal
    product: Decimal


class Price(Struct, frozen=True):
    """A unit's price step by step: the shares, their sum, the conversion factor, and dollars rounded to the cent.

    `paid` is `amount` after what a modifier takes off.
    """

    shares: tuple[Share, ...]
    total: Decimal
    factor: Decimal
    amount: Decimal
    paid: Decimal


class FeeSource(Struct, frozen=True):
    """A file that the answer was read from: its edition, the name it came under, its hash."""

    edition: str
    file: str
    sha256: str


class Fee(Struct, frozen=True):
    """The fee schedule's answer for one service.

    `outcome`: priced; no_price (the fee schedule pays nothing, or no fixed price: `reason`); unknown (the code is
    not in the file); locality (the place is none or several); no_file (no file is added for the date). `first` is the
    price of a unit; `further`, for therapy, that of every further unit of the day. `amount` is all `units` together.
    """

    code: str
    on: dt.date
    outcome: Outcome
    reason: str
    status: str = ""
    facility: bool = False
    modifiers: tuple[str, ...] = ()
    units: int = 1
    locality: Locality | None = None
    first: Price | None = None
    further: Price | None = None
    amount: Decimal | None = None
    percent: int = 100
    remarks: tuple[str, ...] = ()
    sources: tuple[FeeSource, ...] = ()
