"""The coverage database's download is taken in whole; whatever is wrong with it is told with its place."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanbill import data
from cleanbill.articles import KINDS
from cleanbill.articles.tests.conftest import Tables, service, zipped

Shelf = Callable[[Tables], data.Holding]


def test_the_download_says_how_far_it_goes(shelf: Shelf, download: Tables) -> None:
    holding = shelf(download)
    assert holding.edition == "Medicare Coverage Database articles, updated to 2026-09-24"
    assert (holding.start, holding.rows) == (dt.date(2018, 1, 1), 4)  # the draft is not counted


def _cell(part: str, row: int, column: str, value: str) -> Callable[[Tables], None]:
    def change(found: Tables) -> None:
        found[part][row][found[part][0].index(column)] = value

    return change


def _cut(part: str, row: int) -> Callable[[Tables], None]:
    def change(found: Tables) -> None:
        found[part][row] = found[part][row][:2]

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_cut("article_x_icd10_covered", 2), "article_x_icd10_covered.csv, row 3 has 2 cells and the heading 10"),
        (
            _cell("article", 1, "article_eff_date", "soon"),
            "article.csv, row 2, column article_eff_date: 'soon' is not a",
        ),
        (_cell("article", 1, "article_id", "A57067"), "row 2, column article_id: 'A57067' is not a whole number"),
        (_cell("article", 1, "title", ""), "row 2, column title: it is blank"),
        (_cell("article_x_hcpc_code", 1, "hcpc_code_id", " "), "row 2, column hcpc_code_id: it is blank"),
        (_cell("article_x_icd10_covered", 1, "icd10_covered_group", "x"), "'x' is not a whole number"),
        (_cell("article_x_icd10_covered", 0, "icd10_code_id", "code"), "has no column icd10_code_id"),
        (_cell("contractor_jurisdiction", 1, "state_id", "99"), "state 99 is not in state_lookup.csv"),
        (lambda found: found["article"].clear(), "article.csv has no column"),
        (lambda found: found.pop("contractor"), "not a file that can be added: it lacks contractor.csv"),
        (lambda found: found["article"].__delitem__(slice(1, None)), "holds no article that is or was in force"),
    ],
)
def test_a_damaged_download_is_refused_and_nothing_is_kept(
    shelf: Shelf, download: Tables, change: Callable[[Tables], object], words: str
) -> None:
    change(download)
    with pytest.raises(data.DataFileError) as refused:
        shelf(download)
    assert words in str(refused.value)
    assert data.holdings() == ()


def test_a_lost_quotation_mark_is_noticed(tmp_path: Path, download: Tables) -> None:
    path = zipped(tmp_path / "current_article.zip", download)
    with zipfile.ZipFile(path) as outer, zipfile.ZipFile(io.BytesIO(outer.read("current_article_csv.zip"))) as inner:
        parts = {name: inner.read(name) for name in inner.namelist()}
    parts["article_x_hcpc_code.csv"] = parts["article_x_hcpc_code.csv"].replace(b"SECRET DESC", b'"SECRET DESC', 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    with pytest.raises(data.DataFileError, match=r"article_x_hcpc_code.csv, row \d+ has"):
        data.add(path, KINDS, dt.datetime.now(dt.UTC))


def test_an_archive_cut_short_is_refused(tmp_path: Path, download: Tables) -> None:
    path = zipped(tmp_path / "current_article.zip", download)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(data.DataFileError, match="is damaged"):
        data.add(path, KINDS, dt.datetime.now(dt.UTC))


def test_descriptors_are_nowhere_in_what_is_compiled(shelf: Shelf, download: Tables, tmp_path: Path) -> None:
    from cleanbill.articles import coverage

    shelf(download)
    assert coverage("97110", dt.date(2026, 10, 2)).articles
    (compiled,) = (tmp_path / "cache").iterdir()
    assert b"97110" in compiled.read_bytes()
    assert b"SECRET" not in compiled.read_bytes()


def test_a_code_listed_twice_counts_once(shelf: Shelf, download: Tables) -> None:
    from cleanbill.articles import coverage

    download["article_x_hcpc_code"].append(service(58000, "97110"))
    shelf(download)
    (article,) = coverage("97110", dt.date(2026, 10, 2), contractor="cgs").articles
    assert article.service[0].codes == 1
