"""A file that a command does not read is refused by what it is."""

import gzip
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleanbill.cli import inputs
from cleanbill.cli.app import app
from cleanbill.cli.note_batch import _LONGEST_LINE as LONGEST_LINE
from cleanbill.cli.note_batch import given

KINDS = [
    ("low back pain".encode("utf-16"), "UTF-16 text"),
    (gzip.compress(b"{}"), "a gzip archive"),
    (b"PK\x03\x04\0\0", "a zip archive, or a document of a word processor"),
    (b"%PDF-1.7", "a PDF"),
    (b"pain \0", "a binary file"),
]
COMMANDS = [
    (["check"], "a claim begins with '{', an 837P with ISA."),
    (["note"], "a note is plain text in UTF-8."),
    (["form", "note"], "a filled form is JSON in UTF-8."),
]
CLAIM = {"claim_id": "A-1", "lines": [{"code": "97110", "date": "2026-11-02"}]}


def told(tmp_path: Path, data: bytes, *words: str) -> str:
    """What a command says of a file called `it`, and nothing else."""
    file = tmp_path / "it"
    file.write_bytes(data)
    result = CliRunner().invoke(app, [*words, str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.replace(str(file), "it")


@pytest.mark.parametrize(("data", "kind"), KINDS)
@pytest.mark.parametrize(("command", "wanted"), COMMANDS)
def test_a_file_of_another_kind_is_called_by_it(
    tmp_path: Path, command: list[str], wanted: str, data: bytes, kind: str
) -> None:
    assert told(tmp_path, data, *command) == f"cleanbill: it is {kind}; {wanted}\n"


@pytest.mark.parametrize("data", [b"", b" \n\n"])
@pytest.mark.parametrize("command", [["check"], ["note"], ["form", "note"], ["claim", "write"]])
def test_an_empty_file_is_called_empty(tmp_path: Path, command: list[str], data: bytes) -> None:
    assert told(tmp_path, data, *command).startswith("cleanbill: it is empty; give ")


@pytest.mark.parametrize(("text", "kind"), [(json.dumps(CLAIM), "JSON"), ("ISA*00*", "an X12 file")])
def test_a_claim_is_no_note(tmp_path: Path, text: str, kind: str) -> None:
    assert told(tmp_path, text.encode(), "note") == f"cleanbill: it is {kind}, not the text of a note.\n"


def test_a_note_may_begin_with_a_brace(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("{dictated} S: low back pain for 6 days.")
    assert "{dictated}" in CliRunner().invoke(app, ["note", str(file)]).stdout


def test_a_line_that_is_too_long_is_told_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "LONGEST_DOCUMENT", 1000)
    file = tmp_path / "claims.jsonl"
    lines = [CLAIM, CLAIM | {"claim_id": "9" * 2000}, CLAIM]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.exit_code == 2
    assert result.stderr == f"cleanbill: {file}, line 2 is longer than 1,000 bytes; write one claim a line.\n"


def test_notes_after_a_line_that_is_too_long_keep_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    note = json.dumps({"text": "Low back pain."})
    file.write_text(f"{note}\n{'x' * LONGEST_LINE * 2}{note}\n{note}\n")
    first, long, last = given(str(file))
    assert (first.id, last.id) == (f"{file}, line 1", f"{file}, line 3")
    assert long.error == f"{file}, line 2 is longer than 8,000,000 bytes; give one visit's note."


def test_no_table_is_begun_where_no_note_can_be_read(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["note", str(tmp_path)]).stdout == ""


def test_damage_of_a_file_that_is_printed_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "cut.edi"
    file.write_text(Path("examples/remittance.edi").read_text()[:500])
    result = CliRunner().invoke(app, ["claim", "print", "-o", str(tmp_path / "out.pdf"), str(file)])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"cleanbill: {file}: ")


def test_a_file_that_is_cut_is_no_whole_document(tmp_path: Path) -> None:
    file = tmp_path / "cut.edi"
    file.write_text(Path("examples/remittance.edi").read_text()[:500])
    result = CliRunner().invoke(app, ["x12", "json", str(file)])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["sets"]
    assert "The file ends in the middle of the segment after segment" in result.stderr
    whole = CliRunner().invoke(app, ["x12", "json", "examples/remittance.edi"])
    assert (whole.exit_code, whole.stderr) == (0, "")


@pytest.mark.parametrize("command", [["check", "--json"], ["x12", "validate", "--json"]])
def test_a_file_that_is_not_there_is_told_before_the_first_is_read(tmp_path: Path, command: list[str]) -> None:
    there = tmp_path / "there"
    there.write_text(json.dumps(CLAIM))
    result = CliRunner().invoke(app, [*command, str(there), str(tmp_path / "not")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"cleanbill: {tmp_path / 'not'} does not exist.\n"


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_is_shown_as_far_as_it_is(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.edi")
    Path(name).write_text("ISA")
    result = CliRunner().invoke(app, ["x12", "validate", "--json", name])
    assert json.loads(result.stdout)["files"][0]["file"] == f"{tmp_path}/caf�.edi"
