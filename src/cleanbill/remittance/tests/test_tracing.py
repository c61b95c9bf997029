"""A refusal is traced to the rule that names its line, its reason and, where that says little, its remark."""

from typing import Literal

import pytest

from cleanbill.model.finding import Denial, Finding, Where
from cleanbill.remittance.tracing import Kind, Refusal, trace

Severity = Literal["error", "warning", "info", "not_checked"]
UNNECESSARY = Refusal(1, ("CO-50",), ())


def finding(rule: str, carc: str, line: int | None = 1, severity: Severity = "error", rarc: str = "") -> Finding:
    return Finding(
        rule=rule, version=1, catalogue="", severity=severity, stage="claim", title="", message="", fix=None, data={},
        where=Where("A1", line), denials=(Denial(carc, rarc),), evidence=(), searched=(), authority=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (finding("MN101", "50"), "caught"),
        (finding("MN101", "50", severity="warning"), "caught"),
        (finding("MN101", "50", line=None), "caught"),
        (finding("MN101", "50", line=2), "missed"),
        (finding("MN101", "50", severity="not_checked"), "unchecked"),
        (finding("MN101", "50", severity="info"), "missed"),
        (finding("UN101", "151"), "elsewhere"),
        (finding("UN101", "151", severity="not_checked"), "missed"),
    ],
)
def test_a_rule_catches_its_reason_on_the_line_or_on_the_whole_claim(found: Finding, kind: Kind) -> None:
    assert trace(UNNECESSARY, [found]) == (kind, () if kind == "missed" else (found.rule,))


def test_the_rule_that_catches_comes_before_one_that_lacked_a_fact_and_one_that_spoke_of_something_else() -> None:
    other, lacked, caught = (
        finding("UN101", "151"),
        finding("MN102", "50", severity="not_checked"),
        finding("MN101", "50"),
    )
    assert trace(UNNECESSARY, [other, lacked, caught]) == ("caught", ("MN101",))
    assert trace(UNNECESSARY, [other, lacked]) == ("unchecked", ("MN102",))


def test_of_several_rules_those_that_speak_of_its_own_line_come_first() -> None:
    found = [finding("MN102", "50", line=None), finding("MN101", "50"), finding("MN101", "50")]
    assert trace(UNNECESSARY, found).rules == ("MN101", "MN102")


def test_a_claim_refused_as_a_whole_is_traced_by_each_of_its_lines() -> None:
    whole = Refusal(None, ("CO-29",), ())
    assert trace(whole, [finding("FI102", "29", line=3)]) == ("caught", ("FI102",))
    assert trace(whole, [finding("FI102", "29", line=3), finding("FI101", "29", line=None)]).rules == ("FI101", "FI102")


@pytest.mark.parametrize("vague", ["16", "96", "252", "A1"])
def test_of_a_reason_that_says_little_the_remark_must_agree_where_both_name_one(vague: str) -> None:
    refusal = Refusal(1, (f"CO-{vague}",), ("N286",))
    assert trace(refusal, [finding("ID107", vague, rarc="N286")]).kind == "caught"
    assert trace(refusal, [finding("ID101", vague, rarc="M76")]).kind == "elsewhere"
    assert trace(refusal, [finding("ID101", vague)]).kind == "caught"
    assert trace(Refusal(1, (f"CO-{vague}",), ()), [finding("ID101", vague, rarc="M76")]).kind == "caught"


def test_a_reason_that_says_enough_is_caught_whatever_its_remark() -> None:
    assert trace(Refusal(1, ("CO-50",), ("N115",)), [finding("MN101", "50", rarc="M76")]).kind == "caught"
