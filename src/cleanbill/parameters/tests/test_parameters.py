"""Dated numbers."""

import datetime as dt

import pytest

from cleanbill import parameters

TABLES = parameters.tables()


@pytest.mark.parametrize("name", TABLES)
def test_every_edition_of_a_table_names_its_source(name: str) -> None:
    assert TABLES[name].title
    assert TABLES[name].unit
    assert all(len(edition.source) > 10 for edition in TABLES[name].editions)


@pytest.mark.parametrize("name", TABLES)
def test_editions_stand_in_order_of_their_dates(name: str) -> None:
    starts = [edition.from_ for edition in TABLES[name].editions]
    assert starts == sorted(set(starts))


def test_a_value_is_that_of_the_date_of_service() -> None:
    assert parameters.value("visit_minutes.99214", dt.date(2024, 1, 1)) == 30
    assert parameters.value("visit_minutes.99205", dt.date(2021, 1, 1)) == 60
    assert parameters.value("visit_level.99215", dt.date(2026, 3, 16)) == 4


def test_before_its_first_edition_a_table_has_no_value() -> None:
    assert parameters.value("visit_minutes.99214", dt.date(2020, 12, 31)) is None


def test_a_code_that_has_no_time_has_no_value() -> None:
    assert parameters.value("visit_minutes.99211", dt.date(2026, 3, 16)) is None


def test_a_table_that_does_not_exist_is_a_broken_program() -> None:
    with pytest.raises(KeyError):
        parameters.value("no_such_table.1", dt.date(2026, 3, 16))
