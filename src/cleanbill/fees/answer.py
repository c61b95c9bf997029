"""What Medicare's fee schedule says of a service on a date, from the files that were added."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from cleanbill.data import Holding, holdings, in_force
from cleanbill.data.compiling import compiled, reader
from cleanbill.fees import localities, remarks, schedule
from cleanbill.fees import price as prices
from cleanbill.fees.status import PAID, meaning
from cleanbill.model.fee import Fee, FeeSource, Locality

_MADE_BY = [str(Path(__file__).with_name(name)) for name in ("schedule.py", "localities.py")]
_ROWS_OF_THEIR_OWN = ("26", "TC", "53")  # the modifiers for which the file has rows
_WHERE = (
    "download RVU26D.zip (or the release of the date) from the CMS page “PFS Relative Value Files” and add it with "
    "`cleanbill data add RVU26D.zip`"
)


def price(
    code: str,
    on: dt.date,
    locality: str = "",
    facility: bool = False,
    modifiers: Sequence[str] = (),
    units: int = 1,
) -> Fee:
    """The fee schedule's price of a service, step by step. Never raises for an odd code, locality or modifier.

    `locality` is contractor and number ("13202-01"), state and number ("NY 01") or part of its name; empty: the
    national price, with every index 1. Raises `DataFileError` where the cache cannot be written.
    """
    code = "".join(code.split()).upper()
    fee = Fee(code, on, "priced", "", facility=facility, modifiers=_plain(modifiers), units=max(units, 1))
    held = _schedule(on)
    if held is None:
        return replace(fee, outcome="no_file", reason=_no_file(schedule.KIND.name, "fee schedule", on))
    fee = replace(fee, sources=(_source(held),))
    gpci = in_force(localities.KIND.name, _day_of(held, on)) if locality.strip() else None
    place = _place(fee, locality, gpci)
    if isinstance(place, Fee):
        return place
    mod = next((m for m in fee.modifiers if m in _ROWS_OF_THEIR_OWN), "")
    service = schedule.service(_opened(held), code, mod)
    if service is None:
        return replace(fee, outcome="unknown", reason=_unknown(code, mod, held))
    files = (held, gpci) if gpci else (held,)
    fee = replace(fee, status=service.status, locality=place, sources=tuple(map(_source, files)))
    return _priced(fee, service, place, files)


def _priced(fee: Fee, service: schedule.Service, place: Locality, files: Sequence[Holding]) -> Fee:
    said = f"Status {service.status}, {meaning(service.status)}."
    if service.status not in PAID:
        return replace(fee, outcome="no_price", reason=said)
    if not (service.work or service.nonfac_pe or service.fac_pe or service.mp):
        return replace(fee, outcome="no_price", reason=f"{said} No values are set: the Medicare contractor prices it.")
    own, factor = _factor(files[0], fee.on)
    if factor is None:
        reason = f"{files[0].source} has no conversion factor, and none of {fee.on} is known; add the official file."
        return replace(fee, outcome="no_price", reason=reason)
    percent = prices.percent_paid(fee.modifiers, fee.on)
    first = prices.price(service, place, fee.facility, factor, percent)
    more = prices.further(service, place, fee.facility, factor, percent, fee.on)
    amount = first.paid + (more or first).paid * (fee.units - 1)
    fee = replace(fee, reason=said, first=first, further=more, amount=amount, percent=percent)
    return replace(fee, remarks=remarks.of(fee, service, files, own))


def _schedule(on: dt.date) -> Holding | None:
    """The newest file that has begun. Of two of one date (2026 on) the standard one, not that of APM participants."""
    newest = in_force(schedule.KIND.name, on)
    if newest is None:
        return None
    same = [x for x in holdings() if x.kind == newest.kind and x.start == newest.start]
    standard = [x for x in same if not x.edition.endswith(schedule.QUALIFYING)]
    return (standard or same)[-1]


def _place(fee: Fee, text: str, gpci: Holding | None) -> Locality | Fee:
    """The locality that the text means, or the answer that it is none or several."""
    if not text.strip():
        return prices.NATIONAL
    if gpci is None:
        return replace(fee, outcome="no_file", reason=_no_file(localities.KIND.name, "localities", fee.on))
    found = localities.find(localities.all_of(_opened(gpci)), text)
    if len(found) != 1:
        return replace(fee, outcome="locality", reason=localities.unclear(text, found, gpci.edition))
    return found[0]


def _day_of(held: Holding, on: dt.date) -> dt.date:
    """The date of service within the file's year: numbers of two years are not mixed."""
    return min(on, dt.date(held.start.year, 12, 31))


def _factor(held: Holding, on: dt.date) -> tuple[bool, Decimal | None]:
    """Whether the file has a conversion factor of its own, and it; else the published one of its year."""
    ((own,),) = _opened(held).execute("SELECT value FROM factor")
    return bool(own), Decimal(own) if own else prices.known_factor("standard", _day_of(held, on))


def _opened(held: Holding) -> sqlite3.Connection:
    write = schedule.write if held.kind == schedule.KIND.name else localities.write
    return reader(compiled(held, _MADE_BY, write))


def _no_file(kind: str, what: str, on: dt.date) -> str:
    later = [held for held in holdings() if held.kind == kind]
    if not later:
        return f"No Medicare {what} file is added: {_WHERE}."
    return f"The earliest {what} file begins on {later[0].start}, after {on}; {_WHERE}."


def _unknown(code: str, mod: str, held: Holding) -> str:
    with_mod = f" with modifier {mod}" if mod else ""
    return f"{code[:20]!r}{with_mod} is not in the {held.edition}."


def _source(held: Holding) -> FeeSource:
    return FeeSource(held.edition, held.source, held.sha256)


def _plain(modifiers: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys("".join(modifier.split()).upper() for modifier in modifiers if modifier.strip()))
