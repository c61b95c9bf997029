"""A note as it is being written, read at once: what is missing and why, which words to look at, codes, units."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import cleanbill
from cleanbill.model.finding import Authority, Finding
from cleanbill.model.reading import Candidate, NoteReading, Span
from cleanbill.notes import digest
from cleanbill.web.notes.arithmetic import Arithmetic, arithmetic, written
from cleanbill.web.notes.known import Known
from cleanbill.web.notes.models import Allowed, Note
from cleanbill.web.notes.unchanged import blanks, unchanged

Weight = Literal["error", "warning", "info"]
_RANK = {"error": 0, "warning": 1, "info": 2}


class Place(NamedTuple):
    """Words of the note; the offsets count UTF-16 units, as a browser does."""

    start: int
    end: int
    words: str


class Prompt(NamedTuple):
    """Something to look at before the note is signed.

    `key` stays the same while it says the same; `question` is open; `places` are the words that it is about, none for
    what was searched for and not found; `allowed` is there where somebody lets it stand.
    """

    key: str
    rule: str
    severity: Weight
    title: str
    message: str
    question: str
    places: list[Place]
    searched: tuple[str, ...] = ()
    authority: tuple[Authority, ...] = ()
    allowed: Allowed | None = None


class Panel(NamedTuple):
    """What stands beside a note. `missing`: prompts without words; `marked`: those with; `allowed`: either, let stand;
    `unknown`: what could not be checked, and why; `copied`: words that stand in the note it was begun from;
    `blank`: nothing is written yet."""

    missing: list[Prompt]
    marked: list[Prompt]
    allowed: list[Prompt]
    unknown: list[Finding]
    codes: tuple[Candidate, ...]
    arithmetic: Arithmetic
    copied: list[Place]
    blank: bool

    @property
    def prompts(self) -> list[Prompt]:
        """All that is open, in the order of the panel."""
        return [*self.missing, *self.marked]

    def of(self, severity: Weight) -> list[Prompt]:
        """The open ones of a severity."""
        return [prompt for prompt in self.prompts if prompt.severity == severity]

    @property
    def errors(self) -> list[Prompt]:
        """What keeps the note from being signed."""
        return self.of("error")

    @property
    def warnings(self) -> list[Prompt]:
        """What does not, and should be looked at."""
        return self.of("warning")


def panel(text: str, known: Known, note: Note | None = None) -> Panel:
    """The note's text read for the visit that it is of, with what was allowed in the note, and what it copied."""
    reading = cleanbill.read_note(text, known.on, known.payer, known.credential, known=known.claim)
    place = _Places(text)
    source = note.copied_from if note else None
    same = unchanged(text, source.text) if source else []
    prompts = [_prompt(finding, place) for finding in reading.findings if finding.severity != "not_checked"]
    if source:
        prompts += _copied(text, reading, same, source, place)
    prompts = _let(prompts, _live(note, known.on))
    return Panel(
        missing=[one for one in prompts if not one.places and not one.allowed],
        marked=[one for one in prompts if one.places and not one.allowed],
        allowed=[one for one in prompts if one.allowed],
        unknown=[finding for finding in reading.findings if finding.severity == "not_checked"],
        codes=reading.codes,
        arithmetic=arithmetic(written(reading.facts.treatments), known.traits.unit_rule),
        copied=[place(span) for span in same],
        blank=not text.strip(),
    )


def key_of(rule: str, message: str) -> str:
    """What a prompt is known by while it says the same."""
    return digest(f"{rule} {message}")[:16]


class _Places:
    """From code points to the units of a browser."""

    def __init__(self, text: str) -> None:
        self.text, self.plain = text, text.isascii() or max(text) <= "\uffff"

    def __call__(self, span: Span) -> Place:
        return Place(self.at(span.start), self.at(span.end), span.span)

    def at(self, offset: int) -> int:
        """An offset in UTF-16 units."""
        return offset if self.plain else len(self.text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _prompt(finding: Finding, place: _Places) -> Prompt:
    places = [place(Span(one.start, one.end, one.text)) for one in finding.evidence]
    question = finding.fix.text if finding.fix else ""
    severity: Weight = "info" if finding.severity == "not_checked" else finding.severity
    return Prompt(
        key_of(finding.rule, finding.message), finding.rule, severity, finding.title, finding.message, question, places,
        finding.searched, finding.authority,
    )  # fmt: skip


def _copied(text: str, reading: NoteReading, same: Iterable[Span], source: Note, place: _Places) -> Iterator[Prompt]:
    """Prompts for what the note has of the one it was begun from: blanks, and findings word for word."""
    if left := blanks(text):
        message = f"{len(left)} of the figures that were left blank have not been written yet."
        yield Prompt(
            key_of("blank", message), "blank", "error", "Figures of today are not written", message,
            "What were they today?", [place(span) for span in left],
        )  # fmt: skip
    of_today = [(one.start, one.end) for one in reading.facts.objective_findings]
    of_today += [(one.start, one.end) for one in reading.facts.measures]
    spans = [span for span in same if any(span.start <= start and end <= span.end for start, end in of_today)]
    if spans:
        message = (
            f"{len(spans)} of the examination's passages stand word for word in the note of {source.appointment.day}."
        )
        yield Prompt(
            key_of("copied", message), "copied", "warning", "Findings are unchanged since the last visit", message,
            "What did the examination show today?", [place(span) for span in spans],
        )  # fmt: skip


def _live(note: Note | None, on: dt.date) -> dict[str, Allowed]:
    held = note.allowed.select_related("by") if note and note.pk else ()
    return {one.finding: one for one in held if one.until is None or one.until >= on}


def _let(prompts: list[Prompt], allowed: dict[str, Allowed]) -> list[Prompt]:
    marked = [prompt._replace(allowed=allowed.get(prompt.key)) for prompt in prompts]
    return sorted(marked, key=lambda one: (_RANK[one.severity], one.places[0].start if one.places else 0))
