"""Remote monitoring, beyond the examples of the rules: what is proposed instead."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.rule import Fault, Rule
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.remote_monitoring import (
    monitoring_billed_twice_in_period,
    monitoring_days_differ,
    monitoring_minutes_below_code,
)

CONTEXT = Context(dt.date(2026, 11, 23))


def faults(rule: Rule, claim: dict[str, Any]) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, CONTEXT)]


def monitored(code: str, date: str, **rtm: Any) -> dict[str, Any]:
    return {"lines": [{"code": "97110", "date": date}, {"code": code, "date": date}], "note": {"rtm": rtm}}


@pytest.mark.parametrize(
    ("code", "days", "right"), [("98977", 12, "98985"), ("98985", 16, "98977"), ("98976", 2, "98984")]
)
def test_the_code_of_the_days_that_were_collected_is_put_in_its_place(code: str, days: int, right: str) -> None:
    claim = monitored(code, "2026-03-31", days_of_data=days)
    (fault,) = faults(monitoring_days_differ.rule, claim)
    assert [line["code"] for line in apply(claim, fault.edits)["lines"]] == ["97110", right]


@pytest.mark.parametrize(("date", "days"), [("2025-03-31", 12), ("2026-03-31", 1), ("2026-03-31", 0)])
def test_days_that_no_code_stands_for_are_not_billed(date: str, days: int) -> None:
    claim = monitored("98977", date, days_of_data=days)
    (fault,) = faults(monitoring_days_differ.rule, claim)
    assert [line["code"] for line in apply(claim, fault.edits)["lines"]] == ["97110"]


def test_fourteen_minutes_are_98979_from_2026_and_nothing_before() -> None:
    for date, codes in (("2026-01-31", ["97110", "98979"]), ("2025-12-31", ["97110"])):
        claim = monitored("98980", date, minutes=14, interactive=True)
        (fault,) = faults(monitoring_minutes_below_code.rule, claim)
        assert [line["code"] for line in apply(claim, fault.edits)["lines"]] == codes


def test_the_later_of_two_dates_on_one_claim_is_the_one_too_many() -> None:
    lines = [{"code": "98980", "date": "2026-03-31"}, {"code": "98980", "date": "2026-03-02"}]
    (fault,) = faults(monitoring_billed_twice_in_period.rule, {"lines": lines})
    assert fault.line is not None
    assert fault.line.date == dt.date(2026, 3, 31)
