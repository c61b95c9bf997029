"""What patients owe: their shares of all visits, less what they paid. Read off the accounts each time.

A share is not asked for while a second plan that holds on the day of the visit has not decided: it is with that plan.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Least

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.charts.models import Coverage, Patient
from cleanbill.web.remits.models import Account, Decision, Statement

DAYS = 30
"""How long after a statement the next one is due."""
_PATIENT = "claim__appointment__patient"
_OWED = Sum("share") - Sum("patient_paid")
_COUNTS = (Q(live=True) & ~Q(patient=F("patient_paid"))) | (Q(live=False) & ~Q(patient_paid=0))
"""The accounts of which something is owed or paid too much. What was paid on one that no longer counts still does."""


def shared(clinic: Clinic) -> "QuerySet[Account]":
    """A clinic's accounts, each with the `share` that the patient is asked for, and what `waits` for a plan, in cents.

    Of a share that a second plan is still to decide on, no more counts than the patient has paid.
    """
    second = Coverage.objects.of(clinic).filter(
        Q(end__isnull=True) | Q(end__gte=OuterRef("service_date")), patient=OuterRef(_PATIENT),
        rank=Coverage.Rank.SECONDARY, start__lte=OuterRef("service_date"),
    )  # fmt: skip
    decided = Decision.objects.of(clinic).filter(account=OuterRef("pk"), posted=True, level__gt=1)
    nothing = Value(0, output_field=BigIntegerField())
    share = Case(
        When(live=False, then=nothing),
        When(Exists(second) & ~Exists(decided), then=Least("patient", "patient_paid")),
        default=F("patient"),
    )
    held = Account.objects.of(clinic).annotate(share=share)
    return held.annotate(waits=F("open") + F("denied") + F("patient") - F("share"))


def owing(clinic: Clinic, over: int = 0) -> "QuerySet[Any]":
    """Who owes more than some cents, the most first: rows of `patient_id`, the number of the chart, and `owed`."""
    rows = shared(clinic).filter(_COUNTS).order_by().values(patient_id=F(_PATIENT)).annotate(owed=_OWED)
    return rows.filter(owed__gt=over).order_by("-owed", "patient_id")


def due(clinic: Clinic, over: int, on: dt.date) -> "QuerySet[Any]":
    """Those of `owing` who had no statement in the last days."""
    told = Statement.objects.of(clinic).filter(on__gt=on - dt.timedelta(days=DAYS)).values("patient")
    return owing(clinic, over).exclude(**{f"{_PATIENT}__in": told})


def of_patient(patient: Patient) -> "QuerySet[Account]":
    """The accounts of a patient's visits, the newest first, each with `owed_since`: when a share was left to him."""
    held = shared(patient.clinic).filter(**{_PATIENT: patient}).order_by("-service_date", "-pk")
    left = Q(decisions__posted=True, decisions__patient__gt=0)
    return held.annotate(owed_since=Max("decisions__day", filter=left))


def owed(patient: Patient) -> int:
    """What a patient owes, in cents; below zero what he paid too much."""
    held = shared(patient.clinic).filter(**{_PATIENT: patient})
    return held.aggregate(owed=_OWED)["owed"] or 0


def last_statements(clinic: Clinic, patients: Iterable[int]) -> dict[int, dt.date]:
    """The day of the last statement of each of some patients who had one."""
    held = Statement.objects.of(clinic).filter(patient__in=list(patients)).order_by()
    return dict(held.values_list("patient").annotate(last=Max("on")))


def told(clinic: Clinic) -> "QuerySet[Any]":
    """The statements as they were made together, the newest first: when, by whom, how many and over how much."""
    made = Statement.objects.of(clinic).order_by().values("at", "by__name")
    return made.annotate(first=Min("pk"), count=Count("pk"), cents=Sum("cents")).order_by("-at")
