"""The official Tabular List (XML) as a tree of nodes: chapters, sections, categories and what stands under them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NOTE_KINDS = (
    "notes", "includes", "inclusionTerm", "excludes1", "excludes2", "codeFirst", "useAdditionalCode",
    "codeAlso", "sevenChrNote",
)  # fmt: skip
_RANGE_SUFFIX = re.compile(r"\s*\([A-Z0-9]{3}(-[A-Z0-9]{3})?\)$")


@dataclass(slots=True)
class Node:
    """One entry of the Tabular List. `seventh` maps a 7th character to its meaning where one is defined here."""

    code: str
    title: str
    level: str
    notes: list[tuple[str, str]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    seventh: dict[str, str] = field(default_factory=dict)
    source: str = "official"

    def walk(self) -> Iterator["Node"]:
        """This node and all under it, in tabular order."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(path: Path) -> list[Node]:
    """The 22 chapters of a tabular XML file, sections nested in their umbrella sections."""
    return [_chapter(element) for element in ET.parse(path).getroot().iter("chapter")]


def _chapter(element: ET.Element) -> Node:
    chapter = _node(element, element.findtext("name") or "", "chapter")
    chapter.children = _under_umbrellas([_section(section) for section in element.iter("section")])
    return chapter


def _section(element: ET.Element) -> Node:
    first, _, last = (element.get("id") or "").partition("-")
    section = _node(element, f"{first}-{last or first}", "section")  # "M04" is a section and a category
    section.title = _RANGE_SUFFIX.sub("", section.title)
    section.children = [_diag(child) for child in element.iterfind("diag")]
    return section


def _diag(element: ET.Element) -> Node:
    node = _node(element, element.findtext("name") or "", "diag")
    node.children = [_diag(child) for child in element.iterfind("diag")]
    return node


def _node(element: ET.Element, code: str, level: str) -> Node:
    node = Node(code, _words(element.findtext("desc")), level)
    for container in element:
        if container.tag in NOTE_KINDS:  # a kind may have several containers (M86)
            lines = (_words(note.text) for note in container.iter("note"))
            node.notes += [(container.tag, line) for line in lines]
        elif container.tag == "sevenChrDef":
            node.seventh = _seventh(container)
    return node


def _seventh(definition: ET.Element) -> dict[str, str]:
    return {e.get("char") or "": _words(e.text) for e in definition.iterfind("extension")}


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _under_umbrellas(sections: list[Node]) -> list[Node]:
    """The XML lists an umbrella section (M60-M79) before the sections it spans, beside them: nest them by range."""
    top: list[Node] = []
    open_umbrellas: list[Node] = []
    for section in sections:
        while open_umbrellas and not _spans(open_umbrellas[-1], section):
            open_umbrellas.pop()
        (open_umbrellas[-1].children if open_umbrellas else top).append(section)
        if not section.children:
            open_umbrellas.append(section)
    return top


def _spans(umbrella: Node, section: Node) -> bool:
    return section.code.split("-")[-1] <= umbrella.code.split("-")[-1]
