"""The ledger of visits, built from the rows of charts and schedule; it is made anew each time and never stored."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from django.utils import timezone

from cleanbill import visits
from cleanbill.model.claim import TherapyAmountUsed
from cleanbill.web.charts import models as charts
from cleanbill.web.schedule.models import AmountUsed, Appointment, Authorization, Benefit

KEPT = (  # what the ledger knows of an appointment; rows of these alone take a third of the time of whole records
    "pk", "patient_id", "episode_id", "provider_id", "start", "minutes", "discipline", "room", "state", "patient_pays",
    "lines", "billed_under", "overruled",
)  # fmt: skip
Part = TypeVar("Part", visits.Coverage, visits.Episode, visits.Authorization, visits.Benefit, visits.Appointment)


def ledger_of(patient: charts.Patient) -> visits.Ledger:
    """The ledger of one patient; seven queries."""
    return ledgers_of([patient])[patient.pk]


def ledgers_of(patients: Iterable[charts.Patient]) -> dict[int, visits.Ledger]:
    """The ledgers of patients of one clinic, by the patient's number; seven queries however many they are."""
    people = {patient.pk: patient for patient in patients}
    if not people:
        return {}
    clinic = next(iter(people.values())).clinic
    coverages = _by("patient_id", charts.Coverage.objects.of(clinic).filter(patient__in=people).select_related("payer"))
    episodes = _by("patient_id", charts.Episode.objects.of(clinic).filter(patient__in=people).prefetch_related("plans"))
    kept = (
        Appointment.objects.of(clinic).filter(patient__in=people).order_by("patient", "start")
    )  # as an index has them
    appointments = _by("patient_id", kept.values_list(*KEPT, named=True))
    auths = _by("coverage_id", Authorization.objects.of(clinic).filter(coverage__patient__in=people))
    benefits = _by("coverage_id", Benefit.objects.of(clinic).filter(coverage__patient__in=people))
    amounts = _by("patient_id", AmountUsed.objects.of(clinic).filter(patient__in=people))
    return {
        pk: visits.Ledger(
            patient=str(pk),
            amounts={one.year: TherapyAmountUsed(one.year, one.pt_slp, one.ot) for one in amounts[pk]},
            coverages=_named(_coverage(one) for one in coverages[pk]),
            episodes=_named(_episode(one) for one in episodes[pk]),
            authorizations=_named(authorization_of(auth) for one in coverages[pk] for auth in auths[one.pk]),
            benefits=_named(_benefit(limit) for one in coverages[pk] for limit in benefits[one.pk]),
            appointments=_named(as_visit(one, coverages[pk]) for one in appointments[pk]),
        )
        for pk in people
    }


def as_visit(appointment: Any, coverages: Iterable[charts.Coverage]) -> visits.Appointment:
    """An appointment, or its row of `KEPT`, as the ledger has it: billed to the coverages that hold on its day."""
    start = timezone.localtime(appointment.start).replace(tzinfo=None)
    paying = () if appointment.patient_pays else sorted(coverages, key=lambda one: one.rank)
    fields = {
        "id": key_of(appointment),
        "start": start,
        "minutes": appointment.minutes,
        "discipline": appointment.discipline,
        "coverages": [str(one.pk) for one in paying if _holds(one, start.date())],
        "episode": str(appointment.episode_id) if appointment.episode_id else None,
        "state": appointment.state,
        "provider": str(appointment.provider_id),
        "room": appointment.room or None,
        "lines": appointment.lines,
        "billed_under": appointment.billed_under,
        "overruled": appointment.overruled,
    }
    return msgspec.convert(fields, visits.Appointment)


def key_of(appointment: Any) -> str:
    """The id of an appointment in the ledger; `new` before it is saved."""
    return str(appointment.pk or "new")


def _holds(coverage: charts.Coverage, day: dt.date) -> bool:
    return coverage.start <= day and (coverage.end is None or day <= coverage.end)


def _coverage(one: charts.Coverage) -> visits.Coverage:
    fields = {
        "id": str(one.pk),
        "payer": {"profile": one.payer.profile, "name": one.payer.name},
        "from": one.start,
        "to": one.end,
        "authorization_required": one.authorization_required,
        "eligibility_checked": one.eligibility_checked,
    }
    return msgspec.convert(fields, visits.Coverage)


def _episode(one: charts.Episode) -> visits.Episode:
    plan = next(iter(one.plans.all()), None)  # the newest comes first
    poc = plan and {
        "first_treatment_date": one.opened,
        "plan_established": plan.established,
        "poc_sent_to_physician": plan.sent,
        "cert_signed": plan.cert_signed,
        "plan_duration_days": plan.duration_days,
    }
    fields = {"id": str(one.pk), "discipline": one.discipline, "poc": poc, "last_report": one.last_report}
    return msgspec.convert(fields, visits.Episode)


def authorization_of(one: Authorization) -> visits.Authorization:
    """An authorization as the ledger has it."""
    fields = {
        "id": str(one.pk),
        "coverage": str(one.coverage_id),
        "number": one.number or None,
        "from": one.start,
        "to": one.end,
        "counts": one.counts or None,
        "approved": one.approved,
        "used_before": one.used_before,
        "codes": one.codes or None,
        "codes_not_counted": one.codes_not_counted,
        "disciplines": [one.discipline] if one.discipline else [],
        "episode": str(one.episode_id) if one.episode_id else None,
        "status": one.status,
        "received": one.received,
        "revisions": one.revisions,
    }
    return msgspec.convert(fields, visits.Authorization)


def _benefit(one: Benefit) -> visits.Benefit:
    used: dict[dt.date, int] = {}
    if one.used_before is not None and one.used_in is not None:
        used[dt.date(one.used_in, *map(int, one.year_starts.split("-")))] = one.used_before
    fields = {
        "id": str(one.pk),
        "coverage": str(one.coverage_id),
        "visit_limit": one.visit_limit,
        "disciplines": [one.discipline] if one.discipline else [],
        "year_starts": one.year_starts,
        "used_before": used,
        "hard": one.hard,
    }
    return msgspec.convert(fields, visits.Benefit)


def _named(parts: Iterable[Part]) -> dict[str, Part]:
    return {part.id: part for part in parts}


def _by(field: str, rows: Iterable[Any]) -> "defaultdict[int, list[Any]]":
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, field)].append(row)
    return found
