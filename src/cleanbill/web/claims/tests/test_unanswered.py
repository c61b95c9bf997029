"""Claims that were sent and not answered in time are listed with what is missing and what to do about it."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cleanbill.remittance.tests.sent_claims import claim, decided, remittance, reversal
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.tests.billable import built
from cleanbill.web.claims.timeline import tell
from cleanbill.web.claims.unanswered import late, silence
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.jobs.today import parts
from cleanbill.web.remits.tests.sent import posted, sent

ON = dt.date(2026, 11, 20)


@pytest.fixture
def biller(practice: Practice, browse: SignIn) -> Client:
    return browse(practice.people[Role.BILLER])


def waiting(practice: Practice, state: str, days: int, on: dt.date = ON, number: str = "A1", **values: Any) -> Claim:
    """A claim that was sent so many days before a day, and stands there since."""
    (one,) = sent(practice, claim(number), state=state)
    moment = timezone.make_aware(dt.datetime.combine(on - dt.timedelta(days), dt.time(23, 59)))
    Claim.objects.filter(pk=one.pk).update(sent_at=moment, **values)
    return Claim.objects.select_related("payer").get(pk=one.pk)


@pytest.mark.parametrize(
    ("state", "days", "listed"),
    [
        ("sent", 2, False), ("sent", 3, True),
        ("acknowledged", 5, False), ("acknowledged", 6, True),
        ("accepted", 30, False), ("accepted", 31, True),
        ("queued", 90, False), ("rejected", 90, False), ("paid", 90, False), ("denied", 90, False),
        ("replaced", 90, False),
    ],
)  # fmt: skip
def test_a_claim_is_listed_from_the_day_after_its_answer_was_due(
    practice: Practice, state: str, days: int, listed: bool
) -> None:
    one = waiting(practice, state, days)
    assert list(late(practice.clinic, ON)) == ([one] if listed else [])


def test_a_claim_whose_decision_was_taken_back_is_listed_at_once(practice: Practice) -> None:
    (one,) = sent(practice, claim("A1"))
    decision = decided(claim("A1"), (("CO", "45", "43.40"),), (("CO", "45", "30.35"),))
    posted(practice, remittance(decision))
    assert not late(practice.clinic, ON)
    posted(practice, remittance(reversal(decision), trace="EFT2"))
    assert list(late(practice.clinic, ON)) == [one]
    assert "took back" in silence(late(practice.clinic, ON)[0], ON).missing


@pytest.mark.parametrize(
    ("state", "days", "left", "act", "missing"),
    [
        ("sent", 3, None, "resend", "999"), ("sent", 90, 5, "resend", "999"),
        ("acknowledged", 6, 100, "ask", "277CA"), ("acknowledged", 6, None, "ask", "277CA"),
        ("acknowledged", 6, 29, "call", "277CA"), ("acknowledged", 11, 100, "call", "277CA"),
        ("accepted", 31, 5, "ask", "835"), ("accepted", 60, 100, "ask", "835"), ("accepted", 61, 100, "call", "835"),
    ],
)  # fmt: skip
def test_the_next_act_goes_by_what_is_missing_and_how_long(
    practice: Practice, state: str, days: int, left: int | None, act: str, missing: str
) -> None:
    last = None if left is None else ON + dt.timedelta(left)
    told = silence(waiting(practice, state, days, file_by=last), ON)
    assert (told.days, told.left, told.act) == (days, left, act)
    assert f"({missing})" in told.missing


@pytest.mark.parametrize(("profile", "known"), [("medicare_b", True), ("medicaid", True), ("commercial", False)])
def test_where_nobody_says_when_a_payer_decides_thirty_days_are_ours_and_the_page_says_so(
    practice: Practice, biller: Client, profile: str, known: bool
) -> None:
    payer = practice.records["payer"]
    type(payer).objects.filter(pk=payer.pk).update(profile=profile)
    one = waiting(practice, "accepted", 31)
    assert silence(one, ON).expected == (30, known)
    waiting(practice, "accepted", 31, timezone.localdate(), "A2")
    assert ("how long this payer takes is not known" in biller.get(reverse("unanswered")).content.decode()) is not known


def test_those_that_wait_longest_come_first_or_those_with_the_fewest_days_left_to_file(
    practice: Practice, biller: Client
) -> None:
    today = timezone.localdate()
    waiting(practice, "accepted", 40, today, "A1")
    waiting(practice, "sent", 50, today, "A2", file_by=today + dt.timedelta(60))
    waiting(practice, "acknowledged", 45, today, "A3", file_by=today + dt.timedelta(6))

    def shown(query: str) -> list[str]:
        page = biller.get(f"{reverse('unanswered')}?{query}")
        return [one.claim.claim_id for one, _ in page.context["rows"]]

    assert shown("") == shown("by=nothing&page=x") == ["A2", "A3", "A1"]
    assert shown("by=file") == ["A3", "A2", "A1"]


def test_the_biller_sees_them_among_todays_work(practice: Practice) -> None:
    waiting(practice, "acknowledged", 6)
    (work,) = [one for one in parts(practice.clinic, Role.BILLER, None, ON) if one.work.id == "unanswered"]
    (item,) = work.items
    assert (work.held, item.due) == (1, ON - dt.timedelta(1))
    assert item.what.endswith(": the next answer is missing")


def test_the_question_is_a_276_with_the_claims_numbers_and_its_insured(practice: Practice, biller: Client) -> None:
    one = built(practice)
    Claim.objects.filter(pk=one.pk).update(state="accepted", payer_number="ICN77")
    page = biller.get(reverse("claim_276", args=[one.pk])).content.decode()
    for segment in ("ST*276*", f"TRN*1*{one.claim_id}-Q1~", "REF*1K*ICN77~", "NM1*IL*1*Smith*John****MI*1EG4TE5MK73~"):
        assert segment.lower() in page.lower(), segment
    assert json.loads(Entry.objects.latest("pk").detail) == {"form": "276"}


def test_the_next_question_has_the_number_after_those_that_were_asked(practice: Practice, biller: Client) -> None:
    one = built(practice)
    for _ in range(2):
        tell(practice.owner, one, Event.Kind.ASKED, "The question is in the outbox.")
    page = biller.get(reverse("claim_276", args=[one.pk])).content.decode()
    assert f"TRN*1*{one.claim_id}-Q3~" in page
    assert f"{one.claim_id}-Q1" not in page


def test_a_question_that_lacks_something_says_what(practice: Practice, biller: Client) -> None:
    page = biller.get(reverse("claim_276", args=[practice.records["claim"].pk])).content.decode()
    assert "ST*276*" not in page
    assert 'class="faults"' in page


def test_another_clinics_claims_are_not_listed_and_reading_is_in_the_audit_log(
    practice: Practice, other: Practice, browse: SignIn
) -> None:
    one = waiting(practice, "sent", 3, timezone.localdate())
    assert not browse(other.owner).get(reverse("unanswered")).context["rows"]
    browse(practice.owner).get(reverse("unanswered"))
    assert json.loads(Entry.objects.latest("pk").detail) == {"list": "unanswered", "by": "days", "claims": [one.pk]}


def test_the_list_asks_the_database_as_often_for_many_as_for_few(practice: Practice, biller: Client) -> None:
    asked = []
    for first, many in ((0, 1), (1, 20)):
        for n in range(first, many):
            waiting(practice, "sent", 3, timezone.localdate(), f"B{n}")
        with CaptureQueriesContext(connection) as captured:
            biller.get(reverse("unanswered"))
        asked.append(len(captured))
    assert asked[0] == asked[1]
