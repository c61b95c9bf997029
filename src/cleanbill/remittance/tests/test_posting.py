"""A payment is posted once, to the right claim and line; what is not certain is left to a person."""

import datetime as dt
from decimal import Decimal

import msgspec
import pytest
from msgspec.structs import replace

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import Payment, Person, ProviderAdjustment, Remittance, Submitted
from cleanbill.remittance import (
    Ledger,
    PostingError,
    assign,
    books,
    discard_waiting,
    items,
    of_account,
    owed_to_payers,
    payment_key,
    post,
    post_waiting,
    unpost,
)
from cleanbill.remittance.ledger import Candidate
from cleanbill.remittance.tests.sent_claims import DAY, FILE, claim, decided, ledger, remittance, reversal, service

SENT = claim()
COPAY = decided(SENT, (("CO", "45", "43.40"), ("PR", "3", "20.00")), (("CO", "45", "30.35"),))
PAID = remittance(COPAY)
KEY = payment_key(PAID)


def posted(*remittances: Remittance, start: Ledger | None = None) -> Ledger:
    state = start or ledger(SENT)
    for one in remittances:
        posting = post(state, one, FILE)
        assert posting.outcome == "posted", posting.why
        state = posting.ledger
    return state


def test_a_paid_claim_is_split_into_what_is_paid_owed_and_written_off() -> None:
    balance = of_account(posted(PAID), "A1")
    assert (balance.charge, balance.paid, balance.contractual, balance.patient) == (18225, 8850, 7375, 2000)
    assert (balance.denied, balance.open) == (0, 0)


def test_a_claim_without_a_decision_is_open() -> None:
    assert of_account(ledger(SENT), "A1").open == 18225


def test_the_same_file_twice_changes_nothing() -> None:
    state = posted(PAID)
    again = post(state, PAID, FILE)
    assert (again.outcome, again.key) == ("posted already", KEY)
    assert again.ledger is state


def test_the_same_check_in_another_file_changes_nothing() -> None:
    state = posted(PAID)
    copy = replace(PAID, receiver="ANOTHER HUB", payer=replace(PAID.payer, name="Contractor"), produced=None)
    again = post(state, copy, "f" * 64)
    assert (again.outcome, again.ledger) == ("posted already", state)


def test_another_payment_of_the_same_number_waits_for_a_person() -> None:
    other = claim("B1")
    state = posted(PAID, start=ledger(SENT, other))
    clash = remittance(decided(other, (("CO", "45", "43.40"), ("PR", "3", "20.00")), (("CO", "45", "30.35"),)))
    posting = post(state, clash, FILE)
    assert posting.outcome == "waiting"
    assert posting.why == (
        "Another payment of the same number, day and amount is posted; what it decides is not the same.",
    )
    forced = post_waiting(posting.ledger, posting.key)
    assert forced.outcome == "posted"
    assert of_account(forced.ledger, "B1").paid == 8850
    assert post(forced.ledger, clash, FILE).outcome == "posted already"


@pytest.mark.parametrize("claim_id", ["A1", "a1", " A1 ", "0"])
def test_a_line_control_number_finds_its_claim_whatever_the_claim_is_called(claim_id: str) -> None:
    state = posted(remittance(replace(COPAY, claim_id=claim_id)))
    (decision,) = state.accounts["A1"].decisions
    assert decision.matched == "control number"
    assert [part.line for part in decision.parts] == [0, 1]


def test_a_claim_number_that_was_cut_to_twenty_characters_is_found() -> None:
    sent = claim("clinic-2026-000000000123")
    lines = tuple(replace(line, control_number=None) for line in decided(sent, (), ()).lines)
    state = posted(
        remittance(replace(decided(sent, (), ()), claim_id="CLINIC-2026-00000000", lines=lines)), start=ledger(sent)
    )
    assert [made.matched for made in state.accounts[sent.claim_id].decisions] == ["claim number"]


def test_a_control_number_that_several_claims_have_decides_nothing() -> None:
    lines = tuple(replace(line, control_number=str(line.n)) for line in SENT.lines)
    one, two = replace(SENT, lines=lines), replace(claim("B1"), lines=lines)
    services = tuple(replace(line, control_number=str(n)) for n, line in enumerate(COPAY.lines, 1))
    state = posted(remittance(replace(COPAY, claim_id="B1", lines=services)), start=ledger(one, two))
    assert [made.matched for made in state.accounts["B1"].decisions] == ["claim number"]


def test_services_of_the_same_day_and_charge_find_the_claim_of_the_same_patient() -> None:
    lines = tuple(replace(line, control_number=None) for line in COPAY.lines)
    state = posted(remittance(replace(COPAY, claim_id="0", lines=lines)), start=ledger(SENT, claim("B1")))
    assert [made.matched for made in state.accounts["A1"].decisions] == ["services"]


def test_a_reversal_that_names_nothing_is_found_by_its_services() -> None:
    back = reversal(COPAY)
    lines = tuple(replace(line, control_number=None) for line in back.lines)
    state = posted(PAID, remittance(replace(back, claim_id="0", lines=lines), trace="EFT2"))
    assert state.accounts["A1"].decisions[1].matched == "services"
    assert [part.line for part in state.accounts["A1"].decisions[1].parts] == [0, 1]


def test_two_lines_of_one_code_are_told_apart_by_their_charge() -> None:
    sent = replace(SENT, lines=(SENT.lines[0], replace(SENT.lines[0], n=2, charge=Decimal("62.00"))))
    lines = tuple(service(line, control_number=None) for line in reversed(sent.lines))
    paid = replace(COPAY, charge=Decimal("186.00"), paid=Decimal("186.00"), lines=lines)
    state = posted(remittance(paid), remittance(reversal(paid), trace="EFT2"), start=ledger(sent))
    for decision in state.accounts["A1"].decisions:
        assert [part.line for part in decision.parts] == [1, 0]


def test_a_claim_is_found_by_the_services_that_were_billed_where_others_are_paid() -> None:
    first, second = (replace(line, control_number=None) for line in COPAY.lines)
    down = replace(first, code="97010", modifiers=(), submitted=Submitted("97110", ("GP",)))
    state = posted(remittance(replace(COPAY, claim_id="0", lines=(down, second))))
    assert [made.matched for made in state.accounts["A1"].decisions] == ["services"]


def test_a_service_that_was_billed_otherwise_is_found_by_what_was_billed() -> None:
    first, second = COPAY.lines
    down = replace(first, code="97010", modifiers=(), control_number=None, submitted=Submitted("97110", ("GP",)))
    state = posted(remittance(replace(COPAY, lines=(down, replace(second, control_number=None)))))
    assert [part.line for part in state.accounts["A1"].decisions[0].parts] == [0, 1]


def test_what_is_not_certain_waits_with_its_candidates_and_a_person_assigns_it() -> None:
    lines = tuple(replace(line, control_number=None) for line in COPAY.lines)
    stray = replace(COPAY, claim_id="0", lines=lines, patient=Person("SAMPEL", "ALEX"))
    state = posted(remittance(stray), start=ledger(SENT, claim("B1"), claim("C1", ("10.00",))))
    (waiting,) = state.payments[KEY].unmatched
    assert waiting.candidates == (Candidate("A1", 70), Candidate("B1", 70))
    assert (books(state).matched, books(state).unmatched) == (0, 8850)
    given = assign(state, KEY, 0, "B1")
    assert of_account(given, "B1").paid == 8850
    assert (books(given).matched, books(given).unmatched) == (8850, 0)
    assert not given.payments[KEY].unmatched
    with pytest.raises(PostingError, match="has no unmatched claim 0"):
        assign(given, KEY, 0, "A1")
    assert unpost(given, KEY) == ledger(SENT, claim("B1"), claim("C1", ("10.00",)))


def test_a_line_that_the_payer_split_is_put_together() -> None:
    first, second = COPAY.lines
    half = replace(first, charge=Decimal(62), paid=Decimal(62), adjustments=())
    rest = replace(first, charge=Decimal(62), paid=Decimal("42"), adjustments=(Adjustment("PR", "3", Decimal(20)),))
    split = replace(COPAY, lines=(half, rest, second), paid=Decimal("131.90"))
    state = posted(remittance(split))
    assert [part.line for part in state.accounts["A1"].decisions[0].parts] == [0, 0, 1]
    assert of_account(state, "A1").open == 0


def test_what_does_not_balance_waits_and_the_books_stay_as_they_are() -> None:
    wrong = replace(PAID, payment=replace(PAID.payment, amount=Decimal("88.51")))
    posting = post(ledger(SENT), wrong, FILE)
    assert posting.outcome == "waiting"
    assert posting.why == ("The claims pay 88.50, which is 88.50, but the payment is 88.51.",)
    assert posting.ledger.accounts == ledger(SENT).accounts
    assert books(posting.ledger).received == 0
    assert post(posting.ledger, wrong, FILE).ledger == posting.ledger
    assert discard_waiting(posting.ledger, posting.key) == ledger(SENT)


def test_what_a_person_posts_by_force_shows_as_a_difference() -> None:
    wrong = replace(PAID, payment=replace(PAID.payment, amount=Decimal("88.51")))
    waiting = post(ledger(SENT), wrong, FILE)
    forced = post_waiting(waiting.ledger, waiting.key)
    assert forced.outcome == "posted"
    assert not forced.ledger.waiting
    assert (books(forced.ledger).received, books(forced.ledger).difference) == (8851, 1)


def test_parts_of_a_cent_are_never_posted() -> None:
    odd = replace(PAID, payment=replace(PAID.payment, amount=Decimal("88.505")))
    with pytest.raises(PostingError, match="is not an amount of whole cents"):
        post(ledger(SENT), odd, FILE, force=True)


def test_a_reversal_takes_everything_back_and_the_correction_decides_anew() -> None:
    corrected = decided(SENT, (("CO", "45", "43.40"), ("PR", "3", "25.00")), (("CO", "45", "58.25"),))
    state = posted(PAID, remittance(reversal(COPAY), corrected, trace="EFT2"))
    balance = of_account(state, "A1")
    assert (balance.paid, balance.patient, balance.open) == (5560, 2500, 0)
    assert sum(books(state).adjusted.values()) == -3290
    assert books(state).received == 8850


def test_a_reversal_alone_leaves_the_whole_charge_open_and_a_balance_forward() -> None:
    state = posted(PAID, remittance(reversal(COPAY), trace="EFT2"))
    balance = of_account(state, "A1")
    assert (balance.paid, balance.patient, balance.contractual, balance.open) == (0, 0, 0, 18225)
    assert owed_to_payers(state) == {("1999999999", "EFT2"): 8850}


def test_a_balance_that_was_carried_forward_is_used_up() -> None:
    other = claim("B1")
    takes = (ProviderAdjustment("FB", Decimal("88.50"), "EFT2"),)
    later = remittance(decided(other, (), ()), trace="EFT3", others=takes)
    state = posted(PAID, remittance(reversal(COPAY), trace="EFT2"), later, start=ledger(SENT, other))
    assert owed_to_payers(state) == {}
    assert books(state).received == 8850 + 18225 - 8850
    assert books(state).difference == 0


def test_interest_and_recoveries_are_booked_by_their_reason() -> None:
    others = (ProviderAdjustment("WO", Decimal("4.00"), "OLD1"), ProviderAdjustment("L6", Decimal("-2.50"), "A1"))
    state = posted(remittance(COPAY, others=others))
    assert books(state).adjusted == {"WO": 400, "L6": -250}
    assert books(state).received == 8850 - 400 + 250
    assert owed_to_payers(state) == {("1999999999", "OLD1"): -400}


def test_a_payment_below_zero_is_booked_as_it_is() -> None:
    negative = replace(remittance(reversal(COPAY), trace="EFT2"), provider_adjustments=())
    negative = replace(negative, payment=replace(negative.payment, amount=Decimal("-88.50")))
    state = posted(PAID, negative)
    assert books(state).received == 0
    assert of_account(state, "A1").open == 18225


def test_the_second_payer_leaves_the_patient_what_it_says() -> None:
    second = decided(SENT, (("OA", "23", "104.00"), ("PR", "3", "5.00")), (("OA", "23", "58.25"),), status="2")
    state = posted(PAID, remittance(second, trace="CHK1", payer="1888888888"))
    balance = of_account(state, "A1")
    assert (balance.paid, balance.patient, balance.elsewhere, balance.open) == (8850 + 1500, 500, 0, 0)
    back = posted(remittance(reversal(second), trace="CHK2", payer="1888888888"), start=state)
    assert (of_account(back, "A1").paid, of_account(back, "A1").patient) == (8850, 2000)


@pytest.mark.parametrize("status", ["2", "4"])
def test_a_second_payer_that_refuses_all_leaves_what_the_first_decided(status: str) -> None:
    refused = decided(SENT, (("CO", "50", "124.00"),), (("CO", "50", "58.25"),), status=status)
    state = posted(PAID, remittance(refused, trace="CHK1", payer="1888888888"))
    assert [made.level for made in state.accounts["A1"].decisions] == [1, 2]
    balance = of_account(state, "A1")
    assert (balance.paid, balance.patient, balance.denied, balance.open) == (8850, 2000, 0, 0)
    assert len(list(items(state))) == 2


def test_a_second_payer_that_refuses_what_was_left_leaves_it_denied() -> None:
    refused = decided(SENT, (("OA", "23", "104.00"), ("CO", "50", "20.00")), (("OA", "23", "58.25"),), status="2")
    balance = of_account(posted(PAID, remittance(refused, trace="CHK1", payer="1888888888")), "A1")
    assert (balance.paid, balance.patient, balance.denied, balance.open) == (8850, 0, 2000, 0)


def test_what_an_earlier_payer_settled_outside_of_the_books_is_said() -> None:
    second = decided(SENT, (("OA", "23", "104.00"),), (("OA", "23", "58.25"),), status="2")
    balance = of_account(posted(remittance(second)), "A1")
    assert (balance.paid, balance.elsewhere, balance.open) == (2000, 16225, 0)


def test_an_estimate_settles_nothing() -> None:
    estimate = decided(SENT, (("PR", "1", "124.00"),), (("PR", "1", "58.25"),), status="25")
    assert of_account(posted(remittance(estimate)), "A1").open == 18225


def test_what_was_taken_off_the_claim_counts_as_what_was_taken_off_its_lines() -> None:
    whole = replace(COPAY, adjustments=(Adjustment("CO", "253", Decimal("1.77")),), paid=Decimal("86.73"))
    balance = of_account(posted(remittance(whole)), "A1")
    assert (balance.paid, balance.contractual, balance.open) == (8673, 7552, 0)


def test_a_claim_without_lines_is_posted_on_the_account() -> None:
    taken = (Adjustment("CO", "45", Decimal("93.75")),)
    whole = replace(COPAY, lines=(), adjustments=taken, paid=Decimal("88.50"))
    balance = of_account(posted(remittance(whole)), "A1")
    assert (balance.paid, balance.contractual, balance.open) == (8850, 9375, 0)


def test_the_ledger_is_one_document_that_is_kept_and_read_back() -> None:
    stray = replace(COPAY, claim_id="0", patient=None, lines=(service(SENT.lines[0], control_number=None),))
    stray = replace(stray, charge=Decimal(124), paid=Decimal(124))
    state = posted(PAID, remittance(stray, trace="EFT2"))
    state = post(state, replace(PAID, payment=Payment(Decimal(1), date=DAY)), FILE).ledger
    assert state.payments[KEY].date == dt.date(2026, 11, 15)
    assert msgspec.json.decode(msgspec.json.encode(state), type=Ledger) == state


def test_unposting_what_is_not_posted_is_refused() -> None:
    with pytest.raises(PostingError, match="No payment is posted under 'EFT9'"):
        unpost(ledger(SENT), "EFT9")
