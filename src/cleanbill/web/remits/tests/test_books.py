"""The books of the site balance at every step, and each identity is seen to fail where it is broken."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill import remittance as library
from cleanbill.remittance.tests.sent_claims import FILE, claim, decided, ledger, remittance
from cleanbill.remittance.tests.test_books import History, histories
from cleanbill.web.conftest import Practice
from cleanbill.web.remits.closing import close, undo_write_off, write_off
from cleanbill.web.remits.models import Account, Decision, OpenItem, PatientPayment, Remittance, WriteOff
from cleanbill.web.remits.models.account import PARTS
from cleanbill.web.remits.posting import post_all, unpost_all
from cleanbill.web.remits.proof import prove
from cleanbill.web.remits.taking import enter
from cleanbill.web.remits.tests.sent import ON, account, entered, posted, sent

SETTINGS = settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


@SETTINGS
@given(history=histories(), data=st.data())
def test_the_books_balance_to_the_cent_after_each_payment(
    practice: Practice, history: History, data: st.DataObject
) -> None:
    """Payments, reversals, take-backs, write-offs; then all is taken out again, in any order."""
    with transaction.atomic():
        sent(practice, *history.sent)
        state, made = ledger(*history.sent), []
        for one in history.remittances:
            state = library.post(state, one, FILE).ledger
            row = enter(practice.owner, one, [], None, timezone.now())
            if row:  # none for one that is the same as another
                post_all(practice.owner, row)
                made.append(row)
            agree(practice, state)
        for item in OpenItem.objects.filter(closed=None):
            if data.draw(st.booleans()):
                close(practice.owner, item, OpenItem.Outcome.LOST, "In vain.", item.amount, ON)
                assert not list(prove(practice.clinic))
        for silent in Account.objects.filter(open__gt=0):
            if data.draw(st.booleans()):
                write_off(practice.owner, silent, "Never answered.", ON)
                assert not list(prove(practice.clinic))
        for written in WriteOff.objects.select_related("account"):
            undo_write_off(practice.owner, written.account)
            assert not list(prove(practice.clinic))
        OpenItem.objects.update(closed=None, closed_by=None, outcome="", written_off=0, reason="")
        for row in data.draw(st.permutations(made)):
            unpost_all(practice.owner, row)
        assert all(one.open == one.charge for one in Account.objects.all())
        transaction.set_rollback(True)


def agree(practice: Practice, state: library.Ledger) -> None:
    """The rows say what the ledger says, and prove."""
    assert not list(prove(practice.clinic))
    for row in Account.objects.select_related("claim"):
        expected = library.of_account(state, row.claim.claim_id)
        assert {name: getattr(row, name) for name in PARTS} == {name: getattr(expected, name) for name in PARTS}


A1 = claim("A1")
REFUSED = decided(A1, (("CO", "50", "124.00"),), (("CO", "45", "30.35"),))


@pytest.fixture
def books(practice: Practice) -> Practice:
    """A clinic with a payment that is posted, and another that is not."""
    sent(practice, A1, claim("A2"))
    posted(practice, remittance(REFUSED))
    entered(practice, remittance(decided(claim("A2"), (), ()), trace="EFT2"))
    return practice


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda: Decision.objects.filter(posted=True).update(paid=1), "Payment 1 pays 27.90 on its claims, which are"),
        (lambda: Decision.objects.filter(posted=True).update(paid=1), "but its parts do not"),
        (lambda: Decision.objects.update(posted=False), "but not on all claims that it has"),
        (lambda: Account.objects.filter(paid__gt=0).update(paid=0, open=2790), "paid is 0.00, but what is posted"),
        (lambda: Account.objects.filter(paid__gt=0).update(paid=0, open=2790), "but the books know of"),
        (lambda: Account.objects.filter(paid__gt=0).update(denied=0, written_off=12400), "written off is 124.00, but"),
        (lambda: Account.objects.update(patient_paid=5), "the patient paid 0.05, but on record is 0.00"),
        (lambda: Remittance.objects.filter(state="posted").update(amount=9, paid=9), "27.90 together"),
    ],
)
def test_the_proof_names_what_does_not_add_up(books: Practice, broken: Callable[[], int], said: str) -> None:
    assert not list(prove(books.clinic))
    assert broken()
    found = " ".join(prove(books.clinic))
    assert said.removeprefix("Payment 1 ") in found


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Account.objects.update(paid=1),
        lambda: Remittance.objects.filter(state="posted").update(amount=1),
        lambda: OpenItem.objects.update(written_off=12401, outcome="lost", closed=ON),
        lambda: OpenItem.objects.update(written_off=1),
    ],
)
def test_the_database_refuses_what_does_not_add_up(books: Practice, broken: Callable[[], int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        broken()


def test_what_a_patient_paid_is_on_record(books: Practice) -> None:
    held = Account.objects.get(claim__claim_id="A1")
    PatientPayment.objects.create(clinic=books.clinic, account=held, cents=500, on=ON, by=books.owner)
    assert "on record is 5.00" in " ".join(prove(books.clinic))
    assert account(held.claim).patient_paid == 0
