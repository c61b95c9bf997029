"""Turn one year's Tabular List into the next by a table of changes: code, what changed, who says so."""

from pathlib import Path
from typing import NamedTuple

from cleanbill.codes.icd10cm.table import read_table
from cleanbill.codes.icd10cm.tabular import Node

NO_TITLE = "(title not at hand)"
FY2027 = Path(__file__).with_name("fy2027_changes.csv")


class Change(NamedTuple):
    """One row of a table of changes; its columns are explained at the head of the table."""

    change: str
    code: str
    kind: str
    text: str
    next: str
    source: str


def read_changes(path: Path = FY2027) -> list[Change]:
    """The rows of a table of changes, in its order."""
    return [Change(*row) for row in read_table(path)]


def apply(changes: list[Change], chapters: list[Node]) -> None:
    """Carry the changes out on the tree, in order. A row that does not fit the tree is an error of the table."""
    tree = _Tree(chapters)
    for row in changes:
        if row.change == "add":
            tree.add(row)
        elif row.change == "delete":
            tree.delete(row.code)
        elif row.change == "retitle":
            tree.retitle(row)
        elif row.change == "add note":
            tree.nodes[row.code].notes.append((row.kind, row.text))
        elif row.change == "drop note":
            tree.nodes[row.code].notes.remove((row.kind, row.text))


class _Tree:
    def __init__(self, chapters: list[Node]) -> None:
        self.nodes: dict[str, Node] = {}
        self.parents: dict[str, Node] = {}
        for chapter in chapters:
            for node in chapter.walk():
                self.nodes[node.code] = node
                self.parents.update((child.code, node) for child in node.children)

    def add(self, row: Change) -> None:
        node = Node(row.code, row.text or NO_TITLE, "diag", source=_standing(row.source))
        parent = self._parent_of(row)
        place = next((i for i, c in enumerate(parent.children) if c.code == row.next), len(parent.children))
        parent.children.insert(place, node)
        self.nodes[row.code], self.parents[row.code] = node, parent

    def _parent_of(self, row: Change) -> Node:
        """By the sibling it stands before, else the nearest code above it, else the section before it."""
        if row.next:
            return self.parents[row.next]
        for length in range(len(row.code) - 1, 2, -1):
            if row.code[:length] in self.nodes:
                return self.nodes[row.code[:length]]
        before = max(code for code in self.parents if len(code) == 3 and code < row.code)
        return self.parents[before]

    def delete(self, code: str) -> None:
        node = self.nodes.pop(code)
        self.parents[code].children.remove(node)

    def retitle(self, row: Change) -> None:
        node = self.nodes[row.code]
        node.title = row.text or node.title
        node.source = _standing(row.source)


def _standing(source: str) -> str:
    """How sure a title is: official, secondary, none."""
    return source if source in ("secondary", "none") else "official"
