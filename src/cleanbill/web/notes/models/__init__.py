"""The records of notes, one file a subject."""

from cleanbill.web.notes.models.addendum import Addendum
from cleanbill.web.notes.models.allowed import Allowed
from cleanbill.web.notes.models.note import Note

__all__ = ["Addendum", "Allowed", "Note"]
