"""Questions as people ask them: those the facts answer for any code, and those of the topics."""

from collections.abc import Iterator

from cleanbill.guide import words
from cleanbill.guide.page import Question, Questions, Section, Statement
from cleanbill.guide.subject import Subject

_LONGEST = 7


def section(subject: Subject) -> Section:
    """Always there: any code may be asked for."""
    return Section("questions", "Questions and answers", (Questions((*_facts(subject), *_of_topics(subject))),))


def _facts(subject: Subject) -> Iterator[Question]:
    record, code = subject.record, subject.code
    answer = record.status.reason
    if record.status.billable:
        answer = f"Yes. {answer}"
    elif record.status.kind != "not_yet":
        answer = f"No. {answer}"
    yield Question(f"Is {code} billable on {record.on}?", Statement(answer, ("dates", "tabular")))
    if record.status.exists and record.path:
        yield Question(f"Does {code} take a 7th character?", _takes_seventh(subject))
    if record.successors and not record.status.billable:
        went = words.listed([f"{s.code} {s.title}".strip() + (f" ({s.what})" if s.what else "")
                             for s in record.successors])  # fmt: skip
        yield Question(f"What took over from {code}?", Statement(f"{went}.", ("successors",)))
    near = _nearest_excludes1(subject)
    if near:
        yield Question(f"Which codes may not be billed with {code}?", near)


def _takes_seventh(subject: Subject) -> Statement:
    record = subject.record
    sources = ("tabular", "gl-detail")
    if subject.seventh:
        return Statement(f"It has one: {record.code[-1]}. Nothing may be added.", sources)
    if record.sevenths:
        chars = words.listed([s.char for s in record.sevenths], "or")
        return Statement(f"Yes: {chars}. Without it the code is not complete.", sources)
    if record.status.billable:
        count = len(record.code.replace(".", ""))
        if count == _LONGEST:
            return Statement("It has seven, and the 7th is part of the code itself. Nothing may be added.", sources)
        return Statement(f"No. It ends with {count} characters.", sources)
    return Statement("It is a heading: whether one is needed depends on the code chosen under it.", sources)


def _nearest_excludes1(subject: Subject) -> Statement | None:
    """The Excludes1 notes of the entry that is nearest; the others stand in the table."""
    notes = [note for note in subject.record.notes if note.kind == "excludes1" and note.codes]
    if not notes:
        return None
    first = notes[0].owner
    mine = [f"{words.named(subject.release, n)}" for n in notes if n.owner == first]
    more = " Further notes stand above it." if any(note.owner != first for note in notes) else ""
    return Statement(
        f"By the Excludes1 note at {first}: {'; '.join(mine)}. Unrelated conditions are excepted.{more}",
        ("tabular", "gl-excludes1"),
    )


def _of_topics(subject: Subject) -> Iterator[Question]:
    for topic in subject.topics:
        for asked in topic.questions:
            yield Question(asked.ask, Statement(asked.answer, asked.sources, asked.standing))
