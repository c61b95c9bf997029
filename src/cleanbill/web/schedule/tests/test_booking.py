"""Booking on real rows: the ledger decides, nobody takes the last visit twice, and the audit log has it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cleanbill import visits
from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice
from cleanbill.web.schedule import booking
from cleanbill.web.schedule.ledger import ledger_of, ledgers_of
from cleanbill.web.schedule.models import Appointment, Authorization

TODAY = dt.date(2026, 11, 2)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def wanted(practice: Practice, day: dt.date, hour: int = 9, **fields: Any) -> Appointment:
    held = practice.records
    own = {"patient": held["patient"], "episode": held["episode"], "provider": held["provider"]}
    return Appointment(clinic=practice.clinic, start=at(day, hour), **(own | fields))


@pytest.fixture
def one_left(practice: Practice) -> Practice:
    """A plan that asks for authorization, of which one visit is left after the one that is booked."""
    practice.records["coverage"].authorization_required = True
    practice.records["coverage"].save()
    Authorization.objects.of(practice.clinic).update(approved=2)
    return practice


def test_an_appointment_is_booked_with_its_counters_and_its_entry_in_the_log(practice: Practice) -> None:
    outcome = booking.book(practice.owner, wanted(practice, dt.date(2026, 11, 9)), TODAY)
    assert outcome.booked
    ledger = ledger_of(practice.records["patient"])
    counted = visits.counters(ledger, ledger.appointments[str(outcome.appointment.pk)])
    assert (counted.total.number, counted.authorized[0].number, counted.authorized[0].limit) == (2, 2, 12)
    assert counted.plan[0].limit == 30
    entries = Entry.objects.of(practice.clinic).filter(kind="appointment", record=str(outcome.appointment.pk))
    assert [entry.action for entry in entries] == ["created"]


def test_the_visit_beyond_the_authorization_is_refused_and_not_saved(one_left: Practice) -> None:
    assert booking.book(one_left.owner, wanted(one_left, dt.date(2026, 11, 9)), TODAY).booked
    refused = booking.book(one_left.owner, wanted(one_left, dt.date(2026, 11, 10)), TODAY)
    assert not refused.booked
    assert {alert.code for alert in refused.alerts if alert.severity == "error"} == {"authorization_used_up"}
    assert Appointment.objects.of(one_left.clinic).count() == 2


def test_it_is_booked_all_the_same_with_a_reason(one_left: Practice) -> None:
    booking.book(one_left.owner, wanted(one_left, dt.date(2026, 11, 9)), TODAY)
    reason = "The patient pays if it is not extended."
    assert booking.book(one_left.owner, wanted(one_left, dt.date(2026, 11, 10), overruled=reason), TODAY).booked


def test_a_provider_is_not_at_two_places_at_once(practice: Practice) -> None:
    day = dt.date(2026, 11, 9)
    booking.book(practice.owner, wanted(practice, day, 9), TODAY)
    refused = booking.book(practice.owner, wanted(practice, day, 9), TODAY)
    assert not refused.booked
    assert refused.conflicts == (
        "Reed, Tom has another appointment on 2026-11-09 at 09:00 for 45 min.",
        "The patient has another appointment on 2026-11-09 at 09:00 for 45 min.",
    )
    assert booking.book(practice.owner, wanted(practice, day, 10), TODAY).booked, "one may begin when the other ended"


def test_a_series_books_what_it_can_and_says_what_is_refused(one_left: Practice) -> None:
    days = [dt.date(2026, 11, 9), dt.date(2026, 11, 11), dt.date(2026, 11, 16)]
    outcomes = booking.book_series(one_left.owner, wanted(one_left, days[0]), days, TODAY)
    assert [outcome.booked for outcome in outcomes] == [True, False, False]


def test_what_is_cancelled_gives_its_visit_back(one_left: Practice) -> None:
    booked = booking.book(one_left.owner, wanted(one_left, dt.date(2026, 11, 9)), TODAY).appointment
    booking.move(one_left.owner, booked, "cancelled", "The patient is ill.")
    assert booking.book(one_left.owner, wanted(one_left, dt.date(2026, 11, 10)), TODAY).booked
    with pytest.raises(visits.LedgerError, match="checked_in does not follow"):
        booking.move(one_left.owner, booked, "checked_in")


def test_the_discipline_is_the_providers(practice: Practice) -> None:
    practice.records["provider"].credential, practice.records["provider"].taxonomy = "DC", "111N00000X"
    practice.records["provider"].save()
    booked = booking.book(practice.owner, wanted(practice, dt.date(2026, 11, 9)), TODAY).appointment
    assert booked.discipline == "chiropractic"


def test_the_ledgers_of_a_week_take_as_many_queries_as_one(practice: Practice, django_assert_num_queries: Any) -> None:
    patient = practice.records["patient"]
    with django_assert_num_queries(7):
        assert set(ledgers_of([patient])) == {patient.pk}


def test_a_series_moves_no_hour_when_the_clocks_change(practice: Practice, settings: Any) -> None:
    settings.TIME_ZONE = "America/Chicago"
    with timezone.override("America/Chicago"):
        days = [dt.date(2026, 10, 30), dt.date(2026, 11, 6)]
        first = wanted(practice, days[0])
        made = [one.appointment for one in booking.book_series(practice.owner, first, days, dt.date(2026, 10, 26))]
        assert [timezone.localtime(one.start).hour for one in made] == [9, 9]


def test_a_visit_that_moves_on_asks_for_no_limit_and_not_again_for_what_it_names(
    practice: Practice, django_assert_max_num_queries: Any
) -> None:
    visit = practice.records["appointment"]
    turn = connection.vendor == "postgresql"  # there the log waits for its turn by a statement of its own
    with django_assert_max_num_queries(11 + turn):
        booking.move(practice.owner, visit, "rendered")
