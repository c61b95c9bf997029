"""Plus and minus signs beside a test or a finding: each binds to its own, not to the whole line.

"(-) SLR B", "Kemps (-)", "SLR neg b/l", "Neer +, Hawkins + R". In a stretch between commas the order of its first
sign and mention tells the writer's habit: signs before or signs after.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from cleanbill.notes.page import Page

SIGN = re.compile(
    r"(?=[(+\-pn⊕⊖])(?:(?P<plus>⊕|(?<=\s)\+/\+(?=[\s.,;)]|$)|\(\s?\+{1,3}\s?\)|(?<![\w+])\+{1,3}(?=[\s\w,.;)/]|$)(?!\d)"
    r"|(?<=[a-z])\+(?=[\s,.;]|$)|\+ve\b"
    r"|\bpos(?:itive|itve|tive)?\b(?! for| straight line| attitude| response| effect| outcome))"
    r"|(?P<minus>⊖|(?<=\s)-/-(?=[\s.,;)]|$)|\(\s?-{1,2}\s?\)|(?<=\s)-(?=(?:\s+(?:b|r|l|b/l|bil(?:at\w*)?|left|right|at)\b)"
    r"|\s*(?:[,.;\n)]|$))|-ve\b"
    r"|(?<=[\s,;(])-(?=[a-z]{3})|\bneg(?:ative|atve|itive)?\b(?! for| pressure)))"
)
LINE_MINUS = re.compile(r"-(?<![^\s,;:]-) ?(?=[a-z])")
PLUS_AHEAD = re.compile(r"(?m)(?:^|[,;:(]) ?\+{1,3} ?[a-z]")
SYSTEMS = frozenset({"neuro", "neurologic", "neurological", "gait", "neurovascular"})
"""What names a part of a review and is no finding where a sign parts it from one."""
LIST = 300  # characters about a dash in which a plus shows that it is a minus
STRETCH = re.compile(r"[,;\]]|\.(?=\s)|\n|\bbut\b|\bexcept\b| - (?!bilat|left|right|both)(?=\w{4})")
OWN_END = re.compile(r"[,;\n]")
SIDE_BEHIND = re.compile(r"\s+(?:b|r|l|b/l|bil(?:at\w*)?|left|right|at)\b")
BETWEEN = 3  # tokens between a mention and the sign after it: "SLR test on R +"
AHEAD = 6  # tokens between a sign and the mention it stands before: "(+) TTP", "positive left-sided ..."


class Sign(NamedTuple):
    """A sign: offsets, and whether it is a plus."""

    start: int
    end: int
    plus: bool


def signs(page: Page, tests: frozenset[int] = frozenset()) -> list[Sign]:
    """Every sign of the note in order. `tests`: where the names of tests begin."""
    found = [Sign(m.start(), m.end(), m.lastgroup == "plus") for m in SIGN.finditer(page.low)]
    found = [sign for sign in found if sign.plus or not _is_bullet(page.low, sign, tests)]
    known = {sign.start for sign in found}
    for match in LINE_MINUS.finditer(page.low):
        if match.end() not in tests or match.start() in known or _opens_signed(page.low, match.end()):
            continue
        if _beside_plus(page.low, match.start()):
            found.append(Sign(match.start(), match.end(), False))
    return sorted(found)


def _is_bullet(low: str, sign: Sign, tests: frozenset[int]) -> bool:
    """A dash that opens a line, before an ordinary word, in a list without a plus: "-Some swelling"."""
    if (
        low[sign.start : sign.end] != "-"
        or low[max(0, sign.start - 40) : sign.start].rpartition("\n")[2].strip()
        or sign.end in tests
    ):
        return False
    return low[sign.end : sign.end + 1].isalpha() and not _beside_plus(low, sign.start)


def _opens_signed(low: str, at: int) -> bool:
    """Whether what a dash opens has a sign of its own, so that the dash is a bullet: "- Fortin sign + R"."""
    stop = OWN_END.search(low, at)
    return SIGN.search(low, at, stop.start() if stop else len(low)) is not None


def _beside_plus(low: str, at: int) -> bool:
    """Whether a plus before a word stands in the same list: "+ SLR R, - SLR L"."""
    return PLUS_AHEAD.search(low, max(0, at - LIST), at + LIST) is not None


def _may_bind(page: Page, sign: Sign, spans: list[tuple[int, int]], tests: frozenset[int]) -> bool:
    """Whether a sign may bind: a bare dash before a side is a minus behind a test, and a dash behind other words."""
    if page.low[sign.start : sign.end] != "-" or not SIDE_BEHIND.match(page.low, sign.end):
        return True
    line = page.low.rfind("\n", 0, sign.start)
    before = [start for start, end in spans if line < end <= sign.start and sign.start - end <= 12]
    return any(start in tests for start in before[-2:])


def bind(page: Page, spans: list[tuple[int, int]], tests: frozenset[int] = frozenset()) -> dict[int, Sign]:
    """The sign of each mention that has one. `spans`: mentions in order; the keys index them. `tests`: their starts."""
    found = [sign for sign in signs(page, tests) if _may_bind(page, sign, spans, tests)] if spans else []
    if not found:
        return {}
    cuts = [0, *(m.start() for m in STRETCH.finditer(page.low)), len(page.low) + 1]
    bound: dict[int, Sign] = {}
    at_sign = at_span = 0
    for start, end in pairwise(cuts):
        here_signs, here_spans = [], []
        while at_sign < len(found) and found[at_sign].start < end:
            here_signs.append(found[at_sign])
            at_sign += 1
        while at_span < len(spans) and spans[at_span][0] < end:
            here_spans.append(at_span)
            at_span += 1
        if here_signs and here_spans and here_signs[0].start >= start:
            _bind_stretch(page, spans, here_spans, here_signs, bound)
    return bound


def _bind_stretch(
    page: Page, spans: list[tuple[int, int]], here: list[int], found: list[Sign], bound: dict[int, Sign]
) -> None:
    if len(here) > len(found) and page.low[slice(*spans[here[0]])] in SYSTEMS:
        here = here[1:]  # "Neuro (-) numbness"
    first = spans[here[0]]
    after = found[0].start >= first[1]
    queue = list(here)
    for index, sign in enumerate(found):
        nearest = -1
        if after:
            while queue and spans[queue[0]][1] <= sign.start:
                nearest = queue.pop(0)
                if _joined(page, spans[nearest][1], sign.start) or _near(page, spans[nearest][1], sign.start, BETWEEN):
                    bound[nearest] = sign
        else:
            limit = found[index + 1].start if index + 1 < len(found) else len(page.low)
            while queue and spans[queue[0]][0] < limit:
                mention = queue.pop(0)
                if spans[mention][0] >= sign.end and _near(page, sign.end, spans[mention][0], AHEAD):
                    bound[mention] = sign


def _near(page: Page, start: int, end: int, most: int) -> bool:
    return page.token_at(end) - page.token_at(start) <= most


def _joined(page: Page, start: int, end: int) -> bool:
    """Only other tests of a list stand between: "Neer/Hawkins +"."""
    between = page.low[start:end]
    return len(between) < 40 and ("/" in between or "&" in between or " and " in between)
