"""A line carries LT or RT, and the note speaks of the other side alone.

A single word for the side that is billed, anywhere in the note, is enough for silence.
"""

import re
from collections.abc import Iterator

from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import Fact, NoteFacts, Side, Span
from cleanbill.rules import noted
from cleanbill.rules.authorities import guidelines

_SIDES: dict[str, Side] = {"LT": "left", "RT": "right"}
_WORDS = {
    "left": re.compile(r"\b(?:left|lt|lft|lle|lue|bilat\w*|both|b/l)\b|\bL\b(?![\d-])", re.IGNORECASE),
    "right": re.compile(r"\b(?:right|rt|rle|rue|bilat\w*|both|b/l)\b|\bR\b", re.IGNORECASE),
}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a line, with a place where the note names the side."""
    found = noted.facts(visit)
    said = _sided(found) if found else []
    sides = {fact.laterality for fact in said}
    if len(sides) != 1:
        return
    for line in visit.lines:
        claimed = {_SIDES[m] for m in line.modifiers if m in _SIDES}
        if len(claimed) != 1 or claimed & sides or "bilateral" in sides:
            continue
        side, first = min(claimed), said[0]
        if not _WORDS[side].search(noted.text(visit)):
            spans = (Span(first.start, first.end, first.span),)
            message = f"{label(line.code)} says {side}; the note speaks of the {first.laterality} side alone."
            yield Fault(message, line, "modifiers", evidence=spans)


def _sided(found: NoteFacts) -> list[Fact]:
    """What the note says of one side or both, whatever it says of it: a side that is denied is a side as well."""
    return [fact for fact in found.facts if fact.laterality and fact.source != "copied"]


def _claim(modifier: str, text: str) -> dict[str, object]:
    line = {"code": "20610", "modifiers": [modifier], "date": "2026-11-02"}
    return {"note": {"text": text}, "lines": [line]}


_KNEE = "S: {0} knee pain for 3 weeks, no injury.\nO: {0} knee effusion.\nA: {0} knee osteoarthritis.\nP: Injection."

rule = Rule(
    id="NO138",
    version=2,
    name="line_side_differs",
    title="A line is of the other side than the note",
    catalogue="MOD-12",
    severity="warning",
    stage=("claim",),
    authority=(guidelines("section I.B.13, Laterality"),),
    denials=(Denial("4"),),
    fix="Which side was treated?",
    fix_safety="ask",
    about="note/text",
    check=check,
    examples=(
        fails("the left knee is billed, the right one noted", **_claim("LT", _KNEE.format("Right"))),
        passes("the same side", **_claim("RT", _KNEE.format("Right"))),
        near_miss("both sides are spoken of", **_claim("LT", _KNEE.format("Right") + " Left knee better.")),
        near_miss("both knees", **_claim("LT", _KNEE.format("Bilateral"))),
        near_miss("the note names no side", **_claim("LT", "S: Knee pain.\nP: Injection.")),
    ),
)
