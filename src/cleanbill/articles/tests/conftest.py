"""A download of the Medicare Coverage Database in its official shape, small, and a shelf to add it to."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanbill import data
from cleanbill.articles import KINDS

Tables = dict[str, list[list[str]]]
_HEADS = {
    "article": "article_id article_version article_type title article_pub_date article_eff_date article_end_date "
    "description status last_updated article_rev_end_date date_retired display_id",
    "article_x_hcpc_code": "article_id article_version hcpc_code_id hcpc_code_version hcpc_code_group range "
    "last_updated long_description short_description",
    "article_x_hcpc_code_group": "article_id article_version hcpc_code_group paragraph last_updated",
    "article_x_icd10_covered": "article_id article_version icd10_code_id icd10_code_version icd10_covered_group "
    "range last_updated sort_order description asterisk",
    "article_x_icd10_covered_group": "article_id article_version icd10_covered_group paragraph last_updated "
    "icd10_covered_ast",
    "article_x_icd10_noncovered": "article_id article_version icd10_code_id icd10_code_version "
    "icd10_noncovered_group range last_updated sort_order description",
    "article_x_icd10_noncovered_group": "article_id article_version icd10_noncovered_group paragraph last_updated",
    "article_x_contractor": "article_id article_version article_type contractor_id contractor_type_id "
    "contractor_version last_updated",
    "article_related_documents": "article_id article_version related_num r_article_id r_article_version r_lcd_id "
    "r_lcd_version r_contractor_id last_updated",
    "contractor": "contractor_id contractor_type_id contractor_version contractor_bus_name contractor_number",
    "contractor_type_lookup": "contractor_type_id description",
    "contractor_jurisdiction": "contractor_id contractor_type_id contractor_version state_id last_updated "
    "active_date term_date",
    "state_lookup": "state_id state_abbrev description",
}


def article(id: int, title: str, start: str, end: str = "", status: str = "A", version: int = 3) -> list[str]:
    """A row of article.csv, with a page of text in its description."""
    page = "<p>" + "A long page, with “quotes” and, commas.\n" * 4000 + "</p>"
    row = [str(id), str(version), "6", title, start, start, end, page, status, "2026-09-24 10:00:00", "", "", ""]
    return [*row[:9], row[9], row[10], row[11], f"A{id}"]


def service(id: int, code: str, group: int = 1, version: int = 3) -> list[str]:
    """A row that lists a service; its descriptor may not come out anywhere."""
    return [str(id), str(version), code, "77", str(group), "N", "", "SECRET DESCRIPTOR", "SECRET"]


def covered(id: int, code: str, group: int = 1, asterisk: str = "N") -> list[str]:
    """A row that lists a diagnosis as supporting."""
    return [str(id), "3", code, "10", str(group), "N", "", "1", "a diagnosis", asterisk]


def tables() -> Tables:
    """Three contractors and five articles: covered groups, a list of what is not covered, no list, a retired one."""
    found: Tables = {name: [head.split()] for name, head in _HEADS.items()}
    found["article"] += [
        article(57067, "Billing and Coding: Nerve Blocks – Upper Body", "2019-10-01 00:00:00"),
        article(58000, "Billing and Coding: Therapy", "1/1/2024 12:00:00 AM"),
        article(58001, "Billing and Coding: Therapy without a list", "2020-01-01"),
        article(58002, "Billing and Coding: Old Therapy", "2018-01-01", "2023-12-31", "R"),
        article(58003, "Draft of Therapy", "2026-01-01", status="P"),
    ]
    found["article_x_hcpc_code"] += [
        service(57067, "64450"), service(57067, "64405", 2),
        *(service(id, "97110") for id in (58000, 58001, 58002, 58003)),
    ]  # fmt: skip
    found["article_x_icd10_covered"] += [
        covered(57067, "G57.01"), covered(57067, "M54.81", 2, "Y"), covered(58000, "M54.50"), covered(58000, "M62.830"),
        covered(58001, "XX000"),
    ]  # fmt: skip
    found["article_x_icd10_covered_group"] += [
        ["57067", "3", "1", "<p>The following support <b>64450</b> &amp; 64447-64449:</p>", "", ""],
        ["57067", "3", "2", "<p>The following support CPT&#174; 64405:</p>", "", "<p>* Report a second code.</p>"],
        ["58000", "3", "1", "<p>One code of this group and one of the plan.</p>", "", ""],
    ]
    found["article_x_icd10_noncovered"] += [["58000", "3", "Z00.00", "10", "1", "N", "", "1", "an exam"]]
    found["article_x_icd10_noncovered_group"] += [["58000", "3", "1", "<p>Not a treatment.</p>", ""]]
    contractor = {57067: "500", 58000: "501", 58001: "500", 58002: "501", 58003: "501"}
    found["article_x_contractor"] += [[str(id), "3", "6", who, "8", "1", ""] for id, who in contractor.items()]
    found["article_related_documents"] += [["57067", "3", "1", "0", "0", "33933", "0", "500", ""]]
    found["contractor"] += [
        ["500", "8", "1", "National Government Services, Inc.", "13202"], ["501", "8", "1", "CGS – Café, LLC", "15101"],
    ]  # fmt: skip
    found["contractor_type_lookup"] += [["8", "A and B MAC"]]
    found["contractor_jurisdiction"] += [
        ["500", "8", "1", "65", "", "2013-01-01 00:00:00", ""], ["500", "8", "1", "7", "", "2013-01-01", "2024-06-30"],
        ["501", "8", "1", "17", "", "2013-01-01 00:00:00", ""],
    ]  # fmt: skip
    found["state_lookup"] += [
        ["7", "CT", "Connecticut"], ["17", "KY", "Kentucky"], ["41", "NY", "New York - Entire State"],
        ["65", "UN", "New York - Upstate"],
    ]  # fmt: skip
    return found


def zipped(path: Path, found: Tables) -> Path:
    """The download as CMS packs it: an archive with the CSV parts, in an archive."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in found.items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            archive.writestr(f"{name}.csv", text.getvalue().encode("cp1252"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("current_article_csv.zip", inner.getvalue())
        archive.writestr("readme.txt", "not a part")
    return path


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Tables], data.Holding]:
    """Adds a download to a shelf of the test's own."""
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    monkeypatch.setattr("cleanbill.data.compiling.cache_folder", lambda: tmp_path / "cache")

    def add(found: Tables) -> data.Holding:
        (holding,) = data.add(zipped(tmp_path / "current_article.zip", found), KINDS, dt.datetime.now(dt.UTC))
        return holding

    return add


@pytest.fixture
def download() -> Tables:
    """The tables of the small download, to be changed."""
    return tables()
