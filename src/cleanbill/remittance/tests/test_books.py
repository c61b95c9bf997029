"""The books balance to the cent at every step, whatever payers pay, deny, take back and pay again."""

from collections import Counter
from decimal import Decimal
from random import Random
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill.model.claim import Claim
from cleanbill.model.remittance import ClaimPayment, ProviderAdjustment, Remittance
from cleanbill.remittance import Ledger, books, items, of_account, owed_to_payers, payment_key, post, unpost
from cleanbill.remittance.ledger import cents
from cleanbill.remittance.tests.sent_claims import FILE, Took, claim, decided, ledger, remittance, reversal

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
dollars = st.integers(1, 20_000).map(lambda value: Decimal(value) / 100)


class History(NamedTuple):
    """Claims, remittances in the order in which they come, and what each claim's last decision is after each."""

    sent: tuple[Claim, ...]
    remittances: tuple[Remittance, ...]
    standing: tuple[dict[str, ClaimPayment | None], ...]


@st.composite
def taken(draw: st.DrawFn, charge: Decimal) -> tuple[Took, ...]:
    """What is taken off a line: all of it by a denial, or some of it for several reasons."""
    if draw(st.integers(0, 4)) == 0:
        return (("CO", draw(st.sampled_from(["16", "97", "197", "50"])), str(charge)),)
    left, took = charge, []
    for group, reason in (("CO", "45"), ("PR", "1"), ("PR", "2"), ("CO", "253"), ("CO", "151")):
        amount = left * draw(st.sampled_from([0, 0, 20, 33, 100])) / 100
        amount = amount.quantize(Decimal("0.01"))
        if amount:
            took.append((group, reason, str(amount)))
            left -= amount
    return tuple(took)


@st.composite
def histories(draw: st.DrawFn) -> History:
    sent = tuple(
        claim(f"C{n}", tuple(str(one) for one in draw(st.lists(dollars, min_size=1, max_size=3))))
        for n in range(draw(st.integers(1, 4)))
    )
    standing: dict[str, ClaimPayment | None] = {one.claim_id: None for one in sent}
    found, after = [], []
    for n in range(draw(st.integers(1, 5))):
        claims: list[ClaimPayment] = []
        for one in draw(st.lists(st.sampled_from(sent), max_size=3, unique_by=lambda one: one.claim_id)):
            before = standing[one.claim_id]
            if before is not None:
                claims.append(reversal(before))
                standing[one.claim_id] = None
            if before is None or draw(st.booleans()):
                lines = [draw(taken(line.charge or Decimal(0))) for line in one.lines]
                standing[one.claim_id] = decided(one, *lines)
                claims.append(decided(one, *lines))
        others = draw(
            st.lists(
                st.builds(ProviderAdjustment, st.sampled_from(["WO", "L6", "72"]), dollars, st.just("R")), max_size=2
            )
        )
        found.append(remittance(*claims, trace=f"EFT{n}", others=tuple(others)))
        after.append(dict(standing))
    return History(sent, tuple(found), tuple(after))


def all_posted(state: Ledger, remittances: tuple[Remittance, ...]) -> Ledger:
    for one in remittances:
        state = post(state, one, FILE).ledger
    return state


def touched(one: Remittance) -> set[str]:
    return {claim.claim_id for claim in one.claims}


@SETTINGS
@given(histories())
def test_the_books_balance_after_each_payment(history: History) -> None:
    state = ledger(*history.sent)
    received = 0
    for one, standing in zip(history.remittances, history.standing, strict=True):
        posting = post(state, one, FILE)
        assert posting.outcome == "posted"
        state = posting.ledger
        received += cents(one.payment.amount)
        whole = books(state)
        assert whole.received == received
        assert whole.received == whole.matched + whole.unmatched - sum(whole.adjusted.values())
        assert (whole.unmatched, whole.difference) == (0, 0)
        assert whole.matched == sum(of_account(state, claim_id).paid for claim_id in state.accounts)
        for claim_id, last in standing.items():
            check(state, claim_id, last)


def check(state: Ledger, claim_id: str, last: ClaimPayment | None) -> None:
    """An account stands as the last decision that was not taken back says."""
    balance = of_account(state, claim_id)
    if last is None:
        assert balance.open == balance.charge
        assert (balance.paid, balance.patient, balance.contractual, balance.denied) == (0, 0, 0, 0)
        return
    by_group: Counter[str] = Counter()
    for line in last.lines:
        for one in line.adjustments:
            what = "patient" if one.group == "PR" else "price" if one.reason in ("45", "253") else "denied"
            by_group[what] += cents(one.amount)
    assert balance.paid == cents(last.paid)
    assert (balance.patient, balance.contractual, balance.denied) == (
        by_group["patient"], by_group["price"], by_group["denied"],
    )  # fmt: skip
    assert balance.open == 0


@SETTINGS
@given(histories())
def test_posting_and_unposting_is_as_though_nothing_was(history: History) -> None:
    state = ledger(*history.sent)
    for one in history.remittances:
        posted = post(state, one, FILE).ledger
        assert unpost(posted, payment_key(one)) == state
        state = posted
    for one in history.remittances:
        state = unpost(state, payment_key(one))
    assert state == ledger(*history.sent)


@SETTINGS
@given(histories())
def test_posting_everything_twice_is_posting_it_once(history: History) -> None:
    once = all_posted(ledger(*history.sent), history.remittances)
    assert all_posted(once, history.remittances) == once
    assert all_posted(once, tuple(reversed(history.remittances))) == once


@SETTINGS
@given(histories(), st.randoms())
def test_the_order_of_payments_of_different_claims_does_not_matter(history: History, chance: Random) -> None:
    shuffled = list(history.remittances)
    for _ in range(3):
        for at in range(len(shuffled) - 1):
            if not touched(shuffled[at]) & touched(shuffled[at + 1]) and chance.random() < 0.5:
                shuffled[at], shuffled[at + 1] = shuffled[at + 1], shuffled[at]
    one = all_posted(ledger(*history.sent), history.remittances)
    other = all_posted(ledger(*history.sent), tuple(shuffled))
    assert one == other
    assert books(one) == books(other)
    assert owed_to_payers(one) == owed_to_payers(other)
    assert sorted(item.id for item in items(one)) == sorted(item.id for item in items(other))


@SETTINGS
@given(histories())
def test_a_payment_of_claims_that_nobody_knows_is_kept_apart_to_the_cent(history: History) -> None:
    state = all_posted(Ledger(), history.remittances)
    whole = books(state)
    assert (whole.matched, whole.difference) == (0, 0)
    assert whole.unmatched == sum(cents(claim.paid) for one in history.remittances for claim in one.claims)
    assert whole.received == whole.unmatched - sum(whole.adjusted.values())
