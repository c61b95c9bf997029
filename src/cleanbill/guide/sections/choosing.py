"""How to choose between the code and its neighbours, with what the Excludes1 notes say of each pair."""

from collections.abc import Iterator

from cleanbill.coding.table import Temptation, temptations
from cleanbill.guide import words
from cleanbill.guide.page import Block, Row, Section, Table
from cleanbill.guide.subject import Subject
from cleanbill.guide.topics import Neighbour, covers
from cleanbill.model.code import Exclusion

_MOST_NAMED = 4


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
        blocks.append(Table(("Not a code for a claim", "Why"), tempting))
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
    cells = (neighbour.code, subject.title(neighbour.code), neighbour.when, _beside(subject, neighbour.code))
    return Row(cells, tuple(dict.fromkeys((*neighbour.sources, "tabular", "gl-excludes1"))), neighbour.standing)


def _beside(subject: Subject, other: str) -> str:
    """What the Excludes1 notes of both sides say of the pair."""
    codes = _billable_under(subject, other)
    found = {code: hit for code in codes if (hit := subject.release.excludes1(subject.code, code))}
    if not found:
        return "no Excludes1 note between them"
    hit = next(iter(found.values()))
    if len(found) < len(codes):
        some = words.listed(list(found)) if len(found) <= _MOST_NAMED else f"{len(found)} of its {len(codes)} codes"
        return f"Excludes1 at {hit.owner} for {some}; no such note for the others"
    return _kept_apart(hit)


def _kept_apart(hit: Exclusion) -> str:
    if hit.contradicted_by:
        return (
            f"Excludes1 at {hit.owner}, Excludes2 at {hit.contradicted_by.owner}: the notes disagree; "
            "ask whether the two are related"
        )
    return f"Excludes1 at {hit.owner}: not together, unless unrelated"


def _billable_under(subject: Subject, code: str) -> list[str]:
    """The code itself or, for a family, every code under it that is billable on the date."""
    if not code.endswith("-"):
        return [code]
    day = subject.on.toordinal()
    key = code[:-1].replace(".", "")
    rows = subject.release.rows(
        "SELECT n.code FROM node h JOIN node n ON n.id BETWEEN h.id AND h.last JOIN period p ON p.key = n.key "
        "WHERE h.key = ? AND p.start <= ? AND (p.end IS NULL OR p.end >= ?) ORDER BY n.id",
        key, day, day,
    )  # fmt: skip
    return [row[0] for row in rows]


def _not_codes(subject: Subject) -> Iterator[Temptation]:
    for tempting in temptations():
        near = subject.code.startswith(tempting.beside) and tempting.code != subject.code
        if near and not tempting.valid and not subject.release.billable(tempting.code, subject.on):
            yield tempting
