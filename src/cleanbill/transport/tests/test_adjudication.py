"""The practice payer's decisions: every cent accounted for, every way there is, the same for the same seed."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from cleanbill.model import balance
from cleanbill.model.claim import Claim, Line
from cleanbill.model.other_payer import Adjudication, Adjustment, OtherPayer
from cleanbill.model.parties import Subscriber
from cleanbill.model.remittance import ClaimPayment, Remittance
from cleanbill.transport.practice.adjudication import corrected, decide, reversal
from cleanbill.transport.practice.book import Book
from cleanbill.transport.practice.front import judge
from cleanbill.transport.practice.payments import NAME, pay
from cleanbill.transport.practice.ways import ways
from cleanbill.x12 import Sending, Trading, write_835

ON = dt.date(2026, 11, 5)
TRADING = Trading(submitter_id="HUB", receiver_id="CLINIC", test=True)
Make = Callable[..., Claim]

lines = st.builds(
    Line,
    code=st.sampled_from(["97110", "97140", "97530", "99214", "98941", "20553"]),
    units=st.integers(1, 6),
    charge=st.integers(0, 60_000).map(lambda cents: Decimal(cents) / 100),
    date=st.just(ON),
)
some_lines = st.lists(lines, min_size=1, max_size=6).map(tuple)


def reasons(payments: Sequence[ClaimPayment]) -> Counter[str]:
    taken = [one for payment in payments for line in payment.lines for one in line.adjustments]
    return Counter(f"{one.group} {one.reason}" for one in taken)


@given(some_lines, st.integers(), st.sampled_from(["medicare_b", "commercial", None]))
def test_every_decision_balances_and_so_do_its_reversal_and_its_correction(
    lines: tuple[Line, ...], seed: int, payer: str | None
) -> None:
    claim = Claim(claim_id="A1", lines=lines)
    claim = structs.replace(claim, payer=structs.replace(claim.payer, type=payer))
    payment = decide(claim, (), seed)
    for one in (payment, reversal(payment), *([corrected(payment)] if payment.paid > 0 else [])):
        assert not list(balance.of_claim(one))
        assert abs(one.charge) == sum(line.charge or 0 for line in lines)
    assert 0 <= payment.paid <= payment.charge
    assert all(line.paid >= 0 for line in payment.lines)


def test_the_same_claim_and_seed_are_decided_the_same_and_another_seed_differently(claim: Make) -> None:
    first = [decide(claim(f"A{n}"), (), 1) for n in range(20)]
    assert first == [decide(claim(f"A{n}"), (), 1) for n in range(20)]
    assert first != [decide(claim(f"A{n}"), (), 2) for n in range(20)]


def medicare(claim: Claim) -> Claim:
    return structs.replace(claim, payer=structs.replace(claim.payer, type="medicare_b"))


def test_medicare_keeps_two_percent_back_and_reduces_later_therapy(claim: Make) -> None:
    payments = [decide(medicare(claim(f"A{n}")), (), 1) for n in range(30)]
    found = reasons(payments)
    assert {"CO 45", "CO 59", "CO 253", "PR 1", "PR 2"} <= set(found)
    assert "PR 3" not in found
    for payment in payments:
        first, *_ = payment.lines
        assert not any(one.reason == "59" for one in first.adjustments), "the first is paid in full"
        for line in payment.lines:
            kept = sum(one.amount for one in line.adjustments if one.reason == "253")
            assert kept == round((line.paid + kept) * 2 / 100, 2)


def test_other_payers_have_copayments_and_keep_nothing_back(claim: Make) -> None:
    found = reasons([decide(claim(f"A{n}"), (), 1) for n in range(40)])
    assert {"CO 45", "PR 1", "PR 2", "PR 3"} <= set(found)
    assert not {"CO 253", "CO 59"} & set(found)


def test_among_many_claims_every_way_comes_up(claim: Make) -> None:
    visit = claim()
    lines = tuple(structs.replace(line, code=code) for line, code in zip(visit.lines, ("97162", "97110"), strict=True))
    payments = [decide(structs.replace(visit, claim_id=f"A{n}", lines=lines), (), 1) for n in range(200)]
    found = reasons(payments)
    assert set(found) >= {"CO 97", *(f"{one.group} {one.carc}" for one in ways().refusals)}
    assert any(len(payment.lines) == 3 for payment in payments), "split"
    assert any(line.submitted and line.code == "97161" for one in payments for line in one.lines), "recoded"
    assert any(one.paid == 0 for one in payments), "refused"
    assert any(one.paid and any(not line.paid for line in one.lines) for one in payments), "refused in part"


def test_a_line_that_is_split_is_found_again_by_its_control_number(claim: Make) -> None:
    visit = claim()
    lines = tuple(structs.replace(line, control_number=f"L{n}") for n, line in enumerate(visit.lines))
    payments = [decide(structs.replace(visit, claim_id=f"A{n}", lines=lines), (), 1) for n in range(60)]
    split = next(one for one in payments if len(one.lines) == 3)
    assert [line.control_number for line in split.lines] == ["L0", "L0", "L1"]
    assert split.lines[0].charge + split.lines[1].charge == visit.lines[0].charge


def test_what_the_rules_find_is_denied_by_the_reason_that_the_rule_forecasts(claim: Make) -> None:
    visit = claim()
    first, second = visit.lines
    wrong = structs.replace(visit, lines=(structs.replace(first, units=4), second))
    judged = judge(wrong, Book(), ON)
    errors = [one for one in judged.findings if one.severity == "error"]
    assert errors
    payment = decide(wrong, judged.findings, 1)
    assert payment.lines[0].paid == 0
    assert [one.reason for one in payment.lines[0].adjustments] == [errors[0].denials[0].carc]


def test_a_duplicate_is_refused_as_one(claim: Make) -> None:
    payment = decide(claim(), (), 1, duplicate=True)
    assert payment.paid == 0
    assert set(reasons([payment])) == {"OA 18"}


def test_a_later_payer_pays_what_the_first_left_to_the_patient(claim: Make) -> None:
    visit = claim()
    first, second = visit.lines
    left = Adjustment("PR", "2", Decimal(18))
    before = Adjudication("99001", Decimal(60), "97110", adjustments=(Adjustment("CO", "45", Decimal(12)), left))
    secondary = structs.replace(
        visit,
        subscriber=Subscriber(priority="secondary"),
        other_payers=(OtherPayer("primary"),),
        lines=(structs.replace(first, adjudications=(before,)), second),
    )
    payment = next(one for seed in range(9) if (one := decide(secondary, (), seed)).paid)
    assert payment.status == "2"
    assert payment.paid == 18
    assert reasons([payment]) == {"OA 23": 2}
    assert not list(balance.of_claim(payment))


def runs(claim: Make, book: Book, count: int = 8) -> Iterator[Remittance]:
    for run in range(count):
        new = [decide(medicare(claim(f"R{run}-{n}")), (), 1) for n in range(6)]
        yield pay(book, claim(), new, (), f"T{run}", ON, 1)


def test_every_payment_balances_and_can_be_written(claim: Make) -> None:
    for number, remittance in enumerate(runs(claim, Book()), 1):
        assert not balance.faults(remittance)
        write_835([remittance], BytesIO(), Sending(ON, number, TRADING))


def test_earlier_decisions_are_reversed_and_made_anew_or_taken_back(claim: Make) -> None:
    book = Book()
    remittances = list(runs(claim, book))
    claims = [(one.claim_number, one.status) for each in remittances for one in each.claims]
    turned = [number for number, status in claims if status == "22"]
    assert len(turned) == len(set(turned)), "a decision is reversed once"
    others = [one for each in remittances for one in each.provider_adjustments]
    assert {one.reason for one in others} == {"WO", "L6"}
    held = {one.reference: one.amount for one in others if one.reason == "WO" and one.amount < 0}
    taken = {one.reference: one.amount for one in others if one.reason == "WO" and one.amount > 0}
    assert taken
    assert {number for number, one in book.decided.items() if one.taken_back} == set(held)
    assert all(held[number] == -amount for number, amount in taken.items()), "what is held back is taken the next time"


def test_what_a_payment_falls_short_of_is_carried_forward(claim: Make) -> None:
    book = Book()
    paid = next(one for n in range(20) if (one := decide(claim(f"V{n}"), (), 1)).paid)
    first = pay(book, claim(), [], [paid], "T1", ON, 1)
    assert first.payment.amount == 0
    assert (first.payment.method, first.payment.handling) == ("NON", "H")
    assert [(one.reason, one.amount) for one in first.provider_adjustments] == [("FB", -paid.paid)]
    second = pay(book, claim(), [structs.replace(paid, claim_number="N2")], [], "T2", ON, 1)
    assert ("FB", paid.paid) in [(one.reason, one.amount) for one in second.provider_adjustments]
    assert not balance.faults(first)
    assert not balance.faults(second)


def test_a_remittance_says_that_it_is_synthetic(claim: Make) -> None:
    remittance = pay(Book(), claim(), [decide(claim(), (), 1)], [], "T1", ON, 1)
    stream = BytesIO()
    write_835([remittance], stream, Sending(ON, 1, TRADING))
    text = stream.getvalue().decode()
    assert f"N1*PR*{NAME}~" in text
    assert text.count("SYNTHETIC") >= 4
    assert text[:106].endswith("*0*T*:~")


@pytest.mark.parametrize("percent", [ways().weights, ways().afterwards])
def test_weights_are_of_a_hundred(percent: dict[str, int]) -> None:
    assert sum(percent.values()) == 100
