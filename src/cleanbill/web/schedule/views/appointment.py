"""One appointment: its counters, what is to be known of it, and what became of it."""

from typing import get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill import visits
from cleanbill.visits.states import FOLLOWING
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.schedule import booking
from cleanbill.web.schedule.history import history
from cleanbill.web.schedule.ledger import key_of, ledger_of
from cleanbill.web.schedule.models import Appointment
from cleanbill.web.schedule.standing import beside
from cleanbill.web.schedule.views.waiting import who_fits

STEPS: dict[visits.State, str] = {
    "checked_in": "Check in", "rendered": "Seen", "scheduled": "Undo check-in", "cancelled": "Cancelled",
    "late_cancel": "Cancelled late", "no_show": "Did not come",
}  # fmt: skip
"""What a person does with an appointment here; notes sign it, claims bill it."""
NEED_WHY = ("cancelled", "late_cancel", "no_show")


@page("read_schedule")
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an appointment. That it was read is written down."""
    held = Appointment.objects.of(person(request).clinic).select_related("patient", "provider", "episode", "clinic")
    one = get_object_or_404(held, pk=pk)
    note(person(request), "read", one)
    ledger = ledger_of(one.patient)
    mine = ledger.appointments[key_of(one)]
    stage: visits.Stage = "booking" if one.state == "scheduled" and one.day > timezone.localdate() else "check_in"
    context = {
        "one": one,
        "counters": [] if one.state in NEED_WHY else beside(visits.counters(ledger, mine)),
        "alerts": visits.alerts(ledger, mine.id, stage, timezone.localdate()),
        "coverages": [ledger.coverages[coverage] for coverage in mine.coverages],
        "steps": [
            (state, _words(mine.state, state), state in NEED_WHY) for state in FOLLOWING[mine.state] if state in STEPS
        ],
        "fitting": who_fits(one) if one.state in NEED_WHY and one.start > timezone.now() else [],
        "history": history(one),
    }
    return render(request, "schedule/appointment.html", context)


@require_POST
@page("write_schedule")
def move_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an appointment on: check in, seen, cancelled, did not come."""
    one = get_object_or_404(Appointment.objects.of(person(request).clinic), pk=pk)
    state, why = request.POST.get("state", ""), request.POST.get("why", "").strip()[:200]
    if state not in get_args(visits.State) or state not in STEPS:
        return HttpResponse("There is no such step.", status=400)
    if state in NEED_WHY and not why:
        messages.error(request, "Say why, so that the next person knows.")
    else:
        try:
            booking.move(person(request), one, state, why)
        except visits.LedgerError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{one.patient}: {Appointment.State(state).label.lower()}.")
    if request.POST.get("back") == "day":
        return HttpResponseRedirect(f"{reverse('day', args=[one.day])}#visit-{pk}")
    return redirect("appointment", pk)


def _words(now: visits.State, then: visits.State) -> str:
    return "Undo: not seen yet" if (now, then) == ("rendered", "checked_in") else STEPS[then]
