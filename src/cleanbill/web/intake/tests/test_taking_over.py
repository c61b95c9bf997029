"""What the clinic sees of an intake, and what of it goes into the chart."""

from django.urls import reverse

from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.charts.models import Episode, Patient
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.intake.models import Intake
from cleanbill.web.intake.tests.filled import BORN, finish, opened, step
from cleanbill.web.notes.models import Note


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
    assert episode.accident_claim_number == "WC-77120"
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


def test_a_sign_that_was_skipped_is_told_to_the_clinician(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    finish(opened(link[1]))
    text = browse(practice.clinician).get(reverse("intake", args=[link[0].pk])).content.decode()
    assert "No answer</strong> on: Weight loss without a reason; Cancer, now or in the past;" in text
