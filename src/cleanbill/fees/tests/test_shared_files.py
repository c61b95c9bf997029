"""The real tables beside the repository, in their plain shape and rebuilt in the official one."""

import csv
import datetime as dt
import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from cleanbill import data, fees
from cleanbill.fees.tests.conftest import gpci, schedule, service

Add = Callable[..., data.Holding]
EDITS = Path(__file__).parents[5] / "shared" / "data" / "edits"
JULY = dt.date(2024, 7, 15)
pytestmark = pytest.mark.skipif(not EDITS.is_dir(), reason="the reference files are not beside the repository")


def _rows(name: str) -> list[dict[str, str]]:
    raw = (EDITS / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    return list(csv.DictReader(text.splitlines()))


def _official(row: dict[str, str]) -> str:
    values = " ".join(f"{float(row[x]):.2f}" for x in ("work", "nonfac_pe", "fac_pe", "mp"))
    return service(row["code"], values, row["mod"], row["status"], row["pctc"], row["mult_proc"])


def _place(row: dict[str, str]) -> str:
    name, mac = row["locality_name"].replace('"', ""), row["mac"].lstrip("0")
    indices = ",".join(f"{float(row[x]):.3f}" for x in ("work", "pe", "mp"))
    return f'{mac},{row["state"]},{int(row["locality"])},"{name}*",{indices}\n'


def test_the_whole_schedule_of_july_2024_prices_alike_in_both_shapes(add: Add) -> None:
    plain = EDITS / "pfs_rvu_2024_july.csv.gz"
    places = EDITS / "gpci_2024_july.csv"
    codes = [row["code"] for row in _rows(plain.name)[::150]]
    add("pfs.csv.gz", plain.read_bytes(), dt.date(2024, 7, 1))
    add("gpci.csv", places.read_bytes(), dt.date(2024, 1, 1))
    before = [fees.price(code, JULY, "manhattan").amount for code in codes]
    assert add("PPRRVU24_JUL.csv", schedule([_official(row) for row in _rows(plain.name)])).rows == 17_726
    assert add("GPCI2024.csv", gpci([_place(row) for row in _rows(places.name)])).rows == 109
    assert fees.price("97110", JULY).sources[0].edition == "Physician Fee Schedule 2024, July release"
    assert [fees.price(code, JULY, "manhattan").amount for code in codes] == before
    assert sum(amount is not None for amount in before) > 40


@pytest.mark.parametrize(
    ("code", "dollars"),
    [("97110", "29.29"), ("99490", "62.58"), ("99439", "47.93"), ("99487", "134.15"), ("99489", "72.23")],
)
def test_the_prices_of_july_2024_are_the_published_ones(add: Add, code: str, dollars: str) -> None:
    add("pfs.csv.gz", (EDITS / "pfs_rvu_2024_july.csv.gz").read_bytes(), dt.date(2024, 7, 1))
    assert fees.price(code, JULY).amount == Decimal(dollars)


def test_a_therapy_visit_of_2026_comes_to_what_the_reference_reckons(add: Add) -> None:
    add("pfs.csv", (EDITS / "pfs_rvu_2026_july_msk.csv").read_bytes(), dt.date(2026, 7, 1))
    activities, exercise, manual = (fees.price(code, dt.date(2026, 8, 3)) for code in ("97530", "97110", "97140"))
    assert activities.first
    assert exercise.further
    assert manual.further
    total = activities.first.paid + 2 * exercise.further.paid + manual.further.paid
    assert total == Decimal("100.70")


@pytest.mark.parametrize(
    ("text", "number"), [("manhattan", 1), ("california", 29), ("new york", 5), ("rest of california", 1), ("texas", 8)]
)
def test_real_localities_are_found_or_asked_back(add: Add, text: str, number: int) -> None:
    add("pfs.csv", (EDITS / "pfs_rvu_2026_july_msk.csv").read_bytes(), dt.date(2024, 7, 1))
    add("gpci.csv", (EDITS / "gpci_2024_july.csv").read_bytes(), dt.date(2024, 1, 1))
    fee = fees.price("97110", JULY, text)
    assert fee.outcome == ("priced" if number == 1 else "locality")
    assert number == 1 or f"is {number} localities" in fee.reason
