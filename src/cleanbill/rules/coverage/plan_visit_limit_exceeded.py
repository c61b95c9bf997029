"""The visit lies beyond the plan's visit limit. A benefit limit is not an authorization and asks for none."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    benefit = visit.claim.benefit
    if benefit is None or benefit.visit_limit is None or not visit.lines:
        return
    if benefit.visits_used_before is None:
        field = "benefit/visits_used_before"
        yield Fault("Not checked: benefit.visits_used_before not given.", field=field, severity="not_checked")
        return
    number = benefit.visits_used_before + visit.ordinal
    if number > benefit.visit_limit:
        scope = f" ({benefit.scope})" if benefit.scope else ""
        yield Fault(f"Visit {number} of the plan's {benefit.visit_limit}{scope}.", visit.lines[0], "date")


def _claim(used: int | None, *dates: str, scope: str | None = None) -> dict[str, object]:
    return {
        "benefit": {"visit_limit": 30, "visits_used_before": used, "scope": scope},
        "lines": [{"code": "97110", "date": date} for date in dates],
    }


rule = Rule(
    id="CV101",
    version=2,
    name="plan_visit_limit_exceeded",
    title="Beyond the plan's visit limit",
    catalogue="BEN-01",
    severity="warning",
    stage=("booking", "claim"),
    authority=(Authority("The plan's schedule of benefits", "visit limit", "as the claim states it"),),
    about="benefit",
    check=check,
    fix="Tell the patient before treating; ask the plan whether the limit is soft or another benefit applies.",
    fix_safety="never",
    denials=(Denial("119", group="PR"),),
    examples=(
        fails("Visit 31 of 30", **_claim(30, "2026-10-05")),
        fails(
            "22 of physical therapy and 8 of chiropractic used a combined 30",
            **_claim(30, "2026-10-05", scope="PT, OT and chiropractic combined"),
        ),
        fails("The second date of the claim is visit 31", **_claim(29, "2026-10-05", "2026-10-07")),
        passes("Visit 12 of 30", **_claim(11, "2026-10-05")),
        near_miss("Visit 30 of 30", **_claim(29, "2026-10-05")),
        near_miss("Two codes on one date are one visit", **_claim(29, "2026-10-05", "2026-10-05")),
        unknown("How many were used is not known", **_claim(None, "2026-10-05")),
    ),
)
