"""How the sections word what many of them say: a date, a note, the codes a note names."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cleanbill.model.code import NoteLine

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm import Release

NOTE_KINDS = {
    "inclusionTerm": "Inclusion terms",
    "includes": "Includes",
    "notes": "Note",
    "excludes1": "Excludes1",
    "excludes2": "Excludes2",
    "codeFirst": "Code first",
    "useAdditionalCode": "Use additional code",
    "codeAlso": "Code also",
    "sevenChrNote": "7th character",
    "visualImpairment": "Visual acuity",
}
"""What the kinds of notes are called on screen."""
VERDICTS = {
    "billable": "billable",
    "header": "a heading, not billable",
    "needs_seventh": "needs a 7th character",
    "retired": "no longer billable",
    "not_yet": "not yet in force",
    "unknown": "no such code",
}
"""What the standings of a code are called."""


def span(start: dt.date, end: dt.date | None) -> str:
    """A period in words: "from 2015-10-01 on", "from 2015-10-01 to 2021-09-30"."""
    return f"from {start} to {end}" if end else f"from {start} on"


def listed(items: Sequence[str], joint: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return f" {joint} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def owner(note: NoteLine) -> str:
    """The entry that carries a note, named: "M62 Other disorders of muscle"; a chapter by its number alone."""
    return f"Chapter {note.owner}" if note.owner.isdigit() else f"{note.owner} {note.owner_title}"


def note_text(note: NoteLine) -> str:
    """The note as the Tabular List has it, without the comma that some begin with."""
    return note.text.lstrip(", ")


@lru_cache(maxsize=10_000)
def named(release: "Release", note: NoteLine) -> str:
    """The codes that a note names, each with its title: "G72.1 Alcoholic myopathy"."""
    return "; ".join(f"{code} {title(release, code)}".rstrip() for code in note.codes)


def title(release: "Release", code: str) -> str:
    """The title of a code as a note or a topic writes it, with a dash or without."""
    return release.title(code.rstrip("-."))
