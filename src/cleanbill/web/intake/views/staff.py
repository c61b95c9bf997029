"""The clinic's side: intakes are made, listed, sent again, handed over on the tablet and ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.chain import append
from cleanbill.web.audit.keep import keep, note
from cleanbill.web.charts.models import Patient
from cleanbill.web.charts.views.listing import page_of
from cleanbill.web.intake.consenting import begin_with_shipped
from cleanbill.web.intake.forms import IntakeForm
from cleanbill.web.intake.links import last_day, new_link
from cleanbill.web.intake.models import Intake
from cleanbill.web.intake.session import begin
from cleanbill.web.schedule.models import Appointment

OVER = "This intake is over: make a new one."


@page("read_charts")
def intakes(request: HttpRequest) -> HttpResponse:
    """All intakes, the newest first, or those of one state."""
    user = person(request)
    state = request.GET.get("state", "")
    found = Intake.objects.of(user.clinic).select_related("patient", "episode")
    if state in Intake.State.values:
        found = found.filter(state=state)
    listed = page_of(found, request.GET.get("page"))
    append(user.clinic, user.username, "listed", "intake", "", {"ids": [one.pk for one in listed]})
    context = {"page": listed, "states": Intake.State.choices, "state": state, "asked": {"state": state}}
    return render(request, "intake/list.html", context)


@page("make_intakes")
def new_intake(request: HttpRequest, pk: int) -> HttpResponse:
    """An intake for a patient."""
    patient = get_object_or_404(Patient.objects.of(person(request).clinic), pk=pk, merged_into=None)
    latest = patient.episodes.filter(closed=None).first()
    return _make(request, Intake(patient=patient, episode=latest))


@page("make_intakes")
def new_intake_of_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """An intake for the patient of an appointment."""
    visit = get_object_or_404(Appointment.objects.of(person(request).clinic).select_related("patient"), pk=pk)
    return _make(request, Intake(patient=visit.patient, episode=visit.episode, appointment=visit))


@require_POST
@page("make_intakes")
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link in place of the old one; what was told already stays."""
    return _link_page(request, _unfinished(request, pk))


@require_POST
@page("make_intakes")
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The tablet is handed over: the person is signed out, and the browser reaches nothing but this intake."""
    intake = _unfinished(request, pk)
    if intake is None or not intake.open:
        messages.error(request, OVER)
        return redirect("intake", pk)
    intake.way = Intake.Way.KIOSK
    keep(person(request), intake)
    note(person(request), "handed over tablet", intake)
    begin(request, intake, proven=True)
    return redirect("intake_start")


@require_POST
@page("make_intakes")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The link and the session of an intake are over."""
    intake = _unfinished(request, pk)
    if intake is not None:
        intake.state, intake.token = Intake.State.ENDED, ""
        keep(person(request), intake)
        messages.success(request, "The intake is ended.")
    return redirect("intake", pk)


def _unfinished(request: HttpRequest, pk: int) -> Intake | None:
    """The intake where it may still be filled in, late or not; None where it is over."""
    found = get_object_or_404(Intake.objects.of(person(request).clinic).select_related("patient"), pk=pk)
    return found if found.state in (Intake.State.SENT, Intake.State.BEGUN) else None


def _make(request: HttpRequest, intake: Intake) -> HttpResponse:
    user = person(request)
    intake.clinic, intake.made_by, intake.made_at = user.clinic, user, timezone.now()
    form = IntakeForm(request.POST or None, instance=intake, clinic=user.clinic, initial={"ends": last_day()})
    if request.method == "POST" and form.is_valid():
        begin_with_shipped(user)
        if form.instance.way == Intake.Way.LINK:
            return _link_page(request, form.instance)
        keep(user, form.instance)
        return redirect("intake", form.instance.pk)
    context = {"form": form, "title": "New intake", "of": intake.patient,
               "back": reverse("patient", args=[intake.patient.pk])}  # fmt: skip
    return render(request, "charts/form.html", context)


def _link_page(request: HttpRequest, intake: Intake | None) -> HttpResponse:
    """The link, shown this once: only its hash is kept."""
    if intake is None:
        messages.error(request, OVER)
        return redirect("intakes")
    token = new_link(person(request), intake)
    address = request.build_absolute_uri(reverse("intake_link", args=[token]))
    return render(request, "intake/link.html", {"intake": intake, "address": address})
