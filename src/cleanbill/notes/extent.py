"""The words of a finding: its stretch without what leads in or trails off."""

import re

from cleanbill.model.reading import ObjectiveFinding
from cleanbill.notes.mentions import Mention, Reader
from cleanbill.notes.phrases import Phrases

LEAD = re.compile(
    r"(?:[\s,;:.\-•*>\"\[]+|(?:and|with|w/|but|also|then|there (?:is|was|are|were)(?: also)?|noted"
    r"|note|has|had|have|is|are|was|were"
    r"|the|a|an|some|patient|pt|he|she|it|to have|found|presence of|positive for|\(\+\) for"
    r"|does have|demonstrates?|shows?|reveals?|revealed|ambulat\w+(?: with)?|walks? with"
    r"|palpable over)\b(?!-))+"
)
VERB = Phrases("extent.verb")
LABEL = re.compile(r"(?:[ap]?rom|mmt|strength)[a-z /]{0,24}$")
ENDS = ("(+)", "(B)", "(R)", "(L)", "-)")


def of_mention(reader: Reader, kind: str, start: int, end: int, mention: Mention) -> ObjectiveFinding:
    """The finding that `mention` makes in the stretch `start` to `end`; a box's label goes with its tick."""
    box = mention.box
    if box is not None and box.tick_start >= mention.end:
        return _trimmed(reader, kind, mention.start, box.tick_end)
    if box is not None:
        return _trimmed(reader, kind, mention.start, max(mention.end, min(end, box.end)))
    return of_stretch(reader, kind, start, end, mention.start)


def of_stretch(reader: Reader, kind: str, start: int, end: int, cue: int) -> ObjectiveFinding:
    """The finding of a stretch whose telling word stands at `cue`: from behind "shows" or a label to the end."""
    page = reader.page.low
    for match in VERB.finditer(page, start, cue):
        start = match.end()
    colon = page.rfind(":", start, cue)
    if colon >= 0:
        label = LABEL.search(page[start:colon])
        start = start + label.start() if label else colon + 1
    head = reader.sections.at(cue)
    if start < head.start <= cue and ":" not in page[head.head : head.start]:
        start = head.start
    lead = LEAD.match(page, start, max(start, cue))
    return _trimmed(reader, kind, lead.end() if lead else start, end)


def _trimmed(reader: Reader, kind: str, start: int, end: int) -> ObjectiveFinding:
    text = reader.page.text
    while end > start + 1 and text[end - 1] in " \n\t,.;:-()[]" and not text[start:end].endswith(ENDS):
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    while start < end - 1 and text[start] in " \n\t,.;:-":
        start += 1
    return ObjectiveFinding(kind, start, end, text[start:end])
