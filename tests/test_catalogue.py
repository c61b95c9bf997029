"""The catalogue of edits: every one has its rules, or a decision that says why it has none."""

import json
import re
from pathlib import Path

from typer.testing import CliRunner

from cleanbill.cli.app import app
from cleanbill.rules import register
from cleanbill.rules.catalogue import beyond, coverage

DECISIONS = Path(__file__).parent.parent / "docs" / "decisions"


def test_the_list_is_that_of_the_reference(shared: Path) -> None:
    text = (shared / "reference" / "edits.md").read_text(encoding="utf-8")
    index = re.findall(r"^\| ([A-Z]+-\d+) \|", text[text.index("## 14.") :], re.MULTILINE)
    assert [edit.id for edit in coverage()] == index


def test_every_edit_has_a_rule_or_a_decision_record() -> None:
    for edit in coverage():
        assert edit.rules or (edit.decision and (DECISIONS / edit.decision).exists()), edit.id
        assert not (edit.rules and edit.decision), f"{edit.id} has a rule and a decision to have none"


def test_no_rule_names_an_edit_that_is_not_in_the_catalogue() -> None:
    known = {edit.id for edit in coverage()}
    assert {rule.catalogue for rule in register()} - {""} <= known


def test_the_rules_of_an_edit_and_those_beyond_are_all_rules() -> None:
    named = {id for edit in coverage() for id, _ in edit.rules} | {rule.id for rule in beyond()}
    assert named == {rule.id for rule in register()}


def test_the_command_prints_a_line_an_edit_and_the_sum() -> None:
    done = CliRunner().invoke(app, ["rules", "--coverage"])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert "ADM-02    FI102 duplicate_of_prior_claim" in lines
    assert [line.split()[0] for line in lines if line][:-1] == [edit.id for edit in coverage()]
    assert re.fullmatch(rf"\d+ of {len(coverage())} edits have a rule; \d+ rules go beyond the catalogue\.", lines[-1])


def test_the_command_prints_it_as_json() -> None:
    done = CliRunner().invoke(app, ["rules", "--coverage", "--json"])
    found = {edit["id"]: edit["rules"] for edit in json.loads(done.stdout)}
    assert found["RTM-01"] == [["RT101", "monitoring_days_differ"]]
