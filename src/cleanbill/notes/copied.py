"""Stretches of a note that were carried forward from an earlier one and say nothing of today."""

import re

from cleanbill.notes.page import Page

COPIED = re.compile(
    r"[\[(]?\b(?:copied|copy[- ]forward|(?:carried|pulled) forward|(?:carried|pulled|brought) fwd(?= from|:)|c/f from"
    r"|(?:status |findings |exam )?(?:at|on) (?:soc|start of care|admission|initial eval\w*|i\.?e\.?)(?: \([^)\n]*\))?:"
    r"|\[(?:from )?(?:prior|previous|last) (?:note|visit)|\n(?:prior|previous|last) (?:note"
    r"|visit)[^\n:.]{0,30}:)|\[\d{1,2}/\d{1,2}(?:/\d{2,4})?: "  # "[10/26: spasm bilat]"
)
LONGEST_COPY = 6000
TODAY = re.compile(r"\n\s{0,4}(?:[soap]\s?:|today|current|subjective|objective|assessment|plan)|\[?end (?:of )?cop")
END_MARK = re.compile(r"\[?end (?:of )?cop\w*\]?")
ON_ITS_LINE = re.compile(r"[^\n|:]{0,30}:[ \t]*\S[^\n|]*")  # "COPIED FROM 10/19: spasm L4-S1" goes no further than its line
BLANK_LINE = re.compile(r"\n\s{0,80}?\n")


def copied(page: Page) -> list[tuple[int, int]]:
    """The copied stretches (offsets) in order, without overlap."""
    found: list[tuple[int, int]] = []
    for match in COPIED.finditer(page.low):
        if not found or match.start() >= found[-1][1]:
            found.append((match.start(), _copied_end(page, match.end())))
    return found


def _copied_end(page: Page, start: int) -> int:
    """Copied words end with their bracket or paragraph, or where a section that is today's begins."""
    limit = min(len(page.low), start + LONGEST_COPY)
    marked = END_MARK.search(page.low, start, limit)
    if marked:
        return marked.end()
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
