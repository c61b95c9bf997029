"""The Index as a flat CSV file: RowID, Letter, Level, Term, See, SeeAlso, NonEssModif, Code; a row a term.

It does not say its edition; a year in the name of the file is taken for it.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from cleanbill.codes.icd10cm.index.entry import Entry, Index, code, title, written
from cleanbill.data import DataFileError

HEADING = ["RowID", "Letter", "Level", "Term", "See", "SeeAlso", "NonEssModif", "Code"]
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def read(path: Path, file: str) -> Index:
    """The whole file; `file` is the name it is called by. Raises `DataFileError` for the first thing that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            if next(rows, None) != HEADING:
                raise DataFileError(f"{file} does not begin with the columns {', '.join(HEADING)}.")
            entries = list(_entries(rows, file))
    except UnicodeDecodeError as error:
        raise DataFileError(f"{file} is damaged: it is not UTF-8 at byte {error.start}.") from error
    if not entries:
        raise DataFileError(f"{file} is damaged: it holds no term.")
    year = _YEAR.search(file)
    return Index(int(year[0]) if year else None, entries)


def _entries(rows: Iterator[list[str]], file: str) -> Iterator[Entry]:
    path: tuple[str, ...] = ()
    line = 1
    try:
        for line, row in enumerate(rows, start=2):
            if len(row) != len(HEADING):
                raise DataFileError(f"{file} is damaged: line {line} has {len(row)} columns, not {len(HEADING)}.")
            _, _, level, term, see, see_also, modifiers, found = row
            if not level.isdecimal() or int(level) > len(path):
                above = written(path) or "nothing"
                raise DataFileError(f"{file} is damaged: line {line} is of level {level[:9]!r} under {above!r}.")
            path = (*path[: int(level)], title(term, modifiers))
            yield Entry(path, code(found, path, file), "", title(see), title(see_also))
    except csv.Error as error:
        raise DataFileError(f"{file} is damaged after line {line}: {error}.") from error
