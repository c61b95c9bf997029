"""The days of procedure numbers against the official table."""

import csv
import datetime as dt
import gzip
from pathlib import Path

import pytest

from cleanbill.codes.procedure_dates import DATED
from cleanbill.codes.procedures import PROCEDURES
from cleanbill.codes.tables import day

TABLE = Path(__file__).parents[5] / "shared" / "data" / "edits" / "hcpcs_validity_2019q3_2026q2.csv.gz"
BEGINS = dt.date(2019, 7, 1)


@pytest.fixture(scope="module")
def official() -> dict[str, tuple[dt.date | None, dt.date | None]]:
    if not TABLE.exists():
        pytest.skip("the reference files are not beside the repository")
    rows: dict[str, list[tuple[str, str]]] = {}
    with gzip.open(TABLE, "rt", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            rows.setdefault(row["code"], []).append((row["from"], row["to"]))
    return {code: (_day(min(found)[0]), _day(max(found)[1])) for code, found in rows.items()}


def _day(text: str) -> dt.date | None:
    return day(f"{text[:4]}-{text[4:6]}-{text[6:]}") if text else None


def test_every_checked_day_since_july_2019_is_the_official_one(
    official: dict[str, tuple[dt.date | None, dt.date | None]],
) -> None:
    for code, dates in DATED.items():
        if dates.checked and code in official:
            first, last = official[code]
            assert dates.last_day == last, code
            assert dates.first_day == first or (first is None and dates.first_day and dates.first_day < BEGINS), code


def test_no_number_of_the_specialty_that_began_or_ended_since_is_left_out(
    official: dict[str, tuple[dt.date | None, dt.date | None]],
) -> None:
    dated = {code for code in PROCEDURES if official.get(code, (None, None)) != (None, None)}
    assert dated <= DATED.keys()


def test_a_number_that_took_the_place_of_another_follows_it() -> None:
    for dates in DATED.values():
        new = DATED.get(dates.instead)
        if new and new.first_day and dates.last_day:
            assert new.first_day <= dates.last_day + dt.timedelta(days=1), dates.code
