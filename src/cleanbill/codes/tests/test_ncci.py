"""Every code pair against the official practitioner table, and what is believed of pairs."""

import csv
import datetime as dt
import gzip
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.codes.ncci import CODES, PAIRS, among, pair

EDITS = Path(__file__).parents[5] / "shared" / "data" / "edits"
needs_shared = pytest.mark.skipif(not EDITS.is_dir(), reason="the reference files are not beside the repository")
ON = dt.date(2026, 11, 2)
codes = st.sampled_from([*sorted(CODES), "99999", ""])


@needs_shared
def test_the_active_pairs_are_those_of_the_official_table_and_there_are_630() -> None:
    official = set()
    with gzip.open(EDITS / "ncci_ptp_practitioner_2024q3_active.csv.gz", "rt") as table:
        for row in csv.DictReader(table):
            if row["column1"] in CODES:
                shared = CODES.intersection(row["column2_codes"].split())
                official |= {(row["column1"], code, int(row["modifier_indicator"])) for code in shared}
    ours = {(p.column1, p.column2, p.indicator) for p in PAIRS.values() if p.last_day is None}
    assert ours == official
    assert len(ours) == 630


@needs_shared
def test_ended_pairs_have_the_official_last_day() -> None:
    with (EDITS / "ncci_ptp_practitioner_2024q3_msk_history.csv").open() as table:
        official = {
            (r["column1"], r["column2"], int(r["modifier_indicator"]), r["deletion_date"])
            for r in csv.DictReader(table)
        }
    ended = [p for p in PAIRS.values() if p.last_day]
    assert len(ended) == 35
    for p in ended:
        assert (p.column1, p.column2, p.indicator, str(p.last_day)) in official


@pytest.mark.parametrize(
    ("one", "other", "last_day"),
    [
        ("97530", "97116", dt.date(2019, 12, 31)),
        ("97140", "97530", dt.date(2019, 12, 31)),
        ("97530", "97113", dt.date(2019, 12, 31)),
        ("97110", "97164", dt.date(2019, 12, 31)),
        ("97530", "97535", dt.date(2021, 12, 31)),
    ],
)
def test_a_deleted_pair_holds_until_its_last_day(one: str, other: str, last_day: dt.date) -> None:
    assert pair(one, other, last_day)
    assert not pair(one, other, last_day + dt.timedelta(days=1))
    assert not pair(one, other, None)


@pytest.mark.parametrize("level", ["98940", "98941", "98942"])
@pytest.mark.parametrize("other", ["97110", "97530", "97012", "97035", "G0283", "98943"])
def test_manipulation_was_never_paired_with_exercise_activities_or_modalities(level: str, other: str) -> None:
    assert not pair(level, other, ON)


@pytest.mark.parametrize(("one", "other"), [*combinations(["97110", "97112", "97116", "97530", "97140"], 2)])
def test_one_on_one_procedures_are_not_paired_among_themselves(one: str, other: str) -> None:
    assert not pair(one, other, ON)


@given(codes, codes, st.dates(dt.date(2015, 10, 1), dt.date(2030, 1, 1)))
def test_the_order_of_two_codes_does_not_matter(one: str, other: str, on: dt.date) -> None:
    assert pair(one, other, on) == pair(other, one, on)


@given(st.sets(codes, max_size=6))
def test_the_pairs_of_a_day_are_those_of_its_codes_two_by_two(day: set[str]) -> None:
    first = dt.date(2015, 10, 1)
    two_by_two = {pair(one, other, first) for one, other in combinations(day, 2)} - {None}
    assert set(among(frozenset(day), first)) == two_by_two


def test_no_code_is_paired_with_itself() -> None:
    assert all(len(both) == 2 for both in PAIRS)
