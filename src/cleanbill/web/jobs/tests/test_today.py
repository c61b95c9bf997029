"""What is to be done today: by role, one's own, and what is due first first."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Payer
from cleanbill.web.claims.models import Claim
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.dashboards.tests.booked import TODAY, books
from cleanbill.web.jobs.beginning import STEPS, lacking
from cleanbill.web.jobs.today import counts, parts
from cleanbill.web.remits.models import Decision


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.FRONT_DESK, {"desk"}),
        (Role.CLINICIAN, {"unsigned", "lacking", "plans", "clinician"}),
        (Role.BILLER, {"rejected", "unanswered", "denied", "money", "near", "biller"}),
        (Role.AUDITOR, set()),
    ],
)
def test_each_role_has_its_own_work(practice: Practice, role: Role, kinds: set[str]) -> None:
    assert {one.id for one, _ in counts(practice.clinic, role, TODAY)} == kinds
    assert kinds <= {one.id for one, _ in counts(practice.clinic, Role.OWNER, TODAY)}


def test_the_biller_sees_what_is_rejected_refused_and_without_a_claim(practice: Practice) -> None:
    books(practice)
    Claim.objects.filter(pk=practice.records["claim"].pk).update(state="rejected")
    Decision.objects.filter(pk=practice.records["decision"].pk).update(account=None)
    type(practice.records["payment"]).objects.update(state="waiting")
    held = {one.work.id: one.held for one in parts(practice.clinic, Role.BILLER, None, TODAY)}
    assert held == {"rejected": 1, "unanswered": 4, "denied": 3, "money": 1, "near": 0, "biller": 1}


@pytest.mark.parametrize(("left", "near"), [(5, 0), (4, 1), (-1, 1)])
def test_a_claim_past_half_of_its_time_is_near_its_last_day(practice: Practice, left: int, near: int) -> None:
    four_days_ago, last = TODAY - dt.timedelta(days=4), TODAY + dt.timedelta(days=left)
    claim = Claim.objects.filter(pk=practice.records["claim"].pk)
    claim.update(state="ready", service_date=four_days_ago, file_by=last)
    assert {one.id: n for one, n in counts(practice.clinic, Role.BILLER, TODAY)}["near"] == near


def test_a_clinician_sees_the_notes_of_their_own_visits(practice: Practice, browse: SignIn) -> None:
    visit = practice.records["appointment"]
    visits = type(visit).objects.filter(pk=visit.pk)
    visits.update(start=timezone.now() - dt.timedelta(days=1))
    page = browse(practice.clinician).get("/today/")
    assert {one.work.id: one.held for one in page.context["parts"]}["unsigned"] == 1
    assert "Smith, John" in page.content.decode()
    name = {"last_name": "Lee", "first_name": "Ann", "npi": "1003000126"}
    visits.update(provider=type(visit.provider).objects.create(clinic=practice.clinic, **name, credential="PT"))
    page = browse(practice.clinician).get("/today/")
    assert "unsigned" in {one.work.id for one in page.context["clear"]}


def test_it_is_what_one_sees_first(practice: Practice, browse: SignIn) -> None:
    assert browse(practice.owner).get("/")["Location"] == "/today/"


def test_the_owner_of_a_new_clinic_sees_what_to_enter_first_until_it_is_there(
    practice: Practice, browse: SignIn
) -> None:
    new = Clinic.objects.create(name="New clinic")
    owner = User.objects.create(clinic=new, username="new.owner", name="New Owner", role=Role.OWNER)
    page = browse(owner).get("/today/").content.decode()
    assert all(f'href="{reverse(one.page)}">{one.what}' in page for one in STEPS)
    assert "Nothing is to be done" not in page
    keep(owner, Payer(clinic=new, name="Medicare Part B", profile="medicare_b"))
    assert [one.page for one in lacking(new)] == ["providers", "identity", "charges", "routes", "patients"]
    desk = User.objects.create(clinic=new, username="new.desk", name="New Desk", role=Role.FRONT_DESK)
    assert "To begin" not in browse(desk).get("/today/").content.decode(), "the owner's to do"
