"""A work injury is billed to a health plan: workers' compensation pays for it first.

The claim states it as accident or cause; where only the note's text tells of it, it is a warning.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Severity
from cleanbill.rules.cause import liable

_HEALTH_PLANS = ("medicare_b", "medicare_advantage", "medicaid", "commercial")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault, at the words that say so."""
    cause = liable(visit)
    if cause is None or cause.kind != "work":
        return
    if visit.payer.type is None:
        yield Fault("Not checked: payer.type not given.", field="payer/type", severity="not_checked")
    elif visit.payer.type in _HEALTH_PLANS:
        message = f"The injury is from work, and a health plan ({visit.payer.type.replace('_', ' ')}) is billed."
        severity: Severity | None = None if cause.surely else "warning"
        yield Fault(message, field=cause.field, evidence=cause.evidence, severity=severity)


def _claim(payer: str | None, cause: str | None = None, accident: str | None = None) -> dict[str, object]:
    return {
        "payer": {"type": payer},
        "accident": {"type": accident, "date": "2026-03-02", "claim_number": "WC-17"} if accident else None,
        "dx": ["S39.012A"],
        "lines": [{"code": "97110", "date": "2026-03-16"}],
        "note": {"cause": cause},
    }


rule = Rule(
    id="LI101",
    version=1,
    name="work_injury_billed_to_health_plan",
    title="A work injury billed to a health plan",
    catalogue="LIA-01",
    severity="error",
    stage=("booking", "claim"),
    authority=(
        Authority(
            "CARC 19 (X12 claim adjustment reason codes)",
            "a work-related injury or illness: the workers' compensation carrier is liable",
            "list of June 2024",
        ),
    ),
    check=check,
    fix="Bill the workers' compensation carrier; where it has denied the case, send that denial with the claim.",
    fix_safety="never",
    denials=(Denial("19"),),
    examples=(
        fails("a work injury, a commercial plan", **_claim("commercial", "work injury")),
        fails("employment ticked on the claim, Medicare", **_claim("medicare_b", accident="employment")),
        fails("the note's cause in one word", **_claim("medicaid", "work")),
        passes("a work injury, the carrier billed", **_claim("workers_comp", "work injury", "employment")),
        passes("no accident", **_claim("commercial", "lifting a box at home")),
        near_miss("long days at work are no work injury", **_claim("commercial", "sitting at a desk at work")),
        near_miss("the note says that it is not from work", **_claim("commercial", "not work related")),
        near_miss("an accident of another kind", **_claim("commercial", accident="other")),
        unknown("a work injury, and nobody says who is billed", **_claim(None, "work injury")),
    ),
)
