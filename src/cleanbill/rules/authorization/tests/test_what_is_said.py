"""What the authorization rules ask for, and where."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules.authorization import authorization_used_up, service_outside_authorization_dates

ENGINE = Engine([authorization_used_up.rule, service_outside_authorization_dates.rule])
DATES = {"from": "2026-01-01", "to": "2026-12-31"}


def found(**auth: Any) -> tuple[Finding, ...]:
    lines = [{"code": "97110", "units": 1, "date": "2026-11-02"}]
    return ENGINE.check(claim_from({"auth": auth, "lines": lines}), Context(dt.date(2026, 11, 23)))


@pytest.mark.parametrize(
    ("given", "path", "lacking"),
    [
        ({"used_before": 3}, "/auth/counts", "auth.counts"),
        ({"counts": "visits"}, "/auth/used_before", "auth.used_before"),
        ({}, "/auth/counts", "auth.counts"),
    ],
)
def test_what_a_count_needs_is_asked_for(given: dict[str, Any], path: str, lacking: str) -> None:
    (finding,) = found(approved=12, **DATES, **given)
    assert (finding.severity, finding.where.path) == ("not_checked", path)
    assert finding.message == f"Not checked: {lacking} not given."


def test_the_last_visit_that_is_authorized_is_not_one_too_many() -> None:
    assert found(approved=12, used_before=11, counts="visits", **DATES) == ()
    (finding,) = found(approved=12, used_before=12, counts="visits", **DATES)
    assert finding.message == "Visit 13 of 12 authorized; 12 were used before this claim."
    assert finding.where.path == "/lines/0/date"


def _units(used: int, *units: int | None) -> list[tuple[str, str]]:
    lines = [{"code": "97110", "units": one, "date": "2026-11-02"} for one in units]
    auth = {"approved": 24, "counts": "units", "used_before": used, **DATES}
    claim = claim_from({"auth": auth, "lines": lines})
    return [(one.where.path, one.message) for one in ENGINE.check(claim, Context(dt.date(2026, 11, 23)))]


def test_the_line_on_which_the_units_run_out_is_named() -> None:
    assert _units(21, 1, 2) == []
    said = "25 units of 24 authorized; 21 were used before this claim."
    assert _units(21, 1, 2, 1) == [("/lines/2/units", said)]


def test_a_line_of_no_units_uses_nothing_up() -> None:
    assert _units(22, 0, 2) == []
    assert [place for place, _ in _units(22, 0, 3)] == [("/lines/1/units")]
    assert [place for place, _ in _units(24, 0, 1)] == [("/lines/1/units")]


def test_units_are_asked_for_where_they_count() -> None:
    assert _units(22, 1, None) == [("/lines", "Not checked: units not given on every line.")]


def test_the_days_of_an_authorization_count_as_within_it() -> None:
    assert found(number="A1", **{"from": "2026-11-02", "to": "2026-11-02"}) == ()
    (early,) = found(number="A1", **{"from": "2026-11-03"})
    assert early.message == "2026-11-02 is before the authorization's first day, 2026-11-03."
    (late,) = found(number="A1", to="2026-11-01")
    assert late.message == "2026-11-02 is after the authorization's last day, 2026-11-01."
    assert early.where.path == late.where.path == "/lines/0/date"


def test_dates_are_asked_for_where_there_is_a_number() -> None:
    (finding,) = found(number="A1")
    assert (finding.message, finding.where.path) == ("Not checked: auth.from and auth.to not given.", "/auth/to")
    assert found(required=False) == ()
