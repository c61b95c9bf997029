"""The add-on table against the official one."""

import csv
import datetime as dt
import gzip
from pathlib import Path

import pytest

from cleanbill.codes.add_on import ADD_ONS, is_complete, primaries
from cleanbill.codes.procedures import PROCEDURES

EDITS = Path(__file__).parents[5] / "shared" / "data" / "edits"
needs_shared = pytest.mark.skipif(not EDITS.is_dir(), reason="the reference files are not beside the repository")
BY_DESCRIPTION = {"G0542", "G2211"}
ON = dt.date(2026, 11, 2)


@needs_shared
def test_add_on_codes_and_their_primaries_are_those_of_the_ncci_file() -> None:
    official: dict[str, set[str]] = {}
    complete = {}
    with gzip.open(EDITS / "ncci_addon_2024q3.csv.gz", "rt") as table:
        for row in csv.DictReader(table):
            official.setdefault(row["addon"], set()).add(row["primary"])
            complete[row["addon"]] = row["type"] == "1"
    for code in ADD_ONS.keys() - BY_DESCRIPTION:
        assert primaries(code, ON) == official[code], code
        assert is_complete(code, ON) == complete[code], code
    assert official.keys() & PROCEDURES.keys() <= ADD_ONS.keys()


@pytest.mark.parametrize(
    ("code", "primary"),
    [("97130", "97129"), ("97546", "97545"), ("97551", "97550"), ("97598", "97597"), ("98981", "98980")],
)
def test_each_further_unit_stands_beside_the_first(code: str, primary: str) -> None:
    assert primaries(code, ON) == {primary}
    assert is_complete(code, ON)


def test_further_needling_stands_beside_either_first_needling() -> None:
    assert primaries("97811") == primaries("97814") == {"97810", "97813"}


@pytest.mark.parametrize("code", ["97110", "97129", "20561", "98943", "99213", "", "XXXXX"])
def test_other_codes_are_no_add_on_codes(code: str) -> None:
    assert primaries(code, ON) == frozenset()
    assert not is_complete(code, ON)


def test_complexity_may_stand_beside_a_home_visit_since_2026() -> None:
    assert "99348" in primaries("G2211", dt.date(2026, 1, 1))
    assert "99348" not in primaries("G2211", dt.date(2025, 12, 31))
    assert "99213" in primaries("G2211", dt.date(2025, 12, 31))
    assert not is_complete("G2211", ON)
