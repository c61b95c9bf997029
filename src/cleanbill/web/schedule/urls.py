"""The addresses of the schedule. They hold days and numbers, never a name."""

import datetime as dt

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cleanbill.web.schedule.views.appointment import appointment, move_appointment
from cleanbill.web.schedule.views.booking import edit_appointment, free, new_appointment
from cleanbill.web.schedule.views.calendar import day, week
from cleanbill.web.schedule.views.limits import AMOUNT, AUTHORIZATION, BENEFIT, edit_authorization
from cleanbill.web.schedule.views.tasks import end_task, tasks
from cleanbill.web.schedule.views.visits import patient_visits
from cleanbill.web.schedule.views.waiting import WAITING, end_waiting, waitlist


class Day:
    """A day in an address: 2026-11-27."""

    regex = r"20\d\d-\d\d-\d\d"

    def to_python(self, value: str) -> dt.date:
        """The day. Raises `ValueError`, which answers 404, for one that there is not."""
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()


class Hour(StringConverter):
    """An hour and minute in an address: 0930."""

    regex = r"(?:[01]\d|2[0-3])[0-5]\d"


register_converter(Day, "day")
register_converter(Hour, "hour")

(_add_authorization, _), (_add_benefit, _edit_benefit) = AUTHORIZATION.views(), BENEFIT.views()
_add_amount, _edit_amount = AMOUNT.views()
_add_waiting, _edit_waiting = WAITING.views()

urlpatterns = [
    path("schedule/", day, name="schedule"),
    path("schedule/<day:on>/", day, name="day"),
    path("schedule/week/<day:on>/", week, name="week"),
    path("schedule/week/<day:on>/<int:provider>/", week, name="provider_week"),
    path("schedule/<day:on>/free/<int:provider>/<hour:hour>/", free, name="free"),
    path("patients/<int:pk>/appointments/new/", new_appointment, name="new_appointment"),
    path("patients/<int:pk>/visits/", patient_visits, name="patient_visits"),
    path("appointments/<int:pk>/", appointment, name="appointment"),
    path("appointments/<int:pk>/edit/", edit_appointment, name="edit_appointment"),
    path("appointments/<int:pk>/move/", move_appointment, name="move_appointment"),
    path("tasks/", tasks, name="tasks"),
    path("tasks/<int:pk>/end/", end_task, name="end_task"),
    path("waitlist/", waitlist, name="waitlist"),
    path("patients/<int:pk>/waiting/new/", _add_waiting, name="new_waiting"),
    path("waiting/<int:pk>/edit/", _edit_waiting, name="edit_waiting"),
    path("waiting/<int:pk>/end/", end_waiting, name="end_waiting"),
    path("coverages/<int:pk>/authorizations/new/", _add_authorization, name="new_authorization"),
    path("authorizations/<int:pk>/edit/", edit_authorization, name="edit_authorization"),
    path("coverages/<int:pk>/benefits/new/", _add_benefit, name="new_benefit"),
    path("patients/<int:pk>/amounts/new/", _add_amount, name="new_amount"),
    path("amounts/<int:pk>/edit/", _edit_amount, name="edit_amount"),
    path("benefits/<int:pk>/edit/", _edit_benefit, name="edit_benefit"),
]
