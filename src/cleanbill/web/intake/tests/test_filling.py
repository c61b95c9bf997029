"""The patient's pages: what is kept, what is told to be wrong, what is agreed to."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.intake.consenting import begin_with_shipped
from cleanbill.web.intake.models import Consent, ConsentText, Intake
from cleanbill.web.intake.tests.filled import AT_WORK, BORN, ORIGIN, PROBLEM, SCRIPT, finish, opened, step


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
    answers = Intake.objects.get(pk=link[0].pk).answers
    assert answers == {"accident": {"kind": "work", "date": "2026-10-20", "number": "WC-77120"}}


def test_an_intake_is_finished_only_when_it_is_whole(link: tuple[Intake, str]) -> None:
    phone = opened(link[1])
    step(phone, 1, PROBLEM)
    shown = phone.post("/intake/check/")
    assert shown.status_code == 422
    assert "Work, traffic or another accident" in shown.content.decode()
    assert Intake.objects.get(pk=link[0].pk).state == "begun"


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


def test_a_clinic_begins_with_the_texts_that_ship_and_writes_its_own(practice: Practice) -> None:
    ConsentText.objects.of(practice.clinic).delete()
    begin_with_shipped(practice.owner)
    begin_with_shipped(practice.owner)
    texts = ConsentText.objects.of(practice.clinic)
    assert [one.title for one in texts] == ["Consent to treatment", "Payment", "Use of my health information"]
    assert {one.at.date() for one in texts} == {timezone.now().date()}


def test_another_clinic_reaches_no_intake_and_no_consent_of_ours(
    link: tuple[Intake, str], practice: Practice, other: Practice, browse: SignIn
) -> None:
    client = browse(other.owner)
    for name in ("intake", "intake_consents"):
        assert client.get(reverse(name, args=[link[0].pk])).status_code == 404
    for name in ("resend_intake", "hand_over_intake", "end_intake", "take_intake", "choose_episode"):
        assert client.post(reverse(name, args=[link[0].pk])).status_code == 404
    assert f"/intakes/{link[0].pk}/" not in client.get(reverse("intakes")).content.decode()
