"""What is decided on one service: every cent of its charge is paid, or taken off with a reason."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from msgspec import structs

from cleanbill import fees
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ServicePayment, Submitted
from cleanbill.transport.practice.ways import part, ways

NOTHING = Decimal(0)
MOST_UNITS = 999


def allowed(line: Line, chance: Random) -> Decimal:
    """The price of a line: that of the fee schedule where its file is added, else a part of the charge."""
    charge, percent = line.charge or NOTHING, ways().percent
    share = part(charge, chance.randint(percent.allowed_from, percent.allowed_to))
    if not line.date:
        return share
    units = min(max(int(line.units or 1), 1), MOST_UNITS)
    fee = fees.price(line.code, line.date, modifiers=line.modifiers, units=units)
    return min(charge, share if fee.amount is None else fee.amount)


def priced(line: Line, price: Decimal, reduced: bool) -> ServicePayment:
    """A line paid at its price; `reduced`: as a later procedure of the day (CO 59)."""
    charge = line.charge or NOTHING
    off = part(price, ways().percent.later_procedure) if reduced else NOTHING
    adjustments = _filled(("CO", "45", charge - price), ("CO", "59", off))
    return _service(line, price - off, adjustments, allowed=price - off)


def refused(line: Line, denial: Denial) -> ServicePayment:
    """A line of which nothing is paid."""
    adjustments = _filled((denial.group or "CO", denial.carc, line.charge or NOTHING))
    return _service(line, NOTHING, adjustments, remarks=(denial.rarc,) if denial.rarc else ())


def after(line: Line) -> ServicePayment:
    """A line as a later payer decides: it pays what was left to the patient; the rest is settled (OA 23)."""
    owed = [one.amount for payer in line.adjudications[-1:] for one in payer.adjustments if one.group == "PR"]
    left = sum(owed, NOTHING)
    return _service(line, left, _filled(("OA", "23", (line.charge or NOTHING) - left)), allowed=left)


def with_patient(service: ServicePayment, reason: str, amount: Decimal) -> ServicePayment:
    """A service of which the patient pays a part: 1 deductible, 2 coinsurance, 3 co-payment."""
    amount = min(amount, service.paid)
    return structs.replace(
        service,
        paid=service.paid - amount,
        adjustments=(*service.adjustments, *_filled(("PR", reason, amount))),
    )


def sequestered(service: ServicePayment) -> ServicePayment:
    """A service of which the law keeps a part back (CO 253)."""
    off = part(service.paid, ways().percent.sequestration)
    return structs.replace(
        service, paid=service.paid - off, adjustments=(*service.adjustments, *_filled(("CO", "253", off)))
    )


def recoded(service: ServicePayment, line: Line, code: str) -> ServicePayment:
    """A service that is paid as another one."""
    return structs.replace(service, code=code, submitted=Submitted(line.code, line.modifiers))


def split(line: Line) -> tuple[Line, Line]:
    """A line of several units as two: its first unit, and the rest."""
    units = Decimal(str(line.units))
    charge = line.charge or NOTHING
    first = (charge / units).quantize(Decimal("0.01"))
    return (
        structs.replace(line, units=1, charge=first),
        structs.replace(line, units=int(units) - 1, charge=charge - first),
    )


def reversed_(service: ServicePayment) -> ServicePayment:
    """A service with the signs of its amounts turned."""
    turned = tuple(structs.replace(one, amount=-one.amount) for one in service.adjustments)
    return structs.replace(service, charge=-service.charge, paid=-service.paid, adjustments=turned, allowed=None)


def _service(
    line: Line,
    paid: Decimal,
    adjustments: tuple[Adjustment, ...],
    remarks: Sequence[str] = (),
    allowed: Decimal | None = None,
) -> ServicePayment:
    units = None if line.units is None else Decimal(str(line.units))
    return ServicePayment(
        code=line.code,
        charge=line.charge or NOTHING,
        paid=paid,
        modifiers=line.modifiers,
        units=units,
        date=line.date,
        adjustments=adjustments,
        control_number=line.control_number,
        allowed=allowed,
        remarks=tuple(remarks),
    )


def _filled(*adjustments: tuple[str, str, Decimal]) -> tuple[Adjustment, ...]:
    """The adjustments that are not of nothing."""
    return tuple(Adjustment(*one) for one in adjustments if one[2])
