"""A patient's visits: authorizations and limits with what is left of them, and every appointment with its counters."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cleanbill import visits
from cleanbill.visits.counters import of_authorization, of_benefit
from cleanbill.visits.therapy import under_medicare
from cleanbill.visits.visit import Key
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.models import Patient
from cleanbill.web.schedule.ledger import key_of, ledger_of
from cleanbill.web.schedule.standing import standings

NOBODY: Key = (dt.date.max, "PT")  # no visit of the ledger: what is left is asked, not which visit it is


@page("read_schedule")
def patient_visits(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a patient's visits. That it was read is written down."""
    patient = get_object_or_404(Patient.objects.of(person(request).clinic), pk=pk)
    note(person(request), "read", patient)
    ledger, today = ledger_of(patient), timezone.localdate()
    appointments = patient.appointments.select_related("provider", "episode", "clinic").order_by("-start")
    context = {
        "patient": patient,
        "coverages": [
            (
                one,
                [(auth, _left(ledger, str(auth.pk))) for auth in one.authorizations.all()],
                [(limit, _left_of_year(ledger, str(limit.pk), today)) for limit in one.benefits.all()],
            )
            for one in patient.coverages.select_related("payer").prefetch_related("authorizations", "benefits")
        ],
        "therapy": any(under_medicare(ledger, one) for one in ledger.appointments.values()),
        "amounts": patient.amounts_used.all(),
        "appointments": [(one, standings(ledger, key_of(one))) for one in appointments],
    }
    return render(request, "schedule/visits.html", context)


def _left(ledger: visits.Ledger, key: str) -> visits.Counter:
    auth = ledger.authorizations[key]
    return of_authorization(ledger, auth, visits.allocation(ledger, auth.coverage), NOBODY)


def _left_of_year(ledger: visits.Ledger, key: str, today: dt.date) -> visits.Counter:
    start = dt.datetime.combine(today, dt.time())
    return of_benefit(
        ledger, ledger.benefits[key], visits.Appointment(id="none", start=start, minutes=1, discipline="PT")
    )
