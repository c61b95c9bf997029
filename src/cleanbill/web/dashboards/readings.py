"""Reading notes at night: what is found on drafts, and what stood when a note was signed."""

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor, keep_many
from cleanbill.web.dashboards.models import Reading
from cleanbill.web.notes.known import known
from cleanbill.web.notes.models import Note
from cleanbill.web.notes.reading import panel

_AT_ONCE = 200
_FIELDS = ("version", "seen", "signed", "days", "found", "blocking", "allowed", "mended")


def read_notes(actor: Actor, clinic: Clinic) -> int:
    """Read the notes that changed since they were read last; how many were."""
    read = 0
    while some := list(_unread(clinic)[:_AT_ONCE]):
        readings = list(_read(some))
        keep_many(actor, [one for one in readings if one.pk is None])
        keep_many(actor, [one for one in readings if one.pk is not None], _FIELDS)
        read += len(some)
    return read


def _unread(clinic: Clinic) -> "QuerySet[Note]":
    new = Note.objects.of(clinic).filter(Q(reading=None) | ~Q(reading__version=F("version"))).order_by("pk")
    whose = ("appointment__provider", "appointment__patient", "appointment__episode", "appointment__clinic")
    return new.select_related("reading", "copied_from__appointment", *whose)


def _read(notes: list[Note]) -> Iterator[Reading]:
    for note in notes:
        held = getattr(note, "reading", None) or Reading(clinic_id=note.clinic_id, note=note)
        found = panel(note.text, known(note.appointment), note)
        stands = {one.key: one.rule for one in (*found.prompts, *found.allowed)}
        held.version = note.version
        held.found, held.allowed = len(found.prompts), len(found.allowed)
        held.blocking = sum(one.severity == "error" for one in (*found.allowed, *found.errors))
        if note.signed_at:
            held.signed = timezone.localdate(note.signed_at)
            held.days = max(0, (held.signed - note.appointment.day).days)
            held.mended = len(held.seen.keys() - stands)
        else:
            held.seen |= stands
        yield held
