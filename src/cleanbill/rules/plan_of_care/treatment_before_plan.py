"""Treatment was given before the plan of care was established; only the evaluation may come first.

The plan may be established on the day itself, after the evaluation and before the treatment.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import ALWAYS_THERAPY, EVALUATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import therapy_record

_TREATMENT = ALWAYS_THERAPY - EVALUATION


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault, on the first line of treatment."""
    history, day = visit.claim.history, visit.date
    established = history.poc.plan_established if history and history.poc else None
    if established is None or day is None or established <= day:
        return
    line = next(iter(visit.having(_TREATMENT)), None)
    if line:
        yield Fault(f"{line.code} of {day}; the plan of care is of {established}.", line, "date")


def _claim(established: str | None, *codes: str, payer: str = "medicare_b") -> dict[str, object]:
    lines = [{"code": code, "modifiers": ["GP"], "units": 1, "date": "2026-03-16"} for code in codes]
    poc = {"first_treatment_date": "2026-03-16", "plan_established": established}
    return {"payer": {"type": payer}, "history": {"poc": poc}, "lines": lines}


rule = Rule(
    id="PC107",
    version=1,
    name="treatment_before_plan",
    title="Treatment before the plan of care",
    catalogue="",
    severity="warning",
    stage=("booking", "claim"),
    applies={"type": ("medicare_b",)},
    authority=(therapy_record("220.1.2, Plans of care: established before treatment is begun", verified=False),),
    check=check,
    fix="When was the plan established? Date it as the record shows, or do not bill the treatment before it.",
    fix_safety="never",
    procedures=_TREATMENT,
    about="history/poc/plan_established",
    denials=(Denial("50", "N706"),),
    examples=(
        fails("the plan is of two days later", **_claim("2026-03-18", "97110")),
        fails("evaluated and treated, the plan a day later", **_claim("2026-03-17", "97161", "97110")),
        passes("the plan came first", **_claim("2026-03-09", "97110")),
        near_miss("the plan is of the day itself", **_claim("2026-03-16", "97161", "97110")),
        near_miss("the evaluation may come before the plan", **_claim("2026-03-18", "97161")),
        near_miss("Medicare's rule", **_claim("2026-03-18", "97110", payer="commercial")),
        near_miss(
            "no plan of care in the history",
            payer={"type": "medicare_b"},
            history={},
            lines=[{"code": "97110", "date": "2026-03-16"}],
        ),
        near_miss("nobody says when the plan was established", **_claim(None, "97110")),
    ),
)
