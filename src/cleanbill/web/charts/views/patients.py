"""Patients: the list with its search, the chart, and the form."""

import datetime as dt
from contextlib import suppress

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.chain import append
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.forms import PatientForm, RecordForm
from cleanbill.web.charts.models import Patient
from cleanbill.web.charts.similar import duplicates
from cleanbill.web.charts.views.listing import answer, page_of
from cleanbill.web.charts.views.saving import edit

_DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")


@page("read_charts")
def patients(request: HttpRequest) -> HttpResponse:
    """All patients by name, or those that a search finds. The search is posted: names never stand in an address."""
    text = request.POST.get("q", "").strip()[:100]
    user = person(request)
    listed = page_of(matching(user.clinic, text), request.POST.get("page"))
    said = {"searched": text} if text else {}
    append(user.clinic, user.username, "listed", "patient", "", {**said, "ids": [p.pk for p in listed]})
    return answer(request, "charts/patients", {"page": listed, "q": text})


@page("read_charts")
def chart(request: HttpRequest, pk: int) -> HttpResponse:
    """A patient's chart. That it was read is written down."""
    patient = get_object_or_404(Patient.objects.of(person(request).clinic), pk=pk)
    if patient.merged_into_id:
        return redirect("patient", patient.merged_into_id)
    note(person(request), "read", patient)
    context = {
        "patient": patient,
        "coverages": patient.coverages.select_related("payer"),
        "episodes": patient.episodes.select_related("provider", "referrer").prefetch_related("plans__certifier"),
        "duplicates": duplicates(patient),
        "intakes": patient.intakes.all(),
    }
    return render(request, "charts/patient.html", context)


@page("write_charts")
def new_patient(request: HttpRequest) -> HttpResponse:
    """A new patient; who looks like a known one is shown those first."""
    patient = Patient(clinic=person(request).clinic)

    def gate(form: RecordForm) -> HttpResponse | None:
        known = [] if form.cleaned_data["other_person"] else duplicates(form.instance)
        if not known:
            return None
        asked = PatientForm({**request.POST.dict(), "other_person": "on"}, clinic=person(request).clinic)
        context = {
            "form": asked,
            "record": patient,
            "title": "New patient",
            "known": known,
            "back": reverse("patients"),
        }
        return render(request, "charts/form.html", context)

    return edit(request, PatientForm, patient, {"title": "New patient", "back": reverse("patients")}, _chart, gate)


@page("write_charts")
def edit_patient(request: HttpRequest, pk: int) -> HttpResponse:
    """A patient's particulars."""
    patient = get_object_or_404(Patient.objects.of(person(request).clinic), pk=pk, merged_into=None)
    return edit(request, PatientForm, patient, {"title": "Edit patient", "back": _chart(patient)}, _chart)


def _chart(patient: object) -> str:
    return reverse("patient", args=[patient.pk])  # type: ignore[attr-defined]


def matching(clinic: Clinic, text: str) -> "QuerySet[Patient]":
    """The patients of a clinic that a search finds; all for an empty one."""
    return Patient.objects.of(clinic).filter(_wanted(text), merged_into=None)


def _wanted(text: str) -> Q:
    """Every word begins a name or is a date of birth."""
    wanted = Q()
    for word in text.replace(",", " ").split():
        day = _day(word)
        wanted &= Q(dob=day) if day else Q(last_name__istartswith=word) | Q(first_name__istartswith=word)
    return wanted


def _day(word: str) -> dt.date | None:
    for form in _DATES:
        with suppress(ValueError):
            return dt.datetime.strptime(word, form).date()
    return None
