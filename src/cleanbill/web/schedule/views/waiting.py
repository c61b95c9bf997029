"""The waitlist: who would come earlier, and who fits into a time that became free."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.chain import append
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Patient
from cleanbill.web.charts.views.listing import answer, page_of
from cleanbill.web.charts.views.parts import Part
from cleanbill.web.schedule.forms import WaitingForm
from cleanbill.web.schedule.models import Appointment, Waiting
from cleanbill.web.schedule.models.waiting import HOURS

WAITING = Part(
    "wish for an earlier time", Waiting, WaitingForm, Patient, "patient", lambda one: one.patient, "write_schedule"
)


@page("read_schedule")
def waitlist(request: HttpRequest) -> HttpResponse:
    """Who waits, the one whose time runs out first."""
    user = person(request)
    found = _open(user.clinic).select_related("patient", "provider")
    listed = page_of(found, request.GET.get("page"))
    append(user.clinic, user.username, "listed", "waiting", "", {"ids": [one.pk for one in listed]})
    return answer(request, "schedule/waitlist", {"page": listed})


@require_POST
@page("write_schedule")
def end_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """The patient has an earlier time, or wants none any more."""
    one = get_object_or_404(_open(person(request).clinic), pk=pk)
    one.ended = timezone.localdate()
    keep(person(request), one)
    messages.success(request, "Taken off the waitlist.")
    return redirect(reverse("waitlist"))


def who_fits(free: Appointment) -> list[Waiting]:
    """Who waits for a time such as that of an appointment that was given up."""
    start = timezone.localtime(free.start)
    fitting = _open(free.clinic).filter(Q(provider=None) | Q(provider=free.provider), until__gte=start.date())
    fitting = fitting.exclude(patient=free.patient).select_related("patient")
    return [one for one in fitting if _suits(one, start.weekday(), start.hour)]


def _suits(one: Waiting, weekday: int, hour: int) -> bool:
    first, last = HOURS[one.part]
    return (not one.weekdays or str(weekday) in one.weekdays) and first <= hour < last


def _open(clinic: Any) -> Any:
    return Waiting.objects.of(clinic).filter(ended=None, until__gte=timezone.localdate())
