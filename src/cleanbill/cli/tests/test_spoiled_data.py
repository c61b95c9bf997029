"""What cleanbill keeps on the machine may be spoiled: what can be made again is made, the rest is told."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleanbill.cli import data
from cleanbill.cli.app import app
from cleanbill.codes.icd10cm import all_editions, compiled
from cleanbill.data import usable


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "compiled.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE node (key TEXT)")
        database.executemany("INSERT INTO node VALUES (?)", [("M62830" * 100,)] * 100)
        database.commit()
    return path


def test_a_compiled_file_is_used_where_it_is_whole(file: Path) -> None:
    assert usable(file)


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:-1], lambda data: b"x" * len(data)])
def test_a_compiled_file_that_is_spoiled_is_not_used(file: Path, spoil: Callable[[bytes], bytes]) -> None:
    file.write_bytes(spoil(file.read_bytes()))
    assert not usable(file)
    assert not usable(file.parent)
    assert not usable(file.parent / "none")


def test_a_command_compiles_again_what_is_spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANBILL_CACHE", str(tmp_path))
    for edition in all_editions():
        compiled(edition).write_bytes(b"spoiled")
    asked: list[object] = []
    monkeypatch.setattr(data, "_build", asked.extend)
    data.prepare()
    assert tuple(asked) == all_editions()


@pytest.mark.parametrize("command", [["data", "list"], ["code", "M54.50"], ["data", "remove", "abc"]])
def test_an_added_file_that_is_spoiled_is_told_by_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path))
    (tmp_path / "rvu.zip").write_bytes(b"spoiled")
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.stdout) == (2, "")
    told = f"The added file {tmp_path}/rvu.zip is damaged; delete it, and add the official file again."
    assert result.stderr == f"cleanbill: {told}\n"


def test_added_files_that_may_not_be_read_are_no_empty_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path))
    monkeypatch.setattr(Path, "iterdir", forbidden)
    result = CliRunner().invoke(app, ["data", "list"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"cleanbill: The added files in {tmp_path} may not be read by this user.\n"


def test_a_shelf_that_cannot_be_written_is_told_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shelf").write_text("")
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    table = tmp_path / "conversion-table-FY2025.csv"
    table.write_text("Current code assignment,Effective,Previous Code(s) Assignment\nM51.360,2024,M51.36\n")
    result = CliRunner().invoke(app, ["data", "add", str(table)])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"cleanbill: No file can be added to {tmp_path / 'shelf'}: ")
