"""The way down the Tabular List to the code, and what stands beside and under it."""

from collections.abc import Iterable

from cleanbill.guide.page import Block, Path, Row, Section, Step, Table
from cleanbill.guide.subject import Subject
from cleanbill.model.code import CodeTitle, SidedTitle


def section(subject: Subject) -> Section | None:
    """None where the code set has no such entry."""
    record = subject.record
    if not record.title:
        return None
    steps = [Step(t.code, t.title, _kind(t.code, t.level, t.billable), t.billable) for t in record.path]
    own = Step(record.code, record.title, _own_kind(subject), record.status.billable)
    blocks: list[Block] = [Path((*steps, own), ("tabular",))]
    if record.children and not record.sevenths:
        blocks.append(_titles("Under it", record.children))
    if subject.fellows:
        blocks.append(_titles("Beside it", subject.fellows))
    if record.sides:
        blocks.append(_sides(record.sides))
    return Section("hierarchy", "Where it stands", tuple(blocks))


def _own_kind(subject: Subject) -> str:
    level = "seventh" if subject.seventh else "diag"
    if not subject.record.path:
        level = "chapter"
    elif subject.record.path[-1].level in ("chapter", "section") and "-" in subject.code:
        level = "section"
    return _kind(subject.code, level, subject.record.status.billable)


def _kind(code: str, level: str, billable: bool) -> str:
    if level == "seventh" or billable:
        return "code"
    if level != "diag":
        return "block" if level == "section" else level
    return "category" if len(code) == 3 else "subcategory"


def _titles(heading: str, titles: Iterable[CodeTitle]) -> Table:
    rows = tuple(Row((t.code, t.title, "yes" if t.billable else "no"), ("tabular",)) for t in titles)
    return Table(("Code", "Title", "Billable"), rows, heading)


def _sides(sides: Iterable[SidedTitle]) -> Table:
    """By the titles: the Tabular List does not mark which codes differ in the side alone."""
    rows = (Row((s.side, s.code, s.title), ("tabular",)) for s in sides)
    return Table(("Side", "Code", "Title"), tuple(rows), "The same of another side")
