"""Records that a payer asks for go as one packet of signed notes, kept as it went out; an unsigned note never does."""

import json
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cleanbill.guide.pdf import PrinterMissingError, printed
from cleanbill.notes import digest
from cleanbill.remittance.tests.sent_claims import decided, remittance
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.audit.models import Entry
from cleanbill.web.charts.models import PlanOfCare
from cleanbill.web.claims.models import Claim, Event, Identity
from cleanbill.web.claims.tests.billable import ready
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.denials.models import Appeal
from cleanbill.web.notes.models import Addendum, Note
from cleanbill.web.notes.tests.written import WHOLE, next_visit, sign_as_it_is
from cleanbill.web.remits.accounts import keep_up
from cleanbill.web.remits.models import OpenItem
from cleanbill.web.remits.tests.sent import NOW, posted
from cleanbill.web.schedule.models import Appointment


@pytest.fixture
def biller(practice: Practice, browse: SignIn) -> Client:
    return browse(practice.people[Role.BILLER])


@pytest.fixture
def claim(practice: Practice) -> Claim:
    """A claim that the payer has, of a visit with a signed note under a certified plan of care."""
    made = ready(practice)
    Claim.objects.filter(pk=made.pk).update(state="accepted", sent_at=NOW, payer_number="ICN77")
    keep_up(practice.owner, practice.clinic)
    return Claim.objects.get(pk=made.pk)


@pytest.fixture
def item(practice: Practice, claim: Claim) -> OpenItem:
    """What the payer does not pay before it has the records."""
    first, *rest = claim.read.lines
    took = (("CO", "252", str(first.charge)),)
    posted(practice, remittance(decided(claim.read, took, *([()] * len(rest)))))
    return OpenItem.objects.get()


@pytest.fixture
def _prints() -> None:
    try:
        printed('<html lang="en"><title>A</title>A')
    except PrinterMissingError as error:
        pytest.skip(str(error))


def later(practice: Practice, text: str = "", **values: object) -> Appointment:
    """A later visit of the episode, whose note is signed where it has a text."""
    visit = next_visit(practice, **{"state": "rendered", **values})
    note = Note(clinic=practice.clinic, appointment=visit, text=text or "S: Begun.")
    keep(practice.owner, note)
    if text:
        sign_as_it_is(practice, note)
    return visit


def texts(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_a_refusal_that_asks_for_records_leads_to_the_packet_and_not_to_a_letter(
    item: OpenItem, biller: Client
) -> None:
    address = reverse("item_records", args=[item.pk])
    assert item.next == "records"
    assert address in biller.get(reverse("denial", args=[item.pk])).content.decode()
    assert biller.get(reverse("appeal_letter", args=[item.pk]))["Location"] == address
    kept = biller.post(reverse("send_appeal", args=[item.pk]), {"kind": "records", "way": "fax"})
    assert kept["Location"] == address
    assert not Appeal.objects.exists()


@pytest.mark.usefixtures("_prints")
def test_the_packet_of_a_refusal_holds_letter_contents_claim_decision_notes_and_plan(
    item: OpenItem, practice: Practice, biller: Client
) -> None:
    second = later(practice, WHOLE.replace("5 days", "12 days"))
    said = {"way": "portal", "reference": "ADR-9", "visit": second.pk, "act": "keep"}
    page = biller.post(reverse("send_item_records", args=[item.pk]), said, follow=True).content.decode()
    appeal = Appeal.objects.get()
    assert (appeal.item, appeal.claim, appeal.kind) == (item, item.claim, "records")
    assert (appeal.by, appeal.title) == (practice.people[Role.BILLER], "Records that were asked for (ADR-9)")
    assert reverse("appeal_pdf", args=[appeal.pk]) in page
    found = texts(biller.get(reverse("appeal_pdf", args=[appeal.pk])).content)
    first, own = found[0], item.claim.service_date
    for words in (
        "Your reference ADR-9", f"Our claim number {item.claim.claim_id}", "Refused with CO-252",
        f"The note of the visit is enclosed. {practice.clinician}, PT, signed it.", f"are enclosed: {second.day}.",
        "The plan of care is enclosed: that of 2026-11-02, certified on 2026-11-03.",
    ):  # fmt: skip
        assert words in first, words
    assert [number for number, text in enumerate(found) if "Contents" in text] == [1]
    order = ("Claim form (CMS-1500)", "What the payer decided", f"Note of {own}", f"Note of {second.day}")
    places = [found[1].index(title) for title in (*order, "Plan of care of 2026-11-02")]
    assert places == sorted(places)
    whole = " ".join(found)
    for words in ("for 5 days", "for 12 days", "CO-252", "Goals", "Packet page 1 of"):
        assert words in whole, words
    (event,) = Event.objects.filter(claim=item.claim, kind="records")
    assert f"notes of {own}, {second.day}." in event.text


@pytest.mark.usefixtures("_prints")
def test_records_of_any_claim_are_sent_and_their_answer_is_written_down(
    claim: Claim, practice: Practice, biller: Client
) -> None:
    assert reverse("claim_records", args=[claim.pk]) in biller.get(reverse("claim", args=[claim.pk])).content.decode()
    said = {"way": "mail", "act": "keep"}
    page = biller.post(reverse("send_claim_records", args=[claim.pk]), said, follow=True).content.decode()
    appeal = Appeal.objects.get()
    assert (appeal.item, appeal.claim) == (None, claim)
    assert "Not answered yet" in page
    assert "Dollars won" not in page
    first = texts(bytes(appeal.letter))[0]
    assert "Your claim number ICN77" in first
    assert "refused" not in first.lower()
    answer = reverse("answer_appeal", args=[appeal.pk])
    on = appeal.sent.isoformat()
    refused = biller.post(answer, {"outcome": "upheld", "on": on}, follow=True).content.decode()
    assert "Say what the payer answered" in refused
    too_much = biller.post(answer, {"outcome": "taken", "on": on, "dollars": "1"}, follow=True).content.decode()
    assert "cannot have been won" in too_much
    page = biller.post(answer, {"outcome": "taken", "on": on}, follow=True).content.decode()
    assert "Records taken" in page
    assert [one.kind for one in Event.objects.filter(claim=claim, kind__in=["records", "appealed"])] == ["records"] * 2


def test_an_unsigned_note_is_never_in_a_packet_and_its_visit_is_named(
    claim: Claim, practice: Practice, biller: Client
) -> None:
    draft = later(practice)
    address = reverse("claim_records", args=[claim.pk])
    page = biller.get(address).content.decode()
    assert f"{draft.day}: it has no signed note and cannot go." in page
    assert f'value="{draft.pk}"' not in page
    said = {"way": "fax", "visit": draft.pk, "act": "keep"}
    answer = biller.post(reverse("send_claim_records", args=[claim.pk]), said, follow=True).content.decode()
    assert f"There is no signed note of the visit of {draft.day}; a packet holds signed notes only." in answer
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("act", ["look", "keep"])
def test_without_the_signed_note_of_its_own_visit_a_claim_has_no_packet(
    practice: Practice, biller: Client, act: str
) -> None:
    claim = practice.records["claim"]
    page = biller.get(reverse("claim_records", args=[claim.pk])).content.decode()
    assert f"The visit of {claim.service_date} has no signed note" in page
    assert "Keep it as sent" not in page
    said = {"way": "fax", "act": act}
    answer = biller.post(reverse("send_claim_records", args=[claim.pk]), said, follow=True).content.decode()
    assert "There is no signed note of the visit of" in answer


@pytest.mark.usefixtures("_prints")
def test_what_was_added_to_a_note_goes_with_it(claim: Claim, practice: Practice, biller: Client) -> None:
    text = "The flexion was measured with an inclinometer."
    keep(
        practice.clinician,
        Addendum(note=claim.appointment.note, text=text, by=practice.clinician, credential="PT", at=timezone.now(),
                 hash=digest(text)),
    )  # fmt: skip
    found = texts(biller.post(reverse("send_claim_records", args=[claim.pk]), {"way": "fax", "act": "look"}).content)
    assert text in " ".join(found)
    assert f"to the note of {claim.service_date}" in found[1]


@pytest.mark.usefixtures("_prints")
def test_a_plan_whose_certification_is_not_signed_is_told_as_such(claim: Claim, biller: Client) -> None:
    PlanOfCare.objects.update(cert_signed=None)
    found = texts(biller.post(reverse("send_claim_records", args=[claim.pk]), {"way": "fax", "act": "look"}).content)
    assert "that of 2026-11-02, its certification not signed." in found[0]
    assert "Certification not signed" in found[-1]


@pytest.mark.usefixtures("_prints")
def test_looking_at_a_packet_keeps_nothing_and_is_in_the_audit_log(claim: Claim, biller: Client) -> None:
    answer = biller.post(reverse("send_claim_records", args=[claim.pk]), {"way": "fax", "act": "look"})
    assert answer.content.startswith(b"%PDF")
    assert not Appeal.objects.exists()
    assert json.loads(Entry.objects.latest("number").detail) == {"packet": [claim.appointment_id]}
    biller.get(reverse("claim_records", args=[claim.pk]))
    assert json.loads(Entry.objects.latest("number").detail) == {"records": [claim.appointment_id]}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Say how it goes"),
        ({"way": "pigeon"}, "Say how it goes"),
        ({"way": "fax", "reference": "9" * 41}, "forty characters at most"),
        ({"way": "fax", "visit": "999999"}, "Choose among the visits of this episode of care."),
        ({"way": "fax", "visit": "9" * 30}, ""),
        ({"way": "fax", "visit": "<script>"}, ""),
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_nothing_of_it_is_kept(
    claim: Claim, biller: Client, said: dict[str, str], why: str
) -> None:
    answer = biller.post(reverse("send_claim_records", args=[claim.pk]), said | {"act": "keep"}, follow=True)
    page = answer.content.decode()
    assert why in page
    assert "<script>" not in page.partition("<main")[2]
    assert bool(why) is not Appeal.objects.exists() or "PDF needs" in page


def test_a_visit_of_another_episode_is_not_enclosed(claim: Claim, practice: Practice, biller: Client) -> None:
    other = later(practice, WHOLE, episode=None)
    assert str(other.day) not in biller.get(reverse("claim_records", args=[claim.pk])).content.decode()
    said = {"way": "fax", "visit": other.pk, "act": "keep"}
    answer = biller.post(reverse("send_claim_records", args=[claim.pk]), said, follow=True).content.decode()
    assert "Choose among the visits of this episode of care." in answer


def test_what_is_closed_sends_no_records(item: OpenItem, biller: Client) -> None:
    OpenItem.objects.update(closed="2026-11-20", outcome="mistaken")
    assert "open it again first" in biller.get(reverse("item_records", args=[item.pk])).content.decode()
    said = {"way": "fax", "act": "keep"}
    page = biller.post(reverse("send_item_records", args=[item.pk]), said, follow=True).content.decode()
    assert "open it again first" in page
    assert not Appeal.objects.exists()


def test_without_a_billing_identity_a_packet_has_no_sender_and_is_refused(claim: Claim, biller: Client) -> None:
    Identity.objects.all().delete()
    answer = biller.post(reverse("send_claim_records", args=[claim.pk]), {"way": "fax", "act": "keep"}, follow=True)
    assert "a letter needs its sender" in answer.content.decode() or "PDF needs" in answer.content.decode()
