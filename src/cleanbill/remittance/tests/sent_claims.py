"""Claims that were sent, what payers decide on them, and the ledger that knows of the claims."""

import datetime as dt
from decimal import Decimal
from typing import Any

from cleanbill.model.claim import Claim, Line, Patient, Payer, Rendering
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.parties import Address, Billing
from cleanbill.model.remittance import (
    REVERSAL,
    ClaimPayment,
    Payment,
    Person,
    ProviderAdjustment,
    Remittance,
    RemittancePayer,
    ServicePayment,
)
from cleanbill.remittance import Ledger, account

ON = dt.date(2026, 11, 15)
DAY = dt.date(2026, 10, 26)
FILE = "0" * 64
HOME = Address("12 OAK ST", None, "SPRINGFIELD", "IL", "627040002")
Took = tuple[str, str, str]  # group, reason, dollars


def claim(claim_id: str = "A1", charges: tuple[str, ...] = ("124.00", "58.25"), **changes: Any) -> Claim:
    """A claim of a line for each charge."""
    codes = ("97110", "97140", "97530", "97112")
    lines = tuple(
        Line(code, n, ("GP",), 2, Decimal(charge), (1,), DAY)
        for n, (code, charge) in enumerate(zip(codes, charges, strict=False), 1)
    )
    said: dict[str, Any] = {
        "claim_id": claim_id,
        "payer": Payer("medicare_b", "CONTRACTOR", "99002"),
        "patient": Patient(f"MBR-{claim_id}", "ALEX", f"SAMPLE{claim_id}", dt.date(1950, 4, 4), None, "F", HOME),
        "place_of_service": "11",
        "billing_npi": "1234567893",
        "billing": Billing(
            "EXAMPLE CLINIC", None, "123456789", "225100000X", "2175550100",
            Address("100 MAIN ST", None, "SPRINGFIELD", "IL", "627010001"),
        ),
        "rendering": Rendering("1200000119", "225100000X", "PT", "SAM", "THERAPIST"),
        "dx": ("M54.50",),
        "lines": lines,
    }  # fmt: skip
    return Claim(**(said | changes))


def ledger(*claims: Claim) -> Ledger:
    return Ledger({one.claim_id: account(one) for one in claims})


def service(line: Line, *took: Took, claim_id: str = "A1", **changes: Any) -> ServicePayment:
    """What was decided on a line: what is not taken is paid."""
    taken = tuple(Adjustment(group, reason, Decimal(amount)) for group, reason, amount in took)
    assert line.charge is not None
    paid = line.charge - sum((one.amount for one in taken), Decimal(0))
    said: dict[str, Any] = {
        "code": line.code,
        "charge": line.charge,
        "paid": paid,
        "modifiers": line.modifiers,
        "date": line.date,
        "adjustments": taken,
        "control_number": f"{claim_id}-{line.n}",
    }
    return ServicePayment(**(said | changes))


def decided(of: Claim, *lines: tuple[Took, ...], status: str = "1", **changes: Any) -> ClaimPayment:
    """What was decided on a claim, by what was taken off each of its lines."""
    services = tuple(service(line, *took, claim_id=of.claim_id) for line, took in zip(of.lines, lines, strict=True))
    said: dict[str, Any] = {
        "claim_id": of.claim_id,
        "status": status,
        "charge": sum((one.charge for one in services), Decimal(0)),
        "paid": sum((one.paid for one in services), Decimal(0)),
        "claim_number": f"ICN-{of.claim_id}",
        "patient": Person(of.patient.last_name, of.patient.first_name, id=of.patient.id, id_type="MI"),
        "lines": services,
    }
    return ClaimPayment(**(said | changes))


def reversal(of: ClaimPayment) -> ClaimPayment:
    """What takes a decision back."""
    lines = tuple(
        ServicePayment(
            one.code, -one.charge, -one.paid, one.modifiers, date=one.date, control_number=one.control_number,
            adjustments=tuple(Adjustment(x.group, x.reason, -x.amount) for x in one.adjustments),
        )
        for one in of.lines
    )  # fmt: skip
    return ClaimPayment(of.claim_id, REVERSAL, -of.charge, -of.paid, patient=of.patient, lines=lines)


def remittance(
    *claims: ClaimPayment, trace: str = "EFT1", others: tuple[ProviderAdjustment, ...] = (), payer: str = "1999999999"
) -> Remittance:
    """A payment that balances; what would go below zero is carried forward."""
    total = sum((one.paid for one in claims), Decimal(0)) - sum((one.amount for one in others), Decimal(0))
    if total < 0:
        others, total = (*others, ProviderAdjustment("FB", total, trace)), Decimal(0)
    payment = Payment(total, "I" if total else "H", "ACH" if total else "NON", ON, trace, payer)
    return Remittance(payment, ON, RemittancePayer("CONTRACTOR", "99002"), claims=claims, provider_adjustments=others)
