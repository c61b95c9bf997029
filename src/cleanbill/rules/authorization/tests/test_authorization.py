"""Rules of prior authorization, beyond the examples they carry."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.authorization import (
    authorization_missing,
    authorization_used_up,
    service_outside_authorization_dates,
)

CONTEXT = Context(dt.date(2026, 11, 23))


def faults(rule: Rule, claim: dict[str, Any]) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, CONTEXT)]


def line(day: int, code: str = "97110", units: int | None = 1) -> dict[str, Any]:
    return {"code": code, "units": units, "date": f"2026-03-{day:02}"}


def auth(counts: str | None, used: int | None, approved: int, **more: Any) -> dict[str, Any]:
    return {"number": "A1", "counts": counts, "used_before": used, "approved": approved} | more


def test_each_visit_past_the_authorized_number_is_found_on_its_own_line() -> None:
    claim = {"auth": auth("visits", 11, 12), "lines": [line(16), line(18), line(20)]}
    found = faults(authorization_used_up.rule, claim)
    assert [fault.message.split(";")[0] for fault in found] == [
        "Visit 13 of 12 authorized",
        "Visit 14 of 12 authorized",
    ]
    assert [fault.line.date.day for fault in found if fault.line and fault.line.date] == [18, 20]


def test_visits_are_numbered_by_date_whatever_the_order_of_the_lines() -> None:
    claim = {"auth": auth("visits", 11, 12), "lines": [line(18), line(16)]}
    (fault,) = faults(authorization_used_up.rule, claim)
    assert fault.line
    assert fault.line.date == dt.date(2026, 3, 18)


def test_a_visit_of_codes_that_are_not_counted_takes_no_number() -> None:
    evaluation = line(13, "97161")
    claim = {"auth": auth("visits", 11, 12, codes_not_counted=["97161"]), "lines": [evaluation, line(16)]}
    assert not faults(authorization_used_up.rule, claim)


def test_units_of_codes_that_are_not_on_the_authorization_use_nothing_up() -> None:
    claim = {"auth": auth("units", 22, 24, codes=["97110"]), "lines": [line(16, units=2), line(16, "97530", 4)]}
    assert not faults(authorization_used_up.rule, claim)


def test_units_are_added_up_over_the_dates_of_the_claim() -> None:
    claim = {"auth": auth("units", 20, 24), "lines": [line(16, units=3), line(18, units=1), line(20, units=1)]}
    (fault,) = faults(authorization_used_up.rule, claim)
    assert fault.message.startswith("25 units of 24 authorized")
    assert fault.line
    assert fault.line.date == dt.date(2026, 3, 20)


def test_two_disciplines_on_a_day_are_two_visits_on_that_day_alone() -> None:
    both = [line(16) | {"modifiers": ["GP"]}, line(16, "97530") | {"modifiers": ["GO"]}]
    claim = {"auth": auth("visits", 9, 12), "lines": [*both, line(18) | {"modifiers": ["GP"]}]}
    assert not faults(authorization_used_up.rule, claim)
    (fault,) = faults(authorization_used_up.rule, claim | {"auth": auth("visits", 10, 12)})
    assert fault.message.startswith("Visit 13 of 12")
    assert fault.line
    assert fault.line.date == dt.date(2026, 3, 18)


def test_a_line_without_a_date_takes_no_number() -> None:
    claim = {"auth": auth("visits", 11, 12), "lines": [line(16), {"code": "97110"}]}
    assert not faults(authorization_used_up.rule, claim)


@pytest.mark.parametrize("facts", [auth(None, 12, 12), auth("visits", None, 12)])
def test_a_count_that_is_half_stated_is_not_checked(facts: dict[str, Any]) -> None:
    (fault,) = faults(authorization_used_up.rule, {"auth": facts, "lines": [line(16)]})
    assert fault.severity == "not_checked"


def test_units_that_are_not_given_are_not_checked() -> None:
    (fault,) = faults(authorization_used_up.rule, {"auth": auth("units", 1, 24), "lines": [line(16, units=None)]})
    assert fault.severity == "not_checked"


def test_an_authorization_by_dates_alone_cannot_be_used_up() -> None:
    claim = {"auth": {"number": "A1", "from": "2026-01-01", "to": "2026-12-31"}, "lines": [line(16)]}
    assert not faults(authorization_used_up.rule, claim)


def test_each_date_outside_the_authorization_is_found() -> None:
    claim = {"auth": {"number": "A1", "to": "2026-03-16"}, "lines": [line(16), line(17), line(18), line(18, "97140")]}
    assert len(faults(service_outside_authorization_dates.rule, claim)) == 2


@pytest.mark.parametrize("payer", [{}, {"type": "medicare_b"}, {"type": "commercial"}])
def test_a_required_authorization_is_missed_whoever_pays(payer: dict[str, str]) -> None:
    claim = {"payer": payer, "auth": {"required": True}, "lines": [line(16)]}
    assert [fault.severity for fault in faults(authorization_missing.rule, claim)] == [None]
