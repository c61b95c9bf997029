"""The official Tabular List (XML) as a tree of nodes: chapters, sections, categories and what stands under them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cleanbill.codes.icd10cm import published
from cleanbill.data import Contents, DataFileError, Kind, Parts

NOTE_KINDS = (
    "notes", "includes", "inclusionTerm", "excludes1", "excludes2", "codeFirst", "useAdditionalCode",
    "codeAlso", "sevenChrNote",
)  # fmt: skip
_MISFILED = ("W08",)  # prints its inclusion term "Fall from stool" among the 7th characters
_RANGE_SUFFIX = re.compile(r"\s*\([A-Z0-9]{3}(-[A-Z0-9]{3})?\)$")


@dataclass(slots=True)
class Node:
    """One entry of the Tabular List.

    `seventh` maps a 7th character to its meaning where one is defined here, `seventh_notes` to what stands under it.
    """

    code: str
    title: str
    level: str
    notes: list[tuple[str, str]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    seventh: dict[str, str] = field(default_factory=dict)
    seventh_notes: dict[str, str] = field(default_factory=dict)
    source: str = "official"

    def walk(self) -> Iterator["Node"]:
        """This node and all under it, in tabular order."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(path: Path) -> list[Node]:
    """The 22 chapters of a tabular XML file, sections nested in their umbrella sections."""
    return _chapters(ET.parse(path).getroot())


def _chapters(root: ET.Element) -> list[Node]:
    return [_chapter(element) for element in root.iter("chapter")]


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
            _define_sevenths(node, container)
        elif container.tag == "visualImpairment":
            node.notes += [(container.tag, line) for line in _impairments(container)]
    return node


def _define_sevenths(node: Node, definition: ET.Element) -> None:
    """Characters with their meanings; a note between them belongs to the character before it."""
    char = ""
    for element in definition:
        if element.tag == "extension":
            char = element.get("char") or ""
            node.seventh[char] = _words(element.text)
        elif node.code in _MISFILED:
            node.notes.append(("inclusionTerm", _words(element.text)))
        else:
            node.seventh_notes[char] = _words(element.text)


def _impairments(table: ET.Element) -> Iterator[str]:
    """The table of visual acuity at H54, a line a category, under the table's own headings."""
    headings = {tag: _words(table.findtext(f".//{tag}/heading")) for tag in ("visMax", "visMin")}
    for category in table.iterfind("visCategory"):
        acuity = {tag: [_words(value.text) for value in category.iterfind(f".//{tag}/value")] for tag in headings}
        if number := category.findtext("value"):
            bounds = (f"{headings[tag]} {', '.join(values)}" for tag, values in acuity.items() if values)
            yield f"Category {number}: {'; '.join(bounds)}"


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


def _read(parts: Parts) -> Contents:
    [(name, path)] = parts.items()
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        raise DataFileError(f"{name} is not whole XML: {error}; download it again.") from error
    version = _words(root.findtext("version"))
    if not re.fullmatch(r"20\d\d", version):
        raise DataFileError(f"{name} states no year: <version> holds {version!r}, a year such as 2027 belongs there.")
    start = published.start_of(int(version), name)
    return Contents(f"{published.name(start)}, Tabular List", start, _checked(name, _chapters(root)))


def _checked(name: str, chapters: list[Node]) -> int:
    """How many codes the tree holds. Each must have a title, stand once, and stand under its own beginning."""
    seen: set[str] = set()
    for chapter in chapters:
        for node in chapter.walk():
            for child in node.children:
                if child.level == "diag" and (problem := _problem(node, child, seen)):
                    raise DataFileError(f"{name}: {problem}; the Tabular List has no such entry.")
    if not seen:
        raise DataFileError(f"{name} holds no codes; the Tabular List has <diag> elements in <section>.")
    return len(seen)


def _problem(parent: Node, node: Node, seen: set[str]) -> str:
    if not node.code or not node.title:
        return f"{node.code or 'an entry'} under {parent.code} lacks its {'title' if node.code else 'code'}"
    if node.code in seen:
        return f"{node.code} stands twice"
    seen.add(node.code)
    if parent.level == "diag" and not node.code.startswith(parent.code):
        return f"{node.code} stands under {parent.code}"
    return ""


KIND = Kind(
    "icd10cm-tabular", "ICD-10-CM Tabular List (XML)", _read, begins=lambda head: b"<ICD10CM.tabular" in head[:1024]
)
