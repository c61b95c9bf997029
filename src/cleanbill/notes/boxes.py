"""Checkboxes and answered labels: "[ ] Spasm [x] Tenderness", "Muscle spasm: (x) present ( ) absent", "Injury? NO".

An option that is not ticked says nothing of its own words: "( ) absent" is an option, not a denial.
"""

import re
from typing import NamedTuple

from cleanbill.notes.page import Page

BOX = re.compile(
    r"(?=[\[(☑☒✓✔■☐□_])(?:\[\s{0,3}(?P<a>[x✓✔*]?)\s{0,3}\]|\(\s{0,3}(?P<b>[x✓✔*]?)\s{0,3}\)|(?P<c>[☑☒✓✔■])|[☐□]"
    r"|(?<!\w)_(?P<d>[x✓✔])_(?!\w)|(?<!\w)_{2,3}(?!_)(?=\s?\w))"
)
YES = (
    r"yes|y|present|pos(?:itive)?|\+|abnormal|true|limited|decreased|noted|mild|mod(?:erate)?|severe|c"
    r"|t|l|r|s|b|left|right|both|bilat\w*|b/l|cervical|thoracic|lumbar|c/s|t/s|l/s|painful|reduced"
    r"|restricted|antalgic|impaired|diminished"
)
NO = (
    r"no|n|absent|none(?: noted| present| found| seen)?|neg(?:ative)?|-|normal|wnl|wfl|nl|denies|denied|false"
    r"|nil|not present|n/a"
    r"|na|unremarkable|intact"
)
OPTION = re.compile(
    rf"\s{{0,3}}(?:(?P<yes>{YES})|(?P<no>{NO}))(?=\s{{0,4}}(?:$|[\[(☐☑☒□,;.|/\n-])|\s\s|\s(?:if"
    rf"|location|where|describe|explain|[rlb]|b/l|right|left|bilat\w*)\b)"
)
ANSWER = re.compile(
    r"[^.;,\n:?\[(=]{0,40}?(?:\([^()\n]{0,12}\) ?)?(?:\s?[:?=]{1,2}|\s--?\s|\s?\|)\s*(?:-+>\s*"
    r"|→\s*)?(?:(?P<yes>yes|y|present"
    r"|positive|pos"
    r"|\+|\(\+\))|(?P<no>no|n|none|neg|negative|absent|denied|denies|nil|not present|n/a|wnl|0(?! ?/|\d)"
    r"|normal|nl|\(-\)|-))"
    r"(?=\s*(?:[.;,\n)|/]|$|\s{2}|-+>|→|today|noted|reported|recalled|identified|given|known|palpated|seen|felt|found"
    r"|elicited|per pt|[A-Z]\w+\s?[?:]|\(|-|\d))"
)


RINGED = re.compile(  # the answer that is ringed of two: "Spasm Y / (N)"
    r"\s{0,3}[:?]?\s{0,3}(?:[(\[<*](?P<yes>y|yes|pos|\+)[)\]>*] ?[/|]? ?(?:n|no|neg|-)(?!\w)"
    r"|(?:y|yes|pos|\+) ?[/|]? ?[(\[<*](?P<no>n|no|neg|-)[)\]>*])"
)
ZERO = re.compile(
    r" ?:? ?(0(?: ?/ ?10)?)(?= *(?:[.;,\n)]|$)| [a-z]+ 0\b)(?![^.;\n]{0,24}\d ?/ ?10)(?! ?[.,-]?\d)(?! ?/)"
)
CELL = re.compile(
    r"\s*(?:\||-+>|→)\s*(?:(?P<yes>yes|y|\+|pos(?:itive)?|present)|(?P<no>no|n|-|neg(?:ative)?|none|absent"
    r"|not found|gone|resolved))"
    r"(?=\s*(?:\||-+>|→|\n|$))"
)
APART = re.compile(r":[^:\n]*\S\s{2,}(?=[a-z][^:\n]{0,30}:\s*$)")  # an answered label before another label
OPTIONS = ("ticked", "unticked")
UNANSWERED, UNFOUND = "unanswered", "unfound"


LONGEST_LINE = 2000
BLANK = re.compile(  # a label with nothing behind it, or a reference to another page
    r"[ :=-]{0,4}_{3,}(?![\w_])"
    r"|\s*[:=|-]\s*(?:see|refer to) (?:the )?(?:initial|eval\w*|exam\w*|flow ?-?sheet|chart|attached|above|previous"
    r"|prior|last|ie\b|log)"
)
BESIDE = re.compile(r" (?:(?P<yes>yes)|(?P<no>no|none))(?=\s*(?:[;.,\n]|$))")  # "muscle spasms no; tingling yes"
BRACKETED = re.compile(  # "edema [NO]"
    r"[^.;,\n:?\[(=]{0,40}\[ ?(?:(?P<yes>yes|present|pos(?:itive)?|\+)|(?P<no>no|none|absent|neg(?:ative)?|-)) ?\]"
)
CIRCLED = re.compile(
    r"[^.;\n]{0,30}[?\"”:]+\s{0,3}[-–]?\s{0,3}(?:circled|marked|checked|answered|wrote)[: ]{1,3}(?:(?P<yes>y|yes)"
    r"|(?P<no>n|no))\b"
)


OTHER = re.compile(r"\s*other ?:(?=\s*\w)")
DENIAL = re.compile(r"\s*(?:no|not|none|without|w/o|denies|negative)\b")


class Mark(NamedTuple):
    """`start` to `end` is said by a box or an answer: `status` of it, and where the tick or answer stands.

    Status `ticked` or `unticked`: the words of one option, which say nothing of their own beyond being chosen.
    """

    start: int
    end: int
    status: str
    tick_start: int
    tick_end: int


class _Box(NamedTuple):
    start: int
    end: int
    ticked: bool


def marks(page: Page) -> list[Mark]:
    """What the boxes of the note say, in order.

    A label without a tick is `unfound`; `unanswered` where a no is among its options.
    """
    found: list[Mark] = []
    line_start = 0
    boxes: list[_Box] = []
    for match in BOX.finditer(page.low):
        box = _Box(match.start(), match.end(), bool(match["a"] or match["b"] or match["c"] or match["d"]))
        newline = max(line_start, page.low.rfind("\n", line_start, box.start) + 1)
        if newline == line_start and box.start - line_start > LONGEST_LINE:
            newline = boxes[-1].end if boxes else box.start
        if newline > line_start:
            found += _line(page, line_start, boxes)
            boxes, line_start = [], newline
        boxes.append(box)
    return found + _line(page, line_start, boxes)


def _line(page: Page, start: int, boxes: list[_Box]) -> list[Mark]:
    if not boxes:
        return []
    stop = page.low.find("\n", boxes[-1].end)
    stop = len(page.low) if stop < 0 else stop
    if _boxes_follow(page, start, boxes, stop):
        return _after(start, boxes)
    found: list[Mark] = []
    start = _label_start(page, start, boxes[0].start)
    label: int | None = start
    headed = start
    group: list[Mark] = []
    for index, box in enumerate(boxes):
        end = boxes[index + 1].start if index + 1 < len(boxes) else stop
        option = OPTION.match(page.low, box.end, end)
        if option is None:
            headed = headed if label is None else label
            found += group
            group, label = [], None
            found.append(_item(page, box, end))
            continue
        if label is None and box.ticked and option["no"]:
            first = next(each for each in boxes if each.start > headed)
            found.append(Mark(headed, first.start, "negated", box.start, option.end()))  # "Spasm: [ ] neck [x] none"
            continue
        if label is None or (group and _starts_label(page, group[-1].end, box.start)):
            found += group
            label, group = (group[-1].end if group else boxes[index - 1].end), []
        group = _option(page, group, label, box, option)
    return found + group


def _option(page: Page, group: list[Mark], label: int, box: _Box, option: re.Match[str]) -> list[Mark]:
    """The label's mark, and one over each option's own words."""
    ticked = "ticked" if box.ticked else "unticked"
    own = Mark(box.start, option.end(), ticked, box.start, box.end)
    if not box.ticked:
        return [*_unticked(group, label, box, option), own]
    status = "affirmed" if option["yes"] else "negated"
    said = Mark(label, option.end(), status, box.start, option.end())
    return [said, *(m for m in group if m.status in OPTIONS), own]


def _unticked(group: list[Mark], label: int, box: _Box, option: re.Match[str]) -> list[Mark]:
    """The group, whose label so far has no tick: not found, or not answered where the options hold a no as well."""
    statuses = {mark.status for mark in group}
    if statuses & {"affirmed", "negated"}:
        return group
    status = UNANSWERED if option["no"] or UNANSWERED in statuses else UNFOUND
    return [Mark(label, box.start, status, box.start, box.end), *(m for m in group if m.status in OPTIONS)]


def _starts_label(page: Page, after: int, box: int) -> bool:
    """Whether a new label stands before this box: words that are more than the last option's tail."""
    between = page.low[after:box].strip(" ,/-|")
    return len(between) > 2 and (between[-1] in ":?" or "  " in page.low[after:box])


def _item(page: Page, box: _Box, end: int) -> Mark:
    words = page.low[box.end : end]
    for cut in (" - ", " -- ", "; ", ". ", "   "):
        at = words.find(cut)
        if at > 0:
            words = words[:at]
    if not box.ticked and (other := OTHER.match(words)):  # "( ) other: ladder kicked out": it was filled in
        return Mark(box.end, box.end + other.end(), "negated", box.start, box.end)
    denies = DENIAL.match(words)  # "[ ] no injury" says neither that there was one nor that there was none
    status = "affirmed" if box.ticked else UNANSWERED if denies else "negated"
    return Mark(box.end, box.end + max(1, len(words.rstrip())), status, box.start, box.end)


def _boxes_follow(page: Page, start: int, boxes: list[_Box], stop: int) -> bool:
    """A line that writes each box behind its words: "Spasm [x]  Tenderness [ ]"."""
    before = page.low[start : boxes[0].start].strip(" -*")
    return bool(before) and before[-1] not in ":?" and not page.low[boxes[-1].end : stop].strip(" .,;")


def _label_start(page: Page, start: int, box: int) -> int:
    """Where the label of a line's first box begins: "Injury" of "Duration: 9 months   Injury: [ ]"."""
    apart = list(APART.finditer(page.low, start, box))
    return apart[-1].end() if apart else start


def _after(start: int, boxes: list[_Box]) -> list[Mark]:
    found = []
    for box in boxes:
        found.append(Mark(start, box.start, "affirmed" if box.ticked else "negated", box.start, box.end))
        start = box.end
    return found


def zero(page: Page, end: int) -> Mark | None:
    """The 0 that denies what ends at `end`: "HA 0/10", "fever 0"; not where further figures tell when there is some."""
    match = ZERO.match(page.low, end)
    return Mark(end, match.end(1), "negated", match.start(1), match.end(1)) if match else None


def answer(page: Page, end: int) -> Mark | None:
    """The answer to a label that ends at `end`: "Injury? NO", "Spasm: none", "Spasm Y / (N)"."""
    if blank := BLANK.match(page.low, end):
        return Mark(end, blank.end(), UNANSWERED, blank.start(), blank.end())
    match = (
        RINGED.match(page.low, end, end + 24)
        or ANSWER.match(page.low, end, end + 80)
        or BESIDE.match(page.low, end)
        or BRACKETED.match(page.low, end)
        or CIRCLED.match(page.low, end)
    )
    if match is None:
        return None
    match = _newest(page, match)
    group = "yes" if match["yes"] else "no"
    status = "affirmed" if group == "yes" else "negated"
    return Mark(end, match.end(group), status, match.start(group), match.end(group))


def _newest(page: Page, match: re.Match[str]) -> re.Match[str]:
    """The answer in the last of a row's cells: "Spasm R UT | yes | yes | no" is a column a visit, the last today's."""
    while following := CELL.match(page.low, match.end()):
        match = following
    return match
