"""The records of the schedule, one file a subject."""

from cleanbill.web.schedule.models.appointment import Appointment
from cleanbill.web.schedule.models.limit import Authorization, Benefit

__all__ = ["Appointment", "Authorization", "Benefit"]
