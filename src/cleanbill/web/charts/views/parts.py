"""What stands in a chart: coverages, episodes and plans of care."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.roles import Act
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.forms import CoverageForm, EpisodeForm, PlanForm, RecordForm
from cleanbill.web.charts.models import Coverage, Episode, Patient, PlanOfCare
from cleanbill.web.charts.views.saving import edit


class Part(NamedTuple):
    """A kind of record in a chart: its form, the record it hangs on and by which field, and the act of writing it."""

    name: str
    model: type[ClinicRecord]
    form: type[RecordForm]
    parent: type[ClinicRecord]
    field: str
    patient: Callable[[Any], Patient]
    act: Act

    def views(self) -> "tuple[Callable[..., HttpResponse], Callable[..., HttpResponse]]":
        """The pages on which one is added and changed."""

        @page(self.act)
        def add(request: HttpRequest, pk: int) -> HttpResponse:
            clinic = person(request).clinic
            parent = get_object_or_404(self.parent.objects.of(clinic), pk=pk)
            return self._form(request, self.model(clinic=clinic, **{self.field: parent}), f"New {self.name}")

        @page(self.act)
        def change(request: HttpRequest, pk: int) -> HttpResponse:
            record = get_object_or_404(self.model.objects.of(person(request).clinic), pk=pk)
            return self._form(request, record, f"Edit {self.name}")

        return add, change

    def _form(self, request: HttpRequest, record: ClinicRecord, title: str) -> HttpResponse:
        patient = self.patient(record)
        back = reverse("patient", args=[patient.pk])
        return edit(request, self.form, record, {"title": title, "of": patient, "back": back}, lambda _: back)


COVERAGE = Part("coverage", Coverage, CoverageForm, Patient, "patient", lambda one: one.patient, "write_charts")
EPISODE = Part("episode", Episode, EpisodeForm, Patient, "patient", lambda one: one.patient, "write_care")
PLAN = Part("plan of care", PlanOfCare, PlanForm, Episode, "episode", lambda one: one.episode.patient, "write_care")
