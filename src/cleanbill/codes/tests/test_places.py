"""The place of service table against the official one."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from cleanbill.codes.places import PLACES, UNASSIGNED, place

EDITS = Path(__file__).parents[5] / "shared" / "data" / "edits"
needs_shared = pytest.mark.skipif(not EDITS.is_dir(), reason="the reference files are not beside the repository")


@needs_shared
def test_places_their_rate_and_the_unassigned_numbers_are_those_of_the_official_list() -> None:
    with (EDITS / "place_of_service.csv").open(encoding="utf-8") as table:
        official = {row["pos"]: row["type"] for row in csv.DictReader(table)}
    assert {code for code, type in official.items() if type == "Unassigned"} == UNASSIGNED
    assert {code: type == "Facility" for code, type in official.items() if type != "Unassigned"} == {
        code: known.facility for code, known in PLACES.items()
    }


def test_an_office_and_a_home_are_told_by_our_own_labels() -> None:
    assert [known.label for code in ("11", "12", "10") if (known := place(code))] == [
        "office", "home", "telehealth at home",
    ]  # fmt: skip


def test_telehealth_at_home_has_its_number_since_2022() -> None:
    assert place("10", dt.date(2022, 1, 1))
    assert place("10", dt.date(2021, 12, 31)) is None


@pytest.mark.parametrize("code", ["30", "00", "", "1", "011", "1²", "AA"])
def test_a_number_that_is_not_assigned_or_none_at_all_is_no_place(code: str) -> None:
    assert place(code) is None


def test_labels_are_short_and_told_apart() -> None:
    labels = [known.label for known in PLACES.values()]
    assert max(map(len, labels)) <= 45
    assert len(set(labels)) == len(labels)
