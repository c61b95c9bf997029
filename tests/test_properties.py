"""What must hold for any claim: order does not matter, dates bound the rules, fixes mend, nothing raises."""

import datetime as dt
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cleanbill
from cleanbill.codes.procedures import PROCEDURES
from cleanbill.engine import fix
from cleanbill.engine.rule import Example, Rule
from cleanbill.model.claim import Claim
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules import register

ON = dt.date(2026, 11, 23)
SPEAKS = {"error", "warning", "info"}

lines = st.fixed_dictionaries(
    {"code": st.sampled_from(sorted(PROCEDURES)) | st.sampled_from(["99999", "x", ""])},
    optional={
        "modifiers": st.lists(st.sampled_from(["GP", "GO", "KX", "59", "25", "AT", "XS", "LT", "ZZ"]), max_size=4),
        "units": st.integers(0, 12),
        "minutes": st.integers(0, 130),
        "charge": st.sampled_from([0, 45, 90.5, "NaN"]),
        "dx_pointers": st.lists(st.integers(-1, 5), max_size=5),
        "date": st.sampled_from(["2026-11-02", "2026-11-03", "2020-02-29", "1999-01-01"]),
    },
)
claims = st.fixed_dictionaries(
    {"lines": st.lists(lines, max_size=5)},
    optional={
        "payer": st.fixed_dictionaries(
            {"type": st.sampled_from(["medicare_b", "commercial", "workers_comp", "auto", "medicaid"])},
            optional={"unit_rule": st.sampled_from(["cms8", "ama_midpoint"]), "ncci": st.booleans()},
        ),
        "dx": st.lists(
            st.sampled_from(["M62.830", "M54.5", "M54.59", "S39.012A", "M79.18", "R25.2", "M99.03", "W18.30XA", "?"]),
            max_size=5,
        ),
        "billing_npi": st.sampled_from(["1234567893", "123", "", "१२३"]),
        "rendering": st.fixed_dictionaries({"credential": st.sampled_from(["PT", "DC", "MD", "PTA"])}),
        "auth": st.fixed_dictionaries(
            {}, optional={"required": st.booleans(), "approved": st.integers(0, 9), "used_before": st.integers(0, 12)}
        ),
    },
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims)
def test_any_claim_is_checked_without_an_exception(document: dict[str, Any]) -> None:
    for finding in cleanbill.check_claim(claim_from(document), ON):
        assert finding.message
        assert finding.where.path == "" or finding.where.path.startswith("/")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(document: dict[str, Any], random: Any) -> None:
    claim = claim_from(document)
    shuffled = list(claim.lines)
    random.shuffle(shuffled)
    other = msgspec.structs.replace(claim, lines=tuple(shuffled))
    assert _rules(claim) == _rules(other)


def _rules(claim: Claim) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.severity) for finding in cleanbill.check_claim(claim, ON))


FAILING = [(rule, e) for rule in register() for e in rule.examples if e.kind == "fails"]
failing = pytest.mark.parametrize(("rule", "example"), FAILING, ids=[f"{r.id} {e.title}" for r, e in FAILING])


@failing
def test_a_rule_is_silent_on_the_day_before_it_began(rule: Rule, example: Example) -> None:
    if rule.since == dt.date.min:
        pytest.skip("the rule has no first day")
    document = _document(example)
    for line in document.get("lines", []):
        line["date"] = (rule.since - dt.timedelta(days=1)).isoformat()
    if document.get("lines"):
        assert not _spoken(rule, document)


@failing
def test_a_fix_removes_its_finding_and_brings_no_new_error(rule: Rule, example: Example) -> None:
    document = _document(example)
    before = cleanbill.check_claim(claim_from(document), ON)
    errors = {f.rule for f in before if f.severity == "error"}
    for finding in (f for f in before if f.rule == rule.id and f.fix and f.fix.edits):
        assert finding.fix
        mended = claim_from(fix.apply(document, finding.fix.edits))
        after = cleanbill.check_claim(mended, ON)
        assert (finding.where.path, finding.message) not in {
            (f.where.path, f.message) for f in after if f.rule == rule.id
        }
        assert {f.rule for f in after if f.severity == "error"} <= errors


def _document(example: Example) -> dict[str, Any]:
    """The example's claim as a JSON file would hold it."""
    document: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(claim_from(example.claim)))
    return document


def _spoken(rule: Rule, document: dict[str, Any]) -> list[Finding]:
    found = cleanbill.check_claim(claim_from(document), ON)
    return [f for f in found if f.rule == rule.id and f.severity in SPEAKS]
