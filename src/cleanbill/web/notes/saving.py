"""How a draft is saved: never over what somebody else saved meanwhile."""

from typing import Any

from django.db import transaction

from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep
from cleanbill.web.notes.models import Note
from cleanbill.web.schedule.models import Appointment


class StaleError(Exception):
    """The note was saved elsewhere since it was opened here. `stored` is the note as it is now."""

    def __init__(self, stored: Note) -> None:
        super().__init__("This note was saved elsewhere meanwhile.")
        self.stored = stored


def note_of(appointment: Appointment) -> Note:
    """The appointment's note; a blank one that is not saved yet where there is none."""
    found = (
        Note.objects.of(appointment.clinic).filter(appointment=appointment).select_related("copied_from__appointment")
    )
    return found.first() or Note(clinic=appointment.clinic, appointment=appointment)


@transaction.atomic
def save(user: User, appointment: Appointment, version: int, **values: Any) -> Note:
    """The draft with these values, saved. `version` is the one that was opened.

    Raises `StaleError` where the note has another version by now and would be changed, and `ValidationError` for a note
    that is signed or a text that is too long.
    """
    Appointment.objects.of(user.clinic).select_for_update().get(pk=appointment.pk)  # one writer of its note at a time
    note = note_of(appointment)
    if all(getattr(note, name) == value for name, value in values.items()):
        return note
    if note.version != version and not note.signed:
        raise StaleError(note)
    for name, value in values.items():
        setattr(note, name, value)
    note.version += 1
    keep(user, note)
    return note
