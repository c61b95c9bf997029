"""A claim out of a signed visit: what is proposed and why, what is asked, what stops it."""

import json

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cleanbill.web.audit.keep import keep
from cleanbill.web.claims import acts, building, making
from cleanbill.web.claims.models import Charge, Claim, Event
from cleanbill.web.claims.tests.billable import ON, built, furnish, ready, signed
from cleanbill.web.conftest import Practice


def test_a_signed_visit_becomes_a_claim_with_the_reason_for_each_service(practice: Practice) -> None:
    claim = built(practice)
    assert [(line["code"], line["units"], line["charge"]) for line in claim.lines] == [
        ("97110", 1, "45.00"), ("97140", 1, "40.00"),
    ]  # fmt: skip
    assert claim.total == 8500
    why = {one["path"]: one for one in claim.proposals}
    assert "(27 + 7) / 15" in why["/lines/0"]["why"]
    assert "97110 bridging" in why["/lines/0"]["words"]
    assert claim.lines[0]["modifiers"] == ["GP"]
    assert "GP" in why["/lines/0/modifiers"]["what"]


def test_a_claim_waits_for_a_person_until_the_coding_is_confirmed(practice: Practice) -> None:
    claim = built(practice)
    assert not claim.faults, [one["message"] for one in claim.findings if one["severity"] == "error"]
    assert claim.state == "person"
    acts.confirm(practice.owner, claim, ON)
    assert claim.state == "ready"


def test_a_visit_whose_note_is_not_signed_has_no_claim(practice: Practice) -> None:
    furnish(practice)
    with pytest.raises(acts.RefusedError, match="no signed note"):
        making.build(practice.owner, practice.records["appointment"], ON)


def test_the_same_records_give_the_same_document(practice: Practice) -> None:
    furnish(practice)
    visit, coverage = signed(practice), practice.records["coverage"]
    first, again = (building.draft(visit, coverage, "1P1") for _ in range(2))
    assert json.dumps(first.document) == json.dumps(again.document)
    assert first.proposals == again.proposals


def test_the_carriers_number_of_an_accident_goes_out_with_the_claim(practice: Practice) -> None:
    furnish(practice)
    episode = practice.records["episode"]
    episode.cause, episode.accident_date, episode.accident_state = "auto", episode.opened, "IL"
    episode.accident_claim_number = "LOSS-7"
    keep(practice.owner, episode)
    claim = making.build(practice.owner, signed(practice), ON)
    assert claim.document["accident"]["claim_number"] == "LOSS-7"


def test_what_is_not_known_is_asked_and_not_invented(practice: Practice) -> None:
    furnish(practice)
    Charge.objects.filter(code="97140").delete()
    practice.records["patient"].line1 = ""
    keep(practice.owner, practice.records["patient"])
    claim = making.build(practice.owner, signed(practice), ON)
    asked = {one["where"]["path"]: one["link_text"] for one in claim.findings if not one["rule"]}
    assert asked["/lines/1/charge"] == "Fee table"
    assert asked["/patient/address/street"] == "Chart"
    assert "charge" not in claim.lines[1]
    acts.confirm(practice.owner, claim, ON)
    assert claim.state == "person"


def test_a_visit_is_claimed_once_and_building_anew_keeps_its_number(practice: Practice) -> None:
    claim = built(practice)
    again = making.build(practice.owner, claim.appointment, ON)
    assert (again.pk, again.claim_id) == (claim.pk, claim.claim_id)
    twin = Claim(**{f.attname: getattr(claim, f.attname) for f in Claim._meta.concrete_fields if f.name != "id"})
    twin.claim_id = "other"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_withdrawn_claim_leaves_its_number_used(practice: Practice) -> None:
    claim = built(practice)
    acts.withdraw(practice.owner, claim)
    assert making.build(practice.owner, claim.appointment, ON).claim_id != claim.claim_id


def test_a_repair_that_states_a_fact_is_made_only_by_a_yes(practice: Practice) -> None:
    claim = built(practice)
    claim.document["lines"][0]["modifiers"] = []
    acts.edit(practice.owner, claim, claim.document, ON)
    number = next(n for n, one in enumerate(claim.findings) if one["rule"] == "MO101")
    with pytest.raises(acts.RefusedError, match="a person answers"):
        acts.mend(practice.owner, claim, number, ON)
    acts.mend(practice.owner, claim, number, ON, sure=True)
    assert claim.lines[0]["modifiers"] == ["GP"]
    assert "GP" in Event.objects.filter(claim=claim, kind="edited").order_by("-pk")[0].raw


def test_a_finding_is_allowed_with_a_reason_and_until_a_day(practice: Practice) -> None:
    claim = built(practice)
    claim.document["lines"][0]["modifiers"] = []
    acts.edit(practice.owner, claim, claim.document, ON)
    number = next(n for n, one in enumerate(claim.findings) if one["rule"] == "MO101")
    assert claim.faults
    with pytest.raises(acts.RefusedError, match="Say why"):
        acts.let(practice.owner, claim, number, " ", None, ON)
    acts.let(practice.owner, claim, number, "The payer said so by phone.", ON, ON)
    assert not claim.faults
    acts.recheck(practice.owner, [claim], ON.replace(day=11))
    assert claim.faults


def test_what_a_file_cannot_do_without_is_not_allowed_away(practice: Practice) -> None:
    furnish(practice)
    Charge.objects.all().delete()
    claim = making.build(practice.owner, signed(practice), ON)
    number = next(n for n, one in enumerate(claim.findings) if not one["rule"])
    with pytest.raises(acts.RefusedError, match="cannot do without"):
        acts.let(practice.owner, claim, number, "please", None, ON)


def test_a_held_claim_is_not_ready_until_it_is_released(practice: Practice) -> None:
    claim = ready(practice)
    acts.hold(practice.owner, claim, "Waiting for the referral.", ON)
    assert claim.state == "held"
    acts.hold(practice.owner, claim, "", ON)
    assert claim.state == "ready"


def test_the_days_to_file_come_from_the_payers_limit(practice: Practice) -> None:
    claim = built(practice)
    assert claim.file_by == claim.service_date.replace(year=2027)
    assert claim.days_left(claim.file_by) == 0


@pytest.mark.parametrize("change", ["UPDATE claims_event SET text = 'x'", "DELETE FROM claims_event"])
def test_an_event_is_never_changed_or_removed(practice: Practice, change: str) -> None:
    from django.db import connection

    built(practice)
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        connection.cursor().execute(change)
