"""Advice that is widely read and wrong, and what the source says instead."""

from cleanbill.guide.page import Row, Section, Table
from cleanbill.guide.subject import Subject


def section(subject: Subject) -> Section | None:
    """None where no topic corrects anything."""
    rows = tuple(
        Row((each.said, each.right), each.sources, "correction")
        for topic in subject.topics
        for each in topic.corrections
    )
    return (
        Section("corrections", "Widely read, and wrong", (Table(("It is said", "Right is"), rows),)) if rows else None
    )
