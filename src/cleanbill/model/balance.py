"""The equations that a remittance keeps to the cent: of each line, of each claim, of the payment."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment, ProviderAdjustment, Remittance

Equation = Literal["line", "claim", "charges", "payment", "patient"]


class Imbalance(Struct, frozen=True):
    """An equation that does not hold, in a sentence. `claim` and `line` count from 0.

    `patient`, what is said of the patient's part, is no fault of the payment.
    """

    equation: Equation
    message: str
    claim: int | None = None
    line: int | None = None


def of_claim(claim: ClaimPayment, at: int | None = None) -> Iterator[Imbalance]:
    """What of a claim does not balance; `at` is its place in the remittance."""
    taken = charged = owed = Decimal(0)
    for one in claim.adjustments:
        taken += one.amount
        if one.group == "PR":
            owed += one.amount
    for index, line in enumerate(claim.lines):
        off = Decimal(0)
        for one in line.adjustments:
            off += one.amount
            if one.group == "PR":
                owed += one.amount
        if line.charge - off != line.paid:
            text = f"{line.charge} less adjustments of {off} is {line.charge - off}, but the line pays {line.paid}."
            yield Imbalance("line", text, at, index)
        taken += off
        charged += line.charge
    if claim.charge - taken != claim.paid:
        text = f"{claim.charge} less adjustments of {taken} is {claim.charge - taken}, but the claim pays {claim.paid}."
        yield Imbalance("claim", text, at)
    if claim.lines and charged != claim.charge:
        text = f"The lines charge {charged} together, but the claim charges {claim.charge}."
        yield Imbalance("charges", text, at)
    said = claim.patient_responsibility
    if said is not None and said != owed and not claim.reverses:
        text = f"The adjustments leave {owed} to the patient, but {said} is said."
        yield Imbalance("patient", text, at)


def of_payment(amount: Decimal, paid: Decimal, taken: Decimal) -> Iterator[Imbalance]:
    """Whether the payment is what its claims paid, less what was taken off it."""
    if paid - taken != amount:
        less = f" less provider adjustments of {taken}" if taken else ""
        text = f"The claims pay {paid}{less}, which is {paid - taken}, but the payment is {amount}."
        yield Imbalance("payment", text)


def faults(remittance: Remittance) -> tuple[Imbalance, ...]:
    """Everything that does not balance, but for what is said of the patient's part alone; empty when all holds."""
    claims, others = remittance.claims, remittance.provider_adjustments
    found = [fault for at, claim in enumerate(claims) for fault in of_claim(claim, at) if fault.equation != "patient"]
    paid = sum((claim.paid for claim in claims), Decimal(0))
    return (*found, *of_payment(remittance.payment.amount, paid, total(others)))


def total(adjustments: Iterable[Adjustment | ProviderAdjustment]) -> Decimal:
    """The amounts of adjustments together."""
    amount = Decimal(0)
    for one in adjustments:
        amount += one.amount
    return amount
