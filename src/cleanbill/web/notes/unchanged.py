"""What a note took over from an earlier one: which passages are still the same, and what is not taken over blindly."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice

from cleanbill import notes
from cleanbill.model.reading import NoteFacts, Span

_PASSAGE = re.compile(r"[^\n]+?(?:(?<!\b[A-Z])[.;!?](?=\s|$)|$)", re.MULTILINE)
BLANK = "#"  # `__` is an empty box to the reader: what follows it would be denied
_BLANKS = re.compile(rf"(?<=[^\n{BLANK}]){BLANK}+(?=\s?(?:'|m|/|%)|[\s.,;)]|$)")
_SHORTEST = 15  # characters; "Plan of care:" is in every note
_MINUTES = re.compile(r"\d+(?=\s?(?:'|m\b|min))")
_SCORE = re.compile(r"\d+(?:\.\d+)?")
_LEFT_OUT = re.compile(r"(?i)\btotal\b.*\bmin|\bsigned by\b")
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


def blanks(text: str) -> list[Span]:
    """The figures that were left blank and are so still."""
    return [Span(match.start(), match.end(), match[0]) for match in _BLANKS.finditer(text)]


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def carried(text: str, of: dt.date, to: dt.date) -> str:
    """An earlier note as the beginning of a new one, dated `to`.

    Minutes of treatments and scores of measures are left blank; totals, signature and what was itself copied are left
    out; a line with findings is marked as copied, so that it says nothing of today until somebody writes it anew.
    """
    facts = notes.read(text, of)
    seen = {_line(text, finding.start) for finding in facts.objective_findings}
    blank = _blanked(text, facts)
    lines = []
    for start, end in _lines(text):
        copied = any(span.start < end and start < span.end for span in facts.copied)
        signed = facts.signature is not None and start <= facts.signature.start <= end
        if copied or signed or _LEFT_OUT.search(text, start, end):
            continue
        line = _dated(blank[start:end], of, to)
        lines.append(_marked(line, of) if (start, end) in seen else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _blanked(text: str, facts: NoteFacts) -> str:
    """The text, as long as before, with `#` for the digits of minutes and scores."""
    places = [(_MINUTES, one.start, one.end + 5, 9) for one in facts.treatments if one.minutes is not None]
    places += [(_SCORE, one.start, one.end, 1) for one in facts.measures if one.score is not None]
    characters = list(text)
    for pattern, start, end, most in places:
        for match in islice(pattern.finditer(text, start, end), most):
            characters[match.start() : match.end()] = BLANK * len(match[0])
    return "".join(characters)


def _dated(line: str, of: dt.date, to: dt.date) -> str:
    """The line, dated `to` where it is dated `of`."""
    return line.replace(f"{of:%m/%d/%Y}", f"{to:%m/%d/%Y}").replace(f"{of}", f"{to}")


def _marked(line: str, of: dt.date) -> str:
    letter = _LETTER.match(line)
    head = letter[0] if letter else ""
    return f"{head}[Copied from {of:%m/%d/%Y}: {line[len(head) :].rstrip()}]"


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _line(text: str, at: int) -> tuple[int, int]:
    """Where the line begins and ends in which a place stands."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
