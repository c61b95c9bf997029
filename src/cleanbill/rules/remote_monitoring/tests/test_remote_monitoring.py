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


def test_the_last_day_that_the_other_code_takes_still_leads_to_it() -> None:
    (fault,) = faults(monitoring_days_differ.rule, monitored("98977", "2026-03-31", days_of_data=15))
    assert fault.fix == "Bill 98985."


def test_a_device_that_is_right_does_not_hide_the_next() -> None:
    claim = monitored("98977", "2026-03-31", days_of_data=16)
    claim["lines"].append({"code": "98985", "date": "2026-03-31"})
    assert [f.line and f.line.code for f in faults(monitoring_days_differ.rule, claim)] == ["98985"]


@pytest.mark.parametrize("rule", [monitoring_days_differ.rule, monitoring_minutes_below_code.rule])
@pytest.mark.parametrize("code", ["98977", "98980"])
def test_without_a_note_of_the_monitoring_nothing_is_said(rule: Rule, code: str) -> None:
    assert not faults(rule, {"lines": [{"code": code, "date": "2026-03-31"}]})


@pytest.mark.parametrize(("code", "date"), [("98979", "2025-03-31"), ("98981", "2021-03-31")])
def test_minutes_are_not_held_against_a_code_before_its_first_day(code: str, date: str) -> None:
    assert not faults(monitoring_minutes_below_code.rule, monitored(code, date, minutes=9, interactive=True))


@pytest.mark.parametrize(
    ("code", "minutes", "message", "fix"),
    [
        ("98980", 10, "98980 (RTM management, first 20 minutes) x1: 10 minutes in the month.", "Bill 98979."),
        ("98980", 9, "98980 (RTM management, first 20 minutes) x1: 9 minutes in the month.",
         "Bill what the minutes of the month carry, or nothing."),
    ],
)  # fmt: skip
def test_the_shorter_code_is_proposed_from_ten_minutes_on(code: str, minutes: int, message: str, fix: str) -> None:
    (fault,) = faults(
        monitoring_minutes_below_code.rule, monitored(code, "2026-03-31", minutes=minutes, interactive=True)
    )
    assert (fault.message, fault.fix) == (message, fix)


def test_a_line_without_units_is_taken_for_one() -> None:
    assert not faults(
        monitoring_minutes_below_code.rule, monitored("98981", "2026-03-31", minutes=40, interactive=True)
    )


@pytest.mark.parametrize("rtm", [{"minutes": 25, "interactive": False}, {"minutes": 5, "interactive": True}])
def test_a_month_that_does_not_count_is_left_out(rtm: dict[str, Any]) -> None:
    claim = monitored("98980", "2026-03-31", **rtm)
    (fault,) = faults(monitoring_minutes_below_code.rule, claim)
    assert [line["code"] for line in apply(claim, fault.edits)["lines"]] == ["97110"]


@pytest.mark.parametrize(("frequency", "earlier", "times"), [
    ("1", "2026-03-20", 1), ("7", "2026-03-20", 0), ("8", "2026-03-20", 0), ("1", "2026-03-31", 0),
])  # fmt: skip
def test_an_earlier_claim_counts_unless_this_one_takes_its_place(frequency: str, earlier: str, times: int) -> None:
    prior = {"claim_id": "C-1", "lines": [{"code": "98980", "date": earlier}], "status": "paid"}
    claim = monitored("98980", "2026-03-31") | {"frequency_code": frequency, "history": {"prior_claims": [prior]}}
    assert len(faults(monitoring_billed_twice_in_period.rule, claim)) == times
