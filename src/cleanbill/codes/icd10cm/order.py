"""The official order file: every code in tabular order with whether it is valid, a short and a long title.

Fixed columns: number (1-5), code without dot (7-13), 1 for a complete code or 0 for a heading (15), short title
(17-76), long title (78 on). It has titles and the tree, but no chapters, sections or notes.
"""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.icd10cm import published
from cleanbill.codes.icd10cm.tabular import Node
from cleanbill.codes.icd10cm.words import dotted
from cleanbill.data import Contents, DataFileError, Kind, Parts

_ROW = re.compile(r"(\d{5}) ([A-Z][0-9A-Z]{2,6}) +([01]) (.{60}) (.+)")
_BEGINS = re.compile(rb"\d{5} [A-Z][0-9A-Z]{2,6} {1,5}[01] ")
_YEAR = re.compile(r"(20\d\d)(?!.*20\d\d)")


class Row(NamedTuple):
    """One line: the code without its dot, whether it is complete, and its titles."""

    key: str
    complete: bool
    short: str
    title: str


def read(path: Path) -> list[Row]:
    """The rows in tabular order. Raises `DataFileError` with the line that is wrong."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        return [_row(path.name, number, line.rstrip("\n")) for number, line in enumerate(stream, 1) if line.strip()]


def tree(rows: list[Row], chapters: list[Node]) -> list[Node]:
    """The rows as a tree under the chapters and sections of another edition, whose codes and notes are dropped.

    A category that the other edition lacks goes to the section of the one before it.
    """
    sections = _emptied(chapters)
    section = next(iter(sections.values()))
    nodes: dict[str, Node] = {}
    for row in rows:
        node = Node(dotted(row.key), row.title, "diag")
        parent = next((nodes[row.key[:n]] for n in range(len(row.key) - 1, 2, -1) if row.key[:n] in nodes), None)
        if parent is None:
            section = sections.get(row.key, section)
        elif len(row.key) == 7 and row.title.startswith(f"{parent.title}, ") and row.complete:
            node.level = "seventh"
        (parent or section).children.append(node)
        nodes[row.key] = node
    return [chapter for chapter in chapters if _pruned(chapter)]


def _pruned(node: Node) -> bool:
    """Take out the sections that hold no code in this edition; whether anything is left."""
    node.children = [child for child in node.children if child.level != "section" or _pruned(child)]
    return bool(node.children)


def _emptied(chapters: list[Node]) -> dict[str, Node]:
    """The section of each category; afterwards the sections hold no codes and nothing holds a note."""
    found: dict[str, Node] = {}
    for node in [node for chapter in chapters for node in chapter.walk() if node.level != "diag"]:
        node.notes.clear()
        found |= {child.code: node for child in node.children if child.level == "diag"}
        node.children = [child for child in node.children if child.level != "diag"]
    return found


def _row(file: str, number: int, line: str) -> Row:
    match = _ROW.fullmatch(line)
    if not match:
        raise DataFileError(
            f"{file}, line {number}: {line[:30]!r} is no row of an order file; "
            "it has a number, a code, 0 or 1, a short title of 60 columns and a long title."
        )
    _, key, complete, short, title = match.groups()
    return Row(key, complete == "1", short.rstrip(), title.strip())


def _read(parts: Parts) -> Contents:
    [(name, path)] = parts.items()
    rows = read(path)
    key, times = Counter(row.key for row in rows).most_common(1)[0]
    if times > 1:
        raise DataFileError(f"{name}: {key} stands {times} times; each code has one row.")
    year = _YEAR.search(name)
    if not year:
        return Contents("ICD-10-CM order file", None, len(rows))
    start = published.start_of(int(year[1]), name)
    return Contents(f"{published.name(start)}, order file", start, len(rows))


def _begins(head: bytes) -> bool:
    return bool(_BEGINS.match(head.removeprefix(b"\xef\xbb\xbf")))


KIND = Kind("icd10cm-order", "ICD-10-CM order file (text)", _read, begins=_begins)
