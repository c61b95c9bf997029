"""Authorizations, plan limits, and therapy amounts used elsewhere: add one, change one."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from cleanbill import visits
from cleanbill.web.accounts.access import page, person
from cleanbill.web.charts.forms import RecordForm
from cleanbill.web.charts.models import Coverage, Patient
from cleanbill.web.charts.views.parts import Part
from cleanbill.web.charts.views.saving import edit
from cleanbill.web.schedule.forms import AmountUsedForm, AuthorizationForm, BenefitForm
from cleanbill.web.schedule.ledger import authorization_of, ledger_of
from cleanbill.web.schedule.models import AmountUsed, Authorization, Benefit

AUTHORIZATION = Part(
    "authorization", Authorization, AuthorizationForm, Coverage, "coverage", lambda one: one.coverage.patient,
    "write_schedule",
)  # fmt: skip
BENEFIT = Part(
    "plan limit", Benefit, BenefitForm, Coverage, "coverage", lambda one: one.coverage.patient, "write_schedule"
)
AMOUNT = Part(
    "therapy amount used elsewhere", AmountUsed, AmountUsedForm, Patient, "patient", lambda one: one.patient,
    "write_schedule",
)  # fmt: skip


@page("write_schedule")
def edit_authorization(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an authorization: extended, answered, corrected. What it said until today is kept."""
    record = get_object_or_404(Authorization.objects.of(person(request).clinic), pk=pk)
    patient = record.coverage.patient

    def gate(form: RecordForm) -> None:
        if form.has_changed():
            record.revisions = revised(record)

    back = reverse("patient", args=[patient.pk])
    context = {"title": "Edit authorization", "of": patient, "back": back}
    return edit(request, AuthorizationForm, record, context, lambda _: back, gate)


def revised(changed: Authorization) -> list[Any]:
    """The revisions of an authorization with what is stored of it now, before it is saved as `changed`."""
    ledger = visits.revise(ledger_of(changed.coverage.patient), authorization_of(changed), timezone.localdate())
    kept: list[Any] = msgspec.to_builtins(ledger.authorizations[str(changed.pk)].revisions)
    return kept
