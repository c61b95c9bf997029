"""Spinal manipulation is billed for a subluxation alone: the condition that it causes is not listed.

Medicare's contractors want a neuromusculoskeletal condition second. External causes and factors of health status are
none. Lines billed for a denial are left alone.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_SUBLUXATION = ("M99.0", "M99.1")
_NO_CONDITION = tuple("VWXYZ")
_DENIAL_EXPECTED = frozenset({"GA", "GX", "GY", "GZ"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault on the diagnoses, where the first is a subluxation and no condition stands beside it."""
    dx = visit.claim.dx
    lines = [x for x in visit.having(SPINAL_MANIPULATION) if _DENIAL_EXPECTED.isdisjoint(x.modifiers)]
    if not lines or not dx or not dx[0].startswith(_SUBLUXATION):
        return
    if all(code.startswith(_SUBLUXATION + _NO_CONDITION) for code in dx):
        listed = ", ".join(dx)
        message = f"{lines[0].code} is billed for {listed} alone; no condition is listed with the subluxation."
        yield Fault(message, dx=0, searched=("a diagnosis of pain, of nerves, muscles or joints",))


def _claim(*dx: str, payer: str = "medicare_b", modifier: str = "AT") -> dict[str, object]:
    line = {"code": "98940", "modifiers": [modifier], "dx_pointers": [1], "date": "2026-03-16"}
    return {"payer": {"type": payer}, "dx": dx, "lines": [line]}


rule = Rule(
    id="CH112",
    version=1,
    name="condition_not_listed_with_subluxation",
    title="A subluxation without the condition it causes",
    catalogue="CMT-09",
    severity="warning",
    stage=("claim",),
    authority=(
        Authority(
            "MLN Matters, Use of the AT Modifier for Chiropractic Billing",
            "SE1602",
            "2016-03",
            "https://www.hhs.gov/guidance/document/use-modifier-chiropractic-billing-new-information-along-information-mm3449",
            "Claims should include a primary diagnosis of subluxation and a secondary diagnosis that reflects the "
            "patient's neuromusculoskeletal condition.",
        ),
    ),
    check=check,
    fix="Which condition does the note tell of at that level? List it second.",
    fix_safety="never",
    applies={"subluxation_first": (True,)},
    procedures=SPINAL_MANIPULATION,
    denials=(Denial("50", "M64"),),
    examples=(
        fails("one subluxation", **_claim("M99.03")),
        fails("two subluxations", **_claim("M99.03", "M99.04")),
        fails("an external cause is no condition", **_claim("M99.01", "X50.0XXA")),
        passes("low back pain second", **_claim("M99.03", "M54.50")),
        near_miss("a headache", **_claim("M99.01", "R51.9")),
        near_miss("a sprain of the neck", **_claim("M99.01", "S13.4XXA")),
        near_miss("maintenance, billed for the denial", **_claim("M99.03", modifier="GA")),
        near_miss("a commercial plan", **_claim("M99.03", payer="commercial")),
        near_miss("no subluxation at all is another fault", **_claim("M54.50")),
    ),
)
