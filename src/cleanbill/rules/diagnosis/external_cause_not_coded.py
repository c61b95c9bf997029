"""A workers' compensation or auto claim codes an injury and not what caused it.

No federal rule asks for external causes; some states and carriers do. So it is a remark, on active treatment only.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.rules.authorities import guidelines

_CARRIERS = ("workers_comp", "auto")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One remark, on the first injury."""
    dx = visit.claim.dx
    if visit.payer.type not in _CARRIERS or any(code[:1] in "VWXY" for code in dx):
        return
    injury = next((i for i, code in enumerate(dx) if code[:1] in "ST" and len(code) == 8 and code[-1] in "ABC"), None)
    if injury is not None:
        yield Fault(f"{dx[injury]}: no external cause (V00-Y99) says how it happened.", dx=injury)


def _claim(payer: str, *dx: str) -> dict[str, object]:
    lines = [{"code": "97110", "dx_pointers": [1], "date": "2026-03-16"}]
    return {"payer": {"type": payer}, "dx": list(dx), "lines": lines}


rule = Rule(
    id="DX112",
    version=1,
    name="external_cause_not_coded",
    title="An injury without its external cause",
    catalogue="",
    severity="info",
    stage=("claim",),
    diagnoses=frozenset("ST"),
    authority=(
        guidelines(
            "section I.C.20, External causes of morbidity: no national requirement; states and payers may ask",
            verified=False,
        ),
    ),
    check=check,
    fix="Add the external cause after the injury where the state or the carrier wants it.",
    fix_safety="ask",
    examples=(
        fails("a work injury: a remark", **_claim("workers_comp", "S39.012A")),
        fails("an auto injury: a remark", **_claim("auto", "S13.4XXA", "M54.2")),
        passes("the cause is coded", **_claim("workers_comp", "S39.012A", "W18.30XA")),
        near_miss("a health plan asks for none", **_claim("commercial", "S39.012A")),
        near_miss("in healing it was told before", **_claim("workers_comp", "S39.012D")),
        near_miss("no injury", **_claim("workers_comp", "M54.50")),
    ),
)
