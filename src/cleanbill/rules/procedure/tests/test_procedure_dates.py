"""Procedure numbers by date, beyond the examples of the rule."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.codes.procedure_dates import successor
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.rule import Fault
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.procedure.procedure_not_valid_on_date import rule

CONTEXT = Context(dt.date(2026, 11, 23))


def faults(claim: dict[str, Any]) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, CONTEXT)]


def billed(code: str, date: str) -> dict[str, Any]:
    return {"lines": [{"code": code, "date": date}]}


@pytest.mark.parametrize(
    ("code", "on", "right"),
    [
        ("97762", "2025-03-17", "97763"),
        ("97532", "2018-05-01", "97127"),
        ("97532", "2025-05-01", "97129"),
        ("G2061", "2021-01-04", "98970"),
        ("99441", "2025-01-02", ""),
        ("95831", "2020-01-02", ""),
        ("97110", "2025-01-02", "97110"),
    ],
)
def test_the_number_in_the_place_of_a_retired_one_is_that_of_the_date(code: str, on: str, right: str) -> None:
    assert successor(code, dt.date.fromisoformat(on)) == right


def test_a_retired_number_is_replaced_by_its_successor() -> None:
    claim = billed("97762", "2025-03-17")
    (fault,) = faults(claim)
    mended = apply(claim, fault.edits)
    assert mended["lines"][0]["code"] == "97763"
    assert not faults(mended)


def test_a_day_from_memory_is_a_warning_until_the_official_table_begins() -> None:
    assert [fault.severity for fault in faults(billed("97001", "2018-05-01"))] == ["warning"]
    assert [fault.severity for fault in faults(billed("97001", "2019-07-01"))] == [None]


def test_a_number_that_has_not_begun_gets_no_edit() -> None:
    (fault,) = faults(billed("98985", "2025-06-02"))
    assert fault.edits == ()
    assert "begins on 2026-01-01" in fault.message
