"""Which two patients are offered for merge."""

import datetime as dt

import pytest

from cleanbill.web.charts.models import Patient
from cleanbill.web.charts.similar import likeness

BORN = dt.date(1951, 3, 2)


def _patient(name: str, dob: dt.date = BORN) -> Patient:
    last, first = name.split(", ")
    return Patient(last_name=last, first_name=first, dob=dob)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith, John", "Smyth, Jon"),
        ("Muñoz, José", "MUNOZ, JOSE"),
        ("O'Brien, Ann", "OBrien, Ann"),
        ("Lee, Ann", "Ann, Lee"),
        ("Garcia-Lopez, Maria", "Garcia Lopez, Maria"),
    ],
)
def test_one_name_written_twice_is_offered(one: str, other: str) -> None:
    assert likeness(_patient(one), _patient(other)) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"), [("Lee, Ann", "Lee, Ben"), ("Smith, John", "Smith, Mary"), ("Reed, Tom", "Okafor, Ada")]
)
def test_two_people_born_on_one_day_are_not(one: str, other: str) -> None:
    assert likeness(_patient(one), _patient(other)) < 0.8


@pytest.mark.parametrize("dob", [dt.date(1951, 2, 3), dt.date(1915, 3, 2), dt.date(1951, 3, 20)])
def test_a_slip_in_the_date_of_birth_is_seen_through(dob: dt.date) -> None:
    assert likeness(_patient("Smith, John"), _patient("Smith, John", dob)) >= 0.8


def test_a_namesake_of_another_age_is_another_person() -> None:
    assert likeness(_patient("Smith, John"), _patient("Smith, John", dt.date(1990, 7, 15))) < 0.8
