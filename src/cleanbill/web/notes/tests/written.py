"""Notes that tests write and sign."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cleanbill.notes import digest
from cleanbill.web.audit.keep import keep
from cleanbill.web.conftest import Practice
from cleanbill.web.notes.models import Note
from cleanbill.web.schedule.models import Appointment

WHOLE = (
    "S: Right low back pain for 5 days, began gradually, no injury. Limited in sitting longer than 30 minutes.\n"
    "O: Lumbar flexion 45/60 degrees with pain. Muscle spasm right lumbar paraspinals L3-L5.\n"
    "A: Muscle spasm of back.\n"
    "P: 97110 bridging 3x10 (20 min) one-on-one to restore trunk control for sitting.\n"
    "97140 soft tissue mobilization right low back (7 min) one-on-one to reduce spasm for sitting.\n"
    "Total timed minutes: 27. Total treatment time: 27 minutes.\n"
)
"""A note of a treatment day that nothing blocks."""


def sign_as_it_is(practice: Practice, note: Note) -> Note:
    """The note signed by the clinician, whatever it says."""
    note.state, note.signed_by, note.credential = Note.State.SIGNED, practice.clinician, "PT"
    note.signed_at, note.hash = timezone.now(), digest(note.text)
    keep(practice.clinician, note)
    return note


def next_visit(practice: Practice, **values: Any) -> Appointment:
    """A visit of the same episode a week later."""
    first = practice.records["appointment"]
    given = {"patient": first.patient, "episode": first.episode, "provider": first.provider, "discipline": "PT"}
    visit = Appointment(clinic=practice.clinic, **{**given, "start": first.start + dt.timedelta(days=7), **values})
    keep(practice.owner, visit)
    return visit
