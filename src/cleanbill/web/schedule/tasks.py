"""Tasks, made from what the alerts of an appointment ask for."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from cleanbill import visits
from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.schedule.ledger import key_of, ledgers_of
from cleanbill.web.schedule.models import Appointment, Task

AHEAD = dt.timedelta(days=14)
ROLES = {"front desk": Role.FRONT_DESK, "clinician": Role.CLINICIAN, "biller": Role.BILLER}


def remind(actor: User, appointment: Appointment, alerts: Iterable[visits.Alert]) -> list[Task]:
    """The tasks that the alerts of an appointment ask for, new ones saved; those that were made before are left."""
    wanted = {f"{appointment.patient_id}:{task.id}"[:200]: task for task in visits.tasks(tuple(alerts))}
    known = set(Task.objects.of(appointment.clinic).filter(key__in=wanted).values_list("key", flat=True))
    made = [
        Task(
            clinic=appointment.clinic, key=key, what=task.what[:300], why=task.why[:500], role=ROLES[task.by],
            due=task.due, patient_id=appointment.patient_id, appointment=appointment,
        )
        for key, task in wanted.items()
        if key not in known
    ]  # fmt: skip
    for task in made:
        keep(actor, task)
    return made


def remind_all(clinic: Clinic, on: dt.date) -> int:
    """Make the tasks of all appointments of the next two weeks, as every night; the number of new ones."""
    first = timezone.make_aware(dt.datetime.combine(on, dt.time()))
    coming = Appointment.objects.of(clinic).filter(state="scheduled", start__gte=first, start__lt=first + AHEAD)
    held = list(coming.select_related("patient", "clinic"))
    ledgers = ledgers_of({one.patient_id: one.patient for one in held}.values())
    alerts = {one: visits.alerts(ledgers[one.patient_id], key_of(one), "booking", on) for one in held}
    night = User(clinic=clinic, username="cleanbill")  # who does what nobody is asked to do
    made = sum(len(remind(night, one, found)) for one, found in alerts.items())
    _end_what_is_gone(night, alerts)
    return made


def _end_what_is_gone(night: User, alerts: dict[Appointment, tuple[visits.Alert, ...]]) -> None:
    """End the open tasks that nothing asks for any more: their visit is still to come, or was given up."""
    asked = {f"{one.patient_id}:{task.id}"[:200] for one, found in alerts.items() for task in visits.tasks(found)}
    open_ = (
        Task.objects.of(night.clinic)
        .filter(outcome="")
        .filter(Q(appointment__in=list(alerts)) | Q(appointment__state__in=Appointment.GIVEN_UP))
    )
    for task in open_.exclude(key__in=asked):
        task.outcome, task.reason = Task.Outcome.NOT_NEEDED, "What asked for it is gone."
        task.ended_at = timezone.now()
        keep(night, task)
