"""The plan's visit limit: what is said, where, and of which claims."""

import datetime as dt
from typing import Any

from cleanbill.engine.context import Context
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules.coverage import plan_visit_limit_exceeded

ON = dt.date(2026, 11, 23)
LINES = [{"code": "97110", "date": "2026-11-02"}, {"code": "97140", "date": "2026-11-02"}]


def found(benefit: dict[str, Any], lines: list[dict[str, Any]] = LINES) -> tuple[Finding, ...]:
    return Engine([plan_visit_limit_exceeded.rule]).check(claim_from({"benefit": benefit, "lines": lines}), Context(ON))


def test_the_visit_that_is_too_many_is_named_with_the_plans_limit() -> None:
    (finding,) = found({"visit_limit": 30, "visits_used_before": 30})
    assert finding.message == "Visit 31 of the plan's 30."
    assert finding.where.path == "/lines/0/date"
    (finding,) = found({"visit_limit": 30, "visits_used_before": 30, "scope": "PT and OT"})
    assert finding.message == "Visit 31 of the plan's 30 (PT and OT)."


def test_a_plan_without_a_limit_asks_for_nothing() -> None:
    assert found({"scope": "PT and OT"}) == ()
    assert found({"visit_limit": 30}, []) == ()


def test_the_visits_used_before_are_asked_for() -> None:
    (finding,) = found({"visit_limit": 30})
    assert (finding.severity, finding.where.path) == ("not_checked", "/benefit/visits_used_before")
    assert finding.message == "Not checked: benefit.visits_used_before not given."
