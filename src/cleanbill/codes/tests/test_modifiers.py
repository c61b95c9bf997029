"""The modifier table against the official one."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from cleanbill.codes import modifiers
from cleanbill.codes.modifiers import MODIFIERS, valid

EDITS = Path(__file__).parents[5] / "shared" / "data" / "edits"
needs_shared = pytest.mark.skipif(not EDITS.is_dir(), reason="the reference files are not beside the repository")
ON = dt.date(2026, 6, 30)
CATEGORY_TWO = {"1P", "2P", "3P"}


def _official() -> list[dict[str, str]]:
    with (EDITS / "modifiers_2026q2.csv").open() as table:
        return [row for row in csv.DictReader(table) if not row["modifier"].startswith("#")]


@needs_shared
def test_every_official_modifier_is_valid_on_its_first_and_last_day() -> None:
    for row in _official():
        for text in (row["from"], row["to"]):
            if text:
                assert valid(row["modifier"], dt.datetime.strptime(text, "%Y%m%d").date())


@needs_shared
def test_the_modifiers_valid_today_are_the_official_ones() -> None:
    official = {row["modifier"] for row in _official() if not row["to"]}
    assert {code for code in MODIFIERS if valid(code, ON)} == official | CATEGORY_TWO


@needs_shared
def test_the_ncci_associated_and_the_therapy_modifiers_are_the_official_ones() -> None:
    rows = _official()
    assert {r["modifier"] for r in rows if r["ncci_associated"] == "1"} == modifiers.NCCI_ASSOCIATED
    assert {r["modifier"] for r in rows if r["therapy_discipline"] == "1"} == modifiers.DISCIPLINES


def test_a_modifier_is_not_valid_outside_its_dates() -> None:
    assert valid("93", dt.date(2022, 1, 1))
    assert not valid("93", dt.date(2021, 12, 31))
    assert valid("MA", dt.date(2024, 12, 31))
    assert not valid("MA", dt.date(2025, 1, 1))


def test_a_dated_modifier_is_given_the_benefit_of_an_unknown_date() -> None:
    assert valid("MA", None)
    assert not valid("ZZ", None)


@pytest.mark.parametrize("modifier", ["", "ZZ", "gp", "GP ", "#A", "059"])
def test_what_is_no_modifier_is_not_valid(modifier: str) -> None:
    assert not valid(modifier, ON)
