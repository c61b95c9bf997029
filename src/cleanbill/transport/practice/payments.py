"""Payments of the practice payer: new decisions, earlier ones made anew or taken back, and what follows from them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cleanbill.model.claim import Claim
from cleanbill.model.parties import Address
from cleanbill.model.remittance import (
    ClaimPayment,
    Contact,
    Payee,
    Payment,
    ProviderAdjustment,
    Reference,
    Remittance,
    RemittancePayer,
)
from cleanbill.transport.practice.adjudication import corrected, reversal
from cleanbill.transport.practice.book import Account, Book, Decided
from cleanbill.transport.practice.ways import draw, one_of, part, ways

NAME = "PRACTICE PAYER (SYNTHETIC)"
TAX_ID = "999999999"
_ADDRESS = Address("1 SYNTHETIC WAY", city="SPRINGFIELD", state="IL", zip="62701-0001")
_WARNING = Contact("SYNTHETIC DATA - NO MONEY IS PAID", "2175550199")
_NOTHING = Decimal(0)


def pay(
    book: Book,
    claim: Claim,
    new: Sequence[ClaimPayment],
    voided: Sequence[ClaimPayment],
    trace: str,
    on: dt.date,
    seed: int,
) -> Remittance:
    """The payment numbered `trace` to the billing provider of `claim`; it balances, and the book follows it.

    `new` are decisions made now, `voided` earlier ones that a claim takes back or
    replaces.
    """
    payee = claim.billing_npi or ""
    account = book.accounts.setdefault(payee, Account())
    again = list(_again(book, account, payee, seed))
    for payment in new:
        book.decided[payment.claim_number or ""] = Decided(payment, payee)
    claims = [*map(reversal, voided), *again, *new]
    paid = sum((one.paid for one in claims), _NOTHING)
    held = {one.claim_number or "": -one.paid for one in again if one.reverses and _alone(one, again)}
    others = list(_of_the_whole(account, held, paid, trace, draw(seed, trace).random()))
    account.owed = held
    taken = sum((amount for _, _, amount in others), _NOTHING)
    if paid - taken < 0:
        account.forward = taken - paid
        others.append(("FB", trace, paid - taken))
        taken = paid
    adjustments = tuple(
        ProviderAdjustment(reason, amount, reference, payee, dt.date(on.year, 12, 31))
        for reason, reference, amount in others
        if amount
    )
    return _remittance(claim, paid - taken, trace, claims, adjustments, on)


def _again(book: Book, account: Account, payee: str, seed: int) -> Iterator[ClaimPayment]:
    """Earlier decisions for a payee that are reversed and made anew, or reversed alone. Each is looked at once."""
    for number, decided in list(book.decided.items()):
        if decided.payee != payee or decided.settled:
            continue
        decided.settled = True
        what = one_of(draw(seed, number, "afterwards"), ways().afterwards)
        if what == "kept" or decided.payment.paid <= 0 or decided.payment.status != "1":
            continue
        yield reversal(decided.payment)
        decided.taken_back = what != "corrected"
        if not decided.taken_back:
            decided.payment = corrected(decided.payment)
            yield decided.payment


def _alone(one: ClaimPayment, claims: Sequence[ClaimPayment]) -> bool:
    """Whether no corrected decision follows a reversal."""
    return not any(other.claim_number == one.claim_number and not other.reverses for other in claims)


def _of_the_whole(
    account: Account, held: dict[str, Decimal], paid: Decimal, trace: str, chance: float
) -> Iterator[tuple[str, str, Decimal]]:
    """Reason, reference and amount of what is taken off a payment: what was short before, is owed, is held, is late.

    What is reversed alone is held back from the reversal (WO below zero), and taken from the payment after.
    """
    yield "FB", trace, account.forward
    account.forward = _NOTHING
    for number, amount in account.owed.items():
        yield "WO", number, amount
    for number, amount in held.items():
        yield "WO", number, -amount
    if paid > 0 and chance * 100 < ways().payments["late"]:
        yield "L6", trace, -part(paid, ways().percent.interest)


def _remittance(
    claim: Claim,
    amount: Decimal,
    trace: str,
    claims: Sequence[ClaimPayment],
    adjustments: tuple[ProviderAdjustment, ...],
    on: dt.date,
) -> Remittance:
    billing = claim.billing
    return Remittance(
        payment=Payment(
            amount=amount,
            handling="I" if amount else "H",
            method="ACH" if amount else "NON",
            date=on,
            trace=trace,
            payer_tax_id=f"1{TAX_ID}",
        ),
        produced=on,
        payer=RemittancePayer(
            name=NAME,
            id=claim.payer.id,
            address=_ADDRESS,
            references=(Reference("EO", "SYNTHETIC"),),
            claims_office=_WARNING,
            technical=_WARNING,
        ),
        payee=Payee(
            name=billing.name if billing else None,
            npi=claim.billing_npi,
            tax_id=billing.tax_id if billing else None,
            address=billing.address if billing else None,
        ),
        claims=tuple(claims),
        provider_adjustments=adjustments,
    )
