"""What payers refused is on the board by its next act, is worked on, and stays open until a person closes it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment
from cleanbill.remittance.tests.sent_claims import claim, decided, remittance
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.remits.models import OpenItem
from cleanbill.web.remits.tests.conftest import practice as practice  # noqa: PLC0414 - without the payment of each clinic
from cleanbill.web.remits.tests.sent import account, posted, sent

A1, A2 = claim("A1"), claim("A2")
UNNECESSARY = decided(A1, (("CO", "50", "124.00"),), (("CO", "45", "30.35"),))
REFUSED_WHOLE = ClaimPayment(
    "A1", "4", Decimal("182.25"), Decimal(0), adjustments=(Adjustment("CO", "29", Decimal("182.25")),)
)
NO_MODIFIER = decided(A2, (("CO", "4", "124.00"),), (("CO", "45", "30.35"),))


@pytest.fixture
def biller(practice: Practice, browse: SignIn) -> Client:
    return browse(practice.people[Role.BILLER])


@pytest.fixture
def refused(practice: Practice) -> OpenItem:
    """A line that the payer holds to be unnecessary, and another claim's without its modifier."""
    sent(practice, A1, A2)
    posted(practice, remittance(UNNECESSARY, NO_MODIFIER))
    return OpenItem.objects.get(carc="CO-50")


def found(rule: str, carc: str, line: int | None, severity: str = "warning", rarc: str = "") -> dict[str, object]:
    """A finding as a claim keeps it."""
    return {
        "rule": rule, "version": 1, "catalogue": "", "severity": severity, "stage": "claim", "title": "Title",
        "message": f"Message of {rule}.", "where": {"claim_id": "A1", "line": line}, "evidence": [], "searched": [],
        "authority": [], "denials": [{"carc": carc, "rarc": rarc, "group": "CO"}], "fix": None, "data": {},
        "allowed": "",
    }  # fmt: skip


def test_a_refusal_stands_in_the_column_of_its_next_act_with_its_days_left(refused: OpenItem, biller: Client) -> None:
    columns = {one.next: one for one in biller.get(reverse("denials")).context["columns"]}
    assert [card.item for card in columns["appeal"].cards] == [refused]
    assert (columns["appeal"].held, columns["appeal"].cents) == (1, 12400)
    assert [card.item.carc for card in columns["correct"].cards] == ["CO-4"]
    assert columns["patient"].held == 0


def test_medicare_is_asked_for_a_redetermination_within_120_days_of_receipt(refused: OpenItem) -> None:
    assert refused.due == dt.date(2026, 11, 15) + dt.timedelta(days=125)
    other = OpenItem.objects.get(carc="CO-4")
    assert (other.next, other.due) == ("correct", None), "the claim of the test has no last day to file"


def test_where_nobody_knows_the_payers_clock_no_day_is_told(practice: Practice, biller: Client) -> None:
    (one,) = sent(practice, A1)
    one.document["payer"]["type"] = "commercial"
    one.save()
    posted(practice, remittance(UNNECESSARY))
    item = OpenItem.objects.get()
    assert item.due is None
    assert "last day not known" in biller.get(reverse("denials")).content.decode()
    assert "see its remittance advice" in biller.get(reverse("denial", args=[item.pk])).content.decode()


@pytest.mark.parametrize(
    ("findings", "traced", "rule"),
    [
        ([], "silent", ""),
        ([found("MN101", "50", 1)], "caught", "MN101"),
        ([found("MN101", "50", None, "error")], "caught", "MN101"),
        ([found("MN101", "50", 2)], "silent", ""),
        ([found("UN101", "151", 1)], "elsewhere", "UN101"),
        ([found("UN101", "151", 1), found("MN101", "50", 1)], "caught", "MN101"),
        ([found("MN101", "50", 1, "not_checked")], "unchecked", "MN101"),
        ([found("MN101", "50", 1, "info")], "silent", ""),
        ([found("MN102", "50", None), found("MN101", "50", 1)], "caught", "MN101"),
    ],
)
def test_a_refusal_is_traced_to_the_rule_that_names_its_reason_on_its_line(
    practice: Practice, findings: list[dict[str, object]], traced: str, rule: str
) -> None:
    (one,) = sent(practice, A1)
    Claim.objects.filter(pk=one.pk).update(findings=findings)
    posted(practice, remittance(UNNECESSARY))
    item = OpenItem.objects.get()
    assert (item.traced, item.rule) == (traced, rule)


@pytest.mark.parametrize(("rarc", "traced"), [("N286", "caught"), ("M76", "elsewhere")])
def test_a_reason_that_says_little_is_traced_by_its_remark(practice: Practice, rarc: str, traced: str) -> None:
    (one,) = sent(practice, A1)
    Claim.objects.filter(pk=one.pk).update(findings=[found("ID107", "16", 1, rarc=rarc)])
    vague = decided(A1, (("CO", "16", "124.00"),), (("CO", "45", "30.35"),))
    posted(practice, remittance(replace(vague, lines=(replace(vague.lines[0], remarks=("N286",)), *vague.lines[1:]))))
    assert OpenItem.objects.get().traced == traced


def test_a_claim_refused_as_a_whole_is_traced_by_all_its_lines_and_shows_what_was_said_of_each(
    practice: Practice, biller: Client
) -> None:
    (one,) = sent(practice, A1)
    said = [found("UN101", "151", 1), found("MN101", "29", 2), found("FI101", "18", None)]
    Claim.objects.filter(pk=one.pk).update(findings=said)
    posted(practice, remittance(REFUSED_WHOLE))
    item = OpenItem.objects.get()
    assert (item.line, item.traced, item.rule) == (None, "caught", "MN101")
    page = biller.get(reverse("denial", args=[item.pk])).content.decode()
    for rule in ("UN101", "MN101", "FI101"):
        assert f"Message of {rule}." in page


def test_what_was_said_of_another_line_is_not_shown_beside_a_refusal(refused: OpenItem, biller: Client) -> None:
    said = [found("UN101", "151", 1), found("MN101", "29", 2), found("FI101", "18", None)]
    Claim.objects.filter(pk=refused.claim.pk).update(findings=said)
    page = biller.get(reverse("denial", args=[refused.pk])).content.decode()
    assert [rule in page for rule in ("UN101", "MN101", "FI101")] == [True, False, True]


def test_the_board_is_narrowed_by_what_stands_in_the_address(refused: OpenItem, biller: Client) -> None:
    def shown(query: str) -> set[str]:
        columns = biller.get(f"{reverse('denials')}?{query}").context["columns"]
        return {card.item.carc for column in columns for card in column.cards}

    assert shown("carc=CO-50") == {"CO-50"}
    assert shown(f"payer={refused.account.payer_id}") == {"CO-50", "CO-4"}
    assert shown(f"payer={refused.account.payer_id + 999}") == set()
    assert shown("code=97110") == {"CO-50", "CO-4"}
    assert shown("mine=1") == set()
    assert shown("late=1") == set()
    assert shown("payer=x&nothing=1") == {"CO-50", "CO-4"}
    OpenItem.objects.filter(pk=refused.pk).update(due=dt.date(2020, 1, 1))
    assert shown("late=1") == {"CO-50"}


def test_a_card_is_moved_assigned_and_closed_with_others(refused: OpenItem, practice: Practice, biller: Client) -> None:
    both = [one.pk for one in OpenItem.objects.order_by("pk")]
    biller.post(reverse("many_denials"), {"act": "patient", "item": both})
    assert {one.next for one in OpenItem.objects.all()} == {"patient"}
    who = practice.people[Role.BILLER]
    biller.post(reverse("many_denials"), {"act": "assign", "to": who.pk, "item": both[:1]})
    assert [one.assigned for one in OpenItem.objects.order_by("pk")] == [who, None]
    answer = biller.post(reverse("many_denials"), {"act": "close", "outcome": "written_off", "item": both}, follow=True)
    assert "Say why it is closed" in answer.content.decode()
    said = {"act": "close", "outcome": "written_off", "reason": "Too small.", "item": both}
    back = biller.post(reverse("many_denials"), said | {"asked": "carc=CO-50&next=x"})
    assert back["Location"] == f"{reverse('denials')}?carc=CO-50"
    assert OpenItem.objects.filter(closed=None).count() == 0
    assert account(refused.claim).written_off == 12400


def test_an_item_is_closed_opened_again_and_a_correction_is_begun(refused: OpenItem, biller: Client) -> None:
    def post(act: str, **said: object) -> str:
        return biller.post(reverse(f"{act}_denial", args=[refused.pk]), said, follow=True).content.decode()

    assert "is not written off" in post("close", outcome="lost", reason="In vain.", dollars="124.01")
    assert "This field is required" in post("close", outcome="lost", dollars="1")
    post("close", outcome="lost", reason="In vain.", dollars="100")
    refused.refresh_from_db()
    assert (refused.outcome, refused.written_off, account(refused.claim).written_off) == ("lost", 10000, 10000)
    post("reopen")
    post("move", next="correct")
    refused.refresh_from_db()
    assert (refused.closed, refused.next, refused.due) == (None, "correct", None)
    assert "There is no such act" in post("move", next="nowhere")
    post("remark", text="Called; they want the plan of care.")
    assert Event.objects.filter(claim=refused.claim, kind="note").count() == 1
    page = post("correct")
    assert "This is the correction" in page
    made = Claim.objects.get(replaces=refused.claim)
    assert made.document["original_claim_ref"] == "ICN-A1"


def test_causes_add_up_to_what_was_refused_and_lead_to_the_board(refused: OpenItem, biller: Client) -> None:
    today = dt.date.today()
    OpenItem.objects.update(opened=today)
    for by in ("carc", "payer", "code", "provider", "rule"):
        page = biller.get(f"{reverse('denial_causes')}?by={by}")
        assert sum(row.cents for row in page.context["rows"]) == 24800, by
    assert page.context["months"][-1][1:] == (2, 24800)
    lines = biller.get(f"{reverse('denial_causes')}?as=csv").content.decode().splitlines()
    assert lines[1].startswith(("CO-4,1,124.00,124.00,0.00,0.00", "CO-50,1,124.00,124.00,0.00,0.00"))


def test_a_payer_called_like_a_formula_is_words_in_a_spreadsheet(refused: OpenItem, biller: Client) -> None:
    OpenItem.objects.update(opened=dt.date.today())
    payer = refused.account.payer
    payer.name = "=HYPERLINK(1)"
    payer.save()
    assert "'=HYPERLINK(1)" in biller.get(f"{reverse('denial_causes')}?by=payer&as=csv").content.decode()


def test_reading_a_refusal_is_in_the_audit_log(refused: OpenItem, biller: Client) -> None:
    for address in (
        reverse("denials"),
        reverse("denial", args=[refused.pk]),
        reverse("denial_column", args=["appeal"]),
    ):
        before = Entry.objects.filter(action="read").count()
        page = biller.get(address).content.decode()
        assert Entry.objects.filter(action="read").count() == before + 1, address
        assert not [one for one in page.split('href="')[1:] if "Smith" in one.split('"')[0]]


def test_the_claim_and_the_decision_lead_to_the_denial_while_it_is_open(refused: OpenItem, biller: Client) -> None:
    claim, decision = refused.account.claim, refused.decision
    address = f'href="{reverse("denial", args=[refused.pk])}"'
    pages = [reverse("claim", args=[claim.pk]), reverse("decision", args=[decision.pk])]
    assert all(address in biller.get(page).content.decode() for page in pages)
    OpenItem.objects.filter(pk=refused.pk).update(closed="2026-11-20", outcome="mistaken", reason="Ours")
    assert address not in biller.get(pages[0]).content.decode()


def test_a_board_without_denials_offers_nothing_to_do_with_them(refused: OpenItem, biller: Client) -> None:
    assert "With those chosen" in biller.get("/denials/").content.decode()
    assert "With those chosen" not in biller.get("/denials/?code=99999").content.decode()


def test_where_no_denial_is_chosen_it_is_said(biller: Client) -> None:
    page = biller.post(reverse("many_denials"), {"act": "appeal"}, follow=True).content.decode()
    assert "No denial is chosen" in page
    assert "changed" not in page
