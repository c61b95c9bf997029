"""Visits against authorizations, and the documentation of visits."""

import datetime as dt
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.charts.models import Coverage
from cleanbill.web.dashboards.measures.measure import ONE, Measure, Records, when, within
from cleanbill.web.dashboards.models import Reading
from cleanbill.web.dashboards.period import Period
from cleanbill.web.schedule.models import Appointment, Authorization

_SCHEDULED = ("scheduled", "checked_in", "rendered", "signed", "billed")
_RENDERED = ("rendered", "signed", "billed")


def _visits(states: tuple[str, ...]) -> Records:
    def records(clinic: Clinic, period: Period) -> "QuerySet[Authorization]":
        """Authorizations of visits that hold in the month; part: visits in their days, in some states."""
        held = Authorization.objects.of(clinic).filter(status="approved", counts="visits", approved__gt=0)
        held = held.filter(start__lte=period.last, end__gte=period.first)
        visits = Appointment.objects.of(clinic).filter(
            patient=OuterRef("coverage__patient"), state__in=states, patient_pays=False,
            start__date__gte=OuterRef("start"), start__date__lte=OuterRef("end"),
        )  # fmt: skip
        counted = visits.order_by().values("patient").annotate(n=Count("pk")).values("n")
        part = Coalesce(Subquery(counted), 0, output_field=BigIntegerField()) + Coalesce(F("used_before"), 0)
        return held.annotate(above=part, below=F("approved"))

    return records


def authorized(clinic: Clinic, period: Period) -> "QuerySet[Appointment]":
    """Visits of the month whose plan asks for authorization; part: those with one on their day."""
    asks = Coverage.objects.of(clinic).filter(
        Q(end=None) | Q(end__gte=OuterRef("start__date")), patient=OuterRef("patient"), rank=1,
        authorization_required=True, start__lte=OuterRef("start__date"),
    )  # fmt: skip
    visits = Appointment.objects.of(clinic).filter(Exists(asks), state__in=_SCHEDULED, patient_pays=False)
    visits = visits.filter(start__gte=_midnight(period.first), start__lt=_midnight(period.last + dt.timedelta(days=1)))
    held = Authorization.objects.of(clinic).filter(
        coverage__patient=OuterRef("patient"), status="approved", start__lte=OuterRef("start__date"),
        end__gte=OuterRef("start__date"),
    )  # fmt: skip
    return visits.annotate(above=when(Exists(held)), below=ONE)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _notes(part: Any, whole: Any = ONE) -> Records:
    def records(clinic: Clinic, period: Period) -> "QuerySet[Reading]":
        """The notes that were signed in the month."""
        signed = Reading.objects.of(clinic).filter(within("signed", (period.first, period.last)))
        return signed.annotate(above=part, below=whole)

    return records


_OF_NOTE = ("", "note__appointment__provider", "note__appointment__provider__last_name")
_BOTH = F("found") + F("allowed")
MEASURES = {
    "auth_scheduled": Measure(_visits(_SCHEDULED), "coverage__payer", "", balance=True),
    "auth_rendered": Measure(_visits(_RENDERED), "coverage__payer", "", balance=True),
    "auth_billed": Measure(_visits(("billed",)), "coverage__payer", "", balance=True),
    "authorized": Measure(authorized, payer="", balance=True),
    "notes_clean": Measure(_notes(when(Q(blocking=0))), *_OF_NOTE),
    "findings": Measure(_notes(F("found")), *_OF_NOTE),
    "days_to_sign": Measure(_notes(F("days")), *_OF_NOTE),
    "mended": Measure(_notes(F("mended"), F("mended") + _BOTH), *_OF_NOTE),
    "note_allowed": Measure(_notes(F("allowed"), _BOTH), *_OF_NOTE),
}
