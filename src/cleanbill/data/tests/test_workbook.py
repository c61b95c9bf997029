"""The first sheet of a workbook is read as a table; a damaged workbook is told in a sentence."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill.data import DataFileError
from cleanbill.data.sheet import beginning, records
from cleanbill.data.tests.books import xlsx
from cleanbill.data.workbook import is_workbook

ROWS: list[list[str | int]] = [["Code", "Units"], ["97110", 6], [], ["0001U", "", "a & b"]]


def _book(folder: Path, content: bytes) -> Path:
    path = folder / "table.xlsx"
    path.write_bytes(content)
    return path


def test_the_sheet_that_stands_first_is_read_with_its_row_numbers(tmp_path: Path) -> None:
    rows = list(records("table.xlsx", _book(tmp_path, xlsx(ROWS))))
    assert rows == [(1, ["Code", "Units"]), (2, ["97110", "6"]), (4, ["0001U", "", "a & b"])]


def test_cells_left_out_at_the_end_of_a_row_are_empty_ones(tmp_path: Path) -> None:
    rows = list(records("table.xlsx", _book(tmp_path, xlsx([["a", "b", "c"], ["1", "2", ""]]))))
    assert rows[1] == (2, ["1", "2", ""])


def test_texts_that_stand_in_the_cell_itself_are_read(tmp_path: Path) -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    row = '<row><c t="inlineStr"><is><t>Code</t></is></c><c><v>7</v></c></row>'
    book = xlsx([], {"xl/worksheets/sheet2.xml": f"<worksheet {main}><sheetData>{row}</sheetData></worksheet>"})
    assert list(records("table.xlsx", _book(tmp_path, book))) == [(1, ["Code", "7"])]


def test_a_workbook_is_recognised_by_its_first_rows(tmp_path: Path) -> None:
    assert beginning("table.xlsx", _book(tmp_path, xlsx(ROWS)), 13) == b"Code,Units\r\n9"


@pytest.mark.parametrize(
    "more",
    [
        {"xl/workbook.xml": "<workbook/>"},
        {"xl/workbook.xml": "<workbook"},
        {"xl/_rels/workbook.xml.rels": "<Relationships/>"},
        {"xl/worksheets/sheet2.xml": "<worksheet><sheetData><row"},
        {"xl/sharedStrings.xml": "<sst/>"},
    ],
    ids=["no sheet", "cut", "no way to it", "cut sheet", "texts lost"],
)
def test_a_damaged_workbook_is_refused_in_a_sentence(tmp_path: Path, more: dict[str, str]) -> None:
    with pytest.raises(DataFileError, match=r"table\.xlsx is not readable as an Excel workbook; download it again"):
        list(records("table.xlsx", _book(tmp_path, xlsx(ROWS, more))))


def test_other_archives_are_no_workbooks(tmp_path: Path) -> None:
    assert not is_workbook(_book(tmp_path, b"PK\3\4 and no more"))
    assert not is_workbook(_book(tmp_path, b"Code,Units\n"))
    assert is_workbook(_book(tmp_path, xlsx(ROWS)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=4))
def test_a_workbook_with_other_bytes_in_it_is_read_or_refused(tmp_path: Path, place: int, other: bytes) -> None:
    content = bytearray(xlsx(ROWS))
    content[place : place + len(other)] = other
    path = _book(tmp_path, bytes(content))
    with contextlib.suppress(DataFileError):
        assert all(len(cells) for _, cells in records("table.xlsx", path))
