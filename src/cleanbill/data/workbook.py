"""The rows of an Excel workbook (.xlsx): its first sheet, each cell as the text or number that is written in it."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from cleanbill.data.kind import DataFileError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_BYTES = 2 * 1024**3
_DAMAGED = (
    zipfile.BadZipFile, ElementTree.ParseError, zlib.error, lzma.LZMAError, LookupError, ValueError, EOFError,
    RuntimeError,
)  # fmt: skip
_LETTERS = re.compile(r"[A-Z]{1,3}")


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, told from its first bytes and the parts it has to have."""
    with path.open("rb") as stream:
        if stream.read(4) != b"PK\3\4":
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _DAMAGED:
        return False


def rows(name: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Every row of the first sheet that is not blank, with its number, as wide as the widest above it.

    Raises `DataFileError` for a damaged workbook.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                raise DataFileError(f"{name} unpacks to more than {_MOST_BYTES // 1024**3} GiB; it is not taken in.")
            strings = _strings(archive)
            with archive.open(_first_sheet(archive)) as sheet:
                yield from _rows(sheet, strings)
    except _DAMAGED as error:
        if isinstance(error, DataFileError):
            raise
        raise DataFileError(f"{name} is not readable as an Excel workbook; download it again.") from error


def _first_sheet(archive: zipfile.ZipFile) -> str:
    sheet = next(ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"), None)
    if sheet is None:
        raise KeyError("sheet")
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    target = targets[sheet.get(_LINK)]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _strings(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells name by number; a workbook without texts has none."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    with archive.open("xl/sharedStrings.xml") as stream:
        return [_text(item) for item in _elements(stream, f"{_MAIN}si")]


def _rows(sheet: IO[bytes], strings: list[str]) -> Iterator[tuple[int, list[str]]]:
    number = width = 0
    for row in _elements(sheet, f"{_MAIN}row"):
        number = int(row.get("r") or number + 1)
        cells: list[str] = []
        for cell in row:
            place = _column(cell.get("r", "")) or len(cells)
            cells += [""] * (place - len(cells))
            cells.append(_value(cell, strings))
        width = max(width, len(cells))
        if any(cell.strip() for cell in cells):
            yield number, cells + [""] * (width - len(cells))


def _elements(stream: IO[bytes], tag: str) -> Iterator[ElementTree.Element]:
    """The elements of a tag one by one, each forgotten afterwards."""
    events = ElementTree.iterparse(stream, events=("start", "end"))
    depth: list[ElementTree.Element] = []
    for event, element in events:
        if event == "start":
            depth.append(element)
            continue
        depth.pop()
        if element.tag == tag:
            yield element
            depth[-1].remove(element)


def _value(cell: ElementTree.Element, strings: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    return strings[int(value)] if kind == "s" and value else value


def _text(element: ElementTree.Element) -> str:
    """The text of all its runs, without the phonetic ones."""
    runs = [run for run in element if run.tag != f"{_MAIN}rPh"]
    return "".join(text.text or "" for run in runs for text in run.iter(f"{_MAIN}t"))


def _column(reference: str) -> int:
    """The place of a column from 0: "C7" is 2."""
    letters = _LETTERS.match(reference)
    place = 0
    for letter in letters[0] if letters else "A":
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
