"""A command that is not written as it should be is answered in one line, with exit status 2."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleanbill.cli.app import app


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (["chekc", "claim.json"], "No such command 'chekc'. Did you mean 'check'?"),
        (["check"], "Missing argument 'FILE'. `cleanbill check --help` says how it is written."),
        (["check", "--wrong", "claim.json"], "No such option: --wrong"),
        (["code", "M54.50", "M54.51"], "unexpected extra argument"),
        (["check", "--on"], "--on"),
        (["check", "--jobs", "0", "claim.json"], "--jobs"),
        (["x12", "validte", "claims.edi"], "Did you mean 'validate'?"),
    ],
)
def test_a_wrong_command_is_told_in_one_line(written: list[str], told: str) -> None:
    result = CliRunner().invoke(app, written, prog_name="cleanbill")
    assert result.exit_code == 2
    assert not result.stdout
    assert result.stderr.startswith("cleanbill: ")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("written", [[], ["x12"], ["claim"]])
def test_a_command_that_needs_a_word_more_shows_its_help(written: list[str]) -> None:
    result = CliRunner().invoke(app, written)
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


def test_help_is_asked_for_in_two_ways() -> None:
    short, long = (CliRunner().invoke(app, ["check", option]) for option in ("-h", "--help"))
    assert short.exit_code == long.exit_code == 0
    assert short.stdout == long.stdout


def groups() -> list[tuple[str, ...]]:
    """The words before each list of commands: none, and those of the groups."""
    return [(), *((group.name,) for group in app.registered_groups if group.name)]


@pytest.mark.parametrize("words", groups(), ids=" ".join)
def test_no_command_is_cut_off_in_a_list_at_80_columns(words: tuple[str, ...]) -> None:
    told = CliRunner().invoke(app, [*words, "--help"], terminal_width=80).stdout
    listed = told.partition("Commands:\n")[2]
    assert listed
    assert "..." not in listed
    assert max(map(len, told.splitlines())) <= 80


def test_a_passphrase_is_asked_for_only_where_there_is_something_to_do_and_someone_to_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEANBILL_SITE", str(tmp_path / "site"))
    monkeypatch.delenv("CLEANBILL_PASSPHRASE", raising=False)
    there = tmp_path / "site.age"
    there.write_bytes(b"")
    told = {
        ("backup", str(tmp_path / "new.age")): "There is no site in",
        ("restore", str(tmp_path / "none.age")): "does not exist.",
        ("restore", str(there)): "There is no terminal to ask for the passphrase; give it in CLEANBILL_PASSPHRASE.",
    }
    for command, sentence in told.items():
        result = CliRunner().invoke(app, command, input="")
        assert result.exit_code == 2
        assert sentence in result.stderr


def test_a_payers_folder_is_no_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    result = CliRunner().invoke(app, ["practice-payer", "--once", str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"cleanbill: {file} is not a folder; name one, or one that is to be made.\n"
