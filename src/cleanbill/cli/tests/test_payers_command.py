"""`cleanbill payers` and `cleanbill rules` as a person types them."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cleanbill.cli.app import app
from cleanbill.payers import TRAITS, shipped
from cleanbill.rules import register

PRACTICE = Path(__file__).parents[4] / "examples" / "practice"


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of examples/practice, and the working directory."""
    shutil.copytree(PRACTICE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def fits(result: Result) -> bool:
    return max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", shipped().offered)
def test_a_profile_is_shown_within_80_columns_with_every_trait_known_or_not(name: str) -> None:
    result = run("payers", "show", name, "--on", "2026-11-02")
    assert result.exit_code == 0
    assert fits(result)
    assert all(trait in result.stdout for trait in TRAITS)


def test_a_trait_is_shown_with_its_source_its_date_and_where_it_is_inherited_from() -> None:
    output = run("payers", "show", "unitedhealthcare", "--on", "2026-11-02").stdout
    assert "inherits from commercial, then private" in output
    assert "requires_therapy_modifier = true" in output
    assert "dates of service from 2020-07-01" in output
    assert "from private" in output
    assert "not verified against the source" in output
    before = json.loads(run("payers", "show", "unitedhealthcare", "--on", "2020-06-30", "--json").stdout)
    assert "requires_therapy_modifier" in before["not_known"]


def test_a_profile_as_json_names_source_and_doubt_of_each_trait() -> None:
    document = json.loads(run("payers", "show", "unitedhealthcare", "--on", "2026-11-02", "--json").stdout)
    assistant = next(row for row in document["traits"] if row["trait"] == "assistant_modifier")
    assert (assistant["value"], assistant["verified"], assistant["profile"]) == (True, False, "unitedhealthcare")
    assert {row["trait"] for row in document["traits"]} | set(document["not_known"]) == set(TRAITS)


def test_an_unknown_profile_is_refused_with_the_one_that_was_meant() -> None:
    result = run("payers", "show", "medicareb")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "cleanbill: There is no payer profile 'medicareb'; 'medicare_b' is probably meant.\n"


def test_own_profiles_are_listed_with_those_that_ship(practice: Path) -> None:
    result = run("payers", "list", "--on", "2026-11-02")
    assert fits(result)
    assert "acme_gold          Acme Health, Gold plan (your own)" in result.stdout
    names = [row["name"] for row in json.loads(run("payers", "list", "--json").stdout)]
    assert names == sorted({*shipped().offered, "acme", "acme_gold"})


def test_own_profiles_are_checked_with_their_examples(practice: Path) -> None:
    assert run("payers", "check").exit_code == 0
    file = practice / "payers" / "acme.toml"
    file.write_text(file.read_text().replace("units = 3", "units = 2"))
    result = run("payers", "check", "payers")
    assert result.exit_code == 1
    assert "examples[1], in 2026, 7 minutes of a code earn nothing: UN103 should find a fault" in result.stdout
    assert "payers/acme_gold.toml: right." in result.stdout


def test_the_examples_of_the_shipped_profiles_hold(tmp_path: Path) -> None:
    from datetime import date

    from cleanbill.cli.examples import wrong
    from cleanbill.door import Own

    for name, profile in shipped().profiles.items():
        for example in profile.examples:
            assert not wrong(example, example.rule, date(2026, 11, 23), Own((), shipped()), name)


def test_what_is_wrong_with_a_profile_is_told_and_no_claim_is_checked_by_it(practice: Path) -> None:
    (practice / "payers" / "acme.toml").write_text('title = "Acme"\ninherits = "commercail"\n')
    result = run("payers", "check", "payers/acme.toml")
    assert result.exit_code == 1
    assert (
        result.stdout
        == "payers/acme.toml: inherits: there is no profile 'commercail'; 'commercial' is probably meant.\n"
    )
    (practice / "claim.json").write_text("{}")
    refused = run("check", "claim.json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "payers/acme.toml: inherits" in refused.stderr


def test_own_rules_are_checked_with_their_examples(practice: Path) -> None:
    assert "OW101" in run("rules", "check").stdout
    file = practice / "rules" / "visit_above_four_timed_units.py"
    file.write_text(file.read_text().replace("MOST = 4", "MOST = 5"))
    result = run("rules", "check", "rules")
    assert result.exit_code == 1
    assert "examples[1], fails, five units: OW101 should find a fault, and says nothing." in result.stdout


def test_the_register_is_printed_by_family_within_80_columns(practice: Path) -> None:
    result = run("rules")
    assert fits(result)
    assert "  OW101  error    More than four timed units in a visit to Acme Health" in result.stdout
    units = run("rules", "--family", "units", "--json").stdout
    assert [rule["id"][:2] for rule in json.loads(units)] == ["UN"] * units.count('"family":"units"')
    assert run("rules", "--family", "unit").exit_code == 2


def test_an_own_rule_has_a_page_too(practice: Path) -> None:
    output = run("rule", "ow101").stdout
    assert "5 timed units on 2026-11-02; Acme Health pays 4." in output


@pytest.mark.parametrize("id", ["UN101", "DX109", "NO103", "PA101"])
def test_a_rules_page_says_what_why_how_to_mend_and_how_to_suppress(id: str) -> None:
    output = run("rule", id).stdout
    heads = [row for row in output.splitlines() if row.startswith("## ")]
    assert heads == [
        "## What it finds", "## Why it is denied", "## When it speaks", "## Example", "## Fix", "## How to suppress it",
        "## References", "## More examples",
    ]  # fmt: skip
    title = next(rule.title for rule in register() if rule.id == id)
    assert output.startswith(f"# {id} {title}\n")
    prose = [row for row in output.splitlines() if '"text":' not in row and "<http" not in row]
    assert max(map(len, prose)) <= 80
