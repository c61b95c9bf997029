"""`code`, `search` and `data` as a person types them."""

import json

import pytest
import typer
from typer.testing import CliRunner, Result

from cleanbill.cli.code import code
from cleanbill.cli.data import data_app
from cleanbill.cli.search import search

app = typer.Typer()
app.command()(code)
app.command()(search)
app.add_typer(data_app, name="data")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_a_billable_code_is_shown_with_its_notes() -> None:
    result = run("code", "M62.830", "--on", "2026-11-02")
    assert result.exit_code == 0
    assert "✓ billable" in result.output
    assert "cramp and spasm (R25.2)" in result.output
    assert "2026-11-02" in result.output
    assert max(len(line) for line in result.output.splitlines()) <= 80


def test_a_header_is_an_answer_and_a_code_that_does_not_exist_is_not() -> None:
    assert run("code", "M54.5", "--on", "2026-11-02").exit_code == 0
    result = run("code", "M62.839", "--on", "2026-11-02")
    assert result.exit_code == 1
    assert "Did you mean" in result.output
    assert "M62.838" in result.output


def test_the_record_is_printed_as_json() -> None:
    record = json.loads(run("code", "S39.012", "--on", "2026-11-02", "--json").output)
    assert record["status"]["kind"] == "needs_seventh"
    assert [s["char"] for s in record["sevenths"]] == ["A", "D", "S"]


def test_a_date_that_is_none_is_a_usage_error() -> None:
    result = run("code", "M62.830", "--on", "2026-13-01")
    assert result.exit_code == 2
    assert "is not a date" in result.stderr


def test_search_prints_billable_codes() -> None:
    result = run("search", "lumbar", "strain", "--billable", "--on", "2026-11-02")
    assert result.exit_code == 0
    assert "S39.012A" in result.output
    answer = json.loads(run("search", "lbp", "--json", "--limit", "2", "--on", "2026-11-02").output)
    assert [hit["code"] for hit in answer["hits"]] == ["M54.50", "M54.5"]
    assert answer["hits"][0]["origin"] == "ours"
    assert answer["hits"][0]["found_by"] == "lbp: Low back pain, unspecified"


def test_search_says_why_where_the_title_does_not() -> None:
    lines = run("search", "charley", "horse", "--billable", "--on", "2026-11-02").output.splitlines()
    assert lines[1:3] == ["✓ M62.831    Muscle spasm of calf", "             inclusion term: Charley-horse"]
    lines = run("search", "rotator", "cuff", "tear", "--on", "2026-11-02").output.splitlines()
    assert any(line.startswith("             index: ") for line in lines)
    assert max(map(len, lines)) <= 80
    assert run("search", "fibromyalgia", "--on", "2026-11-02").output.splitlines()[1:] == ["✓ M79.7      Fibromyalgia"]


@pytest.mark.parametrize("flag", [(), ("--json",)])
def test_the_editions_are_listed_with_their_sources(flag: tuple[str, ...]) -> None:
    output = run("data", "list", *flag).output
    assert "ICD-10-CM FY2027" in output
    assert "simple_icd_10_cm" in output


def test_data_build_names_the_compiled_files() -> None:
    result = run("data", "build")
    assert result.exit_code == 0
    assert result.output.count(".sqlite") == 2
