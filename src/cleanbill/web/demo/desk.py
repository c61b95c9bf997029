"""What the front desk of the synthetic clinic has under way: intakes that were sent, and a waiting list."""

import datetime as dt

from django.utils import timezone

from cleanbill.web.audit.keep import keep
from cleanbill.web.demo.charts import Cast
from cleanbill.web.intake.consenting import begin_with_shipped
from cleanbill.web.intake.links import last_day, new_link
from cleanbill.web.intake.models import Intake
from cleanbill.web.schedule.models import Appointment, Waiting

_SENT, _WAITING = 3, 2


def furnish(cast: Cast, today: dt.date) -> None:
    """Ask some of the next days' patients, and put some others on the waiting list."""
    begin_with_shipped(cast.owner)
    tomorrow = timezone.make_aware(dt.datetime.combine(today + dt.timedelta(days=1), dt.time()))
    coming = Appointment.objects.of(cast.desk.clinic).filter(state="scheduled", start__gte=tomorrow)
    visits = list(coming.select_related("patient", "episode", "provider").order_by("start", "pk")[: _SENT + _WAITING])
    for visit in visits[:_SENT]:
        asked = Intake(
            patient=visit.patient, episode=visit.episode, appointment=visit, ends=last_day(), made_by=cast.desk,
            made_at=timezone.now(),
        )  # fmt: skip
        new_link(cast.desk, asked)
    for visit in visits[_SENT:]:
        until = visit.day - dt.timedelta(days=1)
        keep(
            cast.desk, Waiting(patient=visit.patient, provider=visit.provider, part="morning", until=max(until, today))
        )
