"""What may not stand beside the code, and what may: Excludes1 and Excludes2, its own and inherited."""

from functools import lru_cache
from typing import TYPE_CHECKING

from cleanbill.guide import words
from cleanbill.guide.page import Block, Row, Section, Statement, Statements, Table
from cleanbill.guide.subject import Subject
from cleanbill.model.code import NoteLine

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm import Release

_MEANING = {
    "excludes1": (
        "Excludes1: not coded together with it, unless the two conditions are unrelated; where that is not clear, "
        "the clinician is asked.",
        ("gl-excludes1",),
    ),
    "excludes2": (
        "Excludes2: another condition, which may be coded beside it when both are there.",
        ("notation-excludes2",),
    ),
}
_HEADINGS = {"excludes1": "Not together with (Excludes1)", "excludes2": "May stand beside it (Excludes2)"}
_ELSEWHERE = {
    "excludes1": "Notes at other codes that keep it apart from them (Excludes1)",
    "excludes2": "Notes at other codes by which it may stand beside them (Excludes2)",
}


def section(subject: Subject) -> Section | None:
    """None where the code set has no such entry."""
    if not subject.record.title:
        return None
    notes = [*subject.record.notes, *subject.record.named_by]
    kinds = [kind for kind in _MEANING if any(note.kind == kind for note in notes)]
    statements = [Statement(*_MEANING[kind]) for kind in kinds]
    if not any(note.kind == "excludes1" for note in subject.record.notes):
        statements.insert(0, Statement(f"No Excludes1 note stands at {subject.code} or above it.", ("tabular",)))
    tables = [table for kind in kinds for table in (_own(subject, kind), _elsewhere(subject, kind)) if table]
    blocks: tuple[Block, ...] = (Statements(tuple(statements)), *tables)
    return Section("conflicts", "Codes that exclude it", blocks)


def _own(subject: Subject, kind: str) -> Table | None:
    rows = tuple(_row(subject.release, note) for note in subject.record.notes if note.kind == kind)
    return Table(("Condition", "Codes named", "Note of"), rows, _HEADINGS[kind]) if rows else None


def _elsewhere(subject: Subject, kind: str) -> Table | None:
    """The other side: an Excludes1 note stands at one of two codes in nine cases of ten."""
    notes = (note for note in subject.record.named_by if note.kind == kind)
    rows = tuple(Row((words.owner(note), words.note_text(note)), ("tabular",)) for note in notes)
    return Table(("Note of", "What it excludes"), rows, _ELSEWHERE[kind]) if rows else None


@lru_cache(maxsize=10_000)
def _row(release: "Release", note: NoteLine) -> Row:
    cells = (words.note_text(note), words.named(release, note) or "no code named", words.owner(note))
    return Row(cells, ("tabular",))
