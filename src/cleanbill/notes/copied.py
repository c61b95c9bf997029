"""Stretches of a note that were carried forward from an earlier one and say nothing of today."""

import re
from collections.abc import Iterator

from cleanbill.notes.page import Page

COPIED = re.compile(
    r"[\[(]?\b(?:copied|copy[- ]forward|(?<!head )(?:carried|pulled) forward|(?:carried|pulled|brought) fwd(?= from"
    r"|:| \d)"
    r"|c/f from"
    r"|(?:status |findings |exam )?(?:at|on) (?:soc|start of care|admission|initial eval\w*|i\.?e\.?)(?: \([^)\n]*\))?:"
    r"|\[(?:from )?(?:prior|previous|last) (?:note|visit)|\n(?:prior|previous|last) (?:note"
    r"|visit)[^\n:.]{0,30}:)|\[\d{1,2}/\d{1,2}(?:/\d{2,4})?: "  # "[10/26: spasm bilat]"
)
CARRIED = (  # without one of these nothing is marked as copied
    "copied", "copy", "forward", "fwd", "c/f", "soc", "start of care", "admission", "initial eval",
    "at i.e", "at ie", "on i.e", "on ie",
    "prior note", "prior visit", "previous note", "previous visit", "last note", "last visit", "[",
)  # fmt: skip
THEN = re.compile(  # how it was, in lines of their own before those of today: "Initial: spasm ... Today: no spasm"
    r"(?m)^[ *-]{0,4}(?:initial(?:ly| exam\w*| visit)?|baseline|at (?:initial )?eval\w*|intake):(?P<then>[^\n]*"
    r"(?:\n(?![ *-]{0,4}(?:today|now|current\w*|this visit):)[^\n]*){0,3})"
    r"\n[ *-]{0,4}(?:today|now|current\w*|this visit):"
)
COLUMNS = re.compile(  # "Objective findings, initial / current", "Eval   Today"
    r"(?mi)^[^\n]*?\b(?P<then>initial\w*|i\.?e\.?|eval(?:uation)?|baseline|soc|start of care|admission|intake|prior"
    r"|last visit)\b[^\n/|\t]{0,12}?"
    r"(?P<gap> ?/ ?| {2,}|\t+ *| ?\| ?)[^\n]{0,12}?\b(?P<now>current|today|now|re-?eval\w*|d/?c|discharge|this visit"
    r"|\d{1,2}/\d{1,2})\b"
)
EARLIER = (  # without one of these neither COLUMNS nor THEN is tried
    "initial",
    "eval",
    "i.e",
    "ie ",
    "baseline",
    "soc",
    "start of care",
    "admission",
    "intake",
    "prior",
    "last visit",
)
CELL = re.compile(r" {2,}|\t+ *| ?\| ?")
NOW = re.compile(r"(?m)^[ *-]{0,4}today\b")
ROW = re.compile(r"(?m)^[ *-]{0,4}\d{1,2}/\d{1,2}(?:/\d{2,4})? +[so][:)/].*")  # a visit of a travel card
LONGEST_COPY = 6000
TODAY = re.compile(
    r"\n\s{0,4}(?:[soap]\s?:|today|current|subjective|objective|assessment|plan)|\[(?:new|today|current)\b"
    r"|\[?end (?:of )?cop"
)
END_MARK = re.compile(r"\[?end (?:of )?cop\w*\]?")
ON_ITS_LINE = re.compile(
    r"[^\n|:\]]{0,30}:[ \t]*\S[^\n|]*"
)  # "COPIED FROM 10/19: spasm L4-S1" goes no further than its line
BLANK_LINE = re.compile(r"\n\s{0,80}?\n")


def copied(page: Page) -> list[tuple[int, int]]:
    """The copied stretches (offsets) in order, without overlap."""
    found: list[tuple[int, int]] = []
    for match in COPIED.finditer(page.low) if any(word in page.low for word in CARRIED) else ():
        if not found or match.start() >= found[-1][1]:
            found.append((match.start(), _copied_end(page, match.end())))
    if any(word in page.low for word in EARLIER):
        found += [*_columns(page), *(match.span("then") for match in THEN.finditer(page.low))]
    found += _rows(page)
    return sorted(found)


def _columns(page: Page) -> Iterator[tuple[int, int]]:
    """The earlier values of a table that sets them before today's: "Flexion  35%  80%" under "Eval  Today"."""
    text = page.text  # the folded view has no tabs
    for match in COLUMNS.finditer(text):
        paired = "/" in match["gap"]
        at = text.find("\n", match.end())
        while 0 <= at < len(text) - 1:
            stop = text.find("\n", at + 1)
            stop = len(text) if stop < 0 else stop
            earlier = _earlier(text, at + 1, stop, paired)
            if earlier is None:
                break
            yield earlier
            at = stop


def _rows(page: Page) -> Iterator[tuple[int, int]]:
    """The visits of a travel card above that of today."""
    today = 0
    for now in NOW.finditer(page.low):
        today = now.start()
    yield from (row.span() for row in ROW.finditer(page.low, 0, today))


def _earlier(low: str, start: int, stop: int, paired: bool) -> tuple[int, int] | None:
    """Where the earlier of two values stands in a row; None where the line is no row of the table."""
    if paired:
        label, gap = low.find(":", start, stop), low.find(" / ", start, stop)
        return (label + 1, gap) if start < label < gap else None
    while start < stop and low[start] in " \t|":
        start += 1
    cells = list(CELL.finditer(low, start, stop))
    if len(cells) < 2 or cells[0].start() == start:
        return None
    return cells[0].end(), cells[1].start()


def _copied_end(page: Page, start: int) -> int:
    """Copied words end with their bracket or paragraph, or where a section that is today's begins."""
    limit = min(len(page.low), start + LONGEST_COPY)
    marked = END_MARK.search(page.low, start, limit)
    if marked:
        return marked.end()
    if ">>" in page.low[max(0, start - 40) : start] and (closed := page.low.find("<<", start, limit)) >= 0:
        return closed
    bracket = page.low.rfind("[", max(0, start - 40), start)
    close = page.low.find("]", start, limit)
    if bracket >= 0 and close - start > 12 and "\n\n" not in page.low[start:close]:
        return close + 1
    line = ON_ITS_LINE.match(page.low, max(0, start - 1), limit)
    if line:
        return line.end()
    blank = BLANK_LINE.search(page.low, start, limit)
    end = blank.start() if blank else limit
    today = TODAY.search(page.low, start, end)
    return today.start() if today else end
