"""The year for which a plan limits visits."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.calendar import benefit_year

D = dt.date


@pytest.mark.parametrize(
    ("on", "starts", "first", "last"),
    [
        (D(2026, 11, 2), (1, 1), D(2026, 1, 1), D(2026, 12, 31)),
        (D(2026, 11, 2), (7, 1), D(2026, 7, 1), D(2027, 6, 30)),
        (D(2026, 6, 30), (7, 1), D(2025, 7, 1), D(2026, 6, 30)),
        (D(2026, 7, 1), (7, 1), D(2026, 7, 1), D(2027, 6, 30)),
        (D(2026, 2, 28), (2, 29), D(2026, 2, 28), D(2027, 2, 27)),
        (D(2024, 2, 28), (2, 29), D(2023, 2, 28), D(2024, 2, 28)),
    ],
)
def test_a_visit_belongs_to_the_benefit_year_that_holds_its_day(
    on: D, starts: tuple[int, int], first: D, last: D
) -> None:
    assert benefit_year(on, starts) == (first, last)


def test_a_day_that_no_year_has_is_refused() -> None:
    with pytest.raises(ValueError):
        benefit_year(D(2026, 1, 1), (2, 30))


@given(st.dates(), st.dates(D(2023, 1, 1), D(2024, 12, 31)))
def test_every_day_has_one_year_and_the_next_begins_the_day_after(on: D, start: D) -> None:
    starts = (start.month, start.day)
    first, last = benefit_year(on, starts)
    assert first <= on <= last
    assert (last - first).days <= 365
    if last < D.max:
        assert benefit_year(last + dt.timedelta(days=1), starts)[0] == last + dt.timedelta(days=1)
