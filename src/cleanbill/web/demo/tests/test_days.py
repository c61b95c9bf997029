"""The synthetic clinic has a day to show, on whatever day it is opened."""

import datetime as dt

import pytest

from cleanbill.web.demo.build import days_of
from cleanbill.web.demo.cast import patients


@pytest.mark.parametrize("today", [dt.date(2026, 11, 23) + dt.timedelta(days=n) for n in range(7)])
def test_patients_come_today_and_otherwise_on_workdays(today: dt.date) -> None:
    days = [day for person in patients(today, 1) for day in days_of(person, today)]
    assert days.count(today) >= 5
    assert all(day.weekday() < 5 for day in days if day != today)
