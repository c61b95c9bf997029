"""Other words for it, each with its origin: the Tabular List, the Alphabetic Index, or our own list."""

from collections.abc import Iterator

from cleanbill.guide.page import Row, Section, Table
from cleanbill.guide.sources import of_index
from cleanbill.guide.subject import Subject


def section(subject: Subject) -> Section | None:
    """None where no other words are known."""
    rows = (*_inclusion_terms(subject), *_index(subject), *_ours(subject))
    if not rows:
        return None
    return Section("synonyms", "Other words for it", (Table(("Words", "Where they stand"), rows),))


def _inclusion_terms(subject: Subject) -> Iterator[Row]:
    """Those of the entry itself; those of a heading above are the heading's, and said to be."""
    for note in subject.record.notes:
        if note.kind == "inclusionTerm":
            own = note.owner == subject.entry
            place = f"inclusion term at {note.owner}" if own else f"inclusion term of the heading {note.owner}"
            yield Row((note.text, f"Tabular List, {place}"), ("tabular",))


def _index(subject: Subject) -> Iterator[Row]:
    for term in subject.record.index:
        yield Row((term.path, f"Alphabetic Index, leads to {term.code}"), (of_index(term.source),))


def _ours(subject: Subject) -> Iterator[Row]:
    for topic in subject.topics:
        for synonym in topic.synonyms:
            yield Row((synonym, "our own list, for search: not an official term"), ("ours",), "ours")
