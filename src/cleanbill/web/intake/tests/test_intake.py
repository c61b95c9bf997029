"""An intake from its link to the chart: who opens it, what is kept, what is taken over."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.charts.models import Episode, Patient
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.intake.consenting import begin_with_shipped
from cleanbill.web.intake.models import Consent, ConsentText, Intake
from cleanbill.web.notes.models import Note

BORN = "1951-03-02"
SCRIPT = "<script>alert(1)</script>"
PROBLEM = {"/complaint/problem": "pain", "/complaint/place": "low_back"}
ORIGIN = {
    "/complaint/began": "2026-10-20", "/complaint/origin": "event",
    "/complaint/event": "I slipped on the stairs at work",
}  # fmt: skip
AT_WORK = {"/accident/kind": "work", "/accident/date": "2026-10-20"}
HOME = {"phone": "217-555-0100", "line1": "1 Elm Street", "city": "Springfield", "state": "IL", "zip": "62701"}


def link_of(practice: Practice, browse: SignIn) -> tuple[Intake, str]:
    """A new intake with the address of its link."""
    ConsentText.objects.of(practice.clinic).delete()
    address = reverse("new_intake", args=[practice.records["patient"].pk])
    sent = {"way": "link", "episode": practice.records["episode"].pk, "ends": "2099-12-31"}
    shown = browse(practice.people[Role.FRONT_DESK]).post(address, sent).content.decode()
    intake = Intake.objects.of(practice.clinic).first()
    assert intake
    return intake, re.findall(r"http://testserver(/intake/link/[\w-]+/)", shown)[0]


@pytest.fixture
def link(practice: Practice, browse: SignIn) -> tuple[Intake, str]:
    """A new intake with the address of its link."""
    return link_of(practice, browse)


def opened(address: str, born: str = BORN) -> Client:
    """A phone on which the link was opened and a date of birth given."""
    phone = Client()
    phone.get(address)
    phone.post(reverse("intake_start"), {"dob": born})
    return phone


def step(phone: Client, number: int, answers: dict[str, Any]) -> Any:
    """A page filled and sent."""
    return phone.post(reverse("intake_step", args=[number]), answers)


def finish(phone: Client) -> Any:
    """Everything answered, consents given, and the last page sent."""
    for number, answers in enumerate((PROBLEM, ORIGIN, {}, AT_WORK, {"/red_flags/fever": "true"}, {}, HOME), 1):
        assert step(phone, number, answers).status_code == 302, number
    for number in (8, 9, 10):
        assert step(phone, number, {"agree": "on", "name": "John Smith"}).status_code == 302
    return phone.post(reverse("intake_check"))


def test_a_link_is_a_random_token_of_which_only_the_hash_is_kept(link: tuple[Intake, str]) -> None:
    intake, address = link
    token = address.split("/")[3]
    assert len(token) >= 43
    assert token not in str(list(Intake.objects.values())) + str(list(Entry.objects.values()))
    assert len(intake.token) == 64


def test_a_link_shows_nothing_of_the_patient_before_the_date_of_birth(link: tuple[Intake, str]) -> None:
    phone = Client()
    moved = phone.get(link[1])
    assert moved["Location"] == "/intake/"
    shown = phone.get("/intake/").content.decode()
    assert "Smith" not in shown
    assert "John" not in shown
    for address in ("/intake/step/1/", "/intake/check/", "/intake/stay/"):
        assert phone.get(address)["Location"] == "/intake/"
        assert phone.post(address, PROBLEM)["Location"] == "/intake/"


def test_five_wrong_dates_of_birth_lock_the_link_also_for_the_right_one(link: tuple[Intake, str]) -> None:
    phone = Client()
    phone.get(link[1])
    for _ in range(5):
        phone.post("/intake/", {"dob": "1990-01-01"})
    assert phone.post("/intake/", {"dob": BORN}).status_code == 429
    assert opened(link[1]).get("/intake/step/1/").status_code == 302
    entry = Entry.objects.filter(kind="intake", detail__contains="wrong date of birth").first()
    assert entry
    assert entry.actor == "patient (by a link)"


def test_a_new_link_opens_again_and_ends_the_old_one_and_its_session(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    intake, old = link
    phone = opened(old)
    assert phone.get("/intake/step/1/").status_code == 200
    shown = browse(practice.owner).post(reverse("resend_intake", args=[intake.pk])).content.decode()
    new = re.findall(r"http://testserver(/intake/link/[\w-]+/)", shown)[0]
    assert phone.get("/intake/step/1/").status_code == 410
    assert Client().get(old).status_code == 410
    assert opened(new).get("/intake/step/1/").status_code == 200


@pytest.mark.parametrize("change", [{"ends": dt.date(2020, 1, 1)}, {"state": "ended"}, {"state": "finished"}])
def test_a_link_that_is_over_opens_nothing(link: tuple[Intake, str], change: dict[str, Any]) -> None:
    phone = opened(link[1])
    Intake.objects.filter(pk=link[0].pk).update(**change)
    assert phone.get("/intake/step/1/").status_code == 410
    assert Client().get(link[1]).status_code == 410


def test_a_guessed_token_opens_nothing(link: tuple[Intake, str]) -> None:
    for token in ("guess", link[0].token, ""):
        assert Client().get(f"/intake/link/{token or '-'}/").status_code == 410


def test_the_session_is_new_when_the_date_of_birth_is_proven_and_reaches_no_page_of_the_clinic(
    link: tuple[Intake, str], practice: Practice
) -> None:
    phone = Client()
    phone.get(link[1])
    before = phone.cookies["session"].value
    phone.post("/intake/", {"dob": BORN})
    assert phone.cookies["session"].value != before
    for address in ("/patients/", reverse("patient", args=[practice.records["patient"].pk]), "/intakes/"):
        assert phone.get(address)["Location"].startswith("/sign-in/")
    fixed = Client()
    fixed.cookies["session"] = before
    assert fixed.get("/intake/step/1/").status_code == 410


def test_the_tablet_reaches_nothing_but_its_intake_and_leaving_asks_for_the_password(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    tablet = browse(practice.people[Role.FRONT_DESK])
    before = tablet.cookies["session"].value
    handed = tablet.post(reverse("hand_over_intake", args=[link[0].pk]))
    assert handed["Location"] == "/intake/"
    assert tablet.get("/intake/", follow=True).redirect_chain[-1][0] == "/intake/step/1/"
    assert tablet.get("/patients/")["Location"].startswith("/sign-in/")
    old = Client()
    old.cookies["session"] = before
    assert old.get("/patients/").status_code == 302, "the session of before is over"
    left = tablet.post("/intake/leave/")
    assert left["Location"] == f"/sign-in/?next=/intakes/{link[0].pk}/"
    assert tablet.get("/intake/step/1/").status_code == 410
    assert tablet.get(f"/intakes/{link[0].pk}/").status_code == 302


def test_who_signs_in_on_the_tablet_finds_nothing_of_the_intake_in_the_session(
    link: tuple[Intake, str], practice: Practice
) -> None:
    tablet = opened(link[1])
    tablet.force_login(practice.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert tablet.get("/intake/step/1/").status_code == 410


def test_a_page_is_saved_when_it_is_right_and_the_patient_goes_on_where_they_stopped(link: tuple[Intake, str]) -> None:
    phone = opened(link[1])
    assert step(phone, 1, PROBLEM)["Location"] == "/intake/step/2/"
    assert step(phone, 2, ORIGIN)["Location"] == "/intake/step/3/"
    later = Client()
    later.get(link[1])
    assert later.post("/intake/", {"dob": BORN})["Location"] == "/intake/step/3/"
    assert "I slipped on the stairs" in later.get("/intake/step/2/").content.decode()
    assert Intake.objects.get(pk=link[0].pk).state == "begun"


def test_a_wrong_answer_is_told_at_its_field_in_the_words_of_the_form(link: tuple[Intake, str]) -> None:
    phone = opened(link[1])
    shown = step(phone, 1, {**PROBLEM, "/complaint/pain": "12"})
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "12 is not from 0 to 10." in text
    assert not Intake.objects.get(pk=link[0].pk).answers
    asked = step(phone, 2, {**ORIGIN, "/complaint/event": ""}).content.decode()
    assert "An answer is required (What happened" in asked
    empty = step(phone, 1, {}).content.decode()
    assert empty.count("An answer is required") == 2


def test_back_keeps_what_is_right_and_holds_nobody(link: tuple[Intake, str]) -> None:
    phone = opened(link[1])
    assert step(phone, 4, {**AT_WORK, "back": "1"})["Location"] == "/intake/step/3/"
    assert step(phone, 5, {"/red_flags/fever": "maybe", "back": "1"})["Location"] == "/intake/step/4/"
    assert Intake.objects.get(pk=link[0].pk).answers == {"accident": {"kind": "work", "date": "2026-10-20"}}


def test_an_intake_is_finished_only_when_it_is_whole(link: tuple[Intake, str]) -> None:
    phone = opened(link[1])
    step(phone, 1, PROBLEM)
    shown = phone.post("/intake/check/")
    assert shown.status_code == 422
    assert "Work, traffic or another accident" in shown.content.decode()
    assert Intake.objects.get(pk=link[0].pk).state == "begun"


def test_finishing_keeps_what_is_settled_and_ends_link_and_session(link: tuple[Intake, str]) -> None:
    phone = opened(link[1])
    assert finish(phone)["Location"] == "/intake/done/"
    done = Intake.objects.get(pk=link[0].pk)
    assert (done.state, done.token, done.facts["trauma"]) == ("finished", "", "traumatic")
    assert done.facts["onset"] == "acute"
    assert "Began with an injury: I slipped on the stairs at work" in done.facts["text"]
    assert phone.get("/intake/step/1/").status_code == 410
    assert Client().get(link[1]).status_code == 410


def test_a_consent_says_who_agreed_to_which_version_when_also_after_a_new_one(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    phone = opened(link[1])
    step(phone, 8, {"agree": "on", "name": "Ann Smith"})
    text = ConsentText.objects.of(practice.clinic).get(title="Consent to treatment")
    owner = browse(practice.owner)
    owner.post(reverse("edit_consent_text", args=[text.pk]), {"text": "Other words.", "asked": "on"})
    new = ConsentText.objects.of(practice.clinic).get(title="Consent to treatment", version=2)
    assert new.text == "Other words."
    agreed = Consent.objects.of(practice.clinic).get()
    assert (agreed.name, agreed.text, agreed.text.version) == ("Ann Smith", text, 1)
    printed = owner.get(reverse("intake_consents", args=[link[0].pk])).content.decode()
    assert "Ann Smith" in printed
    assert "Other words" not in printed


def test_who_does_not_agree_now_goes_on_and_the_clinic_sees_it(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    phone = opened(link[1])
    assert step(phone, 8, {"later": "1"})["Location"] == "/intake/step/9/"
    assert step(phone, 8, {"name": "John Smith"}).status_code == 422
    assert not Consent.objects.of(practice.clinic).exists()
    shown = browse(practice.owner).get(reverse("intake", args=[link[0].pk])).content.decode()
    assert shown.count("not agreed to yet") == 3


def test_nothing_is_in_the_chart_until_a_person_takes_it_over_field_by_field(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    finish(opened(link[1]))
    episode, patient = practice.records["episode"], practice.records["patient"]
    assert (Episode.objects.get(pk=episode.pk).cause, Patient.objects.get(pk=patient.pk).phone) == ("", "")
    address = reverse("take_intake", args=[link[0].pk])
    desk, clinician = browse(practice.people[Role.FRONT_DESK]), browse(practice.clinician)
    assert desk.post(address, {"take": "episode.cause"}).status_code == 403
    desk.post(address, {"take": "patient.phone"})
    patient.refresh_from_db()
    assert (patient.phone, patient.city) == ("217-555-0100", "")
    clinician.post(address, {"all": "1"})
    episode.refresh_from_db()
    patient.refresh_from_db()
    assert (str(episode.onset), episode.cause, str(episode.accident_date)) == ("2026-10-20", "work", "2026-10-20")
    assert (patient.city, Intake.objects.get(pk=link[0].pk).state) == ("Springfield", "taken")
    entry = Entry.objects.filter(kind="episode", detail__contains=f"taken over from intake {link[0].pk}").get()
    assert entry.actor == practice.clinician.username


def test_a_cause_without_its_date_is_not_taken_over(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    finish(opened(link[1]))
    client = browse(practice.owner)
    shown = client.post(reverse("take_intake", args=[link[0].pk]), {"take": "episode.cause"}, follow=True)
    assert "A claim for an accident needs its date." in shown.content.decode()
    assert Episode.objects.get(pk=practice.records["episode"].pk).cause == ""


def test_warning_signs_stand_on_top_as_soon_as_they_are_saved(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    step(opened(link[1]), 5, {"/red_flags/saddle": "true", "/red_flags/fever": "false"})
    client = browse(practice.clinician)
    for address in (reverse("intake", args=[link[0].pk]), reverse("patient", args=[practice.records["patient"].pk])):
        text = client.get(address).content.decode()
        assert "Numbness between the legs" in text
        assert "Fever or chills" not in text
    assert "1 warning sign" in client.get("/intakes/").content.decode()


def test_a_script_in_any_answer_is_shown_as_text(link: tuple[Intake, str], practice: Practice, browse: SignIn) -> None:
    phone = opened(link[1])
    step(phone, 1, PROBLEM)
    step(phone, 2, {**ORIGIN, "/complaint/event": SCRIPT})
    step(phone, 3, {"/complaint/report": SCRIPT, "/complaint/limits": SCRIPT})
    step(phone, 4, {**AT_WORK, "/accident/number": SCRIPT})
    step(phone, 5, {})
    step(phone, 6, {"/history/conditions": SCRIPT, "/history/episodes": SCRIPT})
    step(phone, 7, {"line1": SCRIPT, "city": SCRIPT})
    step(phone, 8, {"agree": "on", "name": SCRIPT})
    pages = [phone.get(f"/intake/step/{n}/") for n in range(1, 11)] + [phone.get("/intake/check/")]
    assert phone.post("/intake/check/").status_code == 302
    client, one = browse(practice.owner), link[0].pk
    pages += [client.get(address) for address in (f"/intakes/{one}/", f"/intakes/{one}/consents/", "/intakes/")]
    text = "".join(page.content.decode() for page in pages)
    assert "<script>a" not in text
    assert text.count("&lt;script&gt;") > 12


def test_no_answer_stands_in_the_audit_log_or_in_an_address(link: tuple[Intake, str]) -> None:
    phone = opened(link[1])
    finish(phone)
    log = str(list(Entry.objects.values_list("detail", flat=True)))
    assert "stairs" not in log
    assert "Elm Street" not in log
    actors = set(Entry.objects.filter(kind="intake").values_list("actor", flat=True))
    assert "patient (by a link)" in actors
    assert Entry.objects.filter(kind="consent").count() == 3


def test_an_episode_of_another_patient_is_not_chosen(practice: Practice, other: Practice, browse: SignIn) -> None:
    address = reverse("new_intake", args=[practice.records["patient"].pk])
    sent = {"way": "link", "episode": other.records["episode"].pk, "ends": "2099-12-31"}
    before = Intake.objects.count()
    assert browse(practice.owner).post(address, sent).status_code == 200
    assert Intake.objects.count() == before


def test_charts_that_are_merged_keep_their_intakes(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    kept = Patient.objects.create(clinic=practice.clinic, last_name="Smith", first_name="J", dob=BORN, sex="M")
    browse(practice.owner).post(reverse("merge", args=[kept.pk, practice.records["patient"].pk]))
    assert Intake.objects.get(pk=link[0].pk).patient == kept
    assert opened(link[1]).get("/intake/step/1/").status_code == 200


def test_a_clinic_begins_with_the_texts_that_ship_and_writes_its_own(practice: Practice) -> None:
    ConsentText.objects.of(practice.clinic).delete()
    begin_with_shipped(practice.owner)
    begin_with_shipped(practice.owner)
    texts = ConsentText.objects.of(practice.clinic)
    assert [one.title for one in texts] == ["Consent to treatment", "Payment", "Use of my health information"]
    assert {one.at.date() for one in texts} == {timezone.now().date()}


def test_the_first_note_of_the_episode_is_offered_what_was_told(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    visit = practice.records["appointment"]
    client, address = browse(practice.clinician), reverse("note", args=[visit.pk])
    written = Note.objects.of(practice.clinic).get(appointment=visit)
    sent = {"text": "S: Sore.", "version": written.version}
    assert "Put it at the beginning" not in client.get(address).content.decode()
    assert client.post(reverse("note_intake", args=[visit.pk]), sent).status_code == 422
    finish(opened(link[1]))
    shown = client.get(address).content.decode()
    assert "Put it at the beginning" in shown
    assert "Fever or chills" in shown
    client.post(reverse("note_intake", args=[visit.pk]), sent)
    written.refresh_from_db()
    assert written.text.startswith("S: Low back pain, began 10/20/2026. Began with an injury")
    assert written.text.endswith("S: Sore.")
    assert "Date of visit" not in written.text
    assert "Put it at the beginning" not in client.get(address).content.decode()
