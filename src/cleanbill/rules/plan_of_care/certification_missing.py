"""A plan of care was not certified within 30 days of the first treatment, and treatment goes on.

Since 2025 a signed order on file, and proof that the plan was sent within those 30 days, stand for the first signature.
"""

from collections.abc import Iterator
from typing import Any

from cleanbill import calendar, parameters
from cleanbill.codes.procedures import ALWAYS_THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import therapy_record


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault where the 30 days are over and nothing stands for the certification."""
    history, on = visit.claim.history, visit.date or context.on
    plan = history.poc if history else None
    days = parameters.value("plan_of_care_days.certification", on)
    last = calendar.certify_by(plan, days) if plan and days is not None else None
    if plan is None or last is None or on <= last or calendar.certified_in_time(plan, last, on):
        return
    signed = plan.cert_signed
    told = f"was certified on {signed}" if signed else "is not certified"
    yield Fault(f"The plan {told}; the last day was {last}.", field="history/poc/cert_signed")


def _claim(date: str, payer: str = "medicare_b", **poc: object) -> dict[str, object]:
    line = {"code": "97110", "modifiers": ["GP"], "date": date}
    return {"payer": {"type": payer}, "history": {"poc": poc}, "lines": [line]}


_ORDER: dict[str, Any] = {"order_signed_on_file": True}

rule = Rule(
    id="PC104",
    version=2,
    name="certification_missing",
    title="The plan of care is not certified in time",
    catalogue="DOC-01",
    severity="warning",
    stage=("claim",),
    applies={"type": ("medicare_b",)},
    authority=(
        therapy_record(
            "220.1.3, Certification and recertification",
            "Timely certification of the initial plan is met when physician/NPP certification of the plan is "
            "documented, by signature or verbal order, and dated in the 30 days following the first day of "
            "treatment (including evaluation).",
        ),
    ),
    check=check,
    fix="When was the plan signed, or when was it sent to the clinician whose signed order is on file?",
    fix_safety="never",
    procedures=ALWAYS_THERAPY,
    needs=("history/poc/first_treatment_date",),
    denials=(Denial("50", "N706"), Denial("272", "N706")),
    examples=(
        fails("unsigned on day 46, in 2024", **_claim("2024-12-20", first_treatment_date="2024-11-04", **_ORDER)),
        fails("signed on day 40", **_claim("2026-12-20", first_treatment_date="2026-11-04", cert_signed="2026-12-14")),
        passes("signed on day 12", **_claim("2026-12-20", first_treatment_date="2026-11-04", cert_signed="2026-11-16")),
        near_miss(
            "since 2025 an order on file and a plan that was sent",
            **_claim("2025-08-22", first_treatment_date="2025-07-07", poc_sent_to_physician="2025-07-10", **_ORDER),
        ),
        near_miss("the 30 days are not over", **_claim("2026-11-20", first_treatment_date="2026-11-04")),
        near_miss("Medicare's rule", **_claim("2026-12-20", "commercial", first_treatment_date="2026-11-04")),
        unknown("the first day of treatment is not known", **_claim("2026-12-20")),
    ),
)
