"""Remittances that balance, made at random."""

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.parties import Address
from cleanbill.model.remittance import (
    REVERSAL,
    ClaimPayment,
    Contact,
    Payee,
    Payment,
    Person,
    ProviderAdjustment,
    Reference,
    Remittance,
    RemittancePayer,
    ServicePayment,
    Submitted,
)

ON = dt.date(2026, 11, 15)
PAYER = RemittancePayer(
    "EXAMPLE HEALTH PLAN", "99001", address=Address("1 PAYER WAY", None, "COLUMBUS", "OH", "432150001"),
    claims_office=Contact("CLAIMS HELP", "2175550188"), technical=Contact("EDI SUPPORT", "2175550199"),
    policies="PAYER.EXAMPLE/POLICY",
)  # fmt: skip
PAYEE = Payee("EXAMPLE SPINE AND REHAB", "1234567893", "123456789")
words = st.from_regex(r"[A-Z][A-Z0-9]{1,9}", fullmatch=True)
days = st.dates(dt.date(2026, 1, 2), ON)
cents = st.integers(1, 30_000).map(lambda value: Decimal(value) / 100)


def optional(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


people = st.builds(Person, words, optional(words), optional(words), st.none(), words, st.just("MI"))
rendering = st.builds(Person, words, words, st.none(), st.none(), st.just("1200000119"), st.just("XX"))
corrected = st.builds(Person, words, optional(words)) | st.builds(Person, words, id=words, id_type=st.just("C"))


@st.composite
def adjustments(draw: st.DrawFn) -> tuple[Adjustment, ...]:
    groups = st.sampled_from(["CO", "PR", "OA", "PI"])
    reasons = st.sampled_from(["45", "253", "1", "2", "3", "97", "151", "197", "50", "23"])
    quantities = st.sampled_from([None, None, Decimal(1), Decimal(-2), Decimal("0.5"), Decimal(0)])
    signed = cents | cents.map(lambda value: -value)
    return tuple(draw(st.lists(st.builds(Adjustment, groups, reasons, signed, quantities), max_size=9)))


@st.composite
def service_payments(draw: st.DrawFn) -> ServicePayment:
    taken = draw(adjustments())
    paid = draw(cents | st.just(Decimal(0)))
    start = draw(days)
    return ServicePayment(
        code=draw(st.sampled_from(["97110", "97140", "98941", "G0283"])),
        charge=paid + sum((one.amount for one in taken), Decimal(0)),
        paid=paid,
        modifiers=tuple(draw(st.lists(st.sampled_from(["GP", "59", "KX"]), max_size=4, unique=True))),
        units=draw(st.sampled_from([None, Decimal(1), Decimal(3), Decimal(0)])),
        submitted=draw(st.sampled_from([None, Submitted("97530", ("GP",)), Submitted("97112", (), Decimal(2))])),
        date=start,
        to=draw(st.sampled_from([None, start + dt.timedelta(2)])),
        adjustments=taken,
        control_number=draw(optional(words)),
        allowed=draw(optional(cents)),
        remarks=tuple(draw(st.lists(st.sampled_from(["N362", "M15", "MA130"]), max_size=3))),
        amounts=draw(st.dictionaries(st.sampled_from(["KH", "T", "ZK"]), cents, max_size=2)),
        references=tuple(draw(st.sampled_from([(), (Reference("G1", "AUTH1"), Reference("0K", "POLICY"))]))),
    )


@st.composite
def claim_payments(draw: st.DrawFn) -> ClaimPayment:
    lines = tuple(draw(st.lists(service_payments(), min_size=1, max_size=4)))
    taken = draw(st.just(()) | adjustments())
    off = sum((one.amount for one in taken), Decimal(0))
    owed = [one.amount for part in (taken, *(line.adjustments for line in lines)) for one in part if one.group == "PR"]
    return ClaimPayment(
        claim_id=draw(words),
        status=draw(st.sampled_from(["1", "2", "3", "4", "19", "20", "21"])),
        charge=sum((line.charge for line in lines), Decimal(0)),
        paid=sum((line.paid for line in lines), Decimal(0)) - off,
        patient_responsibility=sum(owed, Decimal(0)) if owed else None,
        filing=draw(st.sampled_from(["12", "MB", "MC"])),
        claim_number=draw(words),
        place_of_service=draw(st.sampled_from([None, "11"])),
        frequency_code=draw(st.sampled_from([None, "1", "7"])),
        adjustments=taken,
        patient=draw(people),
        insured=draw(optional(people)),
        corrected=draw(optional(corrected)),
        rendering=draw(optional(rendering)),
        crossover=draw(st.sampled_from([None, Person("SUPPLEMENT PLAN", id="99005", id_type="PI")])),
        remarks=tuple(draw(st.lists(st.sampled_from(["MA01", "MA18"]), max_size=5))),
        references=tuple(draw(st.sampled_from([(), (Reference("EA", "CHART1"),)]))),
        service_from=draw(optional(days)),
        coverage_ended=draw(optional(days)),
        received=draw(optional(days)),
        amounts=draw(st.dictionaries(st.sampled_from(["AU", "I"]), cents, max_size=2)),
        lines=lines,
    )


def reversed_claim(claim: ClaimPayment) -> ClaimPayment:
    """What takes a decision back: the same with its signs turned."""
    return ClaimPayment(
        claim_id=claim.claim_id,
        status=REVERSAL,
        charge=-claim.charge,
        paid=-claim.paid,
        filing=claim.filing,
        claim_number=claim.claim_number,
        adjustments=_turned(claim.adjustments),
        patient=claim.patient,
        lines=tuple(
            ServicePayment(
                line.code, -line.charge, -line.paid, line.modifiers, date=line.date,
                adjustments=_turned(line.adjustments), control_number=line.control_number,
            )
            for line in claim.lines
        ),
    )  # fmt: skip


def _turned(taken: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(Adjustment(one.group, one.reason, -one.amount) for one in taken)


def balanced(
    claims: tuple[ClaimPayment, ...], others: tuple[ProviderAdjustment, ...], trace: str, **said: object
) -> Remittance:
    """A remittance of these claims. What would go below zero is carried forward."""
    total = sum((claim.paid for claim in claims), Decimal(0)) - sum((one.amount for one in others), Decimal(0))
    if total < 0:
        others = (*others, ProviderAdjustment("FB", total, trace, "1234567893", dt.date(2026, 12, 31)))
        total = Decimal(0)
    payment = Payment(total, "I" if total else "H", "ACH" if total else "NON", ON, trace, "1999999999")
    return Remittance(payment, ON, PAYER, PAYEE, claims=claims, provider_adjustments=others)


others = st.builds(
    ProviderAdjustment, st.sampled_from(["WO", "L6", "72", "CS"]), cents | cents.map(lambda value: -value),
    optional(words), st.just("1234567893"), st.sampled_from([dt.date(2026, 12, 31), dt.date(2027, 12, 31)]),
)  # fmt: skip


@st.composite
def remittances(draw: st.DrawFn) -> Remittance:
    claims = draw(st.lists(claim_payments(), max_size=4))
    claims += [reversed_claim(claim) for claim in claims if draw(st.booleans())]
    return balanced(tuple(claims), tuple(draw(st.lists(others, max_size=9))), draw(words))
