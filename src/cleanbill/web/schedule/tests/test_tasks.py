"""Tasks make themselves from what is booked, once; the waitlist knows who fits into a time that became free."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from cleanbill.web.accounts.roles import Role
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.schedule import booking
from cleanbill.web.schedule.models import Authorization, Task, Waiting
from cleanbill.web.schedule.tasks import remind_all
from cleanbill.web.schedule.tests.test_booking import TODAY, wanted
from cleanbill.web.schedule.views.waiting import who_fits


def _nearly_used(practice: Practice) -> None:
    Authorization.objects.of(practice.clinic).update(approved=3)


def test_booking_near_the_end_of_an_authorization_makes_a_task_for_who_asks_for_more(practice: Practice) -> None:
    _nearly_used(practice)
    booking.book(practice.owner, wanted(practice, dt.date(2026, 11, 9)), TODAY)
    made = [task for task in Task.objects.of(practice.clinic) if "authorization_nearly_used" in task.key]
    assert [(task.role, task.patient) for task in made] == [(Role.FRONT_DESK, practice.records["patient"])]


def test_the_same_task_is_not_made_twice(practice: Practice) -> None:
    _nearly_used(practice)
    booking.book(practice.owner, wanted(practice, dt.date(2026, 11, 9)), TODAY)
    before = Task.objects.of(practice.clinic).count()
    assert remind_all(practice.clinic, TODAY) >= 0
    assert remind_all(practice.clinic, TODAY) == 0
    assert Task.objects.of(practice.clinic).filter(key__contains="authorization_nearly_used").count() == 1
    assert Task.objects.of(practice.clinic).count() >= before


def test_a_task_that_is_not_needed_asks_for_the_reason(practice: Practice, browse: SignIn) -> None:
    task, client = practice.records["task"], browse(practice.people[Role.BILLER])
    client.post(reverse("end_task", args=[task.pk]), {"not_needed": ""})
    assert Task.objects.of(practice.clinic).get(pk=task.pk).outcome == ""
    client.post(reverse("end_task", args=[task.pk]), {"not_needed": "", "reason": "The plan was changed."})
    ended = Task.objects.of(practice.clinic).get(pk=task.pk)
    assert (ended.outcome, ended.reason, ended.ended_by) == (
        "not_needed",
        "The plan was changed.",
        practice.people[Role.BILLER],
    )


def test_each_role_sees_its_own_tasks_first(practice: Practice, browse: SignIn) -> None:
    assert b"It ends." in browse(practice.people[Role.BILLER]).get(reverse("tasks")).content
    assert b"It ends." not in browse(practice.people[Role.FRONT_DESK]).get(reverse("tasks")).content
    assert b"It ends." in browse(practice.people[Role.FRONT_DESK]).get(reverse("tasks") + "?role=all").content


def test_who_waits_for_such_a_time_is_offered_when_one_is_cancelled(practice: Practice, browse: SignIn) -> None:
    day = timezone.localdate() + dt.timedelta(days=7)
    free = booking.book(practice.owner, wanted(practice, day, 9), TODAY).appointment
    other = practice.records["waiting"]
    other.patient = _other_patient(practice)
    other.save()
    morning, afternoon = (
        Waiting(clinic=practice.clinic, patient=other.patient, until=day, part=part)
        for part in ("morning", "afternoon")
    )
    for one in (morning, afternoon):
        one.save()
    assert {one.pk for one in who_fits(free)} == {other.pk, morning.pk}
    booking.move(practice.owner, free, "cancelled", "ill")
    page = browse(practice.owner).get(reverse("appointment", args=[free.pk])).content.decode()
    assert "Who would take this time" in page


def test_the_waitlist_says_when_each_would_come(practice: Practice, browse: SignIn) -> None:
    waiting = practice.records["waiting"]
    waiting.weekdays, waiting.part = ["0", "2"], "morning"
    waiting.save()
    assert "Mon, Wed: morning" in browse(practice.owner).get(reverse("waitlist")).content.decode()


def _other_patient(practice: Practice):  # type: ignore[no-untyped-def]
    patient = type(practice.records["patient"])(
        clinic=practice.clinic, last_name="Lee", first_name="Ann", dob="1984-03-02", sex="F"
    )
    patient.save()
    return patient


def test_a_task_ends_by_itself_when_what_asked_for_it_is_gone(practice: Practice) -> None:
    _nearly_used(practice)
    booking.book(practice.owner, wanted(practice, dt.date(2026, 11, 9)), TODAY)
    asked = Task.objects.of(practice.clinic).get(key__contains="authorization_nearly_used")
    remind_all(practice.clinic, TODAY)
    asked.refresh_from_db()
    assert asked.outcome == "", "it is still nearly used"
    Authorization.objects.of(practice.clinic).update(approved=30)
    remind_all(practice.clinic, TODAY)
    asked.refresh_from_db()
    assert (asked.outcome, asked.reason) == ("not_needed", "What asked for it is gone.")


def test_a_task_of_a_visit_that_was_given_up_ends_by_itself(practice: Practice) -> None:
    _nearly_used(practice)
    booked = booking.book(practice.owner, wanted(practice, dt.date(2026, 11, 9)), TODAY).appointment
    asked = Task.objects.of(practice.clinic).get(key__contains="authorization_nearly_used")
    booking.move(practice.owner, booked, "cancelled", "The patient called.")
    practice.records["appointment"].state = "rendered"  # so that no visit to come asks for it
    practice.records["appointment"].save()
    remind_all(practice.clinic, TODAY)
    asked.refresh_from_db()
    assert asked.outcome == "not_needed"
