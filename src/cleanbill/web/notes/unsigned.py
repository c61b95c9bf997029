"""The visits whose notes are still to be signed."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.notes.models import Note
from cleanbill.web.schedule.models import Appointment

_BEFORE_SIGNED = ("scheduled", "checked_in", "rendered")


def unsigned(clinic: Clinic) -> "QuerySet[Appointment]":
    """The visits that have begun, took place or may have, and whose note is not signed; the oldest first."""
    begun = Appointment.objects.of(clinic).filter(start__lte=timezone.now(), state__in=_BEFORE_SIGNED)
    return begun.filter(Q(note=None) | Q(note__state=Note.State.DRAFT)).order_by("start", "pk")
