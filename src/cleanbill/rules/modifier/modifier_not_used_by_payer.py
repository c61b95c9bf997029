"""A modifier of Medicare's therapy rules on a claim to a payer that has no such rule: KX, CQ, CO.

No denial follows by itself. KX states that a threshold is passed which the payer does not have; CQ and CO may lower
the payment for nothing.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority
from cleanbill.rules.assistants import MODIFIERS
from cleanbill.rules.mend import with_modifiers

_KX = frozenset({"KX"})
_WITHOUT_THRESHOLD = ("commercial", "workers_comp", "auto")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One remark for each line."""
    unused = _KX if visit.payer.type in _WITHOUT_THRESHOLD else frozenset()
    if visit.payer.assistant_modifier is False:
        unused |= MODIFIERS
    if unused.isdisjoint(visit.modifiers):
        return
    for line in visit.lines:
        if not unused.isdisjoint(line.modifiers) and line.code in THERAPY:
            yield _fault(visit, line, [m for m in line.modifiers if m in unused])


def _fault(visit: Visit, line: Line, named: list[str]) -> Fault:
    rest = [m for m in line.modifiers if m not in named]
    message = f"{line.code} carries {' and '.join(named)}, for which this payer has no rule."
    return Fault(message, line, "modifiers", edits=with_modifiers(visit, line, rest))


def _claim(written: str, **payer: object) -> dict[str, object]:
    code, *modifiers = written.split("-")
    return {"payer": payer, "lines": [{"code": code, "modifiers": modifiers, "date": "2026-11-02"}]}


rule = Rule(
    id="MO120",
    version=1,
    name="modifier_not_used_by_payer",
    title="A modifier for which the payer has no rule",
    catalogue="",
    severity="info",
    stage=("claim",),
    procedures=THERAPY,
    authority=(
        Authority("Social Security Act 1833(g)(7) and 1834(v)", "KX, CQ and CO: payments under Medicare Part B",
                  "services from 2018-01-01 and 2020-01-01"),
    ),
    fix="Take it off, unless the contract asks for it or Medicare paid first.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("KX at a commercial plan", **_claim("97110-GP-KX", type="commercial")),
        fails("KX in workers' compensation", **_claim("97110-GP-KX", type="workers_comp")),
        fails("CQ at a plan that does not use it", **_claim("97110-GP-CQ", assistant_modifier=False)),
        passes("KX at Medicare", **_claim("97110-GP-KX", type="medicare_b")),
        near_miss("a Medicare Advantage plan may ask for KX", **_claim("97110-GP-KX", type="medicare_advantage")),
        near_miss("not known whether the plan asks for CQ", **_claim("97110-GP-CQ", type="commercial")),
        near_miss("GP, which no payer minds", **_claim("97110-GP", type="commercial", requires_therapy_modifier=False)),
        near_miss("KX on what is no therapy", **_claim("20610-RT-KX", type="commercial")),
    ),
)  # fmt: skip
