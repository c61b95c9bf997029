"""A diagnosis leaves the side open where the note names it."""

import datetime as dt
from collections.abc import Iterator

from cleanbill.coding import known
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial, Edit
from cleanbill.model.reading import Fact, NoteFacts, Side, Span
from cleanbill.rules import noted
from cleanbill.rules.authorities import guidelines


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault a diagnosis, with the code of the side where there is one."""
    found, day = noted.facts(visit), visit.date or context.on
    if found is None:
        return
    for index, code in enumerate(visit.claim.dx):
        sided = _sided(code, context, day)
        side, mentions = _said(code if known.concepts(code) else sided.get("right", code), found)
        right = sided.get("both" if side == "bilateral" else side or "")
        if right and right not in visit.claim.dx:
            fact = mentions[0]
            yield Fault(
                f"{code} leaves the side open; the note says {side}: «{fact.span}».",
                dx=index,
                edits=(Edit("replace", f"/dx/{index}", right),),
                evidence=(Span(fact.start, fact.end, fact.span),),
                fix=f"Code {right} where the diagnosis is of that side.",
            )


def _said(code: str, found: NoteFacts) -> tuple[Side | None, list[Fact]]:
    """The one side on which the note has the condition, and where it says so."""
    concepts, regions = known.upholds(code) or known.concepts(code), known.regions(code)
    mentions = [
        fact
        for fact in found.facts
        if fact.concept in concepts and fact.assertion == "affirmed" and fact.laterality and fact.source != "copied"
        and (not regions or fact.region in regions)
    ]  # fmt: skip
    sides = {fact.laterality for fact in mentions}
    return (sides.pop(), mentions) if len(sides) == 1 else (None, [])


def _sided(code: str, context: Context, day: dt.date) -> dict[str, str]:
    """The codes of the sides beside a code that says none; none where `code` says one, or there are no such codes."""
    release = context.icd10cm(day)
    beside: dict[str, str] = {other.side: other.code for other in release.lookup(code, day).sides if other.billable}
    if not {"right", "left"} <= beside.keys():
        return {}
    own = next((other.side for other in release.lookup(beside["right"], day).sides if other.code == code), None)
    return beside if own in ("not said", "one") else {}


_KNEE = "S: {side} knee pain for 2 years, no injury.\nO: Crepitus {side} knee.\nA: Osteoarthritis {side} knee."
_SHOULDER = "S: {side} shoulder pain for 3 weeks, no injury.\nO: Tender {side} shoulder.\nA: {side} shoulder pain."


def _claim(dx: str, side: str, text: str = _SHOULDER) -> dict[str, object]:
    note = {"text": text.format(side=side)}
    return {"dx": [dx], "note": note, "lines": [{"code": "97110", "date": "2026-11-02"}]}


rule = Rule(
    id="DX106",
    version=3,
    name="side_not_coded",
    title="A diagnosis leaves the side open and the note names it",
    catalogue="DX-06",
    severity="warning",
    stage=("claim",),
    authority=(
        guidelines("section I.B.13, Laterality"),
        guidelines("section I.B.18, Use of Sign/Symptom/Unspecified Codes", verified=False),
    ),
    denials=(Denial("11"),),
    fix="On which side is it?",
    fix_safety="ask",
    about="note/text",
    check=check,
    examples=(
        fails("the right shoulder", **_claim("M25.519", "Right")),
        fails("the left shoulder", **_claim("M25.519", "Left")),
        fails("one knee's osteoarthritis, the right", **_claim("M17.10", "right", _KNEE)),
        passes("the code of the side", **_claim("M25.511", "Right")),
        near_miss("the note names no side", **_claim("M25.519", "The")),
        near_miss("both sides, and no code for both", **_claim("M25.519", "Bilateral")),
        near_miss("osteoarthritis of both knees beside the code of one", **_claim("M17.0", "both", _KNEE)),
        near_miss("a code without sides", **_claim("M62.830", "Right")),
    ),
)
