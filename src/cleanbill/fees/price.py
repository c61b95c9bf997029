"""The price of a service: the three relative values, each times its index, together times the conversion factor.

CMS's formula: [(work RVU x work GPCI) + (PE RVU x PE GPCI) + (MP RVU x MP GPCI)] x conversion factor (relative value
file, record layout). Nothing is rounded on the way; the amount is rounded to the cent.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from cleanbill import parameters
from cleanbill.fees.schedule import Service
from cleanbill.model.fee import Locality, Price, Share

NATIONAL = Locality("", "", "", "national", Decimal(1), Decimal(1), Decimal(1))
ASSISTANT = frozenset({"CQ", "CO"})
_CENT = Decimal("0.01")


def price(service: Service, place: Locality, facility: bool, factor: Decimal, percent: int) -> Price:
    """The price of a unit; of imaging that the hospital fee schedule caps, the lower of the two."""
    practice = service.fac_pe if facility else service.nonfac_pe
    full = _sum((service.work, practice, service.mp), place, factor, percent)
    if not capped(service):
        return full
    practice = service.cap_fac_pe if facility else service.cap_nonfac_pe
    return min(full, _sum((service.work, practice, service.cap_mp), place, factor, percent), key=lambda x: x.amount)


def further(
    service: Service, place: Locality, facility: bool, factor: Decimal, percent: int, on: dt.date
) -> Price | None:
    """The price of every therapy unit of a day but the first, whose practice expense is reduced; None where it is not.

    Multiple procedure indicator 5: the service of the day with the highest practice expense is paid in full.
    """
    kept = parameters.value("therapy_reduction.practice_expense", on)
    if service.multiple != "5" or kept is None:
        return None
    practice = (service.fac_pe if facility else service.nonfac_pe) * kept / 100
    return _sum((service.work, practice, service.mp), place, factor, percent)


def capped(service: Service) -> bool:
    """Whether the file holds a cap by the hospital outpatient fee schedule (Deficit Reduction Act of 2005, 5102(b))."""
    return bool(service.cap_nonfac_pe or service.cap_fac_pe or service.cap_mp)


def percent_paid(modifiers: Sequence[str], on: dt.date) -> int:
    """The part that is paid: all of it, or less for what an assistant gave (CQ, CO)."""
    part = parameters.value("assistant_payment.part", on) if ASSISTANT.intersection(modifiers) else None
    return part or 100


def known_factor(kind: str, on: dt.date) -> Decimal | None:
    """The published conversion factor, standard or qualifying, on a date; None where we do not know it."""
    value = parameters.value(f"conversion_factor.{kind}", on)
    return None if value is None else Decimal(value).scaleb(-4)


def _sum(values: Sequence[Decimal], place: Locality, factor: Decimal, percent: int) -> Price:
    indices = (place.work, place.practice_expense, place.malpractice)
    work, practice, malpractice = (
        (value, index, (value * index).normalize()) for value, index in zip(values, indices, strict=True)
    )
    shares = (Share("work", *work), Share("practice expense", *practice), Share("malpractice", *malpractice))
    total = sum((share.product for share in shares), Decimal(0))
    amount = _cents(total * factor)
    return Price(shares, total, factor, amount, _cents(amount * percent / 100))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
