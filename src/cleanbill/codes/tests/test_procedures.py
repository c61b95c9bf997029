"""The procedure table against the official tables, and the lists made from it."""

import csv
import gzip
from pathlib import Path

import pytest

from cleanbill.codes import procedures
from cleanbill.codes.procedures import PROCEDURES, is_visit_level, label, procedure

EDITS = Path(__file__).parents[5] / "shared" / "data" / "edits"
needs_shared = pytest.mark.skipif(not EDITS.is_dir(), reason="the reference files are not beside the repository")


def _table(name: str) -> dict[str, dict[str, str]]:
    data = (EDITS / name).read_bytes()
    text = gzip.decompress(data) if name.endswith(".gz") else data
    return {row["code"]: row for row in csv.DictReader(text.decode().splitlines())}


@needs_shared
def test_unit_limits_are_those_of_the_mue_table() -> None:
    official = _table("mue_practitioner_2024q3.csv.gz")
    for code, known in PROCEDURES.items():
        row = official.get(code)
        assert (known.mue, known.mai) == ((int(row["mue"]), int(row["mai"])) if row else (None, None)), code


@needs_shared
def test_fee_schedule_status_is_that_of_july_2026_where_it_is_known() -> None:
    official = _table("pfs_rvu_2026_july_msk.csv")
    known = {code: row["status"] for code, row in official.items() if code in PROCEDURES}
    assert len(known) > 90
    assert {code: PROCEDURES[code].status for code in known} == known


@needs_shared
def test_therapy_codes_are_those_of_the_therapy_list_with_what_is_not_verified_marked() -> None:
    listed = _table("therapy_code_list_2026_derived.csv")
    assert {c for c, r in listed.items() if r["class"] == "always"} == procedures.ALWAYS_THERAPY
    assert {c for c, r in listed.items() if r["class"] == "sometimes"} == procedures.SOMETIMES_THERAPY
    doubtful = {code for code, row in listed.items() if "[unverified]" in row["evidence"]}
    assert {code for code, known in PROCEDURES.items() if not known.therapy_verified} == doubtful


def test_the_fifteen_minute_codes_are_the_timed_ones() -> None:
    assert " ".join(sorted(procedures.TIMED)) == (
        "97032 97033 97034 97035 97036 97110 97112 97113 97116 97124 97129 97130 97140 97530 97533 97535 97537 97542 "
        "97750 97755 97760 97761 97763"
    )


def test_a_code_is_not_both_timed_and_once_a_day() -> None:
    assert procedures.TIMED.isdisjoint(procedures.UNTIMED)


def test_codes_that_count_once_a_day_have_a_limit_of_one_or_none() -> None:
    assert {PROCEDURES[code].mue for code in procedures.UNTIMED} <= {0, 1, None}


def test_injections_at_several_sites_are_not_once_a_day() -> None:
    assert procedures.UNTIMED.isdisjoint({"20550", "20551", "20600", "20605", "20610", "20611"})
    assert {"20552", "20553", "20560", "20561"} <= procedures.UNTIMED


def test_cold_packs_e_stim_and_extraspinal_manipulation_are_not_payable_by_medicare() -> None:
    assert [PROCEDURES[code].status for code in ("97010", "97014", "98943")] == ["B", "I", "N"]


def test_labels_are_short_and_told_apart() -> None:
    labels = [known.label for known in PROCEDURES.values()]
    assert max(map(len, labels)) <= 40
    assert len(set(labels)) == len(labels)


def test_a_code_outside_the_specialty_is_not_known_and_bare() -> None:
    assert procedure("27447") is None
    assert label("27447") == "27447"
    assert label("97110") == "97110 (exercise)"


@pytest.mark.parametrize("code", ["99202", "99213", "99285", "99417"])
def test_numbers_from_99202_report_visits(code: str) -> None:
    assert is_visit_level(code)


@pytest.mark.parametrize("code", ["99201", "99500", "97161", "G2211", "992133", "99²13", ""])
def test_other_codes_do_not_report_visits(code: str) -> None:
    assert not is_visit_level(code)
