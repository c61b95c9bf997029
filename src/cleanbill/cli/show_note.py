"""A note as it was read, at 80 columns: its text with the facts marked in place, what it says, codes and findings."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from cleanbill.cli.options import WIDTH, printable
from cleanbill.cli.show import show_finding, show_labelled, show_title, show_unknown
from cleanbill.model.reading import Candidate, Fact, NoteFacts, NoteReading, Span

_INDENT = "   "
_STYLE = {
    "finding": "underline green",
    "diagnosis": "underline cyan",
    "cause": "underline yellow",
    "treatment": "underline blue",
    "purpose": "underline magenta",
    "conflict": "underline bold red",
}
_KINDS = {"diagnosis": "diagnosis", "cause": "cause", "onset": "cause"}


def show_note(out: Console, reading: NoteReading, text: str) -> None:
    """The whole reading, the note's own text first."""
    show_title(out, "The note")
    _show_text(out, text, _marks(reading.facts))
    show_title(out, "What the note says")
    for label, value in _facts(reading.facts):
        show_labelled(out, label, value)
    show_title(out, "Codes the note supports" if reading.codes else "The note supports no code")
    for candidate in reading.codes:
        show_labelled(out, candidate.code, candidate.title, strong=candidate.listed)
        for label, value in _case(candidate) if candidate.listed else _second(candidate):
            show_labelled(out, label, value)
    if reading.findings:
        show_title(out, "Before it is signed")
    for found in reading.findings:
        if found.severity != "not_checked":
            show_finding(out, found)
    show_unknown(out, [found for found in reading.findings if found.severity == "not_checked"])


def _show_text(out: Console, text: str, marks: list[tuple[int, int, str]]) -> None:
    """The text in rows, its marks underlined in colour, or by a row of ^ below where there is none."""
    kinds = _by_character(len(text), marks)
    if out.color_system:
        out.print(Text(_INDENT) + Text("  ").join(Text(kind, style) for kind, style in _STYLE.items()))
    for start, end in _rows(text):
        row, below = Text(_INDENT), ""
        for kind, places in groupby(range(start, end), kinds.get):
            words = printable("".join(text[at] for at in places))
            row.append(words, _STYLE[kind] if kind else "")
            below += ("^" if kind else " ") * len(words)
        out.print(row)
        if "^" in below and not out.color_system:
            out.print(Text(_INDENT + below.rstrip()))


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Where each row begins and ends: lines of the note, broken at a blank where they are too long."""
    at, width = 0, WIDTH - len(_INDENT)
    for line in text.splitlines(keepends=True):
        end, stop = at + len(line.rstrip()), at + len(line)
        while end - at > width:
            blank = text.rfind(" ", at + 1, at + width + 1)
            cut = blank if blank > at else at + width
            yield at, cut
            at = cut + (text[cut] == " ")
        yield at, max(at, end)
        at = stop


def _by_character(length: int, marks: list[tuple[int, int, str]]) -> dict[int, str]:
    """The kind of fact at each marked place; later marks lie over earlier ones."""
    return {at: kind for start, end, kind in marks for at in range(max(0, start), min(end, length))}


def _marks(facts: NoteFacts) -> list[tuple[int, int, str]]:
    """The facts that are marked in the text, those that matter most last."""
    marks = [(f.start, f.end, _KINDS[f.kind]) for f in facts.facts if f.kind in _KINDS and _counts(f)]
    purposes: list[Span] = [*facts.functional_limits, *facts.goals, *([facts.rationale] if facts.rationale else [])]
    marks += [(span.start, span.end, "purpose") for span in purposes]
    marks += [(part.start, part.end, "purpose") for part in facts.plan]
    marks += [(item.start, item.end, "treatment") for item in facts.treatments]
    marks += [(item.start, item.end, "finding") for item in facts.objective_findings]
    marks += [(item.start, item.end, "finding") for item in facts.measures]
    return marks + [(span.start, span.end, "conflict") for clash in facts.conflicts for span in clash.spans]


def _counts(fact: Fact) -> bool:
    return fact.assertion == "affirmed" or fact.kind == "cause"


def _facts(facts: NoteFacts) -> Iterator[tuple[str, str]]:
    yield "Site", f"«{facts.site.span}» {facts.region or 'region not clear'}" if facts.site else "not written"
    yield "Side", facts.laterality or "not written"
    yield "Onset", facts.onset.replace("_", " ")
    yield "Cause", "no trauma" if facts.trauma == "none" else facts.trauma.replace("_", " ")
    yield "Spasm", facts.spasm
    for finding in facts.objective_findings:
        yield "Finding", f"«{finding.span}» {finding.type.replace('_', ' ')}"
    for treatment in facts.treatments:
        yield "Treatment", f"«{treatment.span}»"
    for conflict in facts.conflicts:
        yield "Conflict", f"{conflict.about}: " + " against ".join(f"«{span.span}»" for span in conflict.spans)


def _second(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """Why a code is the second choice."""
    yield from (("second", reason.text) for reason in candidate.against)


def _case(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """What speaks for a code, what against it, which others tempt, and what would settle it."""
    yield from (("for", reason.text) for reason in candidate.for_)
    yield from (("against", reason.text) for reason in candidate.against)
    yield from (("not", f"{other.code}: {other.why}") for other in candidate.instead_of)
    if candidate.question:
        yield "ask", candidate.question
