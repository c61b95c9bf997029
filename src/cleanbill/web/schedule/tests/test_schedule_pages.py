"""The pages of the schedule: what they show of limits, what they ask before they book, and what they keep."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cleanbill import visits
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.schedule import booking
from cleanbill.web.schedule.ledger import ledger_of
from cleanbill.web.schedule.models import AmountUsed, Appointment, Authorization
from cleanbill.web.schedule.tests.test_booking import at

SOON = timezone.localdate() + dt.timedelta(days=7)


@pytest.fixture
def used_up(practice: Practice) -> Practice:
    """A plan that asks for authorization, and one of one visit, which is taken."""
    practice.records["coverage"].authorization_required = True
    practice.records["coverage"].save()
    last = SOON + dt.timedelta(days=60)
    Authorization.objects.of(practice.clinic).update(approved=1, end=last)
    return practice


def sent(practice: Practice, **more: Any) -> dict[str, Any]:
    """What the form of a booking sends."""
    start = at(SOON, 15).strftime("%Y-%m-%dT%H:%M")
    held = {"provider": practice.records["provider"].pk, "episode": practice.records["episode"].pk}
    return {**held, "kind": "treatment", "start": start, "minutes": 45, **more}


def post(client: Client, practice: Practice, **more: Any) -> Any:
    return client.post(reverse("new_appointment", args=[practice.records["patient"].pk]), sent(practice, **more))


def count(practice: Practice) -> int:
    return Appointment.objects.of(practice.clinic).exclude(pk=practice.records["appointment"].pk).count()


def test_the_day_shows_the_three_counters_of_each_visit_in_words(practice: Practice, browse: SignIn) -> None:
    page = browse(practice.owner).get(reverse("day", args=[dt.date(2026, 11, 4)])).content.decode()
    assert "Visit 1" in page
    assert "<strong>ok</strong> · 1 of 12 authorized, ends Dec 31" in page
    assert "<strong>ok</strong> · 1 of 30 plan visits in 2026" in page


def test_checking_first_says_what_stands_against_it_and_saves_nothing(used_up: Practice, browse: SignIn) -> None:
    page = post(browse(used_up.owner), used_up, look="").content.decode()
    assert "cannot be booked" in page
    assert count(used_up) == 0


def test_checking_a_form_that_is_not_filled_says_what_is_missing(practice: Practice, browse: SignIn) -> None:
    client, address = browse(practice.owner), reverse("new_appointment", args=[practice.records["patient"].pk])
    page = client.post(address, {"look": ""}, headers={"HX-Request": "true"}).content.decode()
    assert "Begins: This field is required." in page


def test_the_front_desk_cannot_book_against_a_limit_even_with_a_reason(used_up: Practice, browse: SignIn) -> None:
    page = post(browse(used_up.people[Role.FRONT_DESK]), used_up, overruled="He insists.").content.decode()
    assert "Book it all the same" not in page
    assert count(used_up) == 0


def test_who_may_books_against_a_limit_with_a_reason_that_stays(used_up: Practice, browse: SignIn) -> None:
    client = browse(used_up.people[Role.BILLER])
    assert "Book it all the same" in post(client, used_up).content.decode()
    assert post(client, used_up, overruled="An extension is asked for.").status_code == 302
    assert Appointment.objects.of(used_up.clinic).latest("pk").overruled == "An extension is asked for."


def test_a_series_is_booked_and_what_is_refused_is_told(practice: Practice, browse: SignIn) -> None:
    practice.records["coverage"].authorization_required = True
    practice.records["coverage"].save()
    Authorization.objects.of(practice.clinic).update(approved=2, end=SOON + dt.timedelta(days=60))
    client = browse(practice.people[Role.FRONT_DESK])
    answer = post(client, practice, repeat_on=[str(SOON.weekday())], times=3)
    page = client.get(answer["Location"]).content.decode()
    assert "1 of 3 are booked." in page
    assert page.count("is not booked: ") == 2


def test_an_appointment_tells_what_happened_to_it(practice: Practice, browse: SignIn) -> None:
    client = browse(practice.people[Role.FRONT_DESK])
    post(client, practice)
    one = Appointment.objects.of(practice.clinic).latest("pk")
    moved = sent(practice, start=at(SOON, 16).strftime("%Y-%m-%dT%H:%M"))
    client.post(reverse("edit_appointment", args=[one.pk]), moved)
    client.post(reverse("move_appointment", args=[one.pk]), {"state": "checked_in"})
    client.post(reverse("move_appointment", args=[one.pk]), {"state": "scheduled"})
    client.post(reverse("move_appointment", args=[one.pk]), {"state": "late_cancel", "why": "The car broke down."})
    told = client.get(reverse("appointment", args=[one.pk])).context["history"]
    assert [(step.what, step.why) for step in told] == [
        ("Booked", ""),
        (f"Moved to {SOON} 16:00", ""),
        ("Checked in", ""),
        ("Scheduled", ""),
        ("Cancelled late", "The car broke down."),
    ]
    assert {step.by for step in told} == {"Front desk"}, "by name, as everywhere"


def test_moving_what_somebody_cancelled_meanwhile_is_told_and_not_saved(practice: Practice, browse: SignIn) -> None:
    one, client = practice.records["appointment"], browse(practice.owner)

    def cancelled_meanwhile(*_: Any) -> None:
        Appointment.objects.of(practice.clinic).filter(pk=one.pk).update(state="cancelled")
        raise visits.LedgerError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(booking, "book", cancelled_meanwhile)
        answer = client.post(reverse("edit_appointment", args=[one.pk]), sent(practice), follow=True)
    assert "Somebody changed this appointment meanwhile" in answer.content.decode()
    assert Appointment.objects.of(practice.clinic).get(pk=one.pk).start == one.start


def test_giving_up_asks_why(practice: Practice, browse: SignIn) -> None:
    one = practice.records["appointment"]
    browse(practice.owner).post(reverse("move_appointment", args=[one.pk]), {"state": "no_show", "why": " "})
    assert Appointment.objects.of(practice.clinic).get(pk=one.pk).state == "scheduled"


def test_an_authorization_that_is_extended_keeps_what_it_said(practice: Practice, browse: SignIn) -> None:
    held = practice.records["authorization"]
    extended = {
        "number": "A123", "status": "approved", "start": "2026-11-01", "end": "2027-01-31", "counts": "visits",
        "approved": "18", "used_before": "0",
    }  # fmt: skip
    assert browse(practice.owner).post(reverse("edit_authorization", args=[held.pk]), extended).status_code == 302
    stored = Authorization.objects.of(practice.clinic).get(pk=held.pk)
    assert stored.approved == 18
    assert [(one["before"]["approved"], one["before"]["to"]) for one in stored.revisions] == [(12, "2026-12-31")]
    page = browse(practice.owner).get(reverse("patient_visits", args=[held.coverage.patient_id])).content.decode()
    assert "approved, 12 visits, 2026-11-01 to 2026-12-31" in page


def test_looking_at_a_day_and_searching_for_a_patient_is_in_the_audit_log(practice: Practice, browse: SignIn) -> None:
    client, day = browse(practice.owner), dt.date(2026, 11, 4)
    client.get(reverse("day", args=[day]))
    client.post(reverse("free", args=[day, practice.records["provider"].pk, "0930"]), {"q": "smi"})
    told = Entry.objects.of(practice.clinic).filter(action="listed").order_by("number")
    assert [one.kind for one in told] == ["appointment", "patient"]
    assert str(practice.records["patient"].pk) in told[0].detail


def test_a_patient_who_comes_today_is_checked_in_from_the_day(practice: Practice, browse: SignIn) -> None:
    visit = practice.records["appointment"]
    desk = browse(practice.people[Role.FRONT_DESK])
    assert ">Check in<" not in desk.get(reverse("day", args=[visit.day])).content.decode(), "it is another day"
    Appointment.objects.filter(pk=visit.pk).update(start=timezone.now().replace(hour=9, minute=0))
    page = desk.get(reverse("schedule")).content.decode()
    assert f'action="{reverse("move_appointment", args=[visit.pk])}"' in page
    answer = desk.post(reverse("move_appointment", args=[visit.pk]), {"state": "checked_in", "back": "day"})
    assert answer["Location"] == f"{reverse('day', args=[timezone.localdate()])}#visit-{visit.pk}", "the next one waits"
    assert "Smith, John: checked in." in desk.get(answer["Location"]).content.decode()
    assert ">Check in<" not in desk.get(reverse("schedule")).content.decode()
    assert ">Check in<" not in browse(practice.people[Role.AUDITOR]).get(reverse("schedule")).content.decode()


def test_what_was_used_elsewhere_of_the_years_amount_counts(practice: Practice, browse: SignIn) -> None:
    patient = practice.records["patient"]
    AmountUsed.objects.all().delete()
    desk = browse(practice.people[Role.FRONT_DESK])
    page = reverse("patient_visits", args=[patient.pk])
    assert "Nobody asked yet what of this year" in desk.get(page).content.decode()
    sent = {"year": 2026, "pt_slp": "2450.10", "asked": "2026-11-02", "source": "Portal"}
    assert desk.post(reverse("new_amount", args=[patient.pk]), sent).status_code == 302
    assert "2450.10" in desk.get(page).content.decode()
    used = ledger_of(patient).amounts[2026]
    assert (used.pt_slp, used.ot) == (Decimal("2450.10"), None)
    again = desk.post(reverse("new_amount", args=[patient.pk]), sent).content.decode()
    assert "already exists" in again
