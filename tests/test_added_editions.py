"""A new release of ICD-10-CM is added and becomes one more dated edition."""

import csv
import datetime as dt
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanbill import codes, data
from cleanbill.codes import icd10cm
from cleanbill.codes.icd10cm import conversions, order

NOW = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)
FY2028 = dt.date(2027, 10, 1)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A shelf and a cache of the test's own."""
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    monkeypatch.setenv("CLEANBILL_CACHE", str(tmp_path / "cache"))
    return


def add(path: Path) -> data.Holding:
    [holding] = data.add(path, icd10cm.kinds(), NOW)
    return holding


def order_file(shared: Path, folder: Path) -> Path:
    """The reference table of FY2025 in the columns of the official order file."""
    path = folder / "icd10cm-order-2025.txt"
    with gzip.open(shared / "data/icd10cm/icd10cm-order-2025.csv.gz", "rt", encoding="utf-8") as stream:
        rows = enumerate(csv.DictReader(stream), 1)
        lines = (f"{n:05d} {r['code']:<7} {r['billable']} {r['short']:<60} {r['long']}" for n, r in rows)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_tabular_list_of_next_year_is_one_more_edition(shared: Path, tmp_path: Path) -> None:
    text = gzip.decompress((shared / "data/icd10cm/icd10cm-tabular-2027-reconstructed.xml.gz").read_bytes()).decode()
    text = text.replace("<version>2027</version>", "<version>2028</version>")
    text = re.sub(r"<diag>\s*<name>M62\.831</name>.*?</diag>", "", text, flags=re.DOTALL)
    text = text.replace("<name>M62.838</name>", "<name>M62.839</name>")
    path = tmp_path / "icd10cm_tabular_2028.xml"
    path.write_text(text, encoding="utf-8")
    holding = add(path)
    assert (holding.edition, holding.start) == ("ICD-10-CM FY2028, Tabular List", FY2028)
    new = codes.release(FY2028)
    assert new.edition == "ICD-10-CM FY2028"
    assert new.billable("M62.839", FY2028)
    assert not new.billable("M62.839", dt.date(2027, 9, 30))
    assert new.status("M62.831", FY2028).kind == "retired"
    assert new.status("M62.831", FY2028).end == dt.date(2027, 9, 30)
    assert new.billable("S39.012A", FY2028)
    assert codes.release(dt.date(2026, 11, 2)).edition == "ICD-10-CM FY2027"


def test_an_order_file_alone_gives_titles_and_says_what_it_lacks(shared: Path, tmp_path: Path) -> None:
    holding = add(order_file(shared, tmp_path))
    assert (holding.rows, holding.start) == (97_584, dt.date(2024, 10, 1))
    on = dt.date(2025, 3, 1)
    release = codes.release(on)
    assert release.edition == "ICD-10-CM FY2025"
    assert release.rows("SELECT count(*) FROM node WHERE level IN ('diag', 'seventh')") == [(97_584,)]
    record = release.lookup("S39.012A", on)
    assert record.status.billable
    assert record.short_title == "Strain of muscle, fascia and tendon of lower back, init"
    assert [step.code for step in record.path] == ["19", "S30-S39", "S39", "S39.0", "S39.01", "S39.012"]
    assert "no notes" in record.remark
    with gzip.open(shared / "data/icd10cm/icd10cm-order-2025.csv.gz", "rt", encoding="utf-8") as stream:
        complete = {row["code"] for row in csv.DictReader(stream) if row["billable"] == "1"}
    assert {key for (key,) in release.rows("SELECT key FROM node WHERE last = id")} == complete


def test_the_conversion_table_in_its_published_shape_gives_successors(tmp_path: Path) -> None:
    path = tmp_path / "icd-10-cm-conversion-table-FY2025.csv"
    path.write_text(
        "ICD-10-CM CONVERSION TABLE,,\n,,\nCurrent code assignment,Effective,Previous Code(s) Assignment\n"
        "M51.360,2024,M51.36\nM97.01XA  ,45017,T84.040A\nH02.151,10/1/2018,H02.101-H02.103; H02.109\n"
        'E66.813,2024,"E66.01, E66.8"\nZ98.890,2016,None\nA09,,A09\n'
    )
    found = {(pair.code, pair.next, pair.effective.isoformat()) for pair in conversions.read(path)}
    assert found == {
        ("M5136", "M51360", "2024-10-01"),
        ("T84040A", "M9701XA", "2023-04-01"),
        ("H02101", "H02151", "2018-10-01"),
        ("H02102", "H02151", "2018-10-01"),
        ("H02103", "H02151", "2018-10-01"),
        ("H02109", "H02151", "2018-10-01"),
        ("E6601", "E66813", "2024-10-01"),
        ("E668", "E66813", "2024-10-01"),
    }
    assert add(path).kind == "icd10cm-conversions"


def test_all_pairs_of_the_reference_conversion_table_are_read(shared: Path) -> None:
    holding = add(shared / "data/icd10cm/icd10cm-conversions-2016-2026.csv.gz")
    assert (holding.rows, holding.start) == (6_143, dt.date(2016, 10, 1))


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("icd10c-tabular-April-1-2026.xml", "2026-04-01"),
        ("icd10cm_tabular_2026.xml", "2025-10-01"),
        ("icd10cm-tabular-april-2026.xml", "2026-04-01"),
        ("icd10cm-tabular-April-1-2025.xml", "2025-10-01"),
    ],
)
def test_an_april_release_is_known_by_its_name(tmp_path: Path, name: str, start: str) -> None:
    path = tmp_path / name
    path.write_text(TABULAR.format(year="2026", inside=GOOD))
    assert add(path).start.isoformat() == start


GOOD = "<diag><name>A00</name><desc>Cholera</desc></diag>"
TABULAR = (
    "<?xml version='1.0'?><ICD10CM.tabular><version>{year}</version><chapter><name>1</name><desc>One</desc>"
    "<section id='A00-A09'><desc>Intestinal (A00-A09)</desc>{inside}</section></chapter></ICD10CM.tabular>"
)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("t.xml", TABULAR.format(year="2027", inside=GOOD)[:150], r"t\.xml is not whole XML: .* line 1, column"),
        ("t.xml", TABULAR.format(year="", inside=GOOD), "states no year"),
        ("t.xml", TABULAR.format(year="2027", inside=""), "holds no codes"),
        ("t.xml", TABULAR.format(year="2027", inside=GOOD * 2), "A00 stands twice"),
        (
            "t.xml",
            TABULAR.format(year="2027", inside="<diag><name>A00</name></diag>"),
            "A00 under A00-A09 lacks its title",
        ),
        ("order-2027.txt", f"00001 A00     0 {'Cholera':<60} Cholera\n00002 A000 x\n", r"line 2: '00002 A000 x'"),
        ("order-2027.txt", f"00001 A00     0 {'Cholera':<60} Cholera\n" * 2, "A00 stands 2 times"),
        ("order.txt", f"00001 A00     0 {'Cholera':<60} Cholera\n", "--from"),
        ("c.csv", "Current code assignment,Effective,Previous\nM54.50,soon,M54.5\n", "row 2: 'soon' is no year"),
        ("c.csv", "Current code assignment,Effective,Previous\nback,2024,M54.5\n", "row 2: 'back' is no code"),
        ("c.csv", "Current code assignment,Effective,Previous\n", "holds no pair"),
        ("c.csv", "effective,previous_code,current_code\n20251301,M545,M5450\n", "row 2: '20251301' is no year"),
    ],
)
def test_a_damaged_file_is_refused_at_its_place(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(data.DataFileError, match=said):
        add(path)
    assert data.holdings() == ()


def test_the_columns_of_an_order_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "icd10cm-order-2027.txt"
    path.write_text(f"00001 M62830  1 {'Muscle spasm of back':<60} Muscle spasm of back\n")
    assert order.read(path) == [order.Row("M62830", True, "Muscle spasm of back", "Muscle spasm of back")]
