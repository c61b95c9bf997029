"""The official Index files (XML): the Index to Diseases and Injuries, the External Cause Index, and the two tables.

The Table of Neoplasms and the Table of Drugs and Chemicals have the same shape, with a cell a column for the codes.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from cleanbill.codes.icd10cm.index.entry import Entry, Index, code, title, written
from cleanbill.data import DataFileError

_ROOT = "ICD10CM.index"
_DEEPEST = 20  # the official files have ten levels
_NO_CODE = frozenset(("-", "--", ""))


def read(path: Path, file: str) -> Index:
    """The whole file; `file` is the name it is called by. Raises `DataFileError` for the first thing that is wrong."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        raise DataFileError(f"{file} is damaged: it is no well-formed XML ({error}); download it again.") from error
    if root.tag != _ROOT:
        raise DataFileError(f"{file} begins with <{root.tag}>; an Index begins with <{_ROOT}>.")
    if root.get("isAddenda") == "true":
        raise DataFileError(f"{file} holds only what changed (addenda); add the whole Index.")
    heads = {head.get("col", ""): _text(head) for head in root.iterfind("indexHeading/head")}
    entries = [entry for term in root.iterfind("letter/mainTerm") for entry in _entries(term, (), heads, file)]
    if not entries:
        raise DataFileError(f"{file} is damaged: it holds no main term.")
    return Index(_year(root, file), entries)


def _year(root: ET.Element, file: str) -> int | None:
    version = _text(root.find("version"))
    if version and not (version.isdecimal() and len(version) == 4):
        raise DataFileError(f"{file} is damaged: its version is {version[:40]!r}; a year such as 2027 belongs there.")
    return int(version) if version else None


def _entries(term: ET.Element, above: tuple[str, ...], heads: dict[str, str], file: str) -> Iterator[Entry]:
    """The entries of a term and of all under it. A term that a change struck out has no title left."""
    named = term.find("title")
    words = _text(named if named is not None else term.find("diff"))
    if not words:
        if term.find("diff") is not None:
            return
        raise DataFileError(f"{file} is damaged: a term under {written(above) or 'the letter'!r} has no title.")
    path = (*above, words)
    if len(path) > _DEEPEST:
        raise DataFileError(f"{file} is damaged: {above[0]!r} has terms in terms more than {_DEEPEST} deep.")
    found = _text(term.find("code")) or _text(term.find("subcat")) or _text(term.find("seecat"))
    second, see, see_also = (_text(term.find(tag)) for tag in ("manif", "see", "seeAlso"))
    yield Entry(path, code(found, path, file), second.strip("[]*"), see, see_also)
    for cell in term.iterfind("cell"):
        if (inside := _text(cell)) not in _NO_CODE:
            column = (*path, heads.get(cell.get("col", ""), ""))
            yield Entry(column, code(inside, column, file))
    for child in term.iterfind("term"):
        yield from _entries(child, path, heads, file)


def _text(element: ET.Element | None) -> str:
    """The words of an element, nonessential modifiers among them; of a change, what it is now."""
    return title(*_pieces(element)) if element is not None else ""


def _pieces(element: ET.Element) -> Iterator[str]:
    if element.tag != "old":
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
