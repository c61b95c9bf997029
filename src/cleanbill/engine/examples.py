"""Whether findings on an example's claim are what the example says. Tests and `check` commands ask this alike."""

from collections.abc import Iterable

from cleanbill.model.example import Example
from cleanbill.model.finding import Finding


def wrong(example: Example, rule_id: str, findings: Iterable[Finding]) -> str:
    """What rule `rule_id` said instead of what the example says; empty where they agree."""
    own = [finding for finding in findings if finding.rule == rule_id]
    spoken = [finding.message for finding in own if finding.severity != "not_checked"]
    unchecked = [finding.message for finding in own if finding.severity == "not_checked"]
    if example.kind in ("passes", "near miss"):
        return f"{rule_id} should find nothing, and says: {spoken[0]}" if spoken else ""
    if example.kind == "fails":
        return "" if spoken else _silent(rule_id, "find a fault", unchecked)
    if spoken:
        return f"{rule_id} should be not checked, and says: {spoken[0]}"
    return "" if unchecked else _silent(rule_id, "be not checked", [])


def _silent(rule_id: str, should: str, unchecked: list[str]) -> str:
    return f"{rule_id} should {should}, and " + (f"says: {unchecked[0]}" if unchecked else "says nothing.")
