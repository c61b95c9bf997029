"""The modifier says one side of the body, the diagnosis that the line points to says the other.

Fingers and toes have a side as well. A diagnosis of both sides, or whose side is not said, goes with either; so does a
line that points to a diagnosis of its own side further down. A procedure of both sides on a diagnosis of one is a
warning.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.code import Side
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import guidelines

_LEFT = frozenset("LT FA F1 F2 F3 F4 TA T1 T2 T3 T4 E1 E2".split())
_RIGHT = frozenset("RT F5 F6 F7 F8 F9 T5 T6 T7 T8 T9 E3 E4".split())
_OPEN = frozenset({"both", "one", "not said"})
_SIDED = _LEFT | _RIGHT | {"50"}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault a line."""
    for line in visit.lines:
        if _SIDED.isdisjoint(line.modifiers):
            continue
        pointed = [(code, _side(code, context, visit.date)) for code in visit.diagnoses(line)]
        sides = {side for _, side in pointed}
        claimed = _claimed(line)
        if not pointed or pointed[0][1] not in ("left", "right") or not _OPEN.isdisjoint(sides) or claimed <= sides:
            continue
        code, side = pointed[0]
        message = f"{label(line.code)} is of {_words(claimed)}; {code} is of the {side} side."
        yield Fault(message, line, "modifiers", severity="warning" if len(claimed) > 1 else None)


def _claimed(line: Line) -> set[str]:
    if "50" in line.modifiers:
        return {"left", "right"}
    groups = {"left": _LEFT, "right": _RIGHT}
    return {side for side, modifiers in groups.items() if not modifiers.isdisjoint(line.modifiers)}


def _words(claimed: set[str]) -> str:
    return "both sides" if len(claimed) > 1 else f"the {min(claimed)} side"


def _side(code: str, context: Context, date: dt.date | None) -> Side | None:
    """The side that a diagnosis names; None where its condition is not told apart by sides."""
    release, day = context.icd10cm(date), date or context.on
    others = release.lookup(code, day).sides
    beside = release.lookup(others[0].code, day).sides if others else ()
    return next((other.side for other in beside if other.code == code), None)


def _claim(modifier: str, *dx: str, pointers: tuple[int, ...] = (), code: str = "20610") -> dict[str, object]:
    where = pointers or tuple(range(1, len(dx) + 1))
    line = {"code": code, "modifiers": [modifier], "dx_pointers": where, "date": "2026-11-02"}
    return {"dx": dx, "lines": [line]}


rule = Rule(
    id="MO112",
    version=1,
    name="side_against_diagnosis",
    title="The side of a procedure is not the side of its diagnosis",
    catalogue="MOD-12",
    severity="error",
    stage=("claim",),
    modifiers=_SIDED,
    authority=(guidelines("section I.B.13, Laterality"),),
    denials=(Denial("4"), Denial("11")),
    fix="Which side was treated? Correct the modifier or the diagnosis.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("the left knee injected, the right one diagnosed", **_claim("LT", "M17.11")),
        fails("the right shoulder on a left shoulder's pain", **_claim("RT", "M25.512")),
        fails("an injury's code with its 7th character", **_claim("LT", "S83.511A")),
        fails("a finger of the left hand", **_claim("FA", "M65.311", code="20550")),
        fails("both knees on a diagnosis of one: a warning", **_claim("50", "M17.11")),
        fails("the line points to the other knee", **_claim("RT", "M17.11", "M17.12", pointers=(2,))),
        passes("the same side", **_claim("RT", "M17.11")),
        near_miss("a diagnosis of both knees", **_claim("LT", "M17.0")),
        near_miss("a diagnosis without a side", **_claim("LT", "M62.830", code="20552")),
        near_miss("the side is left open", **_claim("LT", "M25.519")),
        near_miss("two diagnoses, one of the side", **_claim("LT", "M17.11", "M25.562")),
        near_miss("two diagnoses, the side of one left open", **_claim("LT", "M17.11", "M25.569")),
        near_miss("both knees, each with its diagnosis", **_claim("50", "M17.11", "M17.12")),
        near_miss("no side on the line", **_claim("59", "M17.11")),
        near_miss("first a diagnosis without a side", **_claim("LT", "M06.9", "M17.11")),
    ),
)  # fmt: skip
