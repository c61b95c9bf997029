"""What a biller must know first."""

from collections.abc import Iterator

from cleanbill.guide import words
from cleanbill.guide.page import Section, Statement, Statements
from cleanbill.guide.subject import Subject

_MOST = 6


def section(subject: Subject) -> Section:
    """Always there; of an unknown code it says what may have been meant."""
    return Section("key_points", "Key points", (Statements(tuple(_points(subject))),))


def _points(subject: Subject) -> Iterator[Statement]:
    yield _standing(subject)
    if subject.record.status.exists:
        yield from _excluded(subject)
        yield from _not_first(subject)
        for topic in subject.topics:
            for point in topic.points:
                yield Statement(point.text, point.sources, point.standing)
    else:
        yield from _instead(subject)


def _standing(subject: Subject) -> Statement:
    record = subject.record
    if not record.status.billable:
        return Statement(record.status.reason, ("dates", "tabular"))
    since = words.span(record.status.start, record.status.end) if record.status.start else f"on {record.on}"
    return Statement(f"{record.code}, {record.title}, is billable {since}.", ("dates", "tabular"))


def _excluded(subject: Subject) -> Iterator[Statement]:
    """The Excludes1 notes of the nearest entry that has any, where it is no block or chapter."""
    notes = [n for n in subject.record.notes if n.kind == "excludes1" and n.codes and not _is_wide(n.owner)]
    if not notes:
        return
    mine = [n for n in notes if n.owner == notes[0].owner]
    named = [f"{words.note_text(n)}" for n in mine[:_MOST]]
    more = f" and {len(mine) - _MOST} more" if len(mine) > _MOST else ""
    yield Statement(
        f"Not together with it, by the Excludes1 note at {mine[0].owner}: {'; '.join(named)}{more}.",
        ("tabular", "gl-excludes1"),
    )


def _is_wide(owner: str) -> bool:
    return owner.isdigit() or "-" in owner


def _not_first(subject: Subject) -> Iterator[Statement]:
    if subject.record.never_first == "manifestation":
        yield Statement("It may never be the first diagnosis: it is a manifestation.", ("dates", "gl-manifestation"))
    if subject.record.never_first == "external cause":
        yield Statement("It may never be the first diagnosis: it is an external cause.", ("dates", "gl-external"))


def _instead(subject: Subject) -> Iterator[Statement]:
    record = subject.record
    meant = [f"{s.code} {s.title}".strip() for s in record.successors]
    meant += [f"{t.code} {t.title}" for t in record.did_you_mean]
    if meant:
        yield Statement(f"Use instead, by what is documented: {words.listed(meant[:_MOST], 'or')}.", ("tabular",))
