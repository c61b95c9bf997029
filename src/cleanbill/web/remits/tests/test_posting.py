"""A payment is posted once, can be taken out again without a trace, and what is refused stays open."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from cleanbill.model.remittance import Person, ProviderAdjustment
from cleanbill.remittance.tests.sent_claims import claim, decided, remittance, reversal
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.conftest import Practice
from cleanbill.web.remits import posting
from cleanbill.web.remits.closing import close, reopen
from cleanbill.web.remits.models import Account, Decision, OpenItem, Remittance
from cleanbill.web.remits.proof import prove
from cleanbill.web.remits.tests.sent import ON, account, entered, posted, received, sent

A1 = claim("A1")
COPAY = decided(A1, (("CO", "45", "43.40"), ("PR", "3", "20.00")), (("CO", "45", "30.35"),))
REFUSED = decided(A1, (("CO", "50", "124.00"),), (("CO", "45", "30.35"),))
ALL_REFUSED = decided(A1, (("CO", "50", "124.00"),), (("CO", "50", "58.25"),), status="4")


def again(one: Claim) -> Claim:
    return Claim.objects.get(pk=one.pk)


def proven(practice: Practice) -> bool:
    return not list(prove(practice.clinic))


def test_a_payment_is_split_into_what_is_paid_owed_and_taken_off(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(COPAY))
    held = account(one)
    assert (held.charge, held.paid, held.contractual, held.patient) == (18225, 8850, 7375, 2000)
    assert (held.open, held.denied) == (0, 0)
    assert (again(one).state, again(one).paid, again(one).payer_number) == ("paid", 8850, "ICN-A1")
    assert proven(practice)


def test_a_file_holds_what_it_held_and_a_second_time_nothing(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    taken = received(practice, remittance(COPAY))
    assert (len(taken.new), taken.known) == (1, 0)
    posting.post_all(practice.owner, taken.new[0])
    assert account(one).paid == 8850
    with pytest.raises(RefusedError, match="taken in before"):
        received(practice, remittance(COPAY))
    more = received(practice, remittance(COPAY), remittance(trace="EFT9"))
    assert ([row.trace for row in more.new], more.known) == (["EFT9"], 1)
    assert account(one).paid == 8850


def test_a_payment_that_is_waiting_changes_no_account(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    entered(practice, remittance(COPAY))
    assert (account(one).paid, again(one).state) == (0, "accepted")


def test_posting_twice_is_refused(practice: Practice) -> None:
    sent(practice, A1)
    made = posted(practice, remittance(COPAY))
    with pytest.raises(RefusedError, match="is posted; it is not posted"):
        posting.post_some(practice.owner, made)


def test_what_is_refused_stays_open_and_the_claim_denied(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(REFUSED))
    item = OpenItem.objects.get()
    assert (item.carc, item.code, item.line, item.amount, item.whole) == ("CO-50", "97110", 0, 12400, True)
    assert (item.closed, account(one).denied, again(one).state) == (None, 12400, "denied")


def test_an_item_is_closed_with_a_reason_and_opened_again(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(REFUSED))
    item = OpenItem.objects.get()
    with pytest.raises(RefusedError, match="Say why"):
        close(practice.owner, item, OpenItem.Outcome.WRITTEN_OFF, " ", 12400, ON)
    with pytest.raises(RefusedError, match="is not written off"):
        close(practice.owner, item, OpenItem.Outcome.WRITTEN_OFF, "Too late.", 12401, ON)
    with pytest.raises(RefusedError, match="is not written off"):
        close(practice.owner, item, OpenItem.Outcome.PAID, "Paid.", 1, ON)
    close(practice.owner, item, OpenItem.Outcome.WRITTEN_OFF, "Too late to appeal.", 12400, ON)
    assert (account(one).written_off, account(one).denied, again(one).state) == (12400, 0, "paid")
    assert proven(practice)
    reopen(practice.owner, item)
    assert (account(one).written_off, account(one).denied, again(one).state) == (0, 12400, "denied")
    assert [row.kind for row in Event.objects.filter(claim=one)] == ["835", "closed", "reopened"]
    assert proven(practice)


def test_a_claim_of_which_nothing_is_paid_and_all_is_closed_is_closed(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(ALL_REFUSED))
    for item in OpenItem.objects.all():
        close(practice.owner, item, OpenItem.Outcome.LOST, "The appeal was in vain.", item.amount, ON)
    assert again(one).state == "closed"
    assert account(one).written_off == 18225


def test_a_payment_taken_out_leaves_everything_as_it_was(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    made = posted(practice, remittance(REFUSED))
    posting.unpost_all(practice.owner, made)
    assert (made.state, made.done) == ("waiting", 0)
    assert (account(one).paid, account(one).open) == (0, 18225)
    assert (again(one).state, again(one).paid) == ("accepted", None)
    assert not OpenItem.objects.exists()
    assert proven(practice)
    posting.post_all(practice.owner, made)
    assert account(one).denied == 12400


def test_a_payment_is_not_taken_out_under_what_a_person_closed(practice: Practice) -> None:
    sent(practice, A1)
    made = posted(practice, remittance(REFUSED))
    close(practice.owner, OpenItem.objects.get(), OpenItem.Outcome.MISTAKEN, "Paid elsewhere.", 0, ON)
    with pytest.raises(RefusedError, match="A denial of it was closed"):
        posting.unpost_all(practice.owner, made)
    assert Remittance.objects.get().state == "posted"


def test_a_reversal_and_its_correction_leave_what_was_decided_last(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(REFUSED))
    posted(practice, remittance(reversal(REFUSED), COPAY, trace="EFT2"))
    held = account(one)
    assert (held.paid, held.patient, held.denied, held.open) == (8850, 2000, 0, 0)
    item = OpenItem.objects.get()
    assert item.closed is None
    assert item.proposal == f"Payment {Remittance.objects.get(trace='EFT2').pk} pays 60.60 on it."
    assert proven(practice)


def test_what_was_taken_back_alone_waits_for_the_payer_again(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(COPAY))
    back = posted(practice, remittance(reversal(COPAY), trace="EFT2"))
    assert (account(one).open, again(one).state) == (18225, "accepted")
    assert (back.amount, back.adjusted, proven(practice)) == (0, -8850, True)


def test_a_payment_that_does_not_add_up_waits_for_a_person(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    short = remittance(COPAY)
    short = replace(short, payment=replace(short.payment, amount=short.payment.amount - 5))
    made = entered(practice, short)
    assert made.difference == -500
    with pytest.raises(RefusedError, match="looked at it"):
        posting.post_all(practice.owner, made)
    posting.post_all(practice.owner, made, sure=True)
    assert account(one).paid == 8850
    assert proven(practice)


def test_a_claim_that_nobody_knows_waits_until_a_person_says_whose_it_is(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    strange = replace(COPAY, claim_id="X9", lines=tuple(replace(x, control_number=None) for x in COPAY.lines))
    strange = replace(strange, patient=None)
    made = posted(practice, remittance(strange))
    row = Decision.objects.get()
    assert (row.claim, row.look, row.posted) == (None, Decision.Look.UNMATCHED, False)
    assert [found["claim_id"] for found in row.candidates] == ["A1"]
    assert proven(practice)
    posting.assign(practice.owner, row, one)
    assert (account(one).paid, again(one).state) == (8850, "paid")
    assert proven(practice)
    posting.unpost_all(practice.owner, made)
    assert account(one).paid == 0


def test_the_same_patient_and_services_are_enough_where_the_number_is_lost(practice: Practice) -> None:
    (one,) = sent(practice, A1)
    patient = practice.records["patient"]
    lost = replace(COPAY, claim_id="?", lines=tuple(replace(x, control_number=None) for x in COPAY.lines))
    lost = replace(lost, patient=replace(COPAY.patient or Person(), last_name=patient.last_name.upper(), id=None))
    posted(practice, remittance(lost))
    assert Decision.objects.get().matched == "services"
    assert account(one).paid == 8850


def test_what_was_taken_off_the_whole_is_in_the_books(practice: Practice) -> None:
    sent(practice, A1)
    made = posted(practice, remittance(COPAY, others=(ProviderAdjustment("WO", COPAY.paid - 10, "OLD"),)))
    assert (made.amount, made.adjusted, made.paid) == (1000, 7850, 8850)
    assert proven(practice)


def test_many_claims_are_posted_a_slice_at_a_time_and_resumed(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "SLICE", 2)
    documents = [claim(f"A{n}") for n in range(1, 6)]
    sent(practice, *documents)
    made = entered(practice, remittance(*(decided(one, (), ()) for one in documents)))
    assert posting.post_some(practice.owner, made)
    assert (made.state, made.done, Account.objects.filter(open=0).count()) == ("posting", 2, 2)
    posting.post_all(practice.owner, made)
    assert (made.state, made.done, Account.objects.filter(open=0).count()) == ("posted", 5, 5)
    assert posting.unpost_some(practice.owner, made)
    assert (made.done, Account.objects.filter(open=0).count()) == (3, 3)
    assert proven(practice)


def test_another_clinic_s_claims_are_nobody_s(practice: Practice, other: Practice) -> None:
    sent(other, A1)
    row = entered(practice, remittance(COPAY)).decisions.get()
    assert (row.claim, row.candidates) == (None, [])


def test_a_payment_of_more_claims_takes_no_more_questions(practice: Practice) -> None:
    asked = []
    for trace, numbers in (("EFT1", ("A1", "A2")), ("EFT2", ("B1", "B2", "B3", "B4", "B5"))):
        documents = [claim(number) for number in numbers]
        sent(practice, *documents)
        charges = (("CO", "45", "43.40"),), (("CO", "45", "30.35"),)
        (made,) = received(practice, remittance(*(decided(one, *charges) for one in documents), trace=trace)).new
        with CaptureQueriesContext(connection) as questions:
            posting.post_all(practice.owner, made)
        asked.append(len(questions))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(("remark", "next", "timed"), [("N211", "ask", False), ("N115", "appeal", True)])
def test_what_the_payer_says_cannot_be_appealed_is_no_appeal(
    practice: Practice, remark: str, next: str, timed: bool
) -> None:
    sent(practice, A1)
    late = decided(A1, (("CO", "29", "124.00"),), (("CO", "45", "30.35"),))
    lines = (replace(late.lines[0], remarks=(remark,)), late.lines[1])
    posted(practice, remittance(replace(late, lines=lines)))
    item = OpenItem.objects.get()
    assert (item.next, item.due is not None) == (next, timed)


@pytest.mark.parametrize("group", ["CO", "OA", "PI", "PR"])
def test_only_what_the_payer_gives_to_the_patient_is_closed_as_the_patients(practice: Practice, group: str) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(decided(A1, ((group, "96", "124.00"),), (("CO", "45", "30.35"),))))
    item = OpenItem.objects.get()
    if group != "PR":
        with pytest.raises(RefusedError, match=f"by group PR alone; this is {group}-96"):
            close(practice.owner, item, OpenItem.Outcome.PATIENT, "No coverage.", 0, ON)
        return
    close(practice.owner, item, OpenItem.Outcome.PATIENT, "No coverage.", 0, ON)
    assert (account(one).patient, account(one).denied) == (12400, 0)
