"""An example is held to what it says: the words for one that does not hold are the same everywhere."""

import pytest

from cleanbill.engine.examples import wrong
from cleanbill.engine.rule import fails, near_miss, passes, unknown
from cleanbill.model.example import Example, ExampleKind
from cleanbill.model.finding import Finding, Severity, Where

CLAIM = {"lines": [{"code": "97110"}]}


def said(severity: Severity, message: str, rule: str = "UN101") -> Finding:
    return Finding(rule, 1, "", severity, "claim", "T", message, Where("A"), (), (), (), (), None, {})


ERROR, UNCHECKED = said("error", "Three units."), said("not_checked", "Not checked: minutes.")
OTHER = [said("error", "Of another rule.", "UN102"), said("not_checked", "Of another rule.", "UN102")]


def test_an_example_keeps_its_kind_its_title_and_its_claim() -> None:
    assert fails("one unit too many", **CLAIM) == Example("fails", "one unit too many", CLAIM)
    assert passes("as many as earned", **CLAIM) == Example("passes", "as many as earned", CLAIM)
    assert near_miss("rounded up", **CLAIM) == Example("near miss", "rounded up", CLAIM)
    assert unknown("no minutes", **CLAIM) == Example("unknown", "no minutes", CLAIM)


@pytest.mark.parametrize(
    ("kind", "findings", "told"),
    [
        ("fails", [ERROR, *OTHER], ""),
        ("fails", OTHER, "UN101 should find a fault, and says nothing."),
        ("fails", [UNCHECKED], "UN101 should find a fault, and says: Not checked: minutes."),
        ("passes", OTHER, ""),
        ("passes", [UNCHECKED], ""),
        ("passes", [ERROR], "UN101 should find nothing, and says: Three units."),
        ("near miss", OTHER, ""),
        ("near miss", [ERROR], "UN101 should find nothing, and says: Three units."),
        ("unknown", [UNCHECKED, *OTHER], ""),
        ("unknown", OTHER, "UN101 should be not checked, and says nothing."),
        ("unknown", [ERROR, UNCHECKED], "UN101 should be not checked, and says: Three units."),
    ],
)
def test_what_a_rule_says_instead_of_what_its_example_says_is_told(
    kind: ExampleKind, findings: list[Finding], told: str
) -> None:
    assert wrong(Example(kind, "one", CLAIM), "UN101", findings) == told
