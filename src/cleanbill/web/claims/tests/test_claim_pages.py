"""The pages of billing: what a person says on them is shown as text, and what they read is written down."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cleanbill.remittance.tests.sent_claims import claim
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.audit.models import Entry
from cleanbill.web.claims import acts
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.tests.billable import ON, built, ready, signed
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.notes.tests.written import WHOLE
from cleanbill.web.remits.tests.sent import sent

SCRIPT = "<script>alert(1)</script>"


def test_a_script_in_any_text_of_a_claim_is_shown_as_text(practice: Practice, browse: SignIn) -> None:
    claim = built(practice)
    claim.document["dx"] = [SCRIPT]
    claim.document["lines"][0]["code"] = SCRIPT
    claim.document["remark"] = {"text": SCRIPT}
    claim.proposals[0] |= {"what": SCRIPT, "why": SCRIPT, "words": SCRIPT}
    acts.edit(practice.owner, claim, claim.document, ON)
    acts.hold(practice.owner, claim, SCRIPT, ON)
    event = Event.objects.filter(claim=claim, kind="edited").order_by("-pk")[0]
    client = browse(practice.owner)
    addresses = [reverse(name, args=[claim.pk]) for name in ("claim", "edit_claim", "claim_837", "claim_document")]
    for address in (*addresses, reverse("claim_event", args=[event.pk]), "/claims/?tab=person"):
        text = client.get(address).content.decode()
        assert "<script>a" not in text, address


def test_reading_a_claim_is_in_the_audit_log_and_no_address_holds_a_name(practice: Practice, browse: SignIn) -> None:
    claim = built(practice)
    client = browse(practice.people[Role.BILLER])
    for address in (reverse("claim", args=[claim.pk]), "/claims/?tab=person"):
        before = Entry.objects.filter(action="read").count()
        page = client.get(address).content.decode()
        assert Entry.objects.filter(action="read").count() == before + 1, address
        assert "href=" in page
        assert not [one for one in page.split('href="')[1:] if "Smith" in one.split('"')[0]]


def test_the_audit_log_does_not_hold_the_note_of_a_claim(practice: Practice) -> None:
    built(practice)
    assert not [one for one in Entry.objects.filter(kind__in=("claim", "event")) if WHOLE[:60] in one.detail]


def test_a_biller_edits_a_line_and_the_change_stands_in_the_timeline(practice: Practice, browse: SignIn) -> None:
    claim = built(practice)
    client = browse(practice.people[Role.BILLER])
    sent = {
        "dx": "m62830", "place_of_service": "11", "referring_npi": "1245319599", "form-TOTAL_FORMS": 3,
        "form-INITIAL_FORMS": 2, "form-0-code": "97110", "form-0-modifiers": "gp", "form-0-units": 2,
        "form-0-charge": "90", "form-0-pointers": "1", "form-0-minutes": 27, "form-1-code": "", "form-2-code": "",
    }  # fmt: skip
    assert client.post(reverse("edit_claim", args=[claim.pk]), sent).status_code == 302
    after = Claim.objects.get(pk=claim.pk)
    assert [(line["code"], line["units"], line["modifiers"]) for line in after.lines] == [("97110", 2, ["GP"])]
    assert after.total == 9000
    assert after.document["dx"] == ["M62.830"]
    event = Event.objects.filter(claim=claim).order_by("-pk")[0]
    assert event.kind == "edited"
    assert event.by == practice.people[Role.BILLER]


def test_only_what_is_clean_and_confirmed_is_printed_on_red_forms(practice: Practice, browse: SignIn) -> None:
    claim = built(practice)
    client, address = browse(practice.owner), reverse("claim_form", args=[claim.pk])
    assert client.get(address).content.startswith(b"%PDF")
    assert client.get(f"{address}?red=1").status_code == 302
    acts.confirm(practice.owner, claim, ON)
    assert client.get(f"{address}?red=1").content.startswith(b"%PDF")


def test_many_are_sent_at_once_and_those_with_errors_are_named(
    practice: Practice, browse: SignIn, tmp_path: "object", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEANBILL_STORE", f"{tmp_path}/store.sqlite3")
    claim = ready(practice)
    claim.document["lines"][0]["modifiers"] = []
    acts.edit(practice.owner, claim, claim.document, ON)
    answer = browse(practice.owner).post(reverse("many_claims"), {"act": "send", "claim": [claim.pk]}, follow=True)
    text = answer.content.decode()
    assert "0 claims are put into the outbox" in text
    assert f"Claim {claim.claim_id} is not sent: 1 finding stops it" in text


@pytest.mark.parametrize("finding", ["", "x", "99999", "-1"])
def test_a_finding_that_is_none_is_answered_in_a_sentence(practice: Practice, browse: SignIn, finding: str) -> None:
    claim = built(practice)
    for name in ("mend_claim", "allow_claim"):
        sent = {"finding": finding, "reason": "x", "sure": "1"}
        answer = browse(practice.owner).post(reverse(name, args=[claim.pk]), sent, follow=True)
        assert answer.status_code == 200
    assert Claim.objects.get(pk=claim.pk).document == claim.document


def test_a_visit_signed_today_is_built_from_the_queue(practice: Practice, browse: SignIn) -> None:
    practice.records["claim"].state = "withdrawn"
    keep(practice.owner, practice.records["claim"])
    visit = signed(practice)
    client = browse(practice.people[Role.BILLER])
    assert "1 signed visit without a claim" in client.get("/claims/").content.decode()
    client.post(reverse("build_claims"))
    assert Claim.objects.of(practice.clinic).filter(appointment=visit, state="person").count() == 1


def test_the_claim_with_the_fewest_days_to_file_stands_first_and_one_whose_last_day_is_not_known_last(
    practice: Practice, browse: SignIn
) -> None:
    today = timezone.localdate()
    for one, left in zip(sent(practice, *map(claim, ("A1", "A2", "A3")), state="ready"), (None, 9, 1), strict=True):
        Claim.objects.filter(pk=one.pk).update(file_by=left and today + dt.timedelta(left))
    page = browse(practice.people[Role.BILLER]).get("/claims/")
    assert [one.claim_id for one, _ in page.context["rows"]] == ["A3", "A2", "A1"]
    assert "1 day left" in page.content.decode()


def test_a_queue_without_claims_says_where_they_are(practice: Practice, browse: SignIn) -> None:
    client = browse(practice.people[Role.BILLER])
    ready, over, mine = (client.get(f"/claims/?{one}").content.decode() for one in ("", "tab=over", "mine=1"))
    assert "No claim stands under Ready: claims are built from signed notes" in ready
    assert "No claim stands under Closed." in over
    assert "No claim stands under Ready with these filters." in mine


@pytest.mark.parametrize("act", ["send", "check", "hold", "assign", "ask"])
def test_where_no_claim_is_chosen_it_is_said_and_nothing_is_called_done(
    act: str, practice: Practice, browse: SignIn
) -> None:
    page = browse(practice.people[Role.BILLER]).post(reverse("many_claims"), {"act": act}, follow=True).content.decode()
    assert "No claim is chosen" in page
    assert "0 claims" not in page
