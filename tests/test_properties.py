"""What must hold for any claim: order does not matter, dates bound the rules, fixes mend, nothing raises."""

import datetime as dt
import re
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cleanbill
from cleanbill.codes.procedures import PROCEDURES
from cleanbill.engine import fix
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Example, Rule
from cleanbill.engine.run import visits
from cleanbill.model.claim import Claim
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules import register

ON = dt.date(2026, 11, 23)
SPEAKS = {"error", "warning", "info"}
JUDGE_THE_BLOOD_DRAW = {
    "CH106": "from a chiropractor Medicare does not cover it either",
    "EV104": "it may be the service that 25 and G2211 go together with",
    "MO115": "beside what is done from afar it is given in person",
    "PR105": "with which codes it makes a pair is not known",
}

lines = st.fixed_dictionaries(
    {"code": st.sampled_from(sorted(PROCEDURES)) | st.sampled_from(["99999", "x", ""])},
    optional={
        "modifiers": st.lists(st.sampled_from(["GP", "GO", "KX", "59", "25", "AT", "XS", "LT", "ZZ"]), max_size=4),
        "units": st.integers(0, 12),
        "minutes": st.integers(0, 130),
        "charge": st.sampled_from([0, 45, 90.5, "1E-9"]),
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
@given(claims, st.data())
def test_the_order_of_the_lines_does_not_matter(document: dict[str, Any], data: st.DataObject) -> None:
    other = {**document, "lines": data.draw(st.permutations(document["lines"]))}
    assert _counted(document) == _counted(other)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims)
def test_an_unrelated_clean_line_changes_nothing_that_is_found(document: dict[str, Any]) -> None:
    assume(document["lines"])
    assume(document.get("dx") or not any(line.get("dx_pointers") for line in document["lines"]))
    changed = _counted(_with_unrelated_line(document))
    changed.subtract(_counted(document))
    assert {rule for (rule, _), more in changed.items() if more} <= JUDGE_THE_BLOOD_DRAW.keys()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(claims, min_size=2, max_size=8), st.data())
def test_what_is_found_does_not_depend_on_the_claims_before(given: list[dict[str, Any]], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(given))))
    in_turn = [_bytes(document) for document in given]
    assert [_bytes(given[index]) for index in order] == [in_turn[index] for index in order]


def _failing(rule: Rule) -> list[Example]:
    """None of a rule that finds a fault only by a file that somebody adds."""
    return [example for example in rule.examples if example.kind == "fails"]


every_rule = pytest.mark.parametrize("rule", register(), ids=lambda rule: rule.id)
few = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@every_rule
@few
@given(st.data())
def test_no_rule_minds_the_order_of_the_lines(rule: Rule, data: st.DataObject) -> None:
    document = _document(data.draw(st.sampled_from(rule.examples)))
    other = {**document, "lines": data.draw(st.permutations(document.get("lines", [])))}
    assert _counted(document, rule) == _counted(other, rule)


@pytest.mark.parametrize("rule", [r for r in register() if r.id not in JUDGE_THE_BLOOD_DRAW], ids=lambda rule: rule.id)
def test_no_rule_minds_an_unrelated_clean_line(rule: Rule) -> None:
    for example in rule.examples:
        document = _document(example)
        if document.get("lines"):
            assert _counted(_with_unrelated_line(document), rule) == _counted(document, rule), example.title


@pytest.mark.parametrize("rule", [rule for rule in register() if _failing(rule)], ids=lambda rule: rule.id)
@few
@given(st.data())
def test_a_rule_is_silent_outside_its_dates(rule: Rule, data: st.DataObject) -> None:
    document = _document(data.draw(st.sampled_from(_failing(rule))))
    before = st.dates(max_value=rule.since).filter(lambda day: day < rule.since)
    after = st.dates(min_value=rule.until).filter(lambda day: day > rule.until) if rule.until else st.nothing()
    if rule.since == dt.date.min and not rule.until:
        pytest.skip("the rule has neither a first nor a last day")
    day = data.draw(before | after)
    lines = [{**line, "date": day.isoformat()} for line in document.get("lines", [])]
    if lines:
        assert not _spoken(rule, {**document, "lines": lines})


@pytest.mark.parametrize("rule", [rule for rule in register() if rule.about], ids=lambda rule: rule.id)
def test_a_rule_that_sleeps_without_its_fact_would_find_nothing_there(rule: Rule) -> None:
    *parts, name = rule.about.split("/")
    for example in rule.examples:
        document = holder = _document(example)
        for part in parts:
            holder = holder.get(part, {})
        holder.pop(name, None)
        for visit in visits(claim_from(document)):
            assert list(rule.check(visit, Context(ON))) == [], example.title


@every_rule
def test_a_rule_speaks_in_sentences_of_places_that_a_claim_has(rule: Rule) -> None:
    for example in rule.examples:
        claim = claim_from(_document(example))
        for finding in (f for f in cleanbill.check_claim(claim, ON) if f.rule == rule.id):
            assert re.search(r"[.?»”]$", finding.message), finding.message
            assert finding.message.startswith("Not checked: ") is (finding.severity == "not_checked"), finding.message
            assert not re.search(r"\bNone\b", finding.message), finding.message
            assert _has(claim, finding.where.path), finding.where.path
            assert finding.where.path or finding.severity != "not_checked", finding.message
            assert finding.fix is None or {edit.op for edit in finding.fix.edits} <= {"add", "remove", "replace"}


FAILING = [(rule, example) for rule in register() for example in _failing(rule)]
failing = pytest.mark.parametrize(("rule", "example"), FAILING, ids=[f"{r.id} {e.title}" for r, e in FAILING])


@failing
def test_a_fix_removes_its_finding_and_adds_no_fault(rule: Rule, example: Example) -> None:
    """A remark may follow: what is no longer billed stands in the note, a modifier has lost its pair."""
    document = _document(example)
    before = cleanbill.check_claim(claim_from(document), ON)
    for finding in (f for f in before if f.rule == rule.id and f.fix and f.fix.edits):
        assert finding.fix
        mended = claim_from(fix.apply(document, finding.fix.edits))
        after = cleanbill.check_claim(mended, ON)
        assert (finding.where.path, finding.message) not in {
            (f.where.path, f.message) for f in after if f.rule == rule.id
        }
        told = {f.rule for f in before if f.severity in SPEAKS}
        assert {f.rule for f in after if f.severity in ("error", "warning")} <= told


def _document(example: Example) -> dict[str, Any]:
    """The example's claim as a JSON file would hold it."""
    document: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(claim_from(example.claim)))
    return document


def _has(claim: Claim, path: str) -> bool:
    """Whether a claim can have something at a JSON pointer: lists are as long, names are those of the document."""
    place: Any = claim
    for part in path.split("/")[1:]:
        if isinstance(place, tuple):
            if not (part.isdecimal() and int(part) < len(place)):
                return False
            place = place[int(part)]
        else:
            names = {field.encode_name: field.name for field in msgspec.structs.fields(place)}
            if part not in names:
                return False
            place = getattr(place, names[part])
            if place is None:  # what is not given may be named, part by part
                return True
    return True


def _with_unrelated_line(document: dict[str, Any]) -> dict[str, Any]:
    """The claim with a blood draw on the day of its last line, which no authorization counts."""
    last = document["lines"][-1]
    line = {"code": "36415", "units": 1, "charge": "9.00"} | ({"date": last["date"]} if "date" in last else {})
    if document.get("dx") and any(line.get("dx_pointers") for line in document["lines"]):
        line["dx_pointers"] = [1]
    changed = {**document, "lines": [*document["lines"], line]}
    if "auth" in document:
        not_counted = document["auth"].get("codes_not_counted", [])
        changed["auth"] = document["auth"] | {"codes_not_counted": [*not_counted, "36415"]}
    return changed


def _counted(document: dict[str, Any], rule: Rule | None = None) -> Counter[tuple[str, str]]:
    """How often each rule, or one, speaks, by severity."""
    found = cleanbill.check_claim(claim_from(document), ON)
    return Counter((f.rule, f.severity) for f in found if f.severity in SPEAKS and (not rule or f.rule == rule.id))


def _bytes(document: dict[str, Any]) -> bytes:
    return msgspec.json.encode(cleanbill.check_claim(claim_from(document), ON))


def _spoken(rule: Rule, document: dict[str, Any]) -> list[Finding]:
    found = cleanbill.check_claim(claim_from(document), ON)
    return [f for f in found if f.rule == rule.id and f.severity in SPEAKS]
