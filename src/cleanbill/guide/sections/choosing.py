"""How to choose between the code and its neighbours, with what the Excludes1 notes say of each pair."""

from collections.abc import Iterator

from cleanbill.coding.table import Temptation, temptations
from cleanbill.guide import words
from cleanbill.guide.beside import beside
from cleanbill.guide.page import Block, Row, Section, Table
from cleanbill.guide.subject import Subject
from cleanbill.guide.topics import Neighbour, covers


def section(subject: Subject) -> Section | None:
    """None where no topic weighs the code against others."""
    if not subject.record.status.exists:
        return None
    blocks: list[Block] = []
    rows = tuple(_neighbour(subject, each) for each in _neighbours(subject))
    if rows:
        blocks.append(Table(("Code", "Title", "Choose it when", f"Beside {subject.code}"), rows))
    tempting = tuple(Row((t.code, t.why), ("tabular", "dates"), "correction") for t in _not_codes(subject))
    if tempting:
        blocks.append(Table(("Code", "Why not"), tempting, "Looks right, and is no code for a claim"))
    return Section("choosing", "Choosing between it and its neighbours", tuple(blocks)) if blocks else None


def _neighbours(subject: Subject) -> Iterator[Neighbour]:
    """Each neighbour once, the closest topic first; never the code itself."""
    seen: set[str] = set()
    for topic in subject.topics:
        for neighbour in topic.neighbours:
            if neighbour.code not in seen and not covers(neighbour.code, subject.code):
                seen.add(neighbour.code)
                yield neighbour


def _neighbour(subject: Subject, neighbour: Neighbour) -> Row:
    cells = (
        neighbour.code,
        words.title(subject.release, neighbour.code),
        neighbour.when,
        beside(subject, neighbour.code),
    )
    sources = tuple(dict.fromkeys((*neighbour.sources, "tabular", "gl-excludes1")))
    return Row(cells, sources, neighbour.standing)


def _not_codes(subject: Subject) -> Iterator[Temptation]:
    for tempting in temptations():
        near = subject.code.startswith(tempting.beside) and tempting.code != subject.code
        if near and not tempting.valid and not subject.release.billable(tempting.code, subject.on):
            yield tempting
