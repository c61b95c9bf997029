"""What patients owe: their shares of all visits, less what they paid. Read off the accounts each time."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, Sum, When

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.charts.models import Patient
from cleanbill.web.remits.models import Account, Statement

DAYS = 30
"""How long after a statement the next one is due."""
_PATIENT = "claim__appointment__patient"
_OWED = Sum(Case(When(live=True, then=F("patient")), default=0) - F("patient_paid"))
_COUNTS = (Q(live=True) & ~Q(patient=F("patient_paid"))) | (Q(live=False) & ~Q(patient_paid=0))
"""The accounts of which something is owed or paid too much. What was paid on one that no longer counts still does."""


def owing(clinic: Clinic, over: int = 0) -> "QuerySet[Any]":
    """Who owes more than some cents, the most first: rows of `patient`, the number of the chart, and `owed`."""
    rows = Account.objects.of(clinic).filter(_COUNTS).order_by().values(patient_id=F(_PATIENT)).annotate(owed=_OWED)
    return rows.filter(owed__gt=over).order_by("-owed", "patient_id")


def due(clinic: Clinic, over: int, on: dt.date) -> "QuerySet[Any]":
    """Those of `owing` who had no statement in the last days."""
    told = Statement.objects.of(clinic).filter(on__gt=on - dt.timedelta(days=DAYS)).values("patient")
    return owing(clinic, over).exclude(**{f"{_PATIENT}__in": told})


def of_patient(patient: Patient) -> "QuerySet[Account]":
    """The accounts of a patient's visits, the newest first, each with `owed_since`: when a share was left to him."""
    held = Account.objects.of(patient.clinic).filter(**{_PATIENT: patient}).order_by("-service_date", "-pk")
    left = Q(decisions__posted=True, decisions__patient__gt=0)
    return held.annotate(owed_since=Max("decisions__day", filter=left))


def owed(patient: Patient) -> int:
    """What a patient owes, in cents; below zero what he paid too much."""
    held = Account.objects.of(patient.clinic).filter(**{_PATIENT: patient})
    return held.aggregate(owed=_OWED)["owed"] or 0


def last_statements(clinic: Clinic, patients: Iterable[int]) -> dict[int, dt.date]:
    """The day of the last statement of each of some patients who had one."""
    held = Statement.objects.of(clinic).filter(patient__in=list(patients)).order_by()
    return dict(held.values_list("patient").annotate(last=Max("on")))


def told(clinic: Clinic) -> "QuerySet[Any]":
    """The statements as they were made together, the newest first: when, by whom, how many and over how much."""
    made = Statement.objects.of(clinic).order_by().values("at", "by__name")
    return made.annotate(first=Min("pk"), count=Count("pk"), cents=Sum("cents")).order_by("-at")
