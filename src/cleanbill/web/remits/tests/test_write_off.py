"""What no payer answers, or takes back without deciding anew, is written off by a person and can be opened again."""

import pytest
from django.urls import reverse

from cleanbill.remittance.tests.sent_claims import claim, decided, remittance, reversal
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.remits.closing import undo_write_off, write_off
from cleanbill.web.remits.models import WriteOff
from cleanbill.web.remits.posting import unpost_all
from cleanbill.web.remits.proof import prove
from cleanbill.web.remits.tests.sent import ON, account, posted, sent

A1 = claim("A1")
PAID = decided(A1, (("CO", "45", "43.40"), ("PR", "3", "20.00")), (("CO", "45", "30.35"),))


def state(one: Claim) -> str:
    return Claim.objects.get(pk=one.pk).state


def test_a_claim_that_nobody_answered_is_written_off_and_opened_again(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    write_off(practice.owner, account(one), "Filed too late.", ON)
    assert (account(one).open, account(one).written_off, state(one)) == (0, 18225, "closed")
    assert not list(prove(practice.clinic))
    undo_write_off(practice.owner, account(one))
    assert (account(one).open, account(one).written_off, state(one)) == (18225, 0, "accepted")
    assert not WriteOff.objects.exists()
    assert Entry.objects.filter(kind="writeoff", action="removed").count() == 1


def test_what_was_taken_back_is_written_off(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(PAID))
    posted(practice, remittance(reversal(PAID), trace="EFT2"))
    assert (account(one).open, state(one)) == (18225, "accepted")
    write_off(practice.owner, account(one), "The plan had ended.", ON)
    assert (account(one).open, account(one).written_off, state(one)) == (0, 18225, "closed")


def test_a_payment_that_comes_after_all_counts_and_nothing_is_written_off_then(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    write_off(practice.owner, account(one), "No answer in a year.", ON)
    late = posted(practice, remittance(PAID))
    assert (account(one).paid, account(one).written_off, account(one).open, state(one)) == (8850, 0, 0, "paid")
    assert not list(prove(practice.clinic))
    unpost_all(practice.owner, late)
    assert (account(one).written_off, state(one)) == (18225, "closed")


@pytest.mark.parametrize(("in_state", "reason", "said"), [
    ("rejected", "Because.", "nothing of it waits for a payer"),
    ("accepted", " ", "Say why it is written off"),
])  # fmt: skip
def test_nothing_is_written_off_without_a_reason_or_while_it_is_in_our_hands(
    practice: Practice, in_state: str, reason: str, said: str
) -> None:
    (one,) = sent(practice, A1)
    Claim.objects.filter(pk=one.pk).update(state=in_state)
    with pytest.raises(RefusedError, match=said):
        write_off(practice.owner, account(one), reason, ON)


def test_what_is_decided_is_not_written_off_here(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(PAID))
    with pytest.raises(RefusedError, match="Nothing is left on it"):
        write_off(practice.owner, account(one), "Because.", ON)
    with pytest.raises(RefusedError, match="Nothing of it is written off"):
        undo_write_off(practice.owner, account(one))


def test_a_biller_writes_off_and_takes_it_back_on_the_page_of_the_claim(practice: Practice, browse: SignIn) -> None:
    (one,) = sent(practice, A1)
    biller = browse(practice.people[Role.BILLER])
    page = reverse("claim", args=[one.pk])
    assert "Write off 182.25" in biller.get(page).content.decode()
    shown = biller.post(reverse("write_off", args=[account(one).pk]), {"reason": "Too late."}, follow=True)
    assert "182.25 written off on" in shown.content.decode()
    shown = biller.post(reverse("undo_write_off", args=[account(one).pk]), follow=True)
    assert "It is open again." in shown.content.decode()
