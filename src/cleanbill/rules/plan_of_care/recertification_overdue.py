"""Treatment goes on after the certified time: 90 days, or the plan's own duration where that is shorter."""

from collections.abc import Iterator

from cleanbill import calendar, parameters
from cleanbill.codes.procedures import ALWAYS_THERAPY
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import therapy_record


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault where the date of service lies behind the certified time."""
    history, on = visit.claim.history, visit.date or context.on
    plan = history.poc if history else None
    most = parameters.value("plan_of_care_days.recertification", on)
    if plan is None or plan.first_treatment_date is None or most is None:
        return
    start, until = calendar.certified_from(plan), calendar.certified_until(plan, most)
    if start and until and on > until:
        number, days = (on - start).days, (until - start).days
        what = "the last recertification" if plan.last_recert_signed else "the first treatment"
        message = f"Day {number} after {what} of {start}; the plan is certified for {count(days, 'day')}."
        yield Fault(message, field="history/poc/last_recert_signed")


def _claim(date: str, payer: str = "medicare_b", **poc: object) -> dict[str, object]:
    line = {"code": "97110", "modifiers": ["GP"], "date": date}
    return {"payer": {"type": payer}, "history": {"poc": poc}, "lines": [line]}


rule = Rule(
    id="PC106",
    version=4,
    name="recertification_overdue",
    title="The plan of care is not recertified in time",
    catalogue="DOC-04",
    severity="warning",
    stage=("claim",),
    applies={"type": ("medicare_b",)},
    authority=(therapy_record("220.1.3, Certification and recertification: at least every 90 days", verified=False),),
    check=check,
    fix="When was the plan of care recertified?",
    fix_safety="never",
    procedures=ALWAYS_THERAPY,
    needs=("history/poc/first_treatment_date",),
    denials=(Denial("50", "N706"),),
    examples=(
        fails("day 98", **_claim("2026-10-13", first_treatment_date="2026-07-07")),
        fails(
            "day 63 of a plan for 42 days",
            **_claim("2026-09-08", first_treatment_date="2026-07-07", plan_duration_days=42),
        ),
        passes(
            "recertified on day 84",
            **_claim("2026-10-13", first_treatment_date="2026-07-07", last_recert_signed="2026-09-29"),
        ),
        near_miss("day 90 is the last", **_claim("2026-10-05", first_treatment_date="2026-07-07")),
        near_miss("Medicare's rule", **_claim("2026-10-13", "commercial", first_treatment_date="2026-07-07")),
        unknown("the first day of treatment is not known", **_claim("2026-10-13")),
    ),
)
