"""Patients, coverages, episodes, plans, payers, providers: what is taken, what is refused and in which words."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from cleanbill.web.audit.chain import verify
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Coverage, Episode, Patient
from cleanbill.web.conftest import Practice, SignIn

PATIENT = {"last_name": "Okafor", "first_name": "Ada", "dob": "1984-03-02", "sex": "F"}
COVERAGE = {"rank": 1, "member_id": "W12", "start": "2026-01-01", "relationship": "self"}
EPISODE = {"discipline": "PT", "title": "Neck pain", "opened": "2026-11-02"}
PROVIDER = {"last_name": "Lee", "first_name": "Ann", "npi": "1245319599", "credential": "PT", "taxonomy": "225100000X"}


def _refusal(answer: Any) -> str:
    assert answer.status_code == 200, "it was taken"
    return " ".join(message for messages in answer.context["form"].errors.values() for message in messages)


def test_a_patient_is_taken_and_found_by_name_and_by_date_of_birth(practice: Practice, browse: SignIn) -> None:
    client = browse(practice.owner)
    made = client.post(reverse("new_patient"), PATIENT)
    assert made["Location"] == reverse("patient", args=[Patient.objects.get(last_name="Okafor").pk])
    for text in ("oka", "ada okafor", "Okafor, Ada", "1984-03-02", "3/2/1984", "okafor 03/02/84"):
        found = client.post(reverse("patients"), {"q": text}).content.decode()
        assert "Okafor, Ada" in found, text
        assert "Smith" not in found, text
    assert "No patient answers" in client.post(reverse("patients"), {"q": "nobody"}).content.decode()


def test_htmx_gets_the_rows_alone(practice: Practice, browse: SignIn) -> None:
    for name, post in (("patients", True), ("payers", False), ("audit", False), ("codes", False)):
        client = browse(practice.owner)
        ask = client.post if post else client.get
        assert "<html" not in ask(reverse(name), {"q": "s"}, headers={"HX-Request": "true"}).content.decode(), name


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("dob", "2999-01-01", "lies in the future"),
        ("dob", "1379-01-01", "before 1880"),
        ("zip", "6270", "5 or 9 digits"),
        ("state", "Ill", "at most 2"),
        ("state", "il", "two capital letters"),
        ("phone", "call me", "with digits"),
        ("last_name", "", "required"),
    ],
)
def test_a_patient_is_refused_in_words(practice: Practice, browse: SignIn, field: str, value: str, words: str) -> None:
    answer = browse(practice.owner).post(reverse("new_patient"), {**PATIENT, field: value})
    assert words in _refusal(answer)


def test_who_looks_like_a_known_patient_is_asked_about_first(practice: Practice, browse: SignIn) -> None:
    client, sent = browse(practice.owner), {"last_name": "Smyth", "first_name": "Jon", "dob": "1951-03-02", "sex": "M"}
    asked = client.post(reverse("new_patient"), sent)
    assert "A patient looks like this one" in asked.content.decode()
    assert Patient.objects.count() == 1
    assert client.post(reverse("new_patient"), {**sent, "other_person": "on"}).status_code == 302
    assert Patient.objects.count() == 2


def test_two_charts_become_one_and_nothing_is_lost(practice: Practice, browse: SignIn) -> None:
    owner, clinic, kept = practice.owner, practice.clinic, practice.records["patient"]
    gone = Patient(clinic=clinic, last_name="Smyth", first_name="Jon", dob="1951-03-02", sex="M", phone="217-555-0101")
    keep(owner, gone)
    keep(owner, Episode(clinic=clinic, patient=gone, title="Knee pain", opened=dt.date(2026, 10, 1)))
    client, address = browse(owner), reverse("merge", args=[kept.pk, gone.pk])
    assert "differs" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert set(Patient.objects.get(pk=kept.pk).episodes.values_list("title", flat=True)) == {
        "Low back pain",
        "Knee pain",
    }
    assert Patient.objects.get(pk=kept.pk).phone == "217-555-0101"
    assert client.get(reverse("patient", args=[gone.pk]))["Location"] == reverse("patient", args=[kept.pk])
    assert "Smyth" not in client.get(reverse("patients")).content.decode()
    assert client.post(address).status_code == 404
    assert verify().fault == ""


def test_charts_whose_coverages_overlap_are_not_merged(practice: Practice, browse: SignIn) -> None:
    kept = practice.records["patient"]
    gone = Patient(clinic=practice.clinic, last_name="Smyth", first_name="Jon", dob="1951-03-02", sex="M")
    keep(practice.owner, gone)
    payer = practice.records["payer"]
    keep(
        practice.owner,
        Coverage(clinic=practice.clinic, patient=gone, payer=payer, member_id="2", start=dt.date(2026, 6, 1)),
    )
    answer = browse(practice.owner).post(reverse("merge", args=[kept.pk, gone.pk]))
    assert "would hold at the same time" in answer.content.decode()
    assert Patient.objects.get(pk=gone.pk).merged_into is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Another primary coverage holds then"),
        ({"start": "2025-01-01", "end": "2026-01-01"}, "Another primary coverage holds then"),
        ({"rank": 2, "end": "2025-12-31"}, "ends before it begins"),
        ({"rank": 2, "relationship": "spouse"}, "subscriber's name and date of birth"),
    ],
)
def test_a_coverage_is_refused_in_words(practice: Practice, browse: SignIn, change: dict[str, Any], words: str) -> None:
    sent = {**COVERAGE, "payer": practice.records["payer"].pk, **change}
    address = reverse("new_coverage", args=[practice.records["patient"].pk])
    assert words in _refusal(browse(practice.owner).post(address, sent))


@pytest.mark.parametrize("change", [{"rank": 2}, {"start": "2025-01-01", "end": "2025-12-31"}])
def test_a_coverage_of_another_rank_or_time_is_taken(
    practice: Practice, browse: SignIn, change: dict[str, Any]
) -> None:
    sent = {**COVERAGE, "payer": practice.records["payer"].pk, **change}
    address = reverse("new_coverage", args=[practice.records["patient"].pk])
    assert browse(practice.owner).post(address, sent).status_code == 302


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"dx": "back pain"}, "BACK does not look like a diagnosis code"),
        ({"cause": "work"}, "needs its date"),
        ({"cause": "auto", "accident_date": "2026-10-01"}, "needs the state"),
        ({"closed": "2026-11-01"}, "before the first visit"),
    ],
)
def test_an_episode_is_refused_in_words(practice: Practice, browse: SignIn, change: dict[str, Any], words: str) -> None:
    address = reverse("new_episode", args=[practice.records["patient"].pk])
    assert words in _refusal(browse(practice.owner).post(address, {**EPISODE, **change}))


def test_diagnoses_are_kept_with_their_dots_in_the_order_given(practice: Practice, browse: SignIn) -> None:
    address = reverse("new_episode", args=[practice.records["patient"].pk])
    browse(practice.owner).post(address, {**EPISODE, "dx": "m62830 M54.50,s39012a"})
    assert Episode.objects.get(title="Neck pain").dx == "M62.830, M54.50, S39.012A"


def test_a_certification_is_not_signed_before_the_plan(practice: Practice, browse: SignIn) -> None:
    sent = {"established": "2026-11-02", "duration_days": 90, "frequency": "Weekly", "goals": "Walk a mile",
            "cert_signed": "2026-11-01"}  # fmt: skip
    address = reverse("new_plan", args=[practice.records["episode"].pk])
    assert "before the plan was made" in _refusal(browse(practice.owner).post(address, sent))
    assert practice.records["plan"].episode.plans.get().ends == dt.date(2027, 1, 30)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"npi": "1245319598"}, "fails its check digit"),
        ({"npi": "12453"}, "has 5 digits, not 10"),
        ({"npi": "1234567893"}, "already"),
        ({"taxonomy": "111N00000X"}, "is the code of a DC, not a PT"),
        ({"taxonomy": "physio"}, "ten characters"),
    ],
)
def test_a_provider_is_refused_in_words(practice: Practice, browse: SignIn, change: dict[str, Any], words: str) -> None:
    assert words in _refusal(browse(practice.owner).post(reverse("new_provider"), {**PROVIDER, **change}))


def test_a_payer_is_judged_by_a_profile_that_cleanbill_offers(practice: Practice, browse: SignIn) -> None:
    client = browse(practice.owner)
    page = client.get(reverse("payer", args=[practice.records["payer"].pk])).content.decode()
    assert "Judged as" in page
    assert "valid choice" in _refusal(client.post(reverse("new_payer"), {"name": "Acme", "profile": "acme"}))
    assert client.post(reverse("new_payer"), {"name": "Acme", "profile": "commercial"}).status_code == 302


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unseen(practice: Practice, browse: SignIn) -> None:
    patient, client = practice.records["patient"], browse(practice.owner)
    address = reverse("edit_patient", args=[patient.pk])
    typed = {**PATIENT, "phone": "217-555-0100", "seen": client.get(address).context["form"]["seen"].value()}
    Patient.objects.filter(pk=patient.pk).update(email="new@example.org")
    refused = client.post(address, typed)
    assert "It was changed after you opened this page" in _refusal(refused)
    assert Patient.objects.get(pk=patient.pk).phone != "217-555-0100"
    again = {**typed, "seen": refused.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302, "who saves again knows of the change"
    assert Patient.objects.get(pk=patient.pk).phone == "217-555-0100"


@pytest.mark.parametrize(
    ("name", "sent"),
    [("new_coverage", COVERAGE | {"start": "0026-01-01"}), ("new_episode", EPISODE | {"opened": "0026-11-02"})],
)
def test_a_year_of_two_digits_is_not_taken_for_the_first_century(
    name: str, sent: dict[str, Any], practice: Practice, browse: SignIn
) -> None:
    sent = sent | {"payer": practice.records["payer"].pk}
    answer = browse(practice.owner).post(reverse(name, args=[practice.records["patient"].pk]), sent)
    assert "Write the year with four digits" in _refusal(answer)
