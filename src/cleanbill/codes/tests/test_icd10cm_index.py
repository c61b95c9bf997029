"""The Alphabetic Index: both shapes read, damaged files refused with the place, `see` followed, the newer path kept."""

import datetime as dt
import gzip
import shutil
import sqlite3
from pathlib import Path

import pytest

from cleanbill import data
from cleanbill.codes.icd10cm.index import flattened, given, official, see
from cleanbill.codes.icd10cm.index.chosen import chosen
from cleanbill.codes.icd10cm.index.entry import Entry, written
from cleanbill.codes.icd10cm.index.kinds import KINDS

SHARED = Path(__file__).parents[5] / "shared" / "data" / "icd10cm"
FY2027 = dt.date(2026, 10, 1)
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
XML = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2025</version><title>ICD-10-CM INDEX</title><letter><title>P</title>
  <mainTerm><title>Pain<nemod>(s)</nemod>, painful</title><seeAlso>Painful</seeAlso><code>R52</code>
    <term level="1"><title>ear</title><subcat>H92.0</subcat></term>
    <term level="1"><title>finger</title><see>Pain, limb, upper</see></term>
    <term level="1"><title>hand</title><see>Pain, finger</see></term>
    <term level="1"><title>limb<nemod>(any)</nemod> NEC</title><code>M79.609</code>
      <term level="2"><title>upper</title><code>M79.60-</code></term></term>
    <term level="1"><title>in (due to)</title>
      <term level="2"><title>sarcoidosis</title><code>D86.86</code><manif>M14.8-</manif></term></term>
    <term level="1"><diff><old>gone</old></diff><code>R10.9</code></term>
    <term level="1"><diff><unc>low </unc><old>spine</old><new>back</new></diff><code>M54.50</code></term>
  </mainTerm>
  <mainTerm><title>Round</title><see>Ring</see></mainTerm>
  <mainTerm><title>Ring</title><see>Round</see></mainTerm>
  <mainTerm><title>Toe</title><see>condition</see></mainTerm>
</letter></ICD10CM.index>"""
TABLE = """<ICD10CM.index><version>2025</version><indexHeading><head col="1">Neoplasm</head>
  <head col="2">Malignant Primary</head><head col="3">Benign</head></indexHeading><letter><title>N</title>
  <mainTerm><title>Neoplasm, neoplastic</title><cell col="2">C80.1</cell><cell col="3">-</cell>
    <term level="1"><title>bone</title><cell col="2">C41.9</cell><cell col="3">D16.9</cell></term></mainTerm>
</letter></ICD10CM.index>"""
CSV = """RowID,Letter,Level,Term,See,SeeAlso,NonEssModif,Code
1,S,0,Spasm,,condition,(s),R25.2
2,S,1,muscle NEC,,,,M62.838
3,S,2,back,,,,M62.830
4,S,0,Spasmus,"Spasm, muscle",,,
"""


def given_file(folder: Path, text: str, name: str = "icd10cm-index.xml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read_xml(folder: Path, text: str) -> list[Entry]:
    return official.read(given_file(folder, text), "the file").entries


def test_the_official_index_is_read_with_its_modifiers_and_second_codes(tmp_path: Path) -> None:
    entries = {written(entry.path): entry for entry in read_xml(tmp_path, XML)}
    assert entries["Pain(s), painful"].code == "R52"
    assert entries["Pain(s), painful, ear"].code == "H92.0"
    assert entries["Pain(s), painful, limb (any) NEC, upper"].code == "M79.60-"
    assert entries["Pain(s), painful, in (due to), sarcoidosis"].manifestation == "M14.8-"
    assert entries["Pain(s), painful, finger"].see == "Pain, limb, upper"


def test_of_a_change_what_it_is_now_is_read_and_what_was_struck_out_is_not(tmp_path: Path) -> None:
    paths = [written(entry.path) for entry in read_xml(tmp_path, XML)]
    assert "Pain(s), painful, low back" in paths
    assert not any("gone" in path for path in paths)


def test_a_table_gives_a_path_for_each_column_that_has_a_code(tmp_path: Path) -> None:
    led = dict(see.led(read_xml(tmp_path, TABLE)))
    assert led == {
        "Neoplasm, neoplastic, Malignant Primary": "C80.1",
        "Neoplasm, neoplastic, bone, Malignant Primary": "C41.9",
        "Neoplasm, neoplastic, bone, Benign": "D16.9",
    }


def test_the_flattened_index_gives_the_same_paths(tmp_path: Path) -> None:
    read = flattened.read(given_file(tmp_path, CSV, "index-2025.csv"), "index-2025.csv")
    assert read.year == 2025
    assert [written(entry.path) for entry in read.entries] == [
        "Spasm(s)", "Spasm(s), muscle NEC", "Spasm(s), muscle NEC, back", "Spasmus",
    ]  # fmt: skip
    assert dict(see.led(read.entries))["Spasmus (see Spasm, muscle)"] == "M62.838"


def test_a_term_that_only_says_see_leads_to_the_code_of_that_place(tmp_path: Path) -> None:
    led = dict(see.led(read_xml(tmp_path, XML)))
    assert led["Pain(s), painful, finger (see Pain, limb, upper)"] == "M79.60-"
    assert led["Pain(s), painful, hand (see Pain, finger)"] == "M79.60-"


def test_terms_that_point_at_each_other_lead_nowhere(tmp_path: Path) -> None:
    paths = [path for path, _ in see.led(read_xml(tmp_path, XML))]
    assert not any(path.startswith(("Round", "Ring", "Toe")) for path in paths)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (XML.replace("</letter>", ""), "no well-formed XML (mismatched tag: line 17"),
        (XML.replace("ICD10CM.index", "ICD10CM.tabular"), "begins with <ICD10CM.tabular>"),
        (XML.replace("M79.60-", "see above"), "at 'Pain(s), painful, limb (any) NEC, upper' stands 'seeabove'"),
        (XML.replace("<title>upper</title>", ""), "a term under 'Pain(s), painful, limb (any) NEC' has no title"),
        (XML.replace(">2025<", ">next<"), "its version is 'next'"),
        ("<ICD10CM.index><version>2025</version></ICD10CM.index>", "holds no main term"),
        (XML.replace("<ICD10CM.index>", '<ICD10CM.index isAddenda="true">'), "only what changed"),
        (XML.replace("<see>Round</see>", "<term><title>in</title>" * 2000 + "</term>" * 2000), "terms in terms"),
    ],
)
def test_a_damaged_official_file_is_refused_with_the_place(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(data.DataFileError) as refused:
        read_xml(tmp_path, text)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (CSV.replace("RowID", "Row"), "does not begin with the columns"),
        (CSV.replace("3,S,2", "3,S,3"), "line 4 is of level '3' under 'Spasm(s), muscle NEC'"),
        (CSV.replace("M62.838", "M62,838"), "line 3 has 9 columns"),
        (CSV.replace("M62.838", "M62!838"), "at 'Spasm(s), muscle NEC' stands 'M62!838'"),
        (CSV[: CSV.index("\n") + 1], "holds no term"),
    ],
)
def test_a_damaged_flattened_file_is_refused_with_the_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(data.DataFileError) as refused:
        flattened.read(given_file(tmp_path, text, "index.csv"), "index.csv")
    assert why in str(refused.value)


def test_each_file_is_recognised_as_what_it_is() -> None:
    external = XML.replace("ICD-10-CM INDEX", "ICD-10-CM EXTERNAL CAUSE of INJURIES INDEX")
    drugs = TABLE.replace(">Neoplasm<", ">Substance<")
    heads = [text.encode() for text in (XML, CSV, external, TABLE, drugs, "<ICD10CM.tabular>")]
    kinds = [[kind.name for kind in KINDS if kind.begins and kind.begins(head)] for head in heads]
    assert kinds == [
        ["icd10cm-index"], ["icd10cm-index"], ["icd10cm-external-cause-index"], ["icd10cm-neoplasm-table"],
        ["icd10cm-drug-table"], [],
    ]  # fmt: skip


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    return tmp_path


def test_a_version_is_the_fiscal_year_that_begins_in_october_before(shelf: Path) -> None:
    [holding] = data.add(given_file(shelf, XML), KINDS, NOW)
    assert (holding.edition, holding.start, holding.rows) == ("ICD-10-CM Index FY2025", dt.date(2024, 10, 1), 12)


def test_a_flattened_file_without_a_year_asks_for_its_first_date(shelf: Path) -> None:
    path = given_file(shelf, CSV, "index.csv")
    with pytest.raises(data.DataFileError, match="--from"):
        data.add(path, KINDS, NOW)
    data.add(path, KINDS, NOW, dt.date(2024, 10, 1))
    assert {term.source for term in given.terms(FY2027) if term.code == "M62.830"} >= {"ICD-10-CM Index FY2025"}


def test_an_edition_has_the_newest_index_that_has_begun_else_the_oldest(shelf: Path) -> None:
    for year in (2025, 2026, 2028):
        data.add(given_file(shelf, XML.replace(">2025<", f">{year}<")), KINDS, NOW)
    assert [holding.edition for holding in chosen(FY2027)] == ["ICD-10-CM Index FY2026"]
    assert [holding.edition for holding in chosen(dt.date(2020, 1, 1))] == ["ICD-10-CM Index FY2025"]


STALE = """<ICD10CM.index><version>2025</version><letter><title>F</title><mainTerm><title>Fasciitis</title>
  <term level="1"><title>plantar</title><code>M72.2</code></term>
  <term level="1"><title>of nowhere</title><code>M00.999</code></term></mainTerm></letter></ICD10CM.index>"""


def test_our_newer_path_wins_where_its_code_is_there_and_what_has_no_code_is_counted(shelf: Path) -> None:
    data.add(given_file(shelf, STALE), KINDS, NOW)
    assert written_codes("M72.2", "M67.A0") == ({"M67.A0-"}, len(given.terms(FY2027)) - 2)
    assert written_codes("M72.2")[0] == {"M72.2"}


def test_a_path_that_our_selection_and_the_file_both_have_is_written_once(shelf: Path) -> None:
    text = STALE.replace("Fasciitis", "Radiculopathy").replace("plantar", "cervical region").replace("M72.2", "M54.12")
    data.add(given_file(shelf, text), KINDS, NOW)
    db = tree("M54.12")
    given.write(db, FY2027)
    assert db.execute("SELECT path FROM index_term WHERE path LIKE 'Radi%'").fetchall() == [
        ("Radiculopathy, cervical region",)
    ]
    db.close()


def tree(*codes: str) -> sqlite3.Connection:
    """An edition that has these codes only."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE node (key TEXT, level TEXT)")
    db.execute("CREATE TABLE index_term (key TEXT, path TEXT, code TEXT, source TEXT)")
    db.executemany("INSERT INTO node VALUES (?, 'diag')", [(code.replace(".", ""),) for code in codes])
    return db


def written_codes(*there: str) -> tuple[set[str], int]:
    """The codes that the table has for plantar fasciitis, in an edition of these codes only, and how many are not."""
    db = tree(*there)
    left_out = given.write(db, FY2027)
    codes = {code for (code,) in db.execute("SELECT code FROM index_term WHERE path LIKE 'Fasciitis, plantar%'")}
    db.close()
    return codes, left_out


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference files are not beside the repository")
class TestTheFilesOfFY2025:
    def test_all_terms_of_the_flattened_index_are_read(self, tmp_path: Path) -> None:
        path = tmp_path / "icd10cm-index-2025.csv"
        with gzip.open(SHARED / "icd10cm-index-2025.csv.gz") as packed, path.open("wb") as out:
            shutil.copyfileobj(packed, out)
        entries = flattened.read(path, path.name).entries
        assert len(entries) == 81_024
        led = dict(see.led(entries))
        assert led["Spasm(s), muscle NEC, back"] == "M62.830"
        assert led["Abdominalgia (see Pain, abdominal)"] == "R10.9"

    @pytest.mark.parametrize(
        ("name", "kind", "rows"),
        [
            ("icd10cm-eindex-2025.xml.gz", "icd10cm-external-cause-index", 8_064),
            ("icd10cm-neoplasm-2025.xml.gz", "icd10cm-neoplasm-table", 10_957),
            ("icd10cm-drug-2025.xml.gz", "icd10cm-drug-table", 47_454),
        ],
    )
    def test_the_other_index_and_the_tables_are_taken_in(self, shelf: Path, name: str, kind: str, rows: int) -> None:
        [holding] = data.add(SHARED / name, KINDS, NOW)
        assert (holding.kind, holding.rows, holding.start) == (kind, rows, dt.date(2024, 10, 1))
