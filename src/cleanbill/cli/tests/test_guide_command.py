"""`cleanbill guide` as a person types it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cleanbill.cli.guide import guide

COMMAND = Path(sys.executable).with_name("cleanbill")
app = typer.Typer()
app.command()(guide)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--on", "2026-11-02"])


def test_a_page_is_printed_as_markdown() -> None:
    result = run("m62830")
    assert result.exit_code == 0
    assert result.output.startswith("# M62.830 Muscle spasm of back\n\nBillable on 2026-11-02 · ICD-10-CM FY2027\n")


def test_an_unknown_code_says_what_to_use_and_ends_with_1() -> None:
    result = run("M62.839")
    assert result.exit_code == 1
    assert "M62.831" in result.output


def test_the_page_is_printed_as_json() -> None:
    page = json.loads(run("M62.830", "--json").output)
    assert page["code"] == "M62.830"
    ids = {source["id"] for source in page["sources"]}
    assert set(page["sections"][0]["blocks"][0]["items"][0]["sources"]) <= ids


def test_html_goes_to_a_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "guide.html"
    assert run("E11.9", "--format", "html", "--output", str(target)).exit_code == 0
    assert target.read_text().rstrip().endswith("</html>")
    assert [path.name for path in tmp_path.iterdir()] == ["guide.html"]


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    result = run("E11.9", "-o", str(tmp_path / "nowhere" / "guide.md"))
    assert result.exit_code == 2
    assert "nowhere is not a folder" in result.output
    assert run("E11.9", "-o", str(tmp_path)).exit_code == 2


def test_a_device_is_written_to_and_stays_one() -> None:
    assert run("E11.9", "--output", os.devnull).exit_code == 0
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("words", [("--format", "docx"), ("--on", "tomorrow")])
def test_wrong_usage_ends_with_2(words: tuple[str, ...]) -> None:
    assert CliRunner().invoke(app, ["E11.9", *words]).exit_code == 2


def test_a_pdf_is_not_poured_into_a_terminal() -> None:
    terminal, screen = pty.openpty()
    command = [str(COMMAND), "guide", "M62.830", "--format", "pdf", "--on", "2026-11-02"]
    done = subprocess.run(command, stdout=screen, stderr=subprocess.PIPE, text=True, check=False)
    os.close(screen)
    os.close(terminal)
    assert done.returncode == 2
    assert done.stderr == "cleanbill: A PDF is not for a terminal; name a file with --output.\n"
