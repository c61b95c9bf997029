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


@pytest.mark.parametrize("rule", register(), ids=lambda rule: rule.id)
def test_every_rule_shows_a_claim_that_fails_one_that_passes_and_a_near_miss(rule: Rule) -> None:
    assert {"fails", "passes", "near miss"} <= {example.kind for example in rule.examples}
