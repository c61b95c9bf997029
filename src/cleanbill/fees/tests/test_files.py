"""Files in their official shapes are taken in whole; whatever is wrong with one is told with its place."""

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanbill import data, fees
from cleanbill.fees.tests.conftest import NEW_YORK, ROWS, THERAPY, gpci, schedule, service

Add = Callable[..., data.Holding]
JULY = dt.date(2024, 7, 15)


def test_the_title_says_edition_and_first_date(add: Add) -> None:
    holding = add("PPRRVU24_JUL.csv", schedule([THERAPY]))
    assert (holding.edition, holding.start) == ("Physician Fee Schedule 2024, July release", dt.date(2024, 7, 1))
    assert holding.rows == 1


def test_the_indices_say_their_year_and_which_floor(add: Add) -> None:
    holding = add("GPCI2024.csv", gpci(ROWS))
    assert holding.edition == "Geographic Practice Cost Indices 2024, work with the 1.0 floor"
    assert (holding.start, holding.rows) == (dt.date(2024, 1, 1), len(ROWS))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_read(add: Add, end: str) -> None:
    assert add("PPRRVU24_JUL.csv", schedule([THERAPY, service("97140")]).replace("\n", end)).rows == 2


def test_of_two_work_indices_the_one_with_the_floor_is_used(add: Add) -> None:
    text = gpci(["13282,NY,99,REST OF NEW YORK,0.98,1,0.949,0.732\n"]).replace(
        "2024 PW GPCI (with 1.0 Floor)", "2024 PW GPCI (without 1.0 Floor),2024 PW GPCI (with 1.0 Floor)"
    )
    add("GPCI2024.csv", text)
    add("PPRRVU24_JUL.csv", schedule([THERAPY]))
    place = fees.price("97110", JULY, "rest of new york").locality
    assert place
    assert place.work == 1


def test_the_zip_of_a_release_gives_both_files_and_leaves_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "RVU24C.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("PPRRVU24_JUL.csv", schedule([THERAPY]))
        archive.writestr("GPCI2024.csv", gpci(ROWS))
        archive.writestr("OPPSCAP_JUL.csv", "HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE\n")
        archive.writestr("PPRRVU24_JUL.txt", "HDR 2024 National Physician Fee Schedule Relative Value File")
        archive.writestr("GPCI2024.txt", gpci(ROWS).replace(",", "\t"))
    kept = data.add(path, fees.KINDS, dt.datetime.now(dt.UTC))
    assert [holding.kind for holding in kept] == ["fee-schedule", "gpci"]


def test_of_the_two_files_of_2026_the_standard_one_prices(add: Add) -> None:
    add("PPRRVU2026_Jul_nonQPP.csv", schedule([service("97110", factor="33.4009")], 2026))
    add("PPRRVU2026_Jul_QPP.csv", schedule([service("97110", factor="33.5675")], 2026))
    fee = fees.price("97110", dt.date(2026, 8, 1))
    assert fee.first
    assert str(fee.first.factor) == "33.4009"
    assert "Qualifying APM participants have the conversion factor 33.5675." in fee.remarks


def test_descriptors_are_nowhere_in_what_is_compiled(add: Add, tmp_path: Path) -> None:
    add("PPRRVU24_JUL.csv", schedule([THERAPY]))
    fees.price("97110", JULY)
    (compiled,) = (tmp_path / "cache").iterdir()
    assert b"97110" in compiled.read_bytes()
    assert b"SECRET" not in compiled.read_bytes()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (schedule([THERAPY, service("97140")[:40]]), "row 11 has 7 cells and the heading 32"),
        (schedule([service("97110", "0.45 much 0.42 0.01")]), "row 10, column NON FAC PE RVU: 'much' is not a number"),
        (schedule([service("97110", "0.45 -1 0.42 0.01")]), "row 10, column NON FAC PE RVU: '-1' is not"),
        (schedule([service("97110", "0.45 NaN 0.42 0.01")]), "'NaN' is not a number from 0"),
        (schedule([THERAPY, service("97-40", mod="26")]), "row 11: '97-40' is not a procedure code"),
        (schedule([THERAPY, THERAPY]), "row 11: 97110  stands there twice"),
        (schedule([service("97110", status="")]), "row 10, column STATUS CODE: it is blank"),
        (schedule([service("97110", status="a")]), "status 'a' is not one capital letter"),
        (schedule([service("97110", factor="0")]), "the conversion factor is zero"),
        (schedule([THERAPY, service("97140", factor="32.7442")]), "several conversion factors (32.7442, 33.2875)"),
        (schedule([THERAPY]).replace("MULT", "MANY"), "no column MULT PROC"),
        (schedule([]), "a heading and no rows"),
        (gpci([NEW_YORK.replace("1.166", "high")]), "row 4, column PE GPCI: 'high' is not a number"),
        (gpci([NEW_YORK.replace("1.166", "11.66")]), "an index of MANHATTAN is not between 0.1 and 5"),
        (gpci([NEW_YORK, "13282,NY,99,REST OF NEW YORK\n"]), "row 5 has 4 cells and the heading 7"),
        (gpci([NEW_YORK, "I3282,NY,99,REST OF NEW YORK,1,1,1\n"]), "(MAC): 'I3282' is not a whole number"),
        (gpci([NEW_YORK, NEW_YORK]), "locality 13202-01 stands there twice"),
        (gpci([]), "a heading and no rows"),
        (gpci(ROWS).replace("PE GPCI", "PE INDEX"), "no column PE GPCI"),
        (schedule([THERAPY]).replace("HCPCS,", "CODES,"), "is not a file that can be added"),
        ("", "is not a file that can be added"),
        (b"PK\3\4 cut short", "is damaged"),
        (b"\x1f\x8bcut short", "is damaged"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_its_place_and_nothing_is_kept(add: Add, text: str | bytes, words: str) -> None:
    with pytest.raises(data.DataFileError) as refused:
        add("file.csv", text)
    assert words in str(refused.value)
    assert data.holdings() == ()


def test_a_file_without_a_date_needs_one(add: Add) -> None:
    plain = "code,mod,status,pctc,global,mult_proc,work,nonfac_pe,fac_pe,mp\n97110,,A,7,000,5,0.45,0.42,0.42,0.01\n"
    with pytest.raises(data.DataFileError, match="--from"):
        add("pfs.csv", plain)
    assert add("pfs.csv", plain, dt.date(2024, 7, 1)).rows == 1


def test_a_cache_that_cannot_be_written_is_one_sentence(
    add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("PPRRVU24_JUL.csv", schedule([THERAPY]))
    (tmp_path / "file").touch()
    monkeypatch.setattr("cleanbill.data.compiling.cache_folder", lambda: tmp_path / "file")
    with pytest.raises(data.DataFileError, match="set CLEANBILL_CACHE"):
        fees.price("97110", JULY)
