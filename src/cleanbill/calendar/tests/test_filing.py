"""The last day for filing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.calendar import filing_limit

D = dt.date


@pytest.mark.parametrize(
    ("terms", "service", "last"),
    [
        ("1 year from date of service", D(2025, 2, 10), D(2026, 2, 10)),
        ("1 calendar year after the date of service", D(2025, 2, 10), D(2026, 2, 10)),
        ("12 months from date of service", D(2025, 2, 10), D(2026, 2, 10)),
        ("one year from DOS", D(2025, 2, 10), D(2026, 2, 10)),
        ("180 days from date of service", D(2026, 1, 1), D(2026, 6, 30)),
        ("Within 90 days of service", D(2026, 1, 1), D(2026, 4, 1)),
        ("365 days from date of service", D(2024, 1, 1), D(2024, 12, 31)),
        ("  95   days from the date of service ", D(2026, 1, 1), D(2026, 4, 6)),
        ("6 months from date of service", D(2026, 8, 31), D(2027, 2, 28)),
        ("180 days", D(2026, 1, 1), D(2026, 6, 30)),
    ],
)
def test_the_last_day_is_counted_from_the_date_of_service(terms: str, service: D, last: D) -> None:
    assert filing_limit(terms, service) == last


def test_a_service_of_february_29_is_filed_by_february_28() -> None:
    assert filing_limit("1 year from date of service", D(2024, 2, 29)) == D(2025, 2, 28)


def test_four_years_after_february_29_is_february_29() -> None:
    assert filing_limit("4 years from date of service", D(2024, 2, 29)) == D(2028, 2, 29)


@pytest.mark.parametrize(
    "terms",
    [
        "90 days from discharge",
        "90 business days from date of service",
        "90 days from date of service or remittance of the primary payer",
        "end of the next calendar year",
        "soon",
        "",
    ],
)
def test_terms_that_are_not_understood_give_no_date(terms: str) -> None:
    assert filing_limit(terms, D(2026, 1, 1)) is None


def test_a_limit_beyond_the_calendar_gives_no_date() -> None:
    assert filing_limit("9999 years from date of service", D(2026, 1, 1)) is None
    assert filing_limit("9999 days from date of service", D(9999, 1, 1)) is None


@given(st.text(), st.dates())
def test_no_text_raises(terms: str, service: D) -> None:
    filing_limit(terms, service)


@given(st.integers(1, 9999), st.sampled_from(["day", "week", "month", "year"]), st.dates())
def test_the_last_day_is_never_before_the_service(count: int, unit: str, service: D) -> None:
    last = filing_limit(f"{count} {unit}s from date of service", service)
    assert last is None or last > service


@given(st.integers(1, 120), st.dates(max_value=D(2900, 1, 1)))
def test_a_year_is_twelve_months(count: int, service: D) -> None:
    years = filing_limit(f"{count} years from date of service", service)
    assert years == filing_limit(f"{count * 12} months from date of service", service)
