"""An example is held to what it says: the words for one that does not hold are the same everywhere."""

import pytest

from cleanbill.engine.examples import wrong
from cleanbill.engine.rule import Example, fails, near_miss, passes, unknown
from cleanbill.model.finding import Finding, Severity, Where

CLAIM = {"lines": [{"code": "97110"}]}
FAILS, PASSES = fails("one unit too many", **CLAIM), passes("as many as earned", **CLAIM)
NEAR_MISS, UNKNOWN = near_miss("rounded up", **CLAIM), unknown("no minutes", **CLAIM)


def said(severity: Severity, message: str, rule: str = "UN101") -> Finding:
    return Finding(rule, 1, "", severity, "claim", "T", message, Where("A"), (), (), (), (), None, {})


ERROR, UNCHECKED = said("error", "Three units."), said("not_checked", "Not checked: minutes.")
OTHER = [said("error", "Of another rule.", "UN102"), said("not_checked", "Of another rule.", "UN102")]


def test_an_example_keeps_its_kind_its_title_and_its_claim() -> None:
    assert FAILS == Example("fails", "one unit too many", CLAIM)
    assert PASSES == Example("passes", "as many as earned", CLAIM)
    assert NEAR_MISS == Example("near miss", "rounded up", CLAIM)
    assert UNKNOWN == Example("unknown", "no minutes", CLAIM)


@pytest.mark.parametrize(
    ("example", "findings", "told"),
    [
        (FAILS, [ERROR, *OTHER], ""),
        (FAILS, OTHER, "UN101 should find a fault, and says nothing."),
        (FAILS, [UNCHECKED], "UN101 should find a fault, and says: Not checked: minutes."),
        (PASSES, OTHER, ""),
        (PASSES, [UNCHECKED], ""),
        (PASSES, [ERROR], "UN101 should find nothing, and says: Three units."),
        (NEAR_MISS, OTHER, ""),
        (NEAR_MISS, [ERROR], "UN101 should find nothing, and says: Three units."),
        (UNKNOWN, [UNCHECKED, *OTHER], ""),
        (UNKNOWN, OTHER, "UN101 should be not checked, and says nothing."),
        (UNKNOWN, [ERROR, UNCHECKED], "UN101 should be not checked, and says: Three units."),
    ],
)
def test_what_a_rule_says_instead_of_what_its_example_says_is_told(
    example: Example, findings: list[Finding], told: str
) -> None:
    assert wrong(example, "UN101", findings) == told
