"""Today's rules are tried on the clinic's own decided claims: what they would have caught, missed and stopped."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import cleanbill
from cleanbill.model.claim import Claim as Document
from cleanbill.model.finding import Finding
from cleanbill.remittance.tests.sent_claims import ON as DECIDED
from cleanbill.remittance.tests.sent_claims import claim, decided, remittance, reversal
from cleanbill.remittance.tests.test_tracing import finding
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.claims.models import Claim
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.denials import trials
from cleanbill.web.denials.models import Trial
from cleanbill.web.remits.models import Decision, OpenItem
from cleanbill.web.remits.posting import unpost_all
from cleanbill.web.remits.tests.conftest import practice as practice  # noqa: PLC0414
from cleanbill.web.remits.tests.sent import posted, sent

A1, A2, A3 = claim("A1"), claim("A2"), claim("A3")
UNNECESSARY = decided(A1, (("CO", "50", "124.00"),), (("CO", "45", "30.35"),))
NO_MODIFIER = decided(A2, (("CO", "4", "124.00"),), (("CO", "45", "30.35"),))
PAID = decided(A3, (("CO", "45", "43.40"),), (("CO", "45", "30.35"),))
MONTH = {"first": "2026-11-01", "last": "2026-11-30"}
SAID = {"A1": [finding("MN101", "50")], "A3": [finding("UN101", "151", 2)]}


@pytest.fixture
def biller(practice: Practice, browse: SignIn) -> Client:
    return browse(practice.people[Role.BILLER])


@pytest.fixture
def history(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Practice:
    """Three claims: one refused as a rule says, one that no rule speaks of, and one paid with an error on it."""
    sent(practice, A1, A2, A3)
    posted(practice, remittance(UNNECESSARY, NO_MODIFIER, PAID))
    monkeypatch.setattr(cleanbill, "check_claim", _check)
    return practice


def _check(document: Document, on: dt.date) -> list[Finding]:
    assert on == DECIDED, "a claim is checked as of the day of its first decision"
    return SAID.get(document.claim_id or "", [])


def try_all(practice: Practice) -> int:
    return trials.try_all(practice.owner, practice.clinic, dt.date(2026, 11, 1), dt.date(2026, 11, 30))


def shown(client: Client, name: str = "denial_backtest", **said: str) -> Any:
    return client.get(reverse(name), MONTH | said)


def test_the_sums_are_by_kind_by_rule_and_by_reason_with_the_money(history: Practice, biller: Client) -> None:
    try_all(history)
    page = shown(biller)
    assert [(one.kind, one.sum.count, one.sum.amount) for one in page.context["kinds"]] == [
        ("caught", 1, 12400), ("elsewhere", 0, 0), ("missed", 1, 12400), ("stopped", 1, 2790),
    ]  # fmt: skip
    rules = {one.id: (one.caught.amount, one.stopped.amount) for one in page.context["rules"]}
    assert rules == {"MN101": (12400, 0), "UN101": (0, 2790)}
    reasons = {one.reason: (one.denied.count, one.caught.count, one.missed.count) for one in page.context["reasons"]}
    assert reasons == {"CO-50": (1, 1, 0), "CO-4": (1, 0, 1)}
    assert "50% of the denials would have been caught" in page.content.decode()


def test_each_sum_leads_to_its_lines_and_a_refusal_among_them_to_its_page(history: Practice, biller: Client) -> None:
    try_all(history)
    item = OpenItem.objects.get(carc="CO-4")
    page = shown(biller, "backtest_list", kind="missed", reason="CO-4")
    assert [(row.claim_id, found) for row, _, found in page.context["rows"]] == [("A2", item.pk)]
    assert reverse("denial", args=[item.pk]) in page.content.decode()
    page = shown(biller, "backtest_list", kind="stopped", rule="UN101")
    assert [(row.claim_id, row.line, found) for row, _, found in page.context["rows"]] == [("A3", 2, None)]
    assert not shown(biller, "backtest_list", kind="nothing", rule="UN101").context["rows"]


def test_the_file_has_a_row_for_each_refused_and_each_stopped_line(history: Practice, biller: Client) -> None:
    try_all(history)
    lines = shown(biller, **{"as": "csv"}).content.decode().splitlines()
    assert lines[1:] == [
        "caught,A1,1,97110,CO-50,,124.00,MN101", "missed,A2,1,97110,CO-4,,124.00,", "stopped,A3,2,97140,,,27.90,UN101",
    ]  # fmt: skip
    assert json.loads(Entry.objects.filter(action="exported").latest("pk").detail)["claims"] == ["A1", "A2", "A3"]


def test_claims_that_were_not_tried_are_told_and_a_person_has_them_tried(history: Practice, biller: Client) -> None:
    page = shown(biller)
    assert (page.context["waiting"], page.context["decided"], page.context["report"].answered) == (3, 3, 0)
    assert "3 of the 3 claims" in page.content.decode()
    back = biller.post(reverse("try_rules"), MONTH)
    assert back["Location"] == f"{reverse('denial_backtest')}?first=2026-11-01&last=2026-11-30"
    assert (shown(biller).context["waiting"], Trial.objects.count()) == (0, 3)
    assert try_all(history) == 0, "what was tried is not tried again"


def test_many_claims_are_tried_step_by_step(history: Practice, biller: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "AT_ONCE", 2)
    step = biller.post(reverse("try_rules"), MONTH, headers={"HX-Request": "true"})
    assert "1 claim still" in step.content.decode()
    step = biller.post(reverse("try_rules"), MONTH, headers={"HX-Request": "true"})
    assert (step.status_code, step["HX-Redirect"]) == (
        204,
        f"{reverse('denial_backtest')}?first=2026-11-01&last=2026-11-30",
    )


def test_other_rules_are_tried_anew(history: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    try_all(history)
    monkeypatch.setattr(trials, "rules", lambda: "others")
    assert try_all(history) == 3
    assert {one.rules for one in Trial.objects.all()} == {"others"}


def test_a_claim_of_which_more_was_decided_is_tried_again_by_its_first_decision(history: Practice) -> None:
    try_all(history)
    later = posted(history, remittance(reversal(UNNECESSARY), decided(A1, (("CO", "45", "24.00"),), ()), trace="EFT2"))
    Decision.objects.filter(remittance=later).update(day=DECIDED + dt.timedelta(days=3))
    assert try_all(history) == 1
    assert [row.kind for row in Trial.objects.get(claim__claim_id="A1").read] == ["caught"]
    unpost_all(history.owner, later)
    assert try_all(history) == 1


def test_a_payment_that_is_taken_out_takes_its_claims_out_of_the_sums(history: Practice, biller: Client) -> None:
    try_all(history)
    unpost_all(history.owner, Decision.objects.filter(claim__claim_id="A1").latest("pk").remittance)
    page = shown(biller)
    assert (page.context["report"].rows, page.context["decided"]) == ([], 0)


def test_only_claims_first_decided_in_the_days_count(history: Practice, biller: Client) -> None:
    try_all(history)
    Decision.objects.filter(claim__claim_id="A1").update(day=dt.date(2026, 10, 31))
    assert shown(biller).context["decided"] == 2
    assert shown(biller, first="2026-10-31").context["decided"] == 3


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-11-30", "2026-11-01", "a year at most"),
        ("2025-11-29", "2026-11-30", "a year at most"),
        ("x", "2026-11-01", "Enter a valid date"),
        ("0001-01-01", "9999-12-31", "a year at most"),
        ("2026-02-30", "\0", "Enter a valid date"),
    ],
)
def test_days_that_cannot_be_are_refused_and_the_last_ninety_are_shown(
    practice: Practice, biller: Client, first: str, last: str, says: str
) -> None:
    page = shown(biller, first=first, last=last)
    assert says in page.content.decode()
    assert (page.context["days"].last - page.context["days"].first).days == 89
    assert shown(biller, "backtest_list", first=first, last=last).status_code == 200
    assert biller.post(reverse("try_rules"), {"first": first, "last": last}).status_code == 302


@pytest.mark.parametrize("name", ["denial_backtest", "backtest_list"])
def test_a_page_asks_the_database_as_often_for_many_claims_as_for_few(
    history: Practice, biller: Client, name: str
) -> None:
    asked = []
    for more in (0, 20):
        numbers = [f"B{n}" for n in range(more)]
        sent(history, *map(claim, numbers))
        refused = [decided(claim(one), (("CO", "4", "124.00"),), (("CO", "45", "30.35"),)) for one in numbers]
        posted(history, remittance(*refused, trace=f"EFT{more}"))
        try_all(history)
        with CaptureQueriesContext(connection) as captured:
            shown(biller, name)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_another_clinics_claims_are_in_no_sum(history: Practice, other: Practice, browse: SignIn) -> None:
    try_all(history)
    client = browse(other.owner)
    assert shown(client).context["decided"] == 0
    assert not shown(client, "backtest_list").context["rows"]
    client.post(reverse("try_rules"), MONTH)
    assert {one.clinic for one in Trial.objects.all()} == {history.clinic}


def test_looking_at_the_backtest_is_in_the_audit_log(history: Practice, biller: Client) -> None:
    try_all(history)
    shown(biller)
    assert json.loads(Entry.objects.latest("pk").detail) == {"list": "backtest"} | MONTH
    shown(biller, "backtest_list", kind="missed")
    told = {"list": "backtest", "kind": "missed", "claims": ["A2"]}
    assert json.loads(Entry.objects.latest("pk").detail) == told | MONTH


def test_a_refusal_without_a_rule_gives_the_draft_of_one_without_its_patient(history: Practice, biller: Client) -> None:
    item = OpenItem.objects.get(carc="CO-4")
    address = reverse("draft_of_rule", args=[item.pk])
    assert address in biller.get(reverse("denial", args=[item.pk])).content.decode()
    page = biller.get(address).content.decode()
    assert "Denial(&#x27;4&#x27;, &#x27;&#x27;, &#x27;CO&#x27;)" in page
    file = biller.get(f"{address}?as=file")
    assert file["Content-Disposition"] == f'attachment; filename="draft_of_rule_{item.pk}.py"'
    assert Entry.objects.latest("pk").action == "exported"
    text = file.content.decode()
    compile(text, "draft.py", "exec")
    assert "'code': '97110'" in text
    patient = Claim.objects.get(claim_id="A2").patient
    own = (
        patient.last_name,
        patient.first_name,
        str(patient.dob),
        "MBR-A2",
        "ALEX",
        "SAMPLEA2",
        "2026-10-26",
        "12 OAK",
    )
    for word in (*own, "1950-04-04", "1234567893", "THERAPIST", "Reed", "ICN-A2"):
        assert word not in text, word


def test_a_refusal_that_a_rule_would_have_caught_needs_no_draft(history: Practice, biller: Client) -> None:
    item = OpenItem.objects.get(carc="CO-50")
    OpenItem.objects.filter(pk=item.pk).update(traced="caught", rule="MN101")
    address = reverse("draft_of_rule", args=[item.pk])
    assert address not in biller.get(reverse("denial", args=[item.pk])).content.decode()
    assert "MN101 would have caught it" in biller.get(address, follow=True).content.decode()
