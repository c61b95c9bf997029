"""A denial stays open until someone closes it with a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from msgspec.structs import replace

from cleanbill.remittance import Closing, Ledger, OpenItem, PostingError, close, items, of_account, reopen, unpost
from cleanbill.remittance import payment_key as key_of
from cleanbill.remittance.tests.sent_claims import claim, decided, remittance, reversal
from cleanbill.remittance.tests.test_posting import posted

SENT = claim()
DENIED = decided(SENT, (("CO", "197", "124.00"),), (("CO", "45", "30.35"),))
WITH_REMARK = replace(DENIED, lines=(replace(DENIED.lines[0], remarks=("M62",)), DENIED.lines[1]))
FIRST = remittance(WITH_REMARK)
CLOSING = Closing("Appeal was turned down.", dt.date(2026, 12, 1), "biller")


def only(state: Ledger) -> OpenItem:
    (item,) = items(state)
    return item


def test_a_denied_line_is_an_open_item_with_its_next_act() -> None:
    item = only(posted(FIRST))
    assert (item.claim_id, item.line, item.amount, item.whole) == ("A1", 0, 12400, True)
    assert (item.reasons, item.remarks) == (("CO-197",), ("M62",))
    assert item.acts == ("Ask for a retroactive authorization or appeal.",)
    assert (item.claim_number, item.proposal, item.closing) == ("ICN-A1", "", None)


def test_a_denial_is_not_written_off_by_itself() -> None:
    balance = of_account(posted(FIRST), "A1")
    assert (balance.denied, balance.contractual, balance.written_off, balance.open) == (12400, 3035, 0, 0)


@pytest.mark.parametrize(
    "took",
    [
        (("CO", "45", "124.00"),),
        (("PR", "1", "124.00"),),
        (("OA", "23", "124.00"),),
        (("CO", "45", "43.40"), ("CO", "253", "80.60")),
        (("CO", "45", "43.40"), ("PR", "2", "80.60")),
    ],
)
def test_what_is_contractual_the_patients_or_settled_before_is_no_denial(
    took: tuple[tuple[str, str, str], ...],
) -> None:
    assert list(items(posted(remittance(decided(SENT, took, ()))))) == []


def test_units_that_were_cut_are_an_open_item_of_a_paid_line() -> None:
    item = only(posted(remittance(decided(SENT, (("CO", "45", "21.70"), ("CO", "151", "62.00")), ()))))
    assert (item.amount, item.whole, item.reasons) == (6200, False, ("CO-151",))


def test_what_the_patient_owes_for_a_service_that_was_refused_is_an_open_item_too() -> None:
    state = posted(remittance(decided(SENT, (("PR", "119", "124.00"),), ())))
    assert only(state).reasons == ("PR-119",)
    balance = of_account(state, "A1")
    assert (balance.patient, balance.denied) == (12400, 0)
    done = close(state, only(state).id, replace(CLOSING, written_off=12400))
    assert (of_account(done, "A1").patient, of_account(done, "A1").written_off) == (0, 12400)


def test_a_reason_that_nobody_knows_is_an_open_item() -> None:
    item = only(posted(remittance(decided(SENT, (("CO", "999", "124.00"),), ()))))
    assert item.acts == ("Read the payer's remarks and ask the payer what it wants.",)


def test_an_item_is_closed_by_someone_with_a_reason() -> None:
    state = posted(FIRST)
    for closing in (replace(CLOSING, reason=" "), replace(CLOSING, by="")):
        with pytest.raises(PostingError, match="closed with a reason, by someone"):
            close(state, only(state).id, closing)
    done = close(state, only(state).id, replace(CLOSING, written_off=12400))
    assert list(items(done)) == []
    (item,) = items(done, closed=True)
    assert item.closing
    assert item.closing.by == "biller"
    balance = of_account(done, "A1")
    assert (balance.denied, balance.written_off, balance.open) == (0, 12400, 0)
    assert only(reopen(done, item.id)).closing is None


def test_no_more_is_written_off_than_was_denied() -> None:
    state = posted(FIRST)
    for cents in (12401, -1):
        with pytest.raises(PostingError, match="cannot be written off; the item is of 12400"):
            close(state, only(state).id, replace(CLOSING, written_off=cents))


def test_a_correction_that_pays_proposes_to_close_and_does_not_close() -> None:
    paid = decided(SENT, (("CO", "45", "43.40"),), (("CO", "45", "30.35"),))
    second = remittance(reversal(WITH_REMARK), paid, trace="EFT2")
    state = posted(FIRST, second)
    assert only(state).proposal == f"Payment {key_of(second)} pays 80.60 on it."
    assert of_account(state, "A1").denied == 0
    assert only(unpost(state, key_of(second))).proposal == ""


def test_a_reversal_alone_proposes_to_close() -> None:
    state = posted(FIRST, remittance(reversal(WITH_REMARK), trace="EFT2"))
    assert only(state).proposal == "The payer took this decision back."


def test_a_second_denial_proposes_nothing_and_counts_once() -> None:
    state = posted(FIRST, remittance(replace(WITH_REMARK, claim_number="ICN2"), trace="EFT2"))
    assert [item.proposal for item in items(state)] == ["", ""]
    assert of_account(state, "A1").denied == 12400


def test_a_denied_claim_that_is_sent_again_and_paid_leaves_nothing_denied() -> None:
    denied = decided(SENT, (("CO", "16", "124.00"),), (("CO", "16", "58.25"),))
    paid = decided(SENT, (("CO", "45", "43.40"),), (("CO", "45", "30.35"),))
    state = posted(remittance(denied), remittance(paid, trace="EFT2"))
    balance = of_account(state, "A1")
    assert (balance.paid, balance.contractual, balance.denied, balance.open) == (10850, 7375, 0, 0)
    assert all(item.proposal for item in items(state))
    again = posted(remittance(reversal(paid), trace="EFT3"), start=state)
    assert (of_account(again, "A1").denied, of_account(again, "A1").open) == (18225, 0)


def test_a_write_off_ends_with_the_denial_that_it_was_of() -> None:
    state = posted(FIRST)
    state = close(state, only(state).id, replace(CLOSING, written_off=12400))
    paid = decided(SENT, (("CO", "45", "43.40"),), (("CO", "45", "30.35"),))
    balance = of_account(posted(remittance(reversal(WITH_REMARK), paid, trace="EFT2"), start=state), "A1")
    assert (balance.paid, balance.denied, balance.written_off, balance.open) == (10850, 0, 0, 0)


def test_a_denial_that_is_unposted_is_gone_and_comes_back_closed() -> None:
    state = posted(FIRST)
    done = close(state, only(state).id, CLOSING)
    gone = unpost(done, key_of(FIRST))
    assert list(items(gone, closed=True)) == []
    assert list(items(posted(FIRST, start=gone))) == []


def test_an_item_that_is_not_open_cannot_be_closed() -> None:
    with pytest.raises(PostingError, match="There is no open item 'x'"):
        close(posted(FIRST), "x", CLOSING)
    assert FIRST.payment.amount == Decimal("27.90")
