"""What became of codes between two dates: retired, turned into headings, retitled, moved, their notes changed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cleanbill.model.code import CodeRecord, CodeUpdate, NoteLine

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release


def updates(codes: Iterable[str], old: "Release", since: dt.date, new: "Release", on: dt.date) -> Iterator[CodeUpdate]:
    """An update for each code that is on `on` not what it was on `since`, or that may not be billed on `on`.

    `old` and `new` are the releases in force on the two dates. Notes are compared where both have them.
    """
    for code in codes:
        before, after = old.lookup(code, since), new.lookup(code, on)
        with_notes = before.title and after.title and not (old.remark or new.remark)
        update = CodeUpdate(
            code=after.code,
            title=after.title or before.title,
            before=before.status,
            after=after.status,
            title_before=before.title if after.title and before.title != after.title else "",
            successors=tuple(s for s in after.successors if since < s.effective <= on),
            notes_added=_not_in(before, after) if with_notes else (),
            notes_dropped=_not_in(after, before) if with_notes else (),
        )
        if update.changed or not update.after.billable:
            yield update


def _not_in(one: CodeRecord, other: CodeRecord) -> tuple[NoteLine, ...]:
    """The notes of the other record, own and inherited, that the one lacks; an inherited inclusion term is no note of
    the code."""
    known = {(note.kind, note.text) for note in one.notes}
    return tuple(
        note
        for note in other.notes
        if (note.kind, note.text) not in known and not (note.inherited and note.kind == "inclusionTerm")
    )
