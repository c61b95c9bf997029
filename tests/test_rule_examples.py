"""Every example of every rule: a claim that fails, one that passes, one that only looks wrong."""

import datetime as dt

import pytest

import cleanbill
from cleanbill.engine import examples
from cleanbill.engine.rule import Rule
from cleanbill.model.decode import claim_from
from cleanbill.model.example import Example
from cleanbill.rules import register

ON = dt.date(2026, 11, 23)
CASES = [(rule, example) for rule in register() for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule.id} {example.kind}: {example.title}" for rule, example in CASES]
)
def test_the_rule_says_of_its_example_what_the_example_says(rule: Rule, example: Example) -> None:
    assert not examples.wrong(example, rule.id, cleanbill.check_claim(claim_from(example.claim), ON))


@pytest.mark.parametrize(
    "rule", [rule for rule in register() if rule.applies and not rule.added], ids=lambda rule: rule.id
)
def test_a_rule_asks_for_the_payers_trait_that_is_not_known(rule: Rule) -> None:
    example = next(example for example in rule.examples if example.kind == "fails")
    findings = cleanbill.check_claim(claim_from({**example.claim, "payer": {}}), ON)
    asked = {(f.severity, f.message) for f in findings if f.rule == rule.id}
    assert asked == {("not_checked", f"Not checked: payer.{next(iter(rule.applies))} is not known.")}


@pytest.mark.parametrize("rule", register(), ids=lambda rule: rule.id)
def test_every_rule_shows_a_claim_that_fails_one_that_passes_and_a_near_miss(rule: Rule) -> None:
    shown = {example.kind for example in rule.examples}
    assert {"passes", "near miss"} <= shown
    assert "fails" in shown or rule.added, "without an added file it finds nothing; a test of its family shows it"
