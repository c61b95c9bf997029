"""`cleanbill note`: the note with its facts marked, and the audit of many."""

import csv
import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

import cleanbill
from cleanbill.cli.app import app
from cleanbill.cli.note_batch import Row, write_csv
from cleanbill.cli.show_note import show_note

ON = ["--on", "2026-11-02"]
GOOD = (
    "S: Right low back pain for 6 days, no injury.\nO: Lumbar flexion 50%, tender L4-5.\n"
    "A: Low back pain.\nP: Stretching 15 min to restore flexion."
)
BARE = "S: Feels better.\nP: See prn."


def run(*words: str, status: int | None = None) -> str:
    done = CliRunner().invoke(app, ["note", *words, *ON])
    if status is not None:
        assert done.exit_code == status, done.output
    return done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("b.txt", BARE), ("a.txt", GOOD), ("picture.png", "no note")):
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    file = tmp_path / "notes.jsonl"
    rows = [json.dumps({"id": "N-1", "text": GOOD, "other": 1}), json.dumps({"text": BARE})]
    file.write_text("\n".join(rows) + "\n")
    return file


def shown(text: str, *, colour: bool) -> list[str]:
    out = io.StringIO()
    console = Console(
        file=out,
        width=80,
        soft_wrap=True,
        highlight=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
    )
    show_note(console, cleanbill.read_note(text), text)
    return out.getvalue().splitlines()


def test_the_words_of_a_fact_are_marked_below_them() -> None:
    rows = shown(GOOD, colour=False)
    at = next(number for number, row in enumerate(rows) if "Lumbar flexion" in row)
    start = rows[at].index("Lumbar flexion 50%")
    assert rows[at + 1][start : start + len("Lumbar flexion 50%")] == "^" * len("Lumbar flexion 50%")
    assert rows[at + 1][:start].strip() == ""


def test_colour_takes_the_place_of_the_marks() -> None:
    rows = shown(GOOD, colour=True)
    assert not any(set(row.strip()) == {"^"} for row in rows)
    assert any("\x1b[4;32m" in row and "flexion" in row for row in rows)


@pytest.mark.parametrize("text", [GOOD, "O: " + "tender " * 60, "x" * 500, "A\tB\n\n\n", "«" * 200 + "\r\nend"])
def test_a_note_of_any_shape_is_whole_and_fits_eighty_columns(text: str) -> None:
    rows = shown(text, colour=False)
    assert max(map(len, rows)) <= 80
    end = next(number for number, row in enumerate(rows) if row == "What the note says")
    body = "".join(row for row in rows[3:end] if not row.strip() or set(row) - {"^", " "})
    assert "".join(body.split()) == "".join(text.split())


def test_a_note_cannot_speak_to_the_terminal() -> None:
    assert not any("\x1b" in row for row in shown("O: tender \x1b[2J\x07 L4-5", colour=False))


def test_a_folder_gives_a_row_for_each_text_file_by_name(folder: Path) -> None:
    rows = run(str(folder), status=0).splitlines()
    assert [row.split()[0] for row in rows[1:3]] == ["a.txt", "b.txt"]
    assert "site" in rows[2]
    assert max(map(len, rows)) <= 80
    assert "2 notes read as of 2026-11-02: 1 has all five elements" in " ".join(rows)


def test_json_lines_are_told_by_their_id_or_their_line(lines: Path) -> None:
    out = run(str(lines), status=0)
    assert "N-1" in out
    assert "line 2" in out


def test_every_missing_element_has_room(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BARE)
    row = run(str(tmp_path)).splitlines()[1]
    assert "site onset finding cause rationale " in row


def test_a_line_that_is_no_note_is_told_and_the_others_are_read(lines: Path) -> None:
    lines.write_text(lines.read_text() + 'not json\n{"id": 3}\n')
    out = run(str(lines), status=1)
    assert "line 3 is not JSON" in out
    assert "line 4 has no text" in out
    assert "2 notes read" in out


def test_an_empty_file_in_a_folder_is_told_and_the_others_are_read(folder: Path) -> None:
    (folder / "c.txt").write_text("")
    out = run(str(folder), status=1)
    assert "c.txt is empty" in out
    assert "2 notes read" in out


@pytest.mark.parametrize("name", ["nothing.jsonl", "empty.jsonl", "."])
def test_where_there_is_no_note_the_command_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    run(str(tmp_path / name), status=2)


def test_csv_holds_what_the_table_shows(lines: Path, tmp_path: Path) -> None:
    target = tmp_path / "audit.csv"
    run(str(lines), "--csv", str(target), status=0)
    first, second = csv.DictReader(target.read_text().splitlines())
    assert (first["note"], first["missing"]) == ("N-1", "")
    assert "site" in second["missing"].split()
    assert "NO101" in second["rules"].split()
    assert int(second["warnings"]) >= 1


def test_csv_that_cannot_be_written_leaves_nothing(lines: Path, tmp_path: Path) -> None:
    out = run(str(lines), "--csv", str(tmp_path / "no" / "audit.csv"), status=2)
    assert "is not a folder" in out
    assert not list(tmp_path.glob("*.csv"))


def test_csv_is_refused_for_one_note(folder: Path) -> None:
    assert "--csv is for many notes" in run(str(folder / "a.txt"), "--csv", "x.csv", status=2)


def test_a_name_that_a_spreadsheet_would_run_is_quoted(tmp_path: Path) -> None:
    write_csv(str(tmp_path / "a.csv"), [Row("=1+1", (), "", {}, ())])
    assert (tmp_path / "a.csv").read_text().splitlines()[1].startswith("'=1+1")


def test_json_prints_a_reading_a_line(lines: Path) -> None:
    readings = [json.loads(line) for line in run(str(lines), "--json", status=0).splitlines()]
    assert readings[0]["id"] == "N-1"
    assert "facts" in readings[1]
