"""Until when a plan of care is certified."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.calendar import certified_from, certified_in_time, certified_until, certify_by
from cleanbill.model.claim import PlanOfCare

D = dt.date
FIRST = D(2026, 3, 2)


def test_a_plan_is_certified_within_30_days_of_the_first_treatment() -> None:
    assert certify_by(PlanOfCare(first_treatment_date=FIRST), 30) == D(2026, 4, 1)
    assert certify_by(PlanOfCare(), 30) is None


@pytest.mark.parametrize(
    ("plan", "on", "in_time"),
    [
        (PlanOfCare(cert_signed=D(2026, 4, 1)), D(2026, 5, 4), True),
        (PlanOfCare(cert_signed=D(2026, 4, 2)), D(2026, 5, 4), False),
        (PlanOfCare(order_signed_on_file=True, poc_sent_to_physician=D(2026, 3, 4)), D(2026, 5, 4), True),
        (PlanOfCare(order_signed_on_file=True), D(2026, 5, 4), False),
        (PlanOfCare(poc_sent_to_physician=D(2026, 3, 4)), D(2026, 5, 4), False),
        (PlanOfCare(order_signed_on_file=True, poc_sent_to_physician=D(2026, 4, 2)), D(2026, 5, 4), False),
        (PlanOfCare(order_signed_on_file=True, poc_sent_to_physician=D(2024, 3, 4)), D(2024, 12, 31), False),
    ],
)
def test_a_signature_or_since_2025_an_order_with_a_plan_that_was_sent(plan: PlanOfCare, on: D, in_time: bool) -> None:
    assert certified_in_time(plan, D(2026, 4, 1), on) is in_time


def test_a_certification_holds_90_days_or_the_plans_own_duration() -> None:
    plan = PlanOfCare(first_treatment_date=FIRST)
    assert certified_until(plan, 90) == D(2026, 5, 31)
    assert certified_until(PlanOfCare(first_treatment_date=FIRST, plan_duration_days=42), 90) == D(2026, 4, 13)
    assert certified_until(PlanOfCare(first_treatment_date=FIRST, plan_duration_days=180), 90) == D(2026, 5, 31)
    assert certified_until(PlanOfCare(), 90) is None


def test_a_recertification_begins_the_certified_time_anew() -> None:
    plan = PlanOfCare(first_treatment_date=FIRST, last_recert_signed=D(2026, 5, 25))
    assert certified_from(plan) == D(2026, 5, 25)
    assert certified_until(plan, 90) == D(2026, 8, 23)


@given(st.dates(), st.integers(0, 999_999))
def test_no_day_of_the_calendar_raises(first: D, days: int) -> None:
    until = certified_until(PlanOfCare(first_treatment_date=first, plan_duration_days=days), 90)
    assert until is not None
    assert first <= until
