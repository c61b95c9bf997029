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
        side, mentions = _said(code, found)
        right = _of_side(code, side, context, day) if side else None
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


def _of_side(code: str, side: Side, context: Context, day: dt.date) -> str | None:
    """The code of that side beside a code that says none; None where `code` says one, or there is no such code."""
    release = context.icd10cm(day)
    beside = {other.side: other.code for other in release.lookup(code, day).sides if other.billable}
    if not {"right", "left"} <= beside.keys():
        return None
    own = next((other.side for other in release.lookup(beside["right"], day).sides if other.code == code), None)
    return beside.get("both" if side == "bilateral" else side) if own in ("not said", "one") else None


_SHOULDER = "S: {side} shoulder pain for 3 weeks, no injury.\nO: Tender {side} shoulder.\nA: {side} shoulder pain."


def _claim(dx: str, side: str) -> dict[str, object]:
    note = {"text": _SHOULDER.format(side=side)}
    return {"dx": [dx], "note": note, "lines": [{"code": "97110", "date": "2026-11-02"}]}


rule = Rule(
    id="DX106",
    version=2,
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
        passes("the code of the side", **_claim("M25.511", "Right")),
        near_miss("the note names no side", **_claim("M25.519", "The")),
        near_miss("both sides, and no code for both", **_claim("M25.519", "Bilateral")),
        near_miss("a code without sides", **_claim("M62.830", "Right")),
    ),
)
