"""The ages of the Medicare Code Editor against those of the outpatient editor."""

import csv
import datetime as dt
import gzip
from pathlib import Path

import pytest

from cleanbill import codes

TABLE = Path(__file__).parents[5] / "shared" / "data" / "edits" / "icd10cm_flags_2019q3_2026q2.csv.gz"
DAYS = (dt.date(2019, 9, 30), dt.date(2022, 12, 1), dt.date(2026, 6, 30))
ANY_AGE = (0, 124)


def ages(code: str, on: dt.date) -> tuple[int, int] | None:
    return codes.release(on).ages(code, on)


@pytest.mark.skipif(not TABLE.exists(), reason="the reference files are not beside the repository")
@pytest.mark.parametrize("on", DAYS)
def test_the_inpatient_and_the_outpatient_editor_agree_on_every_code_in_force(on: dt.date) -> None:
    with gzip.open(TABLE, "rt", encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if _holds(row, on)]
    release = codes.release(on)
    differing = {
        row["code"]
        for row in rows
        if release.billable(row["code"], on)
        and (release.ages(row["code"], on) or ANY_AGE) != (int(row["lo_age"]), int(row["hi_age"]))
    }
    assert len(rows) > 70_000
    assert differing == set()


def _holds(row: dict[str, str], on: dt.date) -> bool:
    day = f"{on:%Y%m%d}"
    return (row["from"] or day) <= day <= (row["to"] or day)


def test_pregnancy_was_from_12_to_55_until_september_2019_and_is_from_9_to_64() -> None:
    assert ages("O26.892", dt.date(2019, 9, 30)) == (12, 55)
    assert ages("O26.892", dt.date(2019, 10, 1)) == (9, 64)


def test_the_last_ages_hold_beyond_the_tables_last_day() -> None:
    assert ages("M81.0", dt.date(2028, 1, 1)) == (15, 124)


def test_most_codes_have_no_age_and_no_text_breaks_it() -> None:
    assert ages("M62.830", DAYS[-1]) is ages("", DAYS[-1]) is ages("½", DAYS[-1]) is None
