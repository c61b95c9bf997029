"""What a patient owes is told by a statement that is kept as printed; where he owes nothing, a sentence says so."""

import datetime as dt
import json
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cleanbill.guide.pdf import PrinterMissingError, printed
from cleanbill.remittance.tests.sent_claims import claim, decided, remittance
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.audit.models import Entry
from cleanbill.web.charts.models import Coverage, Patient
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim, Identity
from cleanbill.web.claims.tests.billable import IDENTITY
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.remits import owing, patients, statements
from cleanbill.web.remits.models import Account, Decision, PatientPayment, Remittance, Statement
from cleanbill.web.remits.tests.sent import account, posted, sent
from cleanbill.web.schedule.models import Appointment

A1, A2 = claim("A1"), claim("A2")
COPAY = decided(A1, (("CO", "45", "43.40"), ("PR", "3", "20.00")), (("CO", "45", "30.35"),))
NOW = dt.datetime(2026, 11, 20, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk(practice: Practice, browse: SignIn) -> Client:
    return browse(practice.people[Role.FRONT_DESK])


@pytest.fixture
def owes(practice: Practice) -> Patient:
    """A patient who owes 20.00 of one visit; of another the plan has said nothing."""
    keep(practice.owner, Identity(clinic=practice.clinic, paying="Card by phone.", **IDENTITY))
    sent(practice, A1, A2)
    posted(practice, remittance(COPAY))
    patient: Patient = practice.records["patient"]
    return patient


@pytest.fixture
def _prints() -> None:
    try:
        printed('<html lang="en"><title>A</title>A')
    except PrinterMissingError as error:
        pytest.skip(str(error))


def paid(practice: Practice, name: str, cents: int) -> None:
    held = account(Claim.objects.get(claim_id=name))
    patients.take(practice.owner, PatientPayment(account=held, by=practice.owner, cents=cents, on=NOW.date()))


def another(practice: Practice) -> Patient:
    """The visit of the second claim is another patient's, who owes 7.00 of it."""
    other = Patient(last_name="Lee", first_name="Ann", dob="1984-03-02", sex="F")
    keep(practice.owner, other)
    Appointment.objects.filter(claims__claim_id="A2").update(patient=other)
    held = Account.objects.get(claim__claim_id="A2")
    Account.objects.filter(pk=held.pk).update(open=held.open - 700, patient=700)
    return other


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_a_statement_tells_where_each_charge_went_and_what_is_with_the_plan(owes: Patient) -> None:
    told = statements.stated(owes, NOW.date())
    assert (told.due, told.account, told.paying) == (2000, str(owes.pk), "Card by phone.")
    newest, oldest = told.services
    assert (oldest.charge, oldest.plan_paid, oldest.adjusted, oldest.share, oldest.open) == (18225, 8850, 7375, 2000, 0)
    assert oldest.owed_since == dt.date(2026, 11, 15), "the day of the payment that left it to the patient"
    assert (newest.open, newest.share, newest.owed_since) == (18225, 0, None)


def test_a_visit_that_is_settled_is_told_no_more_and_neither_is_what_was_paid_of_it(
    owes: Patient, practice: Practice
) -> None:
    paid(practice, "A1", 2000)
    Account.objects.filter(claim__claim_id="A2").update(open=18225 - 900, patient=900)
    told = statements.stated(owes, NOW.date())
    assert (told.due, len(told.services), told.payments) == (900, 1, ())


def test_what_was_paid_on_a_claim_that_was_replaced_still_counts(owes: Patient, practice: Practice) -> None:
    paid(practice, "A1", 1500)
    Account.objects.filter(claim__claim_id="A1").update(live=False)
    Account.objects.filter(claim__claim_id="A2").update(open=18225 - 2000, patient=2000)
    told = statements.stated(owes, NOW.date())
    assert (told.due, len(told.services), told.payments[0].cents) == (500, 1, 1500)
    assert owing.owed(owes) == 500
    assert [row["owed"] for row in owing.owing(practice.clinic)] == [500]


def test_a_share_is_with_the_second_plan_until_that_has_decided(owes: Patient, practice: Practice) -> None:
    second = Coverage(patient=owes, payer=practice.records["payer"], rank=2, member_id="S1", start="2026-01-01")
    keep(practice.owner, second)
    with pytest.raises(RefusedError, match="Nothing is owed"):
        statements.stated(owes, NOW.date())
    assert (owing.owed(owes), list(owing.owing(practice.clinic))) == (0, [])
    paid(practice, "A1", 500)
    assert owing.owed(owes) == 0, "what was paid at the desk is held against the share"
    Account.objects.filter(claim__claim_id="A2").update(open=18225 - 900, patient=900, patient_paid=0)
    of = {"clinic": practice.clinic, "account": account(Claim.objects.get(claim_id="A2"))}
    nothing = {"remittance": Remittance.objects.get(), "at": 9, "status": "2", "charge": 0, "paid": 0}
    Decision.objects.create(**of, **nothing, level=2, posted=True)
    told = statements.stated(owes, NOW.date())
    assert (told.due, [(one.share, one.open) for one in told.services]) == (900, [(900, 17325), (500, 1500)])
    assert [row["owed"] for row in owing.owing(practice.clinic)] == [900]
    second.end = "2026-01-31"
    keep(practice.owner, second)
    assert owing.owed(owes) == 2400, "the plan had ended before the visits"


@pytest.mark.parametrize("cents", [2000, 2500])
def test_where_nothing_is_owed_there_is_no_statement_and_a_sentence_says_so(
    owes: Patient, practice: Practice, desk: Client, cents: int
) -> None:
    paid(practice, "A1", cents)
    page = desk.get(reverse("patient_balance", args=[owes.pk])).content.decode()
    assert "Make a statement" not in page
    assert ("Nothing is owed." if cents == 2000 else "5.00 paid too much") in page
    answer = desk.post(reverse("make_statement", args=[owes.pk]), follow=True).content.decode()
    assert "Nothing is owed: there is no statement to make." in answer
    assert not Statement.objects.exists()
    assert not owing.owing(practice.clinic)


@pytest.mark.usefixtures("_prints")
def test_a_statement_is_kept_as_it_was_printed_shown_with_the_patient_and_in_the_audit_log(
    owes: Patient, practice: Practice, desk: Client
) -> None:
    page = desk.post(reverse("make_statement", args=[owes.pk]), follow=True).content.decode()
    made = Statement.objects.latest("at")
    assert (made.cents, made.on, made.by) == (2000, NOW.date(), practice.people[Role.FRONT_DESK])
    assert reverse("statement", args=[made.pk]) in page
    entry = Entry.objects.get(kind="statement", action="created", record=str(made.pk))
    assert json.loads(entry.detail)["cents"] == [None, "2000"]
    assert "%PDF" not in entry.detail
    again = desk.post(reverse("make_statement", args=[owes.pk]), follow=True).content.decode()
    assert "is made already" in again
    before = Entry.objects.filter(action="read", kind="statement").count()
    text = words(desk.get(reverse("statement", args=[made.pk])).content)
    assert Entry.objects.filter(action="read", kind="statement").count() == before + 1
    for said in ("Due from you: $20.00", "Example Spine and Rehab", "John Smith", "How to pay: Card by phone.",
                 f"account number, {owes.pk}.", "Send this part with your payment"):  # fmt: skip
        assert said in text, said


@pytest.mark.usefixtures("_prints")
def test_the_statements_that_are_due_are_made_together_as_one_pdf(
    owes: Patient, practice: Practice, desk: Client
) -> None:
    other = another(practice)
    listed = desk.get(f"{reverse('patient_balances')}?tab=due&over=6.99")
    assert [patient for patient, *_ in listed.context["rows"]] == [owes, other], "who owes most stands above"
    page = desk.post(reverse("make_statements"), {"over": "6.99"}, follow=True).content.decode()
    assert "2 statements made." in page
    assert "No statement is due." in page
    first, second = Statement.objects.filter(on=NOW.date()).order_by("pk")
    assert (first.patient, second.patient, first.at) == (owes, other, second.at)
    content = desk.get(reverse("statements_together", args=[first.pk])).content
    assert len(PdfReader(BytesIO(content)).pages) == 2
    for said in ("John Smith", "Ann Lee", "Due from you: $7.00"):
        assert said in words(content)
    read = Entry.objects.filter(action="read", kind="statement").latest("number")
    assert json.loads(read.detail) == {"together": [first.pk, second.pk]}


@pytest.mark.parametrize(("over", "days", "count"), [(1999, 30, 1), (2000, 30, 0), (1999, 29, 0)])
def test_a_statement_is_due_of_more_than_an_amount_and_thirty_days_after_the_last(
    owes: Patient, practice: Practice, over: int, days: int, count: int
) -> None:
    last = NOW - dt.timedelta(days=days)
    keep(practice.owner, Statement(patient=owes, on=last.date(), at=last, cents=1, by=practice.owner, pdf=b"%PDF",
                                   sha256="0" * 64))  # fmt: skip
    assert owing.due(practice.clinic, over, NOW.date()).count() == count


@pytest.mark.usefixtures("_prints")
def test_one_account_that_does_not_add_up_stops_its_own_statement_alone(owes: Patient, practice: Practice) -> None:
    other = another(practice)
    Account.objects.filter(claim__claim_id="A2").update(paid=-100, open=18225 - 700 + 100)
    made = statements.make_due(practice.owner, 500, NOW)
    assert [one.patient for one in made.statements] == [owes]
    assert len(made.refused) == 1
    assert made.refused[0].startswith(f"{other}: ")
    assert "has an amount below zero: mend the account first." in made.refused[0]


def test_without_a_billing_identity_no_statement_is_made_and_it_is_said_once(
    owes: Patient, practice: Practice, desk: Client
) -> None:
    Identity.objects.all().delete()
    another(practice)
    for name, args in (("make_statements", []), ("make_statement", [owes.pk])):
        page = desk.post(reverse(name, args=args), {"over": ""}, follow=True).content.decode()
        assert page.count("The billing identity is not entered") == 1
    assert not Statement.objects.exists()


@pytest.mark.parametrize("over", ["x", "-1", "1.005", "1e99", "NaN", "<script>"])
def test_an_amount_that_is_none_is_refused_and_nothing_is_made(owes: Patient, desk: Client, over: str) -> None:
    page = desk.post(reverse("make_statements"), {"over": over}, follow=True).content.decode()
    assert "Write the amount in dollars" in page
    assert not Statement.objects.exists()
    shown = desk.get(reverse("patient_balances"), {"over": over, "tab": "nothing", "page": "x"})
    assert [owed for _, owed, _ in shown.context["rows"]] == [2000], "the usual amount holds"
    assert "<script>" not in shown.content.decode().partition("<main")[2]


def test_who_looks_at_a_balance_is_in_the_audit_log(owes: Patient, desk: Client) -> None:
    address = reverse("patient_balance", args=[owes.pk])
    assert "20.00 owed" in desk.get(address).content.decode()
    assert Entry.objects.latest("number").detail == '{"balance": true}'
    desk.get(reverse("patient_balances"))
    read = json.loads(Entry.objects.latest("number").detail)
    assert read == {"list": "patients' balances", "patients": [owes.pk]}


def test_the_statements_of_a_chart_that_was_merged_go_with_it(
    owes: Patient, practice: Practice, browse: SignIn
) -> None:
    other = another(practice)
    keep(practice.owner, Statement(patient=other, on=NOW.date(), at=NOW, cents=700, by=practice.owner, pdf=b"%PDF",
                                   sha256="0" * 64))  # fmt: skip
    browse(practice.owner).post(reverse("merge", args=[owes.pk, other.pk]))
    assert owes.statements.count() == 1
    assert owing.owed(owes) == 2700


def test_the_database_refuses_a_statement_of_nothing(owes: Patient, practice: Practice) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(clinic=practice.clinic, patient=owes, on=NOW.date(), at=NOW, cents=0,
                                 by=practice.owner, pdf=b"", sha256="")  # fmt: skip
