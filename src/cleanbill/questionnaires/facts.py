"""The facts of a filled form: those of reading its note, and where the answers state otherwise.

A payer reads the note and not the form. So the reading counts; an answer that it contradicts – a free text that tells
of a fall beside "came on gradually" – is a conflict, never settled silently.
"""

from collections.abc import Iterator

import msgspec

from cleanbill import notes
from cleanbill.model.reading import Conflict, NoteFacts, Span
from cleanbill.questionnaires.answers import Filled
from cleanbill.questionnaires.note import Note, write
from cleanbill.questionnaires.stated import date, stated

ANSWERED = {  # the answer that states a fact
    "region": "/complaint/place", "laterality": "/complaint/side", "onset": "/complaint/began",
    "trauma": "/complaint/origin", "timed_minutes_total": "/minutes/timed",
    "total_treatment_minutes": "/minutes/total",
}  # fmt: skip
UNSAID = (None, "not_stated")


def facts(filled: Filled) -> NoteFacts:
    """The facts of the form's note as any reader finds them, with a conflict for each answer that it contradicts."""
    note = write(filled)
    read = notes.read(note.text, date(filled))
    return msgspec.structs.replace(read, conflicts=(*read.conflicts, *conflicts(stated(filled, note), read, note)))


def conflicts(said: NoteFacts, read: NoteFacts, note: Note) -> Iterator[Conflict]:
    """What the answers state and the note, as read, does not say: with the words of the answer."""
    known = {conflict.about for conflict in read.conflicts}
    for about, pointer in ANSWERED.items():
        value = getattr(said, about)
        if value not in UNSAID and getattr(read, about) != value and about not in known:
            yield Conflict(about, note.spans(pointer) or note.spans("/assessment/stage"))
    types = {finding.type for finding in read.objective_findings}
    for finding in said.objective_findings:
        if finding.type not in types:
            yield Conflict("finding", (Span(finding.start, finding.end, finding.span),))
    if set(said.cmt_regions) != set(read.cmt_regions):
        yield Conflict("manipulation", tuple(Span(each.start, each.end, each.span) for each in said.segments))
