"""What kind of note it is, by its heading and by what only such a note says. The words are in `data/note_types.tsv`."""

from functools import cache
from typing import cast

from cleanbill.model.reading import NoteType
from cleanbill.notes.mentions import Reader
from cleanbill.notes.words import lexicon, rows

HEADING = 240  # characters at the top in which a short line names the note
SHORT = 60  # characters of such a line, and of the beginning of a note that has none


def note_type(reader: Reader) -> NoteType | None:
    """The kind of note, or None where nothing says it. Words at the top go before words anywhere; then table order."""
    found: list[tuple[int, int, NoteType]] = []
    for match in lexicon("note_types.tsv").matches(reader.page, reader.page.words):
        start = reader.page.starts[match.first]
        if reader.sections.is_copied(start):
            continue
        for entry in (match.entry, *match.others):
            kind, where = entry.row
            heads = start < SHORT or (start < HEADING and _line(reader, start) <= SHORT)
            if where == "anywhere" or heads:
                found.append((0 if heads else 1, _order()[entry.row], cast(NoteType, kind)))
    if found:
        return min(found)[2]
    return "daily" if any(m.entry.row[0] == "manipulation" for m in reader.treated) else None


def _line(reader: Reader, start: int) -> int:
    """How long the line is that holds `start`."""
    text = reader.page.text
    end = text.find("\n", start)
    return (len(text) if end < 0 else end) - text.rfind("\n", 0, start)


@cache
def _order() -> dict[tuple[str, ...], int]:
    """Where each row of the table stands."""
    return {row: at for at, (row, _) in enumerate(rows("note_types.tsv"))}
