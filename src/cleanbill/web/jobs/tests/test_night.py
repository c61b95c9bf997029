"""The nightly work: every job runs, a failing one stops no other, and no patient stands in the log."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from cleanbill.cli.app import app
from cleanbill.notes import digest
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.dashboards.models import Fact, Reading
from cleanbill.web.dashboards.readings import read_notes
from cleanbill.web.jobs import night
from cleanbill.web.jobs.models import JobRun
from cleanbill.web.jobs.night import JOBS, Job


def _run(practice: Practice) -> list[JobRun]:
    return list(night.night(practice.clinic, timezone.localdate()))


def _broken(*_: object) -> str:
    raise RuntimeError("Smith, John, born 1951-03-02")


def test_each_job_of_the_night_has_a_row_in_the_log(practice: Practice) -> None:
    runs = _run(practice)
    assert [one.job for one in runs] == [one.name for one in JOBS]
    failed = {one.job: one.error for one in runs if one.error}
    assert failed.pop("exchange").endswith("Hub is not reached.")  # the test's route leads nowhere
    assert failed.keys() <= {"prove"}  # and its account is of no payment
    assert all(one.did or one.error for one in runs)
    assert JobRun.objects.of(practice.clinic).count() == len(JOBS)
    assert Fact.objects.of(practice.clinic).exists()
    assert Reading.objects.of(practice.clinic).get().found > 0


def test_a_job_that_fails_stops_no_other_and_its_sentence_names_no_patient(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(night, "JOBS", (Job("prove", "Prove the books", _broken), JOBS[1]))
    first, second = _run(practice)
    assert first.error == "It broke off (RuntimeError)."
    assert second.did.endswith("made.")


def test_books_that_do_not_add_up_are_told(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(night, "prove", lambda _: ["Account 1: paid is 5.00, but comes to 4.00."])
    said = {one.job: one.error for one in _run(practice)}
    assert said["prove"] == "1 of the books' sums do not add up. Account 1: paid is 5.00, but comes to 4.00."


def test_the_command_fails_where_a_job_does(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanbill.cli.site.opened", lambda: None)
    monkeypatch.setattr("cleanbill.cli.data.prepare", lambda: None)
    monkeypatch.setattr(night, "JOBS", (Job("prove", "Prove the books", lambda *_: "All is well."),))
    answer = CliRunner().invoke(app, ["site", "night"])
    assert (answer.exit_code, answer.output) == (0, "Example Spine and Rehab: Prove the books: All is well.\n")
    monkeypatch.setattr(night, "JOBS", (Job("prove", "Prove the books", _broken),))
    answer = CliRunner().invoke(app, ["site", "night"])
    assert answer.exit_code == 1
    assert "It broke off (RuntimeError)." in answer.output
    assert "Smith" not in answer.output


def test_a_note_is_read_once_and_again_when_it_changes(practice: Practice) -> None:
    assert read_notes(practice.owner, practice.clinic) == 1
    assert read_notes(practice.owner, practice.clinic) == 0
    note = practice.records["note"]
    before = set(Reading.objects.get(note=note).seen)
    note.text, note.version = "S: Neck pain since Monday. O: Cervical rotation 40 degrees.", note.version + 1
    note.save()
    assert read_notes(practice.owner, practice.clinic) == 1
    assert set(Reading.objects.get(note=note).seen) >= before


def test_what_was_found_on_a_draft_and_is_gone_when_signed_is_mended(practice: Practice) -> None:
    read_notes(practice.owner, practice.clinic)
    note = practice.records["note"]
    reading = Reading.objects.get(note=note)
    reading.seen["gone"] = "X1"
    reading.save()
    note.state, note.signed_by, note.credential, note.hash = "signed", practice.clinician, "PT", digest(note.text)
    note.signed_at, note.version = dt.datetime(2026, 11, 6, 9, tzinfo=dt.UTC), note.version + 1
    note.save()
    read_notes(practice.owner, practice.clinic)
    reading.refresh_from_db()
    assert (reading.mended, reading.signed, reading.days) == (1, dt.date(2026, 11, 6), 2)
    assert reading.found > 0


def test_the_owner_reads_the_log(practice: Practice, browse: SignIn) -> None:
    _run(practice)
    page = browse(practice.owner).get("/jobs/").content.decode()
    assert "Prove the books" in page
    assert "Smith" not in page


def test_the_owner_runs_a_job_by_day_and_stands_in_the_audit_log(practice: Practice, browse: SignIn) -> None:
    owner = browse(practice.owner)
    page = owner.post(reverse("run_job"), {"job": "read"}, follow=True).content.decode()
    assert "Read notes: 1 note read." in page
    run = JobRun.objects.of(practice.clinic).get()
    assert (run.job, run.did, run.error) == ("read", "1 note read.", "")
    kept = Entry.objects.get(kind="jobrun", record=str(run.pk))
    assert kept.actor == practice.owner.username
    failed = owner.post(reverse("run_job"), {"job": "exchange"}, follow=True).content.decode()
    assert "Hub is not reached." in failed
    assert "Choose a job." in owner.post(reverse("run_job"), {"job": "none"}, follow=True).content.decode()
    assert browse(practice.people[Role.BILLER]).post(reverse("run_job"), {"job": "read"}).status_code == 403
