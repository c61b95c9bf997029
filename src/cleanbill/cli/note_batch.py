"""Many notes at once: what `note` is given as a folder or as JSON lines, and one row of the audit for each."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from cleanbill.cli.options import LONGEST_NOTE, NotANoteError, note_text, refuse, why_unreadable
from cleanbill.cli.written import put_table
from cleanbill.model.reading import NoteReading

SUFFIXES = (".txt", ".text", ".note")
_LONGEST_LINE = 8 * LONGEST_NOTE  # bytes: a character may be written in several, and other keys may stand beside
COLUMNS = ("note", "missing", "code", "errors", "warnings", "remarks", "rules")


class Given(Struct, frozen=True):
    """One note of many, by the name it is told by; or why it is none."""

    id: str
    text: str = ""
    error: str = ""


class Row(Struct, frozen=True):
    """What the audit says of a note. `findings` counts by severity, `rules` names those that speak."""

    id: str
    missing: tuple[str, ...]
    code: str
    findings: dict[str, int]
    rules: tuple[str, ...]


def is_batch(name: str) -> bool:
    """Whether a name stands for many notes: a folder, or a file of JSON lines."""
    return name != "-" and (name.lower().endswith(".jsonl") or Path(name).is_dir())


def given(name: str) -> Iterator[Given]:
    """The notes of a folder (its text files, by name) or of JSON lines. Ends the command where there is none."""
    return _of_folder(Path(name)) if Path(name).is_dir() else _of_lines(name)


def row(reading: NoteReading) -> Row:
    """The audit of one note."""
    spoken = [finding for finding in reading.findings if finding.severity != "not_checked"]
    missing = tuple("cause" if element == "non_trauma" else element for element in reading.missing)
    return Row(
        reading.id,
        missing,
        reading.codes[0].code if reading.codes else "",
        Counter(finding.severity for finding in spoken),
        tuple(dict.fromkeys(finding.rule for finding in spoken)),
    )


def write_csv(name: str, rows: Sequence[Row]) -> None:
    """The rows as CSV, whole or not at all. Ends the command where the file cannot be written."""
    put_table(COLUMNS, _cells(rows), name)


def _cells(rows: Iterable[Row]) -> Iterator[tuple[str | int, ...]]:
    for one in rows:
        counts = [one.findings.get(severity, 0) for severity in ("error", "warning", "info")]
        yield one.id, " ".join(one.missing), one.code, *counts, " ".join(one.rules)


def _of_folder(folder: Path) -> Iterator[Given]:
    try:
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
    except OSError as error:
        refuse(why_unreadable(str(folder), error))
    if not files:
        refuse(f"{folder} holds no note; notes are text files whose names end in {', '.join(SUFFIXES)}.")
    for path in files:
        try:
            yield Given(path.name, note_text(str(path)))
        except NotANoteError as error:
            yield Given(path.name, error=str(error))


def _of_lines(name: str) -> Iterator[Given]:
    try:
        with Path(name).open("rb") as stream:
            none = True
            for number, line in enumerate(_lines(stream), 1):
                if line.strip():
                    none = False
                    yield _of_line(f"{name}, line {number}", line)
    except OSError as error:
        refuse(why_unreadable(name, error))
    if none:
        refuse(f"{name} is empty; give one note a line, as JSON with its text.")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long for a note, its beginning."""
    while line := stream.readline(_LONGEST_LINE):
        rest = line
        while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST_LINE)
        yield line


def _of_line(where: str, line: bytes) -> Given:
    if len(line) == _LONGEST_LINE:
        return Given(where, error=f"{where} is longer than {_LONGEST_LINE:,} bytes; give one visit's note.")
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return Given(where, error=f"{where} is not JSON; give one object a line, with a text.")
    text = document.get("text") if isinstance(document, dict) else None
    if not isinstance(text, str) or not text.strip():
        return Given(where, error=f"{where} has no text; give one object a line, with a text.")
    if len(text) > LONGEST_NOTE:
        return Given(
            where, error=f"{where}: the text is longer than {LONGEST_NOTE:,} characters; give one visit's note."
        )
    return Given(str(document.get("id") or where), text)
