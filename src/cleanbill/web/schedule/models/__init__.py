"""The records of the schedule, one file a subject."""

from cleanbill.web.schedule.models.amount import AmountUsed
from cleanbill.web.schedule.models.appointment import Appointment
from cleanbill.web.schedule.models.limit import Authorization, Benefit
from cleanbill.web.schedule.models.task import Task
from cleanbill.web.schedule.models.waiting import Waiting

__all__ = ["AmountUsed", "Appointment", "Authorization", "Benefit", "Task", "Waiting"]
