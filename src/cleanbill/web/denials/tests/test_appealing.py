"""A letter is looked at, kept as it goes out, and answered; without ground there is none."""

import datetime as dt
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from msgspec.structs import replace
from pypdf import PdfReader

from cleanbill.remittance.tests.sent_claims import remittance
from cleanbill.remittance.tests.test_appeals import A1
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim, Event, Identity, Transmission
from cleanbill.web.claims.tests.billable import IDENTITY
from cleanbill.web.claims.timeline import tell
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.denials.appealing import answer
from cleanbill.web.denials.models import Appeal
from cleanbill.web.denials.tests.test_denials import UNNECESSARY, found
from cleanbill.web.remits.models import OpenItem
from cleanbill.web.remits.posting import unpost_all
from cleanbill.web.remits.tests.conftest import practice as practice  # noqa: PLC0414
from cleanbill.web.remits.tests.sent import NOW, posted, sent
from cleanbill.x12 import Sending, Trading, write_277ca
from cleanbill.x12.claim_status.tests.test_acknowledgement import ACCEPTED, BATCH, PROVIDER, REJECTED
from cleanbill.x12.tests.answers import ON


@pytest.fixture
def biller(practice: Practice, browse: SignIn) -> Client:
    return browse(practice.people[Role.BILLER])


@pytest.fixture
def item(practice: Practice) -> OpenItem:
    """A line held to be unnecessary, of a claim with a signed note."""
    keep(practice.owner, Identity(clinic=practice.clinic, **IDENTITY))
    sent(practice, A1)
    posted(practice, remittance(UNNECESSARY))
    return OpenItem.objects.get()


def test_the_letter_quotes_the_note_and_says_what_the_record_leaves_open(item: OpenItem, biller: Client) -> None:
    page = biller.get(reverse("appeal_letter", args=[item.pk])).content.decode()
    assert "Request for redetermination: the service was necessary" in page, "the payer is Medicare"
    assert "Muscle spasm of the right lumbar paraspinals L3-L5" in page
    assert "the signed note of 2026-10-26" in page


@pytest.mark.parametrize("accepted", [True, False])
def test_only_the_payers_acknowledgement_that_it_took_the_claim_proves_its_receipt(
    accepted: bool, item: OpenItem, biller: Client, practice: Practice
) -> None:
    stream = BytesIO()
    claimed = replace(ACCEPTED if accepted else REJECTED, claim_id="A1")
    write_277ca([BATCH, PROVIDER, claimed], stream, Sending(ON, 1, Trading(receiver_id="CLINIC")))
    file = Transmission(
        clinic=practice.clinic, direction="in", kind="277CA", name="a.277", sha256="0" * 64, test=False, at=NOW,
        content=stream.getvalue(),
    )  # fmt: skip
    keep(practice.owner, file)
    tell(practice.owner, item.claim, Event.Kind.STATUS, "Told.", transmission=file)
    page = biller.get(f"{reverse('appeal_letter', args=[item.pk])}?kind=timely").content.decode()
    says = "EXAMPLE HEALTH PLAN received the claim on 2026-11-05 and accepted it."
    assert (says in page) is accepted
    assert ("There is no ground for this letter" in page) is not accepted


def test_the_letter_quotes_what_is_published_on_its_own_reason_alone(item: OpenItem, biller: Client) -> None:
    cited = {"section": "1", "edition": "2026", "url": "", "verified": True}
    said = [
        found("DX101", "50", 1) | {"authority": [cited | {"title": "Manual", "quote": "Therapy is covered so."}]},
        found("MO107", "119", 1) | {"authority": [cited | {"title": "Manual", "quote": "KX is wanted."}]},
    ]
    Claim.objects.filter(pk=item.claim.pk).update(findings=said)
    page = biller.get(reverse("appeal_letter", args=[item.pk])).content.decode()
    assert "Therapy is covered so." in page
    assert "KX is wanted." not in page


def test_a_letter_without_ground_is_not_kept(item: OpenItem, biller: Client) -> None:
    address = reverse("appeal_letter", args=[item.pk])
    assert "There is no ground for this letter" in biller.get(f"{address}?kind=authorization").content.decode()
    said = {"kind": "authorization", "way": "fax"}
    answer = biller.post(reverse("send_appeal", args=[item.pk]), said, follow=True).content.decode()
    assert "There is no ground for" in answer
    assert "Choose a letter" in biller.post(reverse("send_appeal", args=[item.pk]), {}, follow=True).content.decode()
    assert not Appeal.objects.exists()


def test_a_letter_is_kept_printed_and_answered(item: OpenItem, biller: Client, practice: Practice) -> None:
    page = biller.post(
        reverse("send_appeal", args=[item.pk]), {"kind": "necessity", "way": "portal"}, follow=True
    ).content.decode()
    if "PDF needs" in page:
        pytest.skip("this machine prints no PDF")
    appeal = Appeal.objects.get()
    assert biller.get(reverse("appeal_pdf", args=[appeal.pk])).content.startswith(b"%PDF")
    answer = reverse("answer_appeal", args=[appeal.pk])
    assert (
        "Say what the payer answered"
        in biller.post(answer, {"dollars": "1", "on": _today()}, follow=True).content.decode()
    )
    too_much = biller.post(
        answer, {"outcome": "overturned", "on": _today(), "dollars": "124.01"}, follow=True
    ).content.decode()
    assert "cannot have been won" in too_much
    assert (
        "Write dollars as"
        in biller.post(answer, {"outcome": "partly", "on": _today(), "dollars": "x"}, follow=True).content.decode()
    )
    biller.post(answer, {"outcome": "partly", "on": _today(), "dollars": "100"})
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.won, appeal.by) == ("partly", 10000, practice.people[Role.BILLER])
    told = [one.text for one in Event.objects.filter(claim=Claim.objects.get(claim_id="A1"), kind="appealed")]
    assert len(told) == 2
    assert OpenItem.objects.get().closed is None, "an answer closes nothing: the payment does"


def _today() -> str:
    return timezone.localdate().isoformat()


def _asked(item: OpenItem, practice: Practice, sent: str, outcome: str = "", kind: str = "necessity") -> Appeal:
    """A letter that went out on a day, and its answer, if any."""
    made = Appeal(
        item=item, claim=item.claim, by=practice.owner, kind=kind, title="Request", sent=sent, letter=b"%PDF",
        sha256="0" * 64,
    )  # fmt: skip
    keep(practice.owner, made)
    if outcome:
        answer(practice.owner, made, outcome, 0, dt.date.fromisoformat(sent) + dt.timedelta(30))
    return made


def test_a_request_that_was_refused_is_followed_by_a_second_with_a_clock_of_its_own(
    item: OpenItem, biller: Client, practice: Practice
) -> None:
    address = reverse("appeal_letter", args=[item.pk])
    first = _asked(item, practice, "2026-11-20")
    waits = "The letter of 2026-11-20 is not answered yet."
    assert waits in biller.get(address).content.decode()
    said = {"kind": "necessity", "way": "fax"}
    assert waits in biller.post(reverse("send_appeal", args=[item.pk]), said, follow=True).content.decode()
    answer(practice.owner, first, "upheld", 0, dt.date(2026, 12, 20))
    page = biller.get(address).content.decode()
    assert "Request for reconsideration: the service was necessary" in page
    assert "The Qualified Independent Contractor named in the notice of redetermination" in page
    assert "on 2026-11-20 to review it. The answer of 2026-12-20: its decision stands." in page
    after = dt.date(2026, 12, 20) + dt.timedelta(180 + 5)
    assert OpenItem.objects.get().due == after, "42 CFR 405.962(a)"
    biller.post(reverse("move_denial", args=[item.pk]), {"next": "ask"})
    biller.post(reverse("move_denial", args=[item.pk]), {"next": "appeal"})
    assert OpenItem.objects.get().due == after, "it is moved to and fro and keeps its day"


def test_no_third_letter_is_written(item: OpenItem, biller: Client, practice: Practice) -> None:
    _asked(item, practice, "2026-11-20", "upheld")
    _asked(item, practice, "2027-01-10", "partly")
    assert "The second appeal was answered too" in biller.get(reverse("appeal_letter", args=[item.pk])).content.decode()
    assert OpenItem.objects.get().due is None, "what follows has a day of its own, which stands in the answer"


def test_the_time_for_the_second_runs_from_the_date_of_the_answer_and_not_from_the_day_it_was_written_down(
    item: OpenItem, biller: Client, practice: Practice
) -> None:
    first = _asked(item, practice, "2026-06-01")
    address = reverse("answer_appeal", args=[first.pk])
    to_come = (timezone.localdate() + dt.timedelta(1)).isoformat()
    for on in ("", "soon", "2026-02-30", to_come):
        page = biller.post(address, {"outcome": "upheld", "on": on}, follow=True).content.decode()
        assert "Give the date of the payer&#x27;s answer" in page, on
    page = biller.post(address, {"outcome": "upheld", "on": "2026-05-31"}, follow=True).content.decode()
    assert "An answer to the letter of 2026-06-01 cannot be dated 2026-05-31." in page
    biller.post(address, {"outcome": "upheld", "on": "2026-07-01"})
    assert OpenItem.objects.get().due == dt.date(2026, 7, 1) + dt.timedelta(180 + 5), "42 CFR 405.962(a)"


def test_the_second_letter_encloses_the_notice_that_it_answers_on_the_page_and_in_print(
    item: OpenItem, biller: Client, practice: Practice
) -> None:
    address, notice = reverse("appeal_letter", args=[item.pk]), "The notice of redetermination of 2026-12-20"
    first = biller.get(address).content.decode()
    assert "The signed note of the visit" in first
    assert notice not in first
    _asked(item, practice, "2026-11-20", "upheld")
    assert notice in biller.get(address).content.decode()
    said = {"kind": "necessity", "way": "mail"}
    if "PDF needs" in biller.post(reverse("send_appeal", args=[item.pk]), said, follow=True).content.decode():
        pytest.skip("this machine prints no PDF")
    printed = PdfReader(BytesIO(bytes(Appeal.objects.latest("pk").letter)))
    assert notice in " ".join(" ".join(page.extract_text() for page in printed.pages).split())


def test_a_letter_is_called_in_the_choice_as_it_is_called_in_print(
    item: OpenItem, biller: Client, practice: Practice
) -> None:
    address = reverse("appeal_letter", args=[item.pk])
    assert biller.get(address).content.decode().count("Request for redetermination: the service was necessary") == 2
    _asked(item, practice, "2026-11-20", "upheld")
    assert biller.get(address).content.decode().count("Request for reconsideration: the service was necessary") == 2


def test_beside_the_second_letter_to_medicare_it_says_that_all_evidence_must_go_with_it(
    item: OpenItem, biller: Client, practice: Practice
) -> None:
    address, says = reverse("appeal_letter", args=[item.pk]), "Enclose all evidence now"
    assert says not in biller.get(address).content.decode()
    _asked(item, practice, "2026-11-20", "upheld")
    assert says in biller.get(address).content.decode()


@pytest.mark.parametrize("remark", ["N211", "MA130"])
def test_where_the_payer_says_that_there_is_no_appeal_no_request_is_written(
    remark: str, item: OpenItem, biller: Client, practice: Practice
) -> None:
    item.remarks = [remark]
    keep(practice.owner, item)
    address, why = reverse("appeal_letter", args=[item.pk]), "The payer says by its remark (N211, MA130)"
    assert why in biller.get(address).content.decode()
    _asked(item, practice, "2026-11-20", "upheld")
    assert why in biller.get(address).content.decode()
    said = {"kind": "necessity", "way": "fax"}
    assert why in biller.post(reverse("send_appeal", args=[item.pk]), said, follow=True).content.decode()
    assert Appeal.objects.count() == 1, "the one that was there"
    assert why not in biller.get(f"{address}?kind=peer").content.decode(), "a talk is no appeal"


def test_records_and_a_talk_between_clinicians_are_no_appeal(
    item: OpenItem, biller: Client, practice: Practice
) -> None:
    due = item.due
    _asked(item, practice, "2026-11-20", "upheld", "peer")
    _asked(item, practice, "2026-11-21", "", "records")
    assert "Request for redetermination" in biller.get(reverse("appeal_letter", args=[item.pk])).content.decode()
    assert OpenItem.objects.get().due == due


def test_a_payment_stays_in_the_books_when_a_letter_went_out_about_it(item: OpenItem, practice: Practice) -> None:
    kept = {"kind": "review", "title": "Request", "sent": item.opened, "letter": b"%PDF", "sha256": "0" * 64}
    keep(practice.owner, Appeal(item=item, claim=item.claim, by=practice.owner, **kept))
    with pytest.raises(RefusedError, match="stays in the books"):
        unpost_all(practice.owner, item.decision.remittance)
    assert OpenItem.objects.filter(pk=item.pk).exists()


def test_what_is_closed_is_not_appealed(item: OpenItem, biller: Client) -> None:
    OpenItem.objects.update(closed="2026-11-20", outcome="mistaken")
    said = {"kind": "necessity", "way": "fax"}
    page = biller.post(reverse("send_appeal", args=[item.pk]), said, follow=True).content.decode()
    assert "open it again first" in page


def test_a_card_says_that_its_letter_is_not_answered_until_it_is(item: OpenItem, biller: Client) -> None:
    def card() -> str:
        return biller.get(reverse("denial_column", args=["appeal"])).content.decode()

    assert "not answered yet" not in card()
    biller.post(reverse("send_appeal", args=[item.pk]), {"kind": "necessity", "way": "fax"})
    assert "Its letter is not answered yet" in card()
    OpenItem.objects.update(proposal="Payment 2 pays 60.60 on it.")
    assert "It may be closed" in card()
    OpenItem.objects.update(proposal="")
    biller.post(reverse("answer_appeal", args=[Appeal.objects.get().pk]), {"outcome": "upheld", "on": _today()})
    assert "not answered yet" not in card()
