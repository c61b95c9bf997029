"""What a note took over from an earlier one: which passages are still the same, and what is not taken over blindly."""

import datetime as dt
import re
from collections.abc import Iterator

from cleanbill import notes
from cleanbill.model.reading import NoteFacts, Span

_PASSAGE = re.compile(r"[^\n]+?(?:[.;!?](?=\s|$)|$)", re.MULTILINE)
_SHORTEST = 15  # characters; "Plan of care:" is in every note
_MINUTES = re.compile(r"\d+(?=\s?(?:'|m\b|min))")
_TOTALS = re.compile(r"(?im)^[^\n]*\btotal\b[^\n]*\bmin[^\n]*\n?")
_LETTER = re.compile(r"\s*(?:[SOAP]|subjective|objective|assessment|plan)\s*:\s*", re.IGNORECASE)


def unchanged(text: str, source: str) -> list[Span]:
    """The passages of `text` that stand word for word in `source`, neighbours as one."""
    known = {_folded(match[0]) for match in _PASSAGE.finditer(source)}
    found: list[Span] = []
    for match in _PASSAGE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if len(match[0].strip()) < _SHORTEST or _folded(match[0]) not in known:
            continue
        if found and not text[found[-1].end : start].strip():
            start = found.pop().start
        found.append(Span(start, match.end(), text[start : match.end()]))
    return found


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def carried(text: str, of: dt.date, to: dt.date) -> str:
    """An earlier note as the beginning of a new one, dated `to`.

    Minutes are left blank; totals, signature and what was itself copied are left out; a line with findings is marked as
    copied, so that it says nothing of today until somebody writes it anew.
    """
    facts = notes.read(text, of)
    gone = [(span.start, span.end) for span in facts.copied]
    gone += [_line(text, facts.signature.start)] if facts.signature else []
    seen = {_line(text, start) for start in _seen(facts)}
    lines = []
    for start, end in _lines(text):
        if any(first < end and start < last for first, last in gone):
            continue
        line = text[start:end]
        lines.append(_marked(line, of) if (start, end) in seen else line)
    new = "\n".join(lines).replace(f"{of:%m/%d/%Y}", f"{to:%m/%d/%Y}").replace(f"{of}", f"{to}")
    return _MINUTES.sub("__", _TOTALS.sub("", new)).replace(_STAND_IN, f"{of:%m/%d/%Y}").strip() + "\n"


_STAND_IN = "\0"  # the day of the earlier note, while its other mentions are replaced


def _marked(line: str, of: dt.date) -> str:
    letter = _LETTER.match(line)
    head = letter[0] if letter else ""
    return f"{head}[Copied from {_STAND_IN}: {line[len(head) :].rstrip()}]"


def _seen(facts: NoteFacts) -> Iterator[int]:
    yield from (finding.start for finding in facts.objective_findings)
    yield from (measure.start for measure in facts.measures)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _line(text: str, at: int) -> tuple[int, int]:
    """Where the line begins and ends in which a place stands."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
