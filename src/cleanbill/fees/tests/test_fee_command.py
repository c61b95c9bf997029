"""`cleanbill fee` as a person types it."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest
import typer
from typer.testing import CliRunner, Result

import cleanbill
from cleanbill import data
from cleanbill.cli.fee import fee
from cleanbill.fees.tests.conftest import ROWS, THERAPY, gpci, schedule, service
from cleanbill.model.fee import Fee

Add = Callable[..., data.Holding]
app = typer.Typer()
app.command()(fee)
app.callback()(lambda: None)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.fixture(autouse=True)
def _files(add: Add) -> None:
    add("PPRRVU24_JUL.csv", schedule([THERAPY, service("97010", status="B")]))
    add("GPCI2024.csv", gpci(ROWS))


def test_the_arithmetic_is_shown_within_80_columns() -> None:
    asked = ("97110", "--on", "2024-07-15", "--locality", "manhattan", "--units", "3", "--modifier", "CQ")
    result = run("fee", *asked)
    assert result.exit_code == 0
    assert "97110 (exercise) CQ" in result.output
    assert "practice expense       0.420 × 1.166 =    0.48972" in result.output
    assert "× 33.2875 conversion factor        =     $32.81" in result.output
    assert "3 units: $27.89 + 2 × $20.96 = $69.81" in result.output
    assert "GPCI2024.csv" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_what_is_not_paid_is_an_answer_and_what_is_not_in_the_file_is_none() -> None:
    bundled = run("fee", "97010", "--on", "2024-07-15")
    assert (bundled.exit_code, "Status B, bundled" in bundled.output) == (0, True)
    nothing = run("fee", "99999", "--on", "2024-07-15")
    assert (nothing.exit_code, "✗ not in the file" in nothing.output) == (1, True)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("97110", "--on", "2024-01-01"), "begins on 2024-07-01"),
        (("97110", "--on", "2024-07-15", "--locality", "new york"), "2 localities: 13202-01 MANHATTAN"),
        (("97110", "--on", "yesterday"), "is not a date"),
    ],
)
def test_what_cannot_be_priced_is_one_sentence(asked: tuple[str, ...], words: str) -> None:
    result = run("fee", *asked)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_with_nothing_added_the_command_says_what_to_download(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("CLEANBILL_DATA", f"{tmp_path}/empty")
    result = run("fee", "97110")
    assert result.exit_code == 2
    assert "“PFS Relative Value Files”" in result.stderr
    assert "cleanbill data add" in result.stderr


@pytest.mark.parametrize("code", ["97110", "97010", "99999"])
def test_json_is_the_answer_itself_with_money_as_numbers(code: str) -> None:
    printed = run("fee", code, "--on", "2024-07-15", "--locality", "manhattan", "--json").output
    assert msgspec.json.decode(printed, type=Fee) == cleanbill.fee(code, dt.date(2024, 7, 15), "manhattan")
    assert ('"amount": 32.81' in printed) == (code == "97110")
