"""Every example of every rule: a claim that fails, one that passes, one that only looks wrong."""

import datetime as dt

import pytest

import cleanbill
from cleanbill.engine.rule import Example, Rule
from cleanbill.model.decode import claim_from
from cleanbill.rules import register

ON = dt.date(2026, 11, 23)
CASES = [(rule, example) for rule in register() for example in rule.examples]


def _severities(rule: Rule, example: Example) -> set[str]:
    findings = cleanbill.check_claim(claim_from(example.claim), ON)
    return {finding.severity for finding in findings if finding.rule == rule.id}


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule.id} {example.kind}: {example.title}" for rule, example in CASES]
)
def test_the_rule_says_of_its_example_what_the_example_says(rule: Rule, example: Example) -> None:
    found = _severities(rule, example)
    if example.kind == "fails":
        assert found & {"error", "warning", "info"}
    elif example.kind == "unknown":
        assert found == {"not_checked"}
    else:
        assert not found & {"error", "warning", "info"}


@pytest.mark.parametrize("rule", register(), ids=lambda rule: rule.id)
def test_every_rule_shows_a_claim_that_fails_one_that_passes_and_a_near_miss(rule: Rule) -> None:
    shown = {example.kind for example in rule.examples}
    assert {"passes", "near miss"} <= shown
    assert "fails" in shown or rule.added, "without an added file it finds nothing; a test of its family shows it"
