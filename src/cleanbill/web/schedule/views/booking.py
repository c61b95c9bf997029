"""Book an appointment or a series of them, and move one to another time."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cleanbill import visits
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.chain import append
from cleanbill.web.charts.models import Patient, Provider
from cleanbill.web.charts.views.listing import answer
from cleanbill.web.charts.views.patients import matching
from cleanbill.web.schedule import booking
from cleanbill.web.schedule.booking import Outcome
from cleanbill.web.schedule.forms import AppointmentForm, SeriesForm
from cleanbill.web.schedule.models import Appointment


@page("write_schedule")
def new_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """A new appointment of a patient, or a series. The time and the provider may come from a free half hour."""
    patient = get_object_or_404(Patient.objects.of(person(request).clinic), pk=pk, merged_into=None)
    appointment = Appointment(clinic=person(request).clinic, patient=patient)
    form = SeriesForm(
        request.POST or None, instance=appointment, clinic=patient.clinic, initial=_slot(request, patient)
    )
    return _booked(request, form, "Book")


@page("write_schedule")
def edit_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an appointment that is scheduled to another time, provider or room."""
    held = Appointment.objects.of(person(request).clinic).select_related("patient", "clinic")
    appointment = get_object_or_404(held, pk=pk)
    if appointment.state != Appointment.State.SCHEDULED:
        messages.error(
            request, f"It is {appointment.get_state_display().lower()}: only what is scheduled can be moved."
        )
        return redirect("appointment", pk)
    form = AppointmentForm(request.POST or None, instance=appointment, clinic=appointment.clinic)
    return _booked(request, form, "Move the appointment")


def _booked(request: HttpRequest, form: AppointmentForm, title: str) -> HttpResponse:
    """The form; what stands against the booking; or the appointment, when it is booked."""
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        if not person(request).may("overrule_limits"):
            form.instance.overruled = ""
        try:
            outcomes = _looked(form) if "look" in request.POST else _book(request, form)
        except visits.LedgerError:  # somebody cancelled it or checked it in meanwhile
            messages.error(request, "Somebody changed this appointment meanwhile: only what is scheduled can be moved.")
            return redirect("appointment", form.instance.pk)
        if "look" not in request.POST and any(outcome.booked for outcome in outcomes):
            return _done(request, outcomes)
        if any(not outcome.booked for outcome in outcomes) and person(request).may("overrule_limits"):
            form.ask_why()
    if getattr(request, "htmx", False):
        return render(request, "schedule/looked.html", {"outcomes": outcomes, "form": form})
    context = {"form": form, "title": title, "outcomes": outcomes, "patient": form.instance.patient}
    return render(request, "schedule/form.html", context)


def _days(form: AppointmentForm) -> tuple[dt.date, ...]:
    return form.days() if isinstance(form, SeriesForm) else ()


def _looked(form: AppointmentForm) -> list[Outcome]:
    days = _days(form)
    if days:
        return booking.look_at_series(form.instance, days, timezone.localdate())
    return [booking.look(form.instance, timezone.localdate())]


def _book(request: HttpRequest, form: AppointmentForm) -> list[Outcome]:
    user, on, days = person(request), timezone.localdate(), _days(form)
    if days:
        return booking.book_series(user, form.instance, days, on)
    return [booking.book(user, form.instance, on)]


def _done(request: HttpRequest, outcomes: list[Outcome]) -> HttpResponse:
    booked = [one for one in outcomes if one.booked]
    messages.success(request, "Booked." if len(outcomes) == 1 else f"{len(booked)} of {len(outcomes)} are booked.")
    for one in outcomes:
        if not one.booked:
            why = [*one.conflicts, *(alert.message for alert in one.alerts if alert.severity == "error")]
            messages.warning(request, f"{one.appointment.day:%Y-%m-%d} is not booked: {' '.join(why)}")
    return redirect("appointment", booked[0].appointment.pk)


def _slot(request: HttpRequest, patient: Patient) -> dict[str, Any]:
    """What is filled in beforehand: the free half hour that was chosen, the open episode and who treats it."""
    episode = patient.episodes.filter(closed=None).first()
    found: dict[str, Any] = {"episode": episode, "provider": episode.provider_id if episode else None}
    with suppress(ValueError):
        found["start"] = dt.datetime.fromisoformat(request.GET.get("start", ""))
    if request.GET.get("provider", "").isdigit():
        found["provider"] = int(request.GET["provider"])
    return found


@page("write_schedule")
def free(request: HttpRequest, on: dt.date, provider: int, hour: str) -> HttpResponse:
    """Who shall have a free half hour of a provider: a search whose answers lead to the form."""
    clinic = person(request).clinic
    whose = get_object_or_404(Provider.objects.of(clinic), pk=provider)
    text = request.POST.get("q", "").strip()[:100]
    found = matching(clinic, text)[:20] if text else Patient.objects.of(clinic).none()
    if text:
        said = {"searched": text, "ids": [one.pk for one in found]}
        append(clinic, person(request).username, "listed", "patient", "", said)
    start = dt.datetime.combine(on, dt.time(int(hour[:2]), int(hour[2:])))
    return answer(request, "schedule/pick", {"page": found, "q": text, "start": start, "provider": whose})
