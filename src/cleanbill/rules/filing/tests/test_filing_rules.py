"""Rules of filing, beyond the examples they carry."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.filing import filed_late, service_date_impossible


def faults(rule: Rule, claim: dict[str, Any], on: dt.date = dt.date(2026, 11, 23)) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, Context(on))]


def medicare(*days: str | None, **claim: Any) -> dict[str, Any]:
    lines = [{"code": "97110", "date": day} for day in days]
    return {"payer": {"type": "medicare_b"}, "lines": lines} | claim


def test_a_claim_not_yet_received_is_silent_while_it_can_still_be_filed() -> None:
    assert not faults(filed_late.rule, medicare("2025-11-23"))


def test_a_claim_not_yet_received_is_not_checked_once_the_last_day_has_passed() -> None:
    (fault,) = faults(filed_late.rule, medicare("2025-11-22"))
    assert fault.severity == "not_checked"
    assert "the last day was 2026-11-22" in fault.message


def test_only_the_late_dates_of_a_claim_are_found() -> None:
    found = faults(filed_late.rule, medicare("2025-02-10", "2025-02-11", received_date="2026-02-11"))
    assert [fault.line.date for fault in found if fault.line] == [dt.date(2025, 2, 10)]


@pytest.mark.parametrize("frequency", ["7", "8"])
def test_a_late_replacement_is_not_judged_by_the_limit_of_an_original(frequency: str) -> None:
    claim = medicare("2025-02-10", received_date="2026-02-11", frequency_code=frequency)
    assert [fault.severity for fault in faults(filed_late.rule, claim)] == ["not_checked"]


def test_terms_that_are_not_understood_are_quoted() -> None:
    payer = {"type": "commercial", "timely_filing": "90 days from discharge"}
    (fault,) = faults(filed_late.rule, medicare("2026-02-10", payer=payer, received_date="2026-02-11"))
    assert fault.severity == "not_checked"
    assert "90 days from discharge" in fault.message


def test_the_date_of_receipt_comes_before_the_day_of_the_check() -> None:
    claim = medicare("2026-12-01", received_date="2026-12-05")
    assert not faults(service_date_impossible.rule, claim, dt.date(2026, 11, 23))


def test_every_line_without_a_date_is_found() -> None:
    assert len(faults(service_date_impossible.rule, medicare(None, "2026-03-16", None))) == 2


def test_a_date_long_before_this_code_set_is_still_judged() -> None:
    assert service_date_impossible.rule.since == dt.date.min
