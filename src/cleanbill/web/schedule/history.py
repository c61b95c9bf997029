"""What happened to an appointment, in words, as the audit log has it."""

import datetime as dt
import json
from typing import Any, NamedTuple

from django.utils import timezone

from cleanbill.web.accounts.models import User
from cleanbill.web.audit.models import Entry
from cleanbill.web.schedule.models import Appointment

LONGEST = 50  # entries shown


class Happened(NamedTuple):
    """A change: when, by whom, what in words, and why where somebody said so."""

    at: dt.datetime
    by: str
    what: str
    why: str


def history(appointment: Appointment) -> list[Happened]:
    """What happened to an appointment, the first thing first."""
    entries = Entry.objects.of(appointment.clinic).filter(kind="appointment", record=str(appointment.pk))
    names = dict(User.objects.of(appointment.clinic).values_list("username", "name"))
    return [_told(entry, names) for entry in entries.exclude(action="read").order_by("number")[:LONGEST]]


def _told(entry: Entry, names: dict[str, str]) -> Happened:
    detail: dict[str, Any] = json.loads(entry.detail or "{}")
    why = detail.pop("why", "")
    what = "Booked" if entry.action == "created" else "; ".join(_words(name, detail[name][1]) for name in detail)
    return Happened(entry.at, names.get(entry.actor, entry.actor), what, why)


def _words(name: str, value: str | None) -> str:
    if name == "state" and value:
        return str(Appointment.State(value).label)
    if name == "start" and value:
        return f"Moved to {timezone.localtime(dt.datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    field = next(one for one in Appointment._meta.concrete_fields if one.attname == name)
    return f"{str(field.verbose_name).capitalize()} changed"
