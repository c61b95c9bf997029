"""What the code says: its title in its place, and what its entry includes by the Tabular List's own words."""

import re
from collections.abc import Iterator
from itertools import groupby

from cleanbill.guide import words
from cleanbill.guide.page import Section, Statement, Statements
from cleanbill.guide.subject import Subject
from cleanbill.model.code import CodeTitle

_RANGE = re.compile(r" \(\w{3}-\w{3}\)$")  # a chapter's title ends with its codes


def section(subject: Subject) -> Section | None:
    """None where the code set has no such entry."""
    if not subject.record.title:
        return None
    return Section("definition", "What it says", (Statements(tuple(_statements(subject))),))


def _statements(subject: Subject) -> Iterator[Statement]:
    record = subject.record
    yield _title(subject)
    if record.short_title not in ("", record.title):
        yield Statement(f"Its short title is “{record.short_title}”.", ("order-file",))
    above = [_place(step) for step in record.path if step.code.isdigit() or len(step.code) == 3]
    if above:
        yield Statement(f"It stands in {words.listed(above[::-1], 'of')}.", ("tabular",))
    terms = [n.text for n in record.notes if n.kind == "inclusionTerm" and n.owner == subject.entry]
    if terms:
        yield Statement(f"The Tabular List's own inclusion terms at {subject.entry}: {'; '.join(terms)}.", ("tabular",))
    else:
        yield Statement(f"The Tabular List prints no inclusion term at {subject.entry}.", ("tabular",))
    includes = (note for note in record.notes if note.kind == "includes")
    for owner, notes in groupby(includes, key=words.owner):
        yield Statement(f"{owner} includes: {'; '.join(map(words.note_text, notes))}.", ("tabular",))
    yield from _residual(subject)


def _title(subject: Subject) -> Statement:
    record = subject.record
    if record.title_source == "official":
        return Statement(f"The official title of {record.code} is “{record.title}”.", ("tabular",))
    return Statement(
        f"{record.code} is an official code; its title, “{record.title}”, comes from a secondary source.",
        ("dates", "secondary"),
    )


def _place(step: CodeTitle) -> str:
    kind = "chapter" if step.code.isdigit() else "category"
    return f"{kind} {step.code} ({_RANGE.sub('', step.title)})"


def _residual(subject: Subject) -> Iterator[Statement]:
    """What the words "other" and "unspecified" in a title mean."""
    title = f" {subject.record.title.lower()} "
    if " unspecified" in title:
        yield Statement(
            "“Unspecified” in the title: it is for a record that does not tell more, not for one that does.",
            ("gl-other", "gl-unspecified"),
        )
    elif title.startswith((" other ", " other,")):
        yield Statement(
            "“Other” in the title: it is for a documented condition that has no code of its own.", ("gl-other",)
        )
