"""What the treatment is to reach, as the note says it."""

import re
from collections.abc import Iterator

from cleanbill.model.reading import Span
from cleanbill.notes.mentions import Reader

LABEL = re.compile(
    r"\b(?P<l>(?:(?:short|long)[- ]term )?goals?|[sl]tgs?|short[- ]term|long[- ]term|(?:functional|patient|pt|therapy"
    r"|treatment)(?:'s)? goals?)(?:(?: ?#?\d{1,2})?(?: ?\([^()\n]{0,24}\))?"
    r"(?:,? ?(?:in |x )?\d{1,2} ?(?:wks?|weeks?))?\s{0,3}"
    r"(?:(?:to be (?:met|completed|achieved|reached)|for|in|by|within|x)\b[^.:;\n]{0,24}:|[:=]|-(?= )|(?:is|are"
    r"|remains?)(?: to(?: be)?)?\b)|(?= (?:to|sit|stand|walk|lift|return|drive|sleep|reach|run"
    r"|flex|roll|be|ext|full|pain|upright|climb|carry|squat|resume|increase|decrease|improve|restore)\b))"
)
NOT_LABEL = re.compile(
    r"\b(?:met|no|his|her|career|stated|above|progress(?:ing)? (?:to|toward)s?|toward|towards|all)\s+$"
)
REACHED = re.compile(
    r"[\s:.-]*(?:all |both |partially |not |were |have been |100% )*(?:met|achieved|reached|n/a|none|ongoing)\b"
)
ITEM = re.compile(r"[\s,\-•*▪●]*(?:\(?\d{1,2}[.):]|[a-c][.)])?\s*")
GOES_ON = re.compile(
    r"[ \t,]*(?:[-•*▪●]|\(?\d{1,2}[.):]|(?:pt|patient|he|she)\.? (?:will|to)\b|to |in \d{1,2} ?w)", re.I
)
ITS_NUMBER = re.compile(r"(?<![\d.])\d{1,2}[.)]\s*$")
NEXT_NUMBER = re.compile(r"[.;,]\s+\d{1,2}[.)]?\s*$")
NUMBERED = re.compile(r"[\s,:]*1[.)]\s")
MOST = 24
LONGEST = 300


def goals(reader: Reader) -> list[Span]:
    """The goals in order, each item of a list apart. What the note says of a goal's being met is no goal."""
    found: dict[int, Span] = {}
    if not any(word in reader.page.low for word in ("goal", "tg", "term")):
        return []
    for label in LABEL.finditer(reader.page.low):
        if NOT_LABEL.search(reader.page.low, max(0, label.start() - 16), label.start()):
            continue
        if reader.sections.is_copied(label.start()) or REACHED.match(reader.page.low, label.end()):
            continue
        for goal in _items(reader, label.end(), "s" in label["l"][-1:]):
            found.setdefault(goal.start, goal)
    kept: list[Span] = []
    for goal in sorted(found.values(), key=lambda goal: goal.start):
        if not kept or goal.start >= kept[-1].end:
            kept.append(goal)
    return kept


def _items(reader: Reader, start: int, several: bool) -> Iterator[Span]:
    """The items behind a label: one, or for a list those that follow in its line and as numbered lines below."""
    page = reader.page
    index = page.sentence_of(start)
    several = several or NUMBERED.match(page.low, start) is not None
    for number, at in enumerate(range(index, min(index + MOST, len(page.bounds)))):
        low, high = page.sentence(at)
        low = max(low, start)
        if number and not (several and _goes_on(reader, low, high)):
            return
        lead = ITEM.match(page.text, low, high)
        low = lead.end() if lead else low
        label = LABEL.search(page.low, low, high)
        if number and label and label.start() - low < 4:
            return
        text = NEXT_NUMBER.sub("", page.text[low : min(high, low + LONGEST)]).rstrip(" \t\r\n.,;•*-")
        if len(text) > 3:
            yield Span(low, low + len(text), text)


def _goes_on(reader: Reader, low: int, high: int) -> bool:
    """Whether a sentence is a further item: in the same section, on the same line behind a semicolon or as a list."""
    page = reader.page
    before = page.text[max(0, low - 3) : low]
    if reader.sections.between(low - 1, high) or "\n\n" in before:
        return False
    if ITS_NUMBER.search(page.low, max(0, low - 8), low) or ";" in before or page.low[low - 1 : low] in "•|":
        return True
    return bool(GOES_ON.match(page.text, low))
