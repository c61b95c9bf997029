"""What goes before, with and after the code: instructions of the Tabular List, and codes that may never be first."""

from collections.abc import Iterator

from cleanbill.guide import words
from cleanbill.guide.page import Block, Row, Section, Statement, Statements, Table
from cleanbill.guide.subject import Subject
from cleanbill.model.code import NoteLine

_INSTRUCTIONS = {
    "codeFirst": "Code first",
    "useAdditionalCode": "Use an additional code",
    "codeAlso": "Code also",
    "notes": "Note",
}


def section(subject: Subject) -> Section | None:
    """None where nothing is instructed."""
    blocks: list[Block] = []
    statements = tuple(_statements(subject))
    if statements:
        blocks.append(Statements(statements))
    notes = [note for note in subject.record.notes if note.kind in _INSTRUCTIONS]
    if notes:
        blocks.append(_instructions(subject, notes))
    return Section("order", "What goes before, with and after it", tuple(blocks)) if blocks else None


def _instructions(subject: Subject, notes: list[NoteLine]) -> Table:
    """A row for each note; the column of the codes only where a note names some."""
    naming = any(note.codes for note in notes)
    columns = ("Instruction", "Wording", *(("Codes named",) if naming else ()), "Note of")
    rows = (
        (
            _INSTRUCTIONS[n.kind],
            words.note_text(n),
            *((words.named(subject.release, n),) if naming else ()),
            words.owner(n),
        )
        for n in notes
    )
    return Table(columns, tuple(Row(cells, ("tabular",)) for cells in rows))


def _statements(subject: Subject) -> Iterator[Statement]:
    if subject.record.never_first == "manifestation":
        yield Statement(
            f"{subject.code} is a manifestation: it may never be the first diagnosis. The underlying disease comes "
            "first.",
            ("dates", "gl-manifestation"),
        )
    if subject.record.never_first == "external cause":
        yield Statement(
            f"{subject.code} is an external cause: it may never be the first diagnosis. The injury or condition comes "
            "first.",
            ("dates", "gl-external"),
        )
        yield Statement(
            "No national rule demands external cause codes; a state or a payer may.", ("gl-external-voluntary",)
        )
    if any(note.kind == "codeFirst" for note in subject.record.notes):
        yield Statement(
            "“Code first”: the disease named there is listed before it. “If applicable” means where it is known.",
            ("gl-manifestation", "ours"),
        )
