"""An 835 of made-up claims, by a seeded generator: a practice's, whose amounts come again; numbers and names differ.

python benchmarks/remittances_sample.py COUNT > FILE
"""

import datetime as dt
import io
import random
import sys
from decimal import Decimal

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.parties import Address
from cleanbill.model.remittance import (
    ClaimPayment,
    Contact,
    Payee,
    Payment,
    Person,
    Remittance,
    RemittancePayer,
    ServicePayment,
)
from cleanbill.x12 import Sending, write_835

ON = dt.date(2026, 11, 15)
PRICES = {
    "97110": (6200, 3010),
    "97140": (5825, 2790),
    "97530": (7100, 3655),
    "97161": (13500, 9870),
    "98941": (5800, 4120),
}
THERAPIST = Person("THERAPIST", "SAM", id="1200000119", id_type="XX")
PAYER = RemittancePayer(
    "EXAMPLE HEALTH PLAN", "99001", address=Address("1 PAYER WAY", None, "COLUMBUS", "OH", "432150001"),
    technical=Contact("EDI SUPPORT", "2175550199"),
)  # fmt: skip


def service(number: int, code: str, at: int, chance: random.Random) -> ServicePayment:
    """A service that is paid at its price, less the patient's share."""
    units = chance.choice((1, 1, 2))
    charge, allowed = (cents * units for cents in PRICES[code])
    owed = chance.choice((0, allowed // 5, allowed // 5, allowed))
    taken = [Adjustment("CO", "45", Decimal(charge - allowed) / 100)]
    if owed:
        taken.append(Adjustment("PR", "1" if owed == allowed else "2", Decimal(owed) / 100))
    return ServicePayment(
        code, Decimal(charge) / 100, Decimal(allowed - owed) / 100, ("GP",), units=Decimal(units),
        date=dt.date(2026, 10, chance.randint(1, 28)), adjustments=tuple(taken), control_number=f"PT{number:06}-{at}",
        allowed=Decimal(allowed) / 100,
    )  # fmt: skip


def claim(number: int, chance: random.Random) -> ClaimPayment:
    """A claim of two or three services."""
    codes = chance.sample(list(PRICES), chance.choice((2, 2, 3)))
    lines = tuple(service(number, code, at, chance) for at, code in enumerate(codes, 1))
    charge = sum((one.charge for one in lines), Decimal(0))
    paid = sum((one.paid for one in lines), Decimal(0))
    patient = Person(f"SAMPLE{number % 700}", "ALEX", id=f"MBR{number // 3}", id_type="MI")
    return ClaimPayment(
        f"PT{number:06}", "1", charge, paid, None, "12", f"2630{number:09}", "11", "1", patient=patient,
        rendering=THERAPIST, remarks=("MA01", "MA18"), received=ON, lines=lines,
    )  # fmt: skip


def file(count: int) -> bytes:
    """An 835 of so many claims, at most 10,000 in a payment."""
    chance, stream = random.Random(1), io.BytesIO()
    payments = []
    for start in range(0, count, 10_000):
        claims = tuple(claim(number, chance) for number in range(start, min(count, start + 10_000)))
        total = sum((one.paid for one in claims), Decimal(0))
        payment = Payment(total, "I", "ACH", ON, f"EFT{start}", "1999999999")
        payments.append(Remittance(payment, ON, PAYER, Payee("EXAMPLE CLINIC", "1234567893"), "HUB", claims))
    write_835(payments, stream, Sending(ON))
    return stream.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(file(int(sys.argv[1])))
