"""Compiling: the cache, whole files only, and what is said when it cannot be done."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cleanbill.codes.icd10cm import (
    CodeSetError,
    all_editions,
    build,
    changes,
    compiled,
    edition_on,
    editions,
    store,
    tabular,
)

FY2027 = all_editions()[1]


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANBILL_CACHE", str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def empty_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources and files that take no time: these tests are about files, not about their content."""
    monkeypatch.setattr(tabular, "parse", lambda _path: [])
    monkeypatch.setattr(changes, "read_changes", list)
    monkeypatch.setattr(store, "write", lambda path, _material: path.write_bytes(b"whole"))


def test_the_file_lies_in_the_folder_that_the_environment_names(empty_cache: Path) -> None:
    [path] = build([FY2027])
    assert path == compiled(FY2027)
    assert path.parent == empty_cache
    assert [p.name for p in empty_cache.iterdir()] == [path.name]


def test_two_builders_at_once_leave_one_whole_file(empty_cache: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: build([FY2027])[0], range(2)))
    assert results[0] == results[1]
    assert [p.read_bytes() for p in empty_cache.iterdir()] == [b"whole"]


def test_a_build_that_fails_leaves_nothing_behind(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(path: Path, _material: object) -> None:
        path.write_bytes(b"half")
        raise RuntimeError("power cut")

    monkeypatch.setattr(store, "write", half)
    with pytest.raises(RuntimeError):
        build([FY2027])
    assert list(empty_cache.iterdir()) == []


def test_progress_runs_from_nothing_to_the_whole(empty_cache: Path) -> None:
    told: list[float] = []
    build(all_editions(), lambda _what, part: told.append(part))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert len(list(empty_cache.iterdir())) == 2


def test_a_cache_that_cannot_be_written_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CLEANBILL_CACHE", str(tmp_path / "file"))
    with pytest.raises(CodeSetError, match="set CLEANBILL_CACHE to a folder"):
        build([FY2027])


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "find_spec", lambda _name: None)
    with pytest.raises(CodeSetError, match="simple_icd_10_cm"):
        compiled(FY2027)


def test_a_changed_table_makes_a_new_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = compiled(FY2027)
    monkeypatch.setattr(editions, "_MADE_BY", ("tabular.py",))
    assert compiled(FY2027) != before


@pytest.mark.parametrize(
    ("on", "start"),
    [
        ("2016-01-01", "2026-04-01"),
        ("2026-09-30", "2026-04-01"),
        ("2026-10-01", "2026-10-01"),
        ("2031-01-01", "2026-10-01"),
    ],
)
def test_the_edition_in_force_on_a_date(on: str, start: str) -> None:
    assert edition_on(dt.date.fromisoformat(on)).start.isoformat() == start
