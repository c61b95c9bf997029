"""The shelf: what is taken in, what is refused, and that nothing is ever there by half."""

import datetime as dt
import gzip
import io
import json
import os
import time
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill import data
from cleanbill.data import Contents, DataFileError, Kind, Parts, unpack
from cleanbill.data.tests.books import xlsx

NOW = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)
OCTOBER = dt.date(2026, 10, 1)


def read(parts: Parts) -> Contents:
    """A list of numbers below the line "LIST <first day or ?>"."""
    [(name, path)] = parts.items()
    head, *rows = path.read_text().splitlines()
    for number, row in enumerate(rows, 2):
        if not row.isdigit():
            raise DataFileError(f"{name}, line {number}: {row!r} is not a number.")
    day = head.removeprefix("LIST ")
    return Contents("A list", None if day == "?" else dt.date.fromisoformat(day), len(rows))


def read_both(parts: Parts) -> Contents:
    return Contents("Two tables", OCTOBER, len(parts))


LIST = Kind("list", "A list (text)", read, begins=lambda head: head.startswith(b"LIST"))
TABLES = Kind("tables", "Two tables (zip)", read_both, parts=("one.csv", "two.csv"))
KINDS = (LIST, TABLES)


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shelf"
    monkeypatch.setenv("CLEANBILL_DATA", str(folder))
    return folder


def file(tmp_path: Path, content: bytes, name: str = "list.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def test_a_file_is_kept_as_it_came_with_its_hash_and_date(tmp_path: Path) -> None:
    [holding] = data.add(file(tmp_path, b"LIST 2026-10-01\n1\n2\n"), KINDS, NOW)
    assert (holding.kind, holding.edition, holding.start, holding.rows) == ("list", "A list", OCTOBER, 2)
    assert (holding.source, holding.added, len(holding.sha256)) == ("list.txt", NOW, 64)
    with data.opened(holding) as parts:
        assert {name: path.read_bytes() for name, path in parts.items()} == {"list.txt": b"LIST 2026-10-01\n1\n2\n"}


def test_gzip_and_zip_in_zip_are_opened(tmp_path: Path) -> None:
    plain = b"LIST 2026-10-01\n1\n"
    packed = zipped(inner_zip=zipped(list_txt=plain), readme_pdf=b"%PDF")
    [first] = data.add(file(tmp_path, gzip.compress(plain), "list.txt.gz"), KINDS, NOW)
    [second] = data.add(file(tmp_path, packed, "download.zip"), KINDS, NOW)
    assert first == second
    assert data.holdings() == (first,)


def test_files_that_belong_together_are_one_holding(tmp_path: Path) -> None:
    [holding] = data.add(file(tmp_path, zipped(One_csv=b"a", two_csv=b"b", other_csv=b"c")), KINDS, NOW)
    assert (holding.kind, holding.rows) == ("tables", 2)
    with data.opened(holding) as parts:
        assert sorted(parts) == ["one.csv", "two.csv"]


def test_a_damaged_part_keeps_the_others_out(tmp_path: Path) -> None:
    packed = zipped(good_txt=b"LIST 2026-10-01\n1\n", bad_txt=b"LIST 2026-10-01\n1\nx\n")
    with pytest.raises(DataFileError, match=r"bad\.txt, line 3: 'x' is not a number"):
        data.add(file(tmp_path, packed, "both.zip"), KINDS, NOW)
    assert data.holdings() == ()


def test_a_file_without_a_date_asks_for_it(tmp_path: Path) -> None:
    path = file(tmp_path, b"LIST ?\n1\n")
    with pytest.raises(DataFileError, match="--from"):
        data.add(path, KINDS, NOW)
    [holding] = data.add(path, KINDS, NOW, OCTOBER)
    assert holding.start == OCTOBER


def test_an_unknown_file_is_told_what_would_be_right(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"notes.txt is not a file that can be added.*A list \(text\); Two tables"):
        data.add(file(tmp_path, b"hello", "notes.txt"), KINDS, NOW)


@pytest.mark.parametrize(
    "content",
    [b"", gzip.compress(b"LIST 2026-10-01\n1\n")[:-6], zipped(list_txt=b"LIST 2026-10-01\n1\n")[:-9], b"PK\3\4rubbish"],
    ids=["empty", "gzip", "zip", "not a zip"],
)
def test_a_cut_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataFileError):
        data.add(file(tmp_path, content), KINDS, NOW)
    assert data.holdings() == ()


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_BYTES", 10_000)
    with pytest.raises(DataFileError, match="unpacks to more than"):
        data.add(file(tmp_path, gzip.compress(b"LIST" + b"0" * 20_000)), KINDS, NOW)


def test_an_archive_nested_too_deep_is_refused(tmp_path: Path) -> None:
    packed = b"LIST 2026-10-01\n1\n"
    for _ in range(4):
        packed = gzip.compress(packed)
    with pytest.raises(DataFileError, match="archive in an archive"):
        data.add(file(tmp_path, packed), KINDS, NOW)


def test_a_spreadsheet_is_one_file_and_none_that_is_known(tmp_path: Path) -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("list.txt", "LIST 2026-10-01\n1\n")
    with pytest.raises(DataFileError, match=r"table\.xlsx is not a file that can be added"):
        data.add(file(tmp_path, book.getvalue(), "table.xlsx"), KINDS, NOW)


SEVERAL = Kind(
    "several", "A table in several files", lambda parts: Contents(" ".join(sorted(parts)), OCTOBER, len(parts)),
    begins=lambda head: head.startswith(b"PART"), gathers=True,
)  # fmt: skip


def test_the_files_of_a_table_that_is_published_in_several_are_one_holding(tmp_path: Path) -> None:
    first, second = file(tmp_path, zipped(a_txt=b"PART 1"), "1.zip"), file(tmp_path, b"PART 2", "b.txt")
    [holding] = data.add_together([first, second], (SEVERAL,), NOW)
    assert (holding.edition, holding.rows, holding.source) == ("a.txt b.txt", 2, "1.zip, b.txt")


def test_a_part_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    part = file(tmp_path, b"PART 1", "a.txt")
    with pytest.raises(DataFileError, match=r"a\.txt is given twice"):
        data.add_together([part, part], (SEVERAL,), NOW)


def test_of_several_files_all_are_taken_in_or_none(tmp_path: Path) -> None:
    good = file(tmp_path, b"LIST 2026-10-01\n1\n", "good.txt")
    with pytest.raises(DataFileError, match=r"bad\.txt, line 2"):
        data.add_together([good, file(tmp_path, b"LIST 2026-10-01\nx\n", "bad.txt")], KINDS, NOW)
    assert data.holdings() == ()
    assert len(data.add_together([good], KINDS, NOW)) == 1


def test_a_text_is_taken_rather_than_the_workbook_beside_it(tmp_path: Path) -> None:
    plain, book = b"LIST 2026-10-01\n1\n", xlsx([["LIST 2026-10-01"], [1]])
    both = file(tmp_path, zipped(table_txt=plain, TABLE_xlsx=book), "both.zip")
    either = msgspec.structs.replace(LIST, workbook=True)
    [holding] = data.add(both, (either,), NOW)
    with data.opened(holding) as parts:
        assert list(parts) == ["table.txt"]


def test_a_workbook_is_left_by_kinds_whose_reader_takes_none(tmp_path: Path) -> None:
    book = file(tmp_path, xlsx([["LIST 2026-10-01"], [1]]), "list.xlsx")
    with pytest.raises(DataFileError, match=r"list\.xlsx is not a file that can be added"):
        data.add(book, KINDS, NOW)


def test_a_web_page_in_place_of_a_file_is_told_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"table\.zip is not a file that can be added: it is a web page"):
        data.add(file(tmp_path, b"<!DOCTYPE html><html>licence", "table.zip"), KINDS, NOW)


def test_a_table_with_days_of_its_own_answers_for_the_days_before_it_too(tmp_path: Path) -> None:
    [old] = data.add(file(tmp_path, b"LIST 2026-04-01\n1\n"), KINDS, NOW)
    [new] = data.add(file(tmp_path, b"LIST 2026-10-01\n2\n"), KINDS, NOW)
    answers = [data.reaching("list", day) for day in (dt.date(2026, 1, 1), dt.date(2026, 9, 30), OCTOBER, None)]
    assert answers == [old, old, new, new]
    assert data.reaching("other", None) is None


def test_a_check_sees_one_shelf_from_beginning_to_end(tmp_path: Path) -> None:
    path = file(tmp_path, b"LIST 2026-10-01\n1\n")
    with data.Unchanging():
        [holding] = data.add(path, KINDS, NOW)
        assert data.in_force("list", OCTOBER) is None
        with data.Unchanging():
            assert data.holdings() == ()
        assert data.holdings() == ()
    assert data.in_force("list", OCTOBER) == holding


def test_the_newest_that_has_begun_is_in_force_and_of_two_the_later_added(tmp_path: Path) -> None:
    def added(day: str, rows: str, hour: int) -> data.Holding:
        path = file(tmp_path, f"LIST {day}\n{rows}\n".encode())
        return data.add(path, KINDS, NOW.replace(hour=hour))[0]

    old, new, corrected = added("2025-10-01", "1", 1), added("2026-10-01", "2", 2), added("2026-10-01", "3", 3)
    assert data.in_force("list", dt.date(2026, 9, 30)) == old
    assert data.in_force("list", OCTOBER) == corrected != new
    assert data.in_force("list", dt.date(2025, 9, 30)) is None
    assert data.in_force("other", OCTOBER) is None


def test_a_holding_is_taken_off_by_the_beginning_of_its_hash(tmp_path: Path) -> None:
    [holding] = data.add(file(tmp_path, b"LIST 2026-10-01\n1\n"), KINDS, NOW)
    assert data.remove("") is None
    assert data.remove("zzz") is None
    assert data.remove(holding.id) == holding
    assert data.holdings() == ()


def test_what_a_killed_process_left_is_swept_away(tmp_path: Path, shelf: Path) -> None:
    left = shelf / "unfinished-abc"
    left.mkdir(parents=True)
    an_hour_ago = time.time() - 4000
    os.utime(left, (an_hour_ago, an_hour_ago))
    fresh = shelf / "unfinished-xyz"
    fresh.mkdir()
    data.add(file(tmp_path, b"LIST 2026-10-01\n1\n"), KINDS, NOW)
    assert not left.exists()
    assert fresh.exists()


def test_the_same_file_makes_the_same_archive(tmp_path: Path, shelf: Path) -> None:
    path = file(tmp_path, b"LIST 2026-10-01\n1\n")
    [holding] = data.add(path, KINDS, NOW)
    first = (shelf / holding.file).read_bytes()
    data.remove(holding.id)
    data.add(path, KINDS, NOW)
    assert (shelf / holding.file).read_bytes() == first
    with zipfile.ZipFile(shelf / holding.file) as archive:
        assert json.loads(archive.read("holding.json"))["sha256"] == holding.sha256


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\3\4", b"\x1f\x8b", b"LIST "]))
def test_any_bytes_are_taken_in_or_refused_in_a_sentence(tmp_path: Path, content: bytes, start: bytes) -> None:
    def begins(_head: bytes) -> bool:
        return False

    never = Kind("never", "Nothing", read, begins=begins)
    with pytest.raises(DataFileError):
        data.add(file(tmp_path, start + content), (never,), NOW)
