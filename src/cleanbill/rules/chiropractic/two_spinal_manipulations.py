"""Two spinal manipulation codes stand on one date: each already counts all regions, so one is paid at most."""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import without


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    lines = visit.having(SPINAL_MANIPULATION)
    if len(lines) < 2:
        return
    highest = max(line.code for line in lines)
    for line in lines:
        if line.code != highest:
            message = f"{line.code} stands beside {highest} on {visit.date}; no modifier pays both."
            yield Fault(message, line, "code", edits=without(visit, line))


rule = Rule(
    id="CH104",
    version=1,
    name="two_spinal_manipulations",
    title="Two spinal manipulation codes on one date",
    catalogue="CMT-04",
    severity="error",
    stage=("note", "claim"),
    authority=(
        Authority(
            "National Correct Coding Initiative, procedure-to-procedure edits for practitioners",
            "98941/98940, 98942/98940, 98942/98941: modifier indicator 0",
            "effective 2024-07-01",
        ),
    ),
    check=check,
    fix="Keep the one code for all regions that the note names.",
    fix_safety="ask",
    procedures=SPINAL_MANIPULATION,
    denials=(Denial("236", "M80"),),
    examples=(
        fails(
            "98941 and 98940",
            lines=[{"code": "98941", "date": "2026-03-16"}, {"code": "98940", "date": "2026-03-16"}],
        ),
        fails(
            "59 does not help",
            lines=[
                {"code": "98941", "date": "2026-03-16"},
                {"code": "98940", "modifiers": ["59"], "date": "2026-03-16"},
            ],
        ),
        passes("98941 alone", lines=[{"code": "98941", "date": "2026-03-16"}]),
        near_miss(
            "Spinal and extraspinal",
            payer={"type": "commercial", "covers_98943": True},
            lines=[{"code": "98940", "date": "2026-03-16"}, {"code": "98943", "date": "2026-03-16"}],
        ),
        near_miss(
            "Two dates",
            lines=[{"code": "98941", "date": "2026-03-16"}, {"code": "98940", "date": "2026-03-18"}],
        ),
    ),
)
