"""The days of a series of appointments."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.calendar import series

D = dt.date
MONDAY = D(2026, 11, 23)
TUESDAYS_AND_THURSDAYS = {1, 3}
THANKSGIVING = D(2026, 11, 26)


def test_twice_a_week_for_four_visits() -> None:
    days = series(MONDAY, TUESDAYS_AND_THURSDAYS, count=4)
    assert days == (D(2026, 11, 24), D(2026, 11, 26), D(2026, 12, 1), D(2026, 12, 3))


def test_a_holiday_is_left_out_and_the_number_of_visits_still_reached() -> None:
    days = series(MONDAY, TUESDAYS_AND_THURSDAYS, count=4, holidays={THANKSGIVING})
    assert days == (D(2026, 11, 24), D(2026, 12, 1), D(2026, 12, 3), D(2026, 12, 8))


def test_the_last_day_of_a_series_belongs_to_it() -> None:
    assert series(MONDAY, {0}, until=D(2026, 12, 7)) == (MONDAY, D(2026, 11, 30), D(2026, 12, 7))


def test_whichever_comes_first_ends_a_series() -> None:
    assert len(series(MONDAY, {0}, count=2, until=D(2026, 12, 7))) == 2
    assert len(series(MONDAY, {0}, count=9, until=D(2026, 12, 7))) == 3


@pytest.mark.parametrize(
    ("weekdays", "count", "until"),
    [((), 3, None), ((7,), 3, None), ((0,), None, None), (range(7), 400, None), (range(7), None, D(2030, 1, 1))],
)
def test_a_series_without_weekdays_or_an_end_is_refused(
    weekdays: tuple[int], count: int | None, until: D | None
) -> None:
    with pytest.raises(ValueError, match="series"):
        series(MONDAY, weekdays, count, until)


@given(st.dates(), st.sets(st.integers(0, 6), min_size=1), st.integers(0, 30), st.sets(st.dates(), max_size=5))
def test_days_are_in_order_on_their_weekdays_and_no_holidays(
    first: D, weekdays: set[int], count: int, holidays: set[D]
) -> None:
    days = series(first, weekdays, count, holidays=holidays)
    assert list(days) == sorted(set(days))
    assert all(day >= first and day.weekday() in weekdays and day not in holidays for day in days)
    assert len(days) == count or first > D(9998, 1, 1)
