"""`cleanbill coverage` as a person types it."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest
import typer
from typer.testing import CliRunner, Result

from cleanbill import articles, data
from cleanbill.articles.tests.conftest import Tables
from cleanbill.cli.coverage import coverage
from cleanbill.model.coverage import Coverage

app = typer.Typer()
app.command()(coverage)
app.callback()(lambda: None)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.fixture(autouse=True)
def _added(shelf: Callable[[Tables], data.Holding], download: Tables) -> None:
    shelf(download)


def test_articles_are_shown_with_their_verdict_within_80_columns() -> None:
    result = run("coverage", "97110", "--with", "M54.50", "--on", "2026-10-02")
    assert result.exit_code == 0
    assert "97110 (exercise) with M54.50" in result.output
    assert "A58000 version 3  ✓ listed as supporting" in result.output
    assert "Supports  group 1 of 1 (2 codes): “One code of this group and one of the" in result.output
    assert "A58001 version 3  · no list of diagnoses" in result.output
    assert "An article without a code list says nothing about diagnoses." in result.output
    assert "bind Medicare's contractors" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_a_diagnosis_that_is_no_code_that_day_is_told_first() -> None:
    output = run("coverage", "97110", "--with", "M54.5", "--on", "2026-10-02").output
    assert output.index("M54.5 is a heading") < output.index("A58000")
    assert "it is in none of them: 2 codes that support, 1 that do not" in output


@pytest.mark.parametrize("asked", [("--state", "ZZ"), ("--contractor", "palmetto"), ("--on", "2001-01-01")])
def test_what_cannot_be_answered_is_one_sentence(asked: tuple[str, str]) -> None:
    result = run("coverage", "97110", *asked)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("cleanbill: ")


def test_no_article_is_an_answer() -> None:
    result = run("coverage", "97530", "--on", "2026-10-02")
    assert (result.exit_code, "no article" in result.output) == (0, True)


def test_json_is_the_answer_itself() -> None:
    answer = run("coverage", "64405", "--with", "M54.81", "--on", "2026-10-02", "--json").stdout
    assert msgspec.json.decode(answer, type=Coverage) == articles.coverage("64405", dt.date(2026, 10, 2), "M54.81")


def test_the_door_is_a_function_and_not_a_room() -> None:
    import cleanbill

    assert cleanbill.coverage("97110").articles
