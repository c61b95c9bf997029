"""The pages of payments: a file is taken in and posted, paper is entered, further payers are billed, patients pay."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace

from cleanbill.remittance.tests.sent_claims import claim, decided, remittance
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.audit.models import Entry
from cleanbill.web.charts.models import Coverage, Payer
from cleanbill.web.claims.models import Claim
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.remits import posting
from cleanbill.web.remits.models import Decision, PatientPayment, Remittance
from cleanbill.web.remits.proof import prove
from cleanbill.web.remits.tests.sent import account, entered, file_of, posted, sent

A1 = claim("A1")
COPAY = decided(A1, (("CO", "45", "43.40"), ("PR", "3", "20.00")), (("CO", "45", "30.35"),))
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def biller(practice: Practice, browse: SignIn) -> Client:
    return browse(practice.people[Role.BILLER])


def upload(browser: Client, content: bytes) -> str:
    file = BytesIO(content)
    file.name = "smith.835"
    return browser.post(reverse("upload_payments"), {"file": file}, follow=True).content.decode()


def test_a_file_is_taken_in_looked_at_and_posted(practice: Practice, biller: Client) -> None:
    (one,) = sent(practice, A1)
    text = upload(biller, file_of(remittance(COPAY)))
    assert "1 new payment." in text
    assert account(one).paid == 0
    row = Remittance.objects.get()
    assert biller.post(reverse("post_payment", args=[row.pk])).status_code == 302
    assert account(one).paid == 8850
    assert "taken in before" in upload(biller, file_of(remittance(COPAY)))
    biller.post(reverse("unpost_payment", args=[row.pk]))
    assert account(one).paid == 0


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00\xff" * 50, b"ISA*00*"])
def test_a_file_that_is_no_835_is_refused_in_a_sentence_and_nothing_is_kept(
    practice: Practice, biller: Client, content: bytes
) -> None:
    text = upload(biller, content)
    assert "There is no payment in this file" in text or "file is empty" in text
    assert not Remittance.objects.exists()
    assert "nothing" not in [one.kind for one in Entry.objects.filter(kind="transmission")]


def test_a_request_longer_than_a_file_may_be_is_refused_unread(biller: Client) -> None:
    answer = biller.generic("POST", reverse("upload_payments"), b"x", CONTENT_LENGTH=str(40_000_000))
    assert answer.status_code == 413


def test_many_claims_are_posted_with_progress_and_can_be_stopped(
    practice: Practice, biller: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "SLICE", 2)
    documents = [claim(f"A{n}") for n in range(3)]
    sent(practice, *documents)
    row = entered(practice, remittance(*(decided(one, (), ()) for one in documents)))
    address = reverse("post_payment", args=[row.pk])
    first = biller.post(address, HTTP_HX_REQUEST="true")
    assert "2 of 3 claims are in the books" in first.content.decode()
    last = biller.post(address, HTTP_HX_REQUEST="true")
    assert last.headers["HX-Redirect"] == reverse("payment", args=[row.pk])
    assert Remittance.objects.get().state == "posted"


def test_a_payment_that_does_not_add_up_needs_a_person_who_looked(practice: Practice, biller: Client) -> None:
    sent(practice, A1)
    short = remittance(COPAY)
    row = entered(practice, replace(short, payment=replace(short.payment, amount=short.payment.amount - 5)))
    text = biller.post(reverse("post_payment", args=[row.pk]), follow=True).content.decode()
    assert "It is not posted before somebody has looked at it" in text
    biller.post(reverse("post_payment", args=[row.pk]), {"sure": "1"})
    assert Remittance.objects.get().state == "posted"


def test_a_paper_remittance_is_entered_line_by_line_until_it_adds_up(practice: Practice, biller: Client) -> None:
    (one,) = sent(practice, A1)
    sent_form = {"payer_name": "Medicare Part B", "trace": "CHK 77", "date": "2026-11-15", "dollars": "88.50"}
    page = biller.post(reverse("new_payment"), sent_form, follow=True).content.decode()
    assert "88.50 of it is not entered yet" in page
    row = Remittance.objects.get()
    found = biller.post(reverse("find_paper_claim", args=[row.pk]), {"claim_id": "a1"})
    address = reverse("add_to_payment", args=[row.pk, one.pk])
    assert found["Location"] == address
    lines = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "status": "1", "number": "ICN1",
             "form-0-paid": "60.60", "form-0-contractual": "43.40", "form-0-copay": "20",
             "form-1-paid": "27.90", "form-1-other": "30.35", "form-1-group": "CO", "form-1-reason": "45"}  # fmt: skip
    wrong = biller.post(address, lines | {"form-0-copay": "19"}).content.decode()
    assert "97110: of 124.00 charged, 1.00 is neither paid nor taken off." in wrong
    assert biller.post(address, lines).status_code == 302
    row.refresh_from_db()
    assert (row.paid, row.difference, row.why, row.entered_by) == (8850, 0, [], practice.people[Role.BILLER])
    biller.post(reverse("post_payment", args=[row.pk]))
    assert (account(one).paid, account(one).patient) == (8850, 2000)
    assert Claim.objects.get(pk=one.pk).payer_number == "ICN1"
    assert not list(prove(practice.clinic))
    again = biller.post(reverse("new_payment"), sent_form).content.decode()
    assert "A payment of this number, day and amount is there already." in again


def test_a_claim_entered_by_mistake_is_taken_out_before_it_is_posted(practice: Practice, biller: Client) -> None:
    (one,) = sent(practice, A1)
    entry = {"payer_name": "Medicare Part B", "trace": "1", "date": "2026-11-15", "dollars": "182.25"}
    biller.post(reverse("new_payment"), entry)
    row = Remittance.objects.get()
    lines = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 2,
        "status": "1",
        "form-0-paid": "124",
        "form-1-paid": "58.25",
    }
    biller.post(reverse("add_to_payment", args=[row.pk, one.pk]), lines)
    biller.post(reverse("drop_from_payment", args=[Decision.objects.get().pk]))
    row.refresh_from_db()
    assert (row.claims, row.paid, row.difference) == (0, 0, 18225)


def test_the_next_payer_is_billed_with_what_the_first_decided(practice: Practice, biller: Client) -> None:
    records = practice.records
    plan = Payer(clinic=practice.clinic, name="Supplement Plan", profile="commercial", payer_id="99005")
    keep(practice.owner, plan)
    second = Coverage(patient=records["patient"], payer=plan, rank=2, member_id="SUP1", start="2026-01-01")
    keep(practice.owner, second)
    (one,) = sent(practice, A1)
    posted(practice, remittance(COPAY))
    assert "20.00" in biller.get(reverse("next_payers")).content.decode()
    biller.post(reverse("bill_next_payers"), {"claim": [one.pk]})
    made = Claim.objects.get(follows=one)
    assert (made.rank, made.payer, made.claim_id) == (2, plan, f"{one.appointment_id}S1")
    document = made.read
    assert document.subscriber is not None
    assert (document.subscriber.priority, document.patient.id) == ("secondary", "SUP1")
    assert [str(payer.paid) for payer in document.other_payers] == ["88.50"]
    assert "No further payer waits" in biller.get(reverse("next_payers")).content.decode()
    answer = biller.post(reverse("bill_next_payers"), {"claim": [one.pk]}, follow=True).content.decode()
    assert "The next payer was billed already." in answer


def test_what_the_next_payer_pays_lies_on_the_same_account(practice: Practice, biller: Client) -> None:
    test_the_next_payer_is_billed_with_what_the_first_decided(practice, biller)
    made = Claim.objects.get(rank=2)
    Claim.objects.filter(pk=made.pk).update(state="sent", sent_at="2026-11-16T00:00Z")
    took = (("OA", "23", "104.00"),), (("OA", "23", "58.25"),)
    second = replace(decided(made.read, *took, status="2"), claim_id=made.claim_id)
    posted(practice, remittance(second, trace="EFT2", payer="1888888888"))
    held = account(Claim.objects.get(claim_id="A1"))
    assert (held.paid, held.patient, held.contractual, held.open) == (8850 + 2000, 0, 7375, 0)
    assert Claim.objects.get(rank=2).state == "paid"
    assert not list(prove(practice.clinic))


def test_the_front_desk_takes_a_copay(practice: Practice, browse: SignIn) -> None:
    (one,) = sent(practice, A1)
    posted(practice, remittance(COPAY))
    client, address = browse(practice.people[Role.FRONT_DESK]), reverse("new_patient_payment", args=[account(one).pk])
    assert 'value="20.00"' in client.get(address).content.decode()
    assert client.post(address, {"dollars": "20", "on": "2026-11-16", "method": "cash"}).status_code == 302
    assert (account(one).patient_paid, account(one).owed_by_patient) == (2000, 0)
    assert PatientPayment.objects.get().by == practice.people[Role.FRONT_DESK]
    assert not list(prove(practice.clinic))


def test_a_script_in_any_text_of_a_payer_is_shown_as_text(practice: Practice, biller: Client) -> None:
    sent(practice, A1)
    lines = tuple(replace(one, remarks=(SCRIPT,), control_number=SCRIPT) for one in COPAY.lines)
    odd = replace(COPAY, claim_id=SCRIPT, claim_number=SCRIPT, lines=lines, remarks=(SCRIPT,), patient=None)
    whole = remittance(odd, trace=SCRIPT)
    row = entered(practice, replace(whole, payer=replace(whole.payer, name=SCRIPT)))
    for address in (
        reverse("payments"), reverse("payment", args=[row.pk]), reverse("unmatched"),
        reverse("decision", args=[row.decisions.get().pk]),
    ):  # fmt: skip
        assert "<script>a" not in biller.get(address).content.decode(), address


def test_no_address_holds_a_name_and_reading_is_in_the_audit_log(practice: Practice, biller: Client) -> None:
    sent(practice, A1)
    row = posted(practice, remittance(COPAY))
    pages = reverse("payment", args=[row.pk]), reverse("decision", args=[row.decisions.get().pk])
    for address in (reverse("payments"), *pages):
        before = Entry.objects.filter(action="read").count()
        page = biller.get(address).content.decode()
        assert Entry.objects.filter(action="read").count() == before + 1, address
        assert not [one for one in page.split('href="')[1:] if "Smith" in one.split('"')[0]]
