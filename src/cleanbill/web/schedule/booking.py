"""Book, move and give up appointments: what the ledger of visits decides, saved with its entry in the audit log.

One booking of a clinic at a time: each holds the clinic's row while it looks and saves, so that nobody takes the last
authorized visit, or an hour of a provider, twice. On SQLite the transaction itself holds everyone else back.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from cleanbill import visits
from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Patient
from cleanbill.web.schedule.ledger import as_visit, key_of, ledger_of
from cleanbill.web.schedule.models import Appointment
from cleanbill.web.schedule.tasks import remind

LONGEST = dt.timedelta(hours=8)  # no appointment that began earlier is still going on


class Outcome(NamedTuple):
    """What became of a booking: `alerts` are to be known, those of severity error stand against it; so do conflicts."""

    appointment: Appointment
    booked: bool
    alerts: tuple[visits.Alert, ...]
    conflicts: tuple[str, ...]


@contextmanager
def alone(actor: User) -> Iterator[None]:
    """Nobody else of the clinic books meanwhile."""
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=actor.clinic_id)
        yield


def look(appointment: Appointment, on: dt.date) -> Outcome:
    """What booking an appointment would say; nothing is saved. `on` is today."""
    return _looked(ledger_of(appointment.patient), appointment, key_of(appointment), on)[1]


def look_at_series(first: Appointment, days: Iterable[dt.date], on: dt.date) -> list[Outcome]:
    """What booking the same appointment on some days would say, one after the other; nothing is saved."""
    ledger, outcomes = ledger_of(first.patient), []
    for number, day in enumerate(days):
        ledger, outcome = _looked(ledger, _on_day(first, day), f"new-{number}", on)
        outcomes.append(outcome)
    return outcomes


def _looked(ledger: visits.Ledger, appointment: Appointment, key: str, on: dt.date) -> tuple[visits.Ledger, Outcome]:
    """The ledger with the appointment, if nothing stands against it, and what is to be said of it."""
    appointment.clean()
    wanted = replace(as_visit(appointment, appointment.patient.coverages.all()), id=key)
    booking = visits.book(ledger, wanted, on)
    conflicts = tuple(_conflicts(appointment, wanted))
    booked = booking.booked and (not conflicts or bool(appointment.overruled))
    return booking.ledger if booked else ledger, Outcome(appointment, booked, booking.alerts, conflicts)


def book(actor: User, appointment: Appointment, on: dt.date) -> Outcome:
    """Book an appointment, or move one that is scheduled; it is not saved where something stands against it.

    `on` is today. Raises `LedgerError` for one that is no longer scheduled.
    """
    with alone(actor):
        outcome = look(appointment, on)
        if outcome.booked:
            keep(actor, appointment)
            remind(actor, appointment, outcome.alerts)
        return outcome


def book_series(actor: User, first: Appointment, days: Iterable[dt.date], on: dt.date) -> list[Outcome]:
    """Book the same appointment on each of some days; one that is refused does not keep the next from being booked."""
    return [book(actor, _on_day(first, day), on) for day in days]


def move(actor: User, appointment: Appointment, state: visits.State, why: str = "") -> Appointment:
    """The appointment in its next state, as it is now stored; what is given up gives back what it took.

    Raises `LedgerError` for a state that does not follow.
    """
    with alone(actor):
        stored = Appointment.objects.of(actor.clinic).select_related("patient", "episode", "provider")
        held = stored.get(pk=appointment.pk)
        after = _billed(held) if state == "billed" else visits.step(as_visit(held, ()), state)
        held.state, held.billed_under = after.state, after.billed_under
        keep(actor, held, why)
        if state == "checked_in":
            remind(actor, held, alerts(held, "check_in", held.day))
        return held


def _billed(held: Appointment) -> visits.Appointment:
    return visits.move(ledger_of(held.patient), key_of(held), "billed").appointments[key_of(held)]


def alerts(appointment: Appointment, stage: visits.Stage, on: dt.date) -> tuple[visits.Alert, ...]:
    """What is to be known of a stored appointment at a stage, the gravest first."""
    return visits.alerts(ledger_of(appointment.patient), key_of(appointment), stage, on)


def _on_day(first: Appointment, day: dt.date) -> Appointment:
    time = timezone.localtime(first.start).time()
    held = {field.attname: getattr(first, field.attname) for field in Appointment._meta.concrete_fields}
    return Appointment(**held | {"id": None, "start": timezone.make_aware(dt.datetime.combine(day, time))})


def _conflicts(appointment: Appointment, wanted: visits.Appointment) -> Iterator[str]:
    """What the appointment shares with others at the same time, a sentence each."""
    near = Appointment.objects.of(appointment.clinic).filter(
        start__lt=appointment.end, start__gt=appointment.start - LONGEST
    )
    others = {key_of(one): one for one in near.select_related("patient", "provider")}
    schedule = [visits.Slot(str(one.patient_id), as_visit(one, ())) for one in others.values()]
    for conflict in visits.conflicts(visits.Slot(str(appointment.patient_id), wanted), schedule):
        other = others[conflict.other]
        who: dict[str, object] = {"provider": other.provider, "patient": "The patient", "room": f"Room {other.room}"}
        start = timezone.localtime(other.start)
        at = f"{start:%Y-%m-%d} at {start:%H:%M} for {other.minutes} min"
        yield f"{who[conflict.of]} has another appointment on {at}."


def patients_of(appointments: Iterable[Appointment]) -> list[Patient]:
    """The patients of appointments, each once."""
    return list({one.patient_id: one.patient for one in appointments}.values())
