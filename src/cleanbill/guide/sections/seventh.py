"""The 7th characters of the code, and what they mean for the visit."""

from collections.abc import Iterator

from cleanbill.guide.page import Block, Row, Section, Statement, Statements, Table
from cleanbill.guide.subject import Subject
from cleanbill.model.code import Seventh

_ENCOUNTER = frozenset("ADS")
_FRACTURE = frozenset("GKP")


def section(subject: Subject) -> Section | None:
    """None for a code that has no 7th character."""
    sevenths = _sevenths(subject)
    if not sevenths:
        return None
    rows = tuple(Row((s.code, s.char, s.meaning), ("tabular",)) for s in sevenths)
    blocks: list[Block] = [Table(("Code", "7th", "Meaning"), rows)]
    statements = tuple(_statements(subject, frozenset(s.char for s in sevenths)))
    if statements:
        blocks.append(Statements(statements))
    return Section("seventh", "The 7th character", tuple(blocks))


def _sevenths(subject: Subject) -> tuple[Seventh, ...]:
    """The characters that the code takes or, where it has one, those that stand beside its own."""
    record = subject.record
    if not subject.seventh:
        return record.sevenths
    stem = subject.record.path[-1].title
    both = [(record.code, record.title), *((s.code, s.title) for s in record.siblings)]
    return tuple(Seventh(code[-1], title.removeprefix(f"{stem}, "), code) for code, title in sorted(both))


def _statements(subject: Subject, chars: frozenset[str]) -> Iterator[Statement]:
    stem = subject.entry.replace(".", "")
    if len(stem) < 6:
        yield Statement(
            f"{subject.entry} has {len(stem)} characters: X fills the places up to the 7th.", ("tabular", "gl-detail")
        )
    if not chars >= _ENCOUNTER:
        return
    guideline = ("gl-pathologic", "gl-seventh") if subject.code.startswith("M") else ("gl-seventh",)
    active = "A (for an open fracture B or C)" if "B" in chars else "A"
    yield Statement(
        f"{active} is for active treatment, not for the first visit: every visit with active treatment takes it, "
        "whoever treats.",
        guideline,
    )
    yield Statement("D is for routine care while it heals, once active treatment is over.", guideline)
    yield Statement(
        "S is for what it left behind: list the condition that was left first, then the code with S.",
        ("gl-sequela",),
    )
    if subject.of_the_specialty:
        yield Statement(
            "Therapy after active treatment is care of the healing phase: D. Some payers read it otherwise.",
            ("gl-seventh", "ours"),
            "ours",
        )
    if chars & _FRACTURE:
        yield from _fracture()


def _fracture() -> Iterator[Statement]:
    yield Statement(
        "Healing that is late, nonunion and malunion have characters of their own; each is later care, not A.",
        ("tabular", "gl-fracture"),
    )
    yield Statement("Visits while a fracture heals take the fracture code, not an aftercare Z code.", ("gl-fracture",))
