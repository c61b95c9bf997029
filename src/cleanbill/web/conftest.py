"""What tests of the site share: two clinics, a person of each role, and browsers that are signed in."""

import datetime as dt
import os
from collections.abc import Callable
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any

import pytest

_SITE = TemporaryDirectory(prefix="cleanbill-site-", ignore_cleanup_errors=True)  # gone when the process ends
os.environ["CLEANBILL_SITE"] = _SITE.name
os.environ["CLEANBILL_HTTPS"] = "0"
os.environ["DJANGO_SETTINGS_MODULE"] = "cleanbill.web.settings"

import django  # noqa: E402

django.setup()

from django.test import Client  # noqa: E402

from cleanbill.model.other_payer import Adjustment  # noqa: E402
from cleanbill.model.remittance import ClaimPayment, ServicePayment  # noqa: E402
from cleanbill.web.accounts.models import Clinic, User  # noqa: E402
from cleanbill.web.accounts.roles import Role  # noqa: E402
from cleanbill.web.audit.keep import keep  # noqa: E402
from cleanbill.web.charts.models import Coverage, Episode, Patient, Payer, PlanOfCare, Provider, Referrer  # noqa: E402
from cleanbill.web.claims.models import Charge, Claim, Event, PayerRoute, Route  # noqa: E402
from cleanbill.web.denials.models import Appeal  # noqa: E402
from cleanbill.web.intake.models import ConsentText, Intake  # noqa: E402
from cleanbill.web.jobs.models import Outlet  # noqa: E402
from cleanbill.web.notes.models import Note  # noqa: E402
from cleanbill.web.remits.matching import Found  # noqa: E402
from cleanbill.web.remits.models import Account, Decision, OpenItem, Remittance, Statement  # noqa: E402
from cleanbill.web.remits.taking import decision_of  # noqa: E402
from cleanbill.web.schedule.models import AmountUsed, Appointment, Authorization, Benefit, Task, Waiting  # noqa: E402

SignIn = Callable[[User], Client]


def _person(clinic: Clinic, role: Role) -> User:
    user = User(clinic=clinic, username=f"{role.value.replace('_', '.')}.{clinic.pk}", name=role.label, role=role)
    user.set_unusable_password()
    user.save()
    return user


def _records(owner: User) -> dict[str, Any]:
    """One record of each kind."""
    clinic = owner.clinic
    patient = Patient(clinic=clinic, last_name="Smith", first_name="John", dob="1951-03-02", sex="M")
    payer = Payer(clinic=clinic, name="Medicare Part B", profile="medicare_b")
    name = {"clinic": clinic, "last_name": "Reed", "first_name": "Tom"}
    provider = Provider(**name, npi="1234567893", credential="PT", taxonomy="225100000X")
    referrer = Referrer(**name, npi="1245319599")
    for record in (patient, payer, provider, referrer):
        keep(owner, record)
    coverage = Coverage(clinic=clinic, patient=patient, payer=payer, member_id="1EG4", start="2026-01-01")
    episode = Episode(clinic=clinic, patient=patient, title="Low back pain", opened="2026-11-02", dx="M54.50")
    keep(owner, coverage)
    keep(owner, episode)
    plan = PlanOfCare(clinic=clinic, episode=episode, established="2026-11-02", frequency="Twice a week", goals="Sit")
    keep(owner, plan)
    visit = Appointment(
        clinic=clinic, patient=patient, episode=episode, provider=provider, discipline="PT",
        start=dt.datetime(2026, 11, 4, 9, tzinfo=dt.UTC),
    )  # fmt: skip
    auth = Authorization(
        clinic=clinic, coverage=coverage, number="A123", start="2026-11-01", end="2026-12-31", approved=12
    )
    benefit = Benefit(clinic=clinic, coverage=coverage, visit_limit=30)
    written = Note(clinic=clinic, appointment=visit, text="S: Low back pain since Monday.")
    text = ConsentText(title="Consent to treatment", text="I agree.", by=owner, at=visit.start)
    asked = Intake(patient=patient, episode=episode, ends="2099-12-31", made_by=owner, made_at=visit.start)
    task = Task(clinic=clinic, key="1", what="Ask", why="It ends.", role="biller", due="2026-11-04", patient=patient)
    waiting = Waiting(clinic=clinic, patient=patient, until="2099-12-31")
    amount = AmountUsed(clinic=clinic, patient=patient, year=2026, pt_slp=1200, asked="2026-11-01")
    outlet = Outlet(clinic=clinic, address="owner@example.org")
    for one in (outlet, visit, auth, benefit, written, text, asked, task, waiting, amount):
        keep(owner, one)
    return {
        "patient": patient, "payer": payer, "provider": provider, "referrer": referrer, "coverage": coverage,
        "episode": episode, "plan": plan, "appointment": visit, "authorization": auth, "benefit": benefit,
        "note": written, "intake": asked, "consent": text, "task": task, "waiting": waiting, "amount": amount,
        "outlet": outlet, **_billing(owner, visit, coverage),
    }  # fmt: skip


def _billing(owner: User, visit: Appointment, coverage: Coverage) -> dict[str, Any]:
    """One record of each kind of billing."""
    number = f"{visit.pk}P1"
    claim = Claim(
        appointment=visit, patient=visit.patient, coverage=coverage, payer=coverage.payer, rank=1, claim_id=number,
        service_date=visit.day, document={"claim_id": number},
    )  # fmt: skip
    route = Route(way=f"way-{visit.pk}", receiver_name="Hub", receiver_id="HUB")
    charge = Charge(code="97012", cents=2000)
    for one in (claim, route, charge):
        keep(owner, one)
    of_payer = PayerRoute(clinic=owner.clinic, payer=coverage.payer, route=route)
    event = Event(clinic=owner.clinic, claim=claim, kind=Event.Kind.NOTE, at=visit.start, text="Called the payer.")
    keep(owner, of_payer)
    keep(owner, event)
    return {
        "claim": claim, "route": route, "charge": charge, "payer_route": of_payer, "claim_event": event,
        **_paid(owner, claim, visit),
    }  # fmt: skip


def _paid(owner: User, claim: Claim, visit: Appointment) -> dict[str, Any]:
    """One record of each kind of payment, being entered from paper."""
    account = Account(
        claim=claim, payer=claim.payer, provider=visit.provider, service_date=visit.day, sent=visit.day, charge=4500,
        open=4500, lines=[{"code": "97110", "charge": 4500}],
    )  # fmt: skip
    payment = Remittance(
        source="paper", state="entered", key=f"paper {claim.pk}", payer_name="Medicare", trace=f"CHK{claim.pk}",
        date=visit.day, amount=4000, paid=4000, claims=1, received_at=visit.start, entered_by=owner,
    )  # fmt: skip
    for one in (account, payment):
        keep(owner, one)
    said = ServicePayment("97110", Decimal(45), Decimal(40), adjustments=(Adjustment("PR", "3", Decimal(5)),))
    whole = ClaimPayment(claim.claim_id, "1", Decimal(45), Decimal(40), lines=(said,))
    decision = decision_of(whole, Found(claim, "a person"), 0, visit.day)
    decision.remittance = payment
    keep(owner, decision)
    item = OpenItem(
        account=account, decision=decision, part=0, line=0, code="97110", amount=500, whole=False, carc="CO-50",
        reasons=["CO-50"], opened=visit.day, next="appeal",
    )  # fmt: skip
    keep(owner, item)
    appeal = Appeal(
        item=item,
        claim=claim,
        kind="review",
        title="Request for review",
        sent=visit.day,
        by=owner,
        letter=b"%PDF",
        sha256="0" * 64,
    )
    statement = Statement(
        patient=visit.patient, on=visit.day, at=visit.start, cents=500, by=owner, pdf=b"%PDF", sha256="0" * 64
    )
    keep(owner, appeal)
    keep(owner, statement)
    return {
        "appeal": appeal,
        "statement": statement,
        "account": account,
        "payment": payment,
        "decision": decision,
        "item": item,
    }


def without_payments() -> None:
    """Take away the payment that each clinic of the tests has, with all that hangs on it."""
    for model in (Statement, Appeal, OpenItem, Decision, Remittance, Account):
        model.objects.all().delete()


class Practice:
    """A clinic with a person of each role and one record of each kind."""

    def __init__(self, name: str) -> None:
        self.clinic = Clinic.objects.create(name=name)
        self.people = {role: _person(self.clinic, role) for role in Role}
        self.owner = self.people[Role.OWNER]
        self.records = _records(self.owner)
        self.clinician = self.people[Role.CLINICIAN]
        self.clinician.provider = self.records["provider"]
        keep(self.owner, self.clinician)


@pytest.fixture
def practice(db: None) -> Practice:
    """The clinic of the test."""
    return Practice("Example Spine and Rehab")


@pytest.fixture
def other(db: None) -> Practice:
    """Another clinic on the same site."""
    return Practice("Elsewhere Physical Therapy")


@pytest.fixture
def browse() -> SignIn:
    """A browser in which a person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
