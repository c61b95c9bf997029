"""An injury from a motor vehicle is billed to a health plan first, and the auto benefits are not exhausted.

Medicare pays after no-fault and liability insurance, Medicaid after everybody. What a commercial plan owes beside auto
insurance differs by state and contract: there it is a warning, as it is where only the note's text tells of it.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Severity
from cleanbill.rules.cause import liable

_PLANS: dict[str, Severity] = {
    "medicare_b": "error",
    "medicare_advantage": "error",
    "medicaid": "error",
    "commercial": "warning",
}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault, at the words that say so."""
    cause, plan = liable(visit), visit.payer.type
    if cause is None or cause.kind != "auto" or visit.note.auto_benefits_exhausted:
        return
    if plan is None:
        yield Fault("Not checked: payer.type not given.", field="payer/type", severity="not_checked")
    elif plan in _PLANS:
        left = "are not" if visit.note.auto_benefits_exhausted is False else "are not said to be"
        message = f"The injury is from a motor vehicle; the auto benefits {left} exhausted."
        severity = _PLANS[plan] if cause.surely else "warning"
        yield Fault(message, field=cause.field, evidence=cause.evidence, severity=severity)


def _claim(
    payer: str | None, cause: str | None = None, accident: str | None = None, exhausted: bool | None = None
) -> dict[str, object]:
    event = {"type": accident, "date": "2026-03-02", "state": "IL", "claim_number": "PC-17"}
    return {
        "payer": {"type": payer},
        "accident": event if accident else None,
        "dx": ["S13.4XXA"],
        "lines": [{"code": "97110", "date": "2026-03-16"}],
        "note": {"cause": cause, "auto_benefits_exhausted": exhausted},
    }


rule = Rule(
    id="LI102",
    version=1,
    name="auto_injury_billed_to_health_plan",
    title="An auto injury billed to a health plan first",
    catalogue="LIA-02",
    severity="error",
    stage=("booking", "claim"),
    authority=(
        Authority("42 CFR 411.50", "Medicare secondary to liability and no-fault insurance", "eCFR, current"),
        Authority(
            "CARC 20 and 21 (X12 claim adjustment reason codes)",
            "the liability carrier, the no-fault carrier is liable",
            "list of June 2024",
        ),
    ),
    check=check,
    fix="Bill the auto insurer first; bill the plan when the benefits are exhausted, or Medicare conditionally where "
    "the insurer has not paid in time.",
    fix_safety="never",
    denials=(Denial("21"), Denial("20")),
    examples=(
        fails("auto, Medicare billed first", **_claim("medicare_b", accident="auto")),
        fails("the note says so", **_claim("medicaid", "MVA, rear-ended")),
        fails("a commercial plan: a warning", **_claim("commercial", "car accident", exhausted=False)),
        fails(
            "only the note's text tells of it: a warning",
            payer={"type": "medicare_b"},
            lines=[{"code": "97110", "date": "2026-03-16"}],
            note={"text": "S: Neck pain since a car accident last week, rear-ended.\nO: Cervical spasm."},
        ),
        passes("the auto insurer is billed", **_claim("auto", accident="auto")),
        passes("no accident", **_claim("medicare_b", "gardening")),
        near_miss("the auto benefits are exhausted", **_claim("medicare_b", accident="auto", exhausted=True)),
        near_miss("not from a vehicle", **_claim("medicare_b", "fall at home, not MVA")),
        near_miss("getting out of the car", **_claim("medicare_b", "twisted getting out of the car")),
        near_miss(
            "an accident of long ago",
            payer={"type": "medicare_b"},
            lines=[{"code": "97110", "date": "2026-03-16"}],
            note={"text": "S: Neck pain, gradual, no injury. Car accident 10 years ago, fully resolved.\nO: Spasm."},
        ),
        unknown("nobody says who is billed", **_claim(None, accident="auto")),
    ),
)
