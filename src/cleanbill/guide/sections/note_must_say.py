"""What the visit note must say for the code to stand: what the code itself says, and what the rules look for."""

from collections.abc import Iterator
from functools import cache

from cleanbill.guide import words
from cleanbill.guide.page import Block, Row, Section, Statement, Statements, Table
from cleanbill.guide.sources import of_rule
from cleanbill.guide.subject import Subject
from cleanbill.rules import family, register

_SIDES = {" right": "the right side", " left": "the left side", "bilateral": "both sides"}
_SMALL = frozenset("of the and or in at".split())
_MOST_FELLOWS = 12


def section(subject: Subject) -> Section | None:
    """None for a heading and for what is no code: a note is written for a code."""
    if not (subject.record.status.billable or subject.record.sevenths):
        return None
    statements = (*_of_the_code(subject), *_of_topics(subject))
    blocks: list[Block] = [Statements(statements)] if statements else []
    if subject.of_the_specialty:
        blocks.append(_asked())
    return Section("note_must_say", "What the note must say", tuple(blocks)) if blocks else None


def _of_the_code(subject: Subject) -> Iterator[Statement]:
    own = _own_words(subject)
    if own:
        yield Statement(
            f"What sets it apart from the codes beside it, by its title: {own}. The note must bear it out.",
            ("tabular", "gl-detail"),
        )
    title = f" {subject.record.title.lower()}"
    for word, side in _SIDES.items():
        if word in title:
            yield Statement(f"It says {side}: the note must say the same.", ("tabular", "gl-laterality"))
    if " unspecified " in f"{title} " and any(word in _fellows_words(subject) for word in ("right", "left")):
        yield Statement(
            "It leaves the side or the part open, and codes that name it stand beside it: it will do only where the "
            "note does not say.",
            ("tabular", "gl-laterality"),
        )
    kinds = {note.kind for note in subject.record.notes if note.owner == subject.entry}
    if "codeFirst" in kinds:
        yield Statement("The underlying disease must be named: its code is listed first.", ("tabular",))
    if subject.seventh or subject.record.sevenths:
        yield Statement("Which phase of care the visit belongs to: the 7th character says it.", ("tabular",))


def _own_words(subject: Subject) -> str:
    """The end of the title that not all of its fellows share; empty where it cannot be told so simply."""
    fellows = [fellow.title for fellow in subject.fellows]
    if not 0 < len(fellows) <= _MOST_FELLOWS or "unspecified" in subject.record.title.lower():
        return ""
    shared = set.intersection(*(set(_split(title)) for title in fellows))
    kept = [word for word in subject.record.title.split() if word.lower().strip(",()") not in shared]
    while kept and kept[0].lower().strip(",()") in _SMALL:
        kept.pop(0)
    text = " ".join(kept).strip(" ,")
    part = subject.record.title.endswith(text) and text != subject.record.title
    return f"“{text}”" if text and part else ""


def _split(title: str) -> list[str]:
    return [word.strip(",()") for word in title.lower().split()]


def _fellows_words(subject: Subject) -> set[str]:
    return {word for fellow in subject.fellows for word in _split(fellow.title)}


def _of_topics(subject: Subject) -> Iterator[Statement]:
    for topic in subject.topics:
        for point in topic.note:
            yield Statement(point.text, point.sources, point.standing)


@cache
def _asked() -> Table:
    """The questions of the rules on notes: what a reviewer looks for, and the answer where it is missing."""
    rows = tuple(
        Row((rule.fix, words.listed([d.in_words for d in rule.denials], "or"), rule.id), of_rule(rule.id))
        for rule in register()
        if family(rule) == "note" and "note" in rule.stage
    )
    return Table(("The note must answer", "Else likely", "Rule"), rows, "What every visit note is read for")
