"""Diagnosis codes: what the engine says of whole claims."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleanbill
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.model.normal import normal
from cleanbill.rules.diagnosis import (
    code_not_billable,
    code_not_valid_on_date,
    diagnosis_repeated,
    excluded_codes_together,
    pointer_without_diagnosis,
    secondary_code_first,
)

ENGINE = Engine(
    module.rule
    for module in (
        code_not_billable, code_not_valid_on_date, diagnosis_repeated, excluded_codes_together,
        pointer_without_diagnosis, secondary_code_first,
    )
)  # fmt: skip
CONTEXT = Context(dt.date(2026, 11, 23))
codes = st.sampled_from(
    [
        "M62.830",
        "M54.59",
        "M54.5",
        "M62.83",
        "S39.012",
        "S39.012A",
        "W18.30XA",
        "M36.2",
        "D66",
        "M7918",
        "R25.2",
        "?",
        "",
    ]
)


def _claim(*dx: str, pointers: list[list[int]] | None = None, date: str = "2026-11-02") -> dict[str, Any]:
    lines = [{"code": "97110", "date": date, "dx_pointers": p} for p in pointers or [[1]]]
    return {"dx": list(dx), "lines": lines}


def _findings(document: dict[str, Any]) -> tuple[Finding, ...]:
    return ENGINE.check(normal(claim_from(document)), CONTEXT)


def _rules(document: dict[str, Any]) -> list[str]:
    return [finding.rule for finding in _findings(document)]


@pytest.mark.parametrize(
    ("code", "date", "rule"),
    [
        ("M62.83", "2026-11-02", "DX101"),
        ("S39.012", "2026-11-02", "DX101"),
        ("M62.839", "2026-11-02", "DX101"),
        ("M62.830A", "2026-11-02", "DX101"),
        ("M54.5", "2026-11-02", "DX102"),
        ("M51.36", "2025-01-16", "DX102"),
        ("M51.360", "2024-09-30", "DX102"),
        ("M72.2", "2026-11-02", "DX102"),
    ],
)
def test_a_wrong_code_is_one_finding(code: str, date: str, rule: str) -> None:
    (finding,) = _findings(_claim(code, date=date))
    assert (finding.rule, finding.severity, finding.where.path) == (rule, "error", "/dx/0")


@pytest.mark.parametrize(
    ("code", "date"),
    [("M54.5", "2021-09-30"), ("M54.50", "2021-10-01"), ("M51.36", "2024-09-16"), ("m62.830", "2026-11-02")],
)
def test_a_code_that_is_right_on_its_date_is_silent(code: str, date: str) -> None:
    assert _rules(_claim(code, date=date)) == []


def test_a_retired_code_names_its_successors() -> None:
    (finding,) = _findings(_claim("M54.5"))
    assert all(code in finding.message for code in ("M54.50", "M54.51", "M54.59", "2021-10-01"))


@settings(deadline=None)
@given(st.lists(codes, max_size=6), st.sampled_from(["2016-01-04", "2021-09-30", "2026-11-02"]))
def test_no_code_is_both_incomplete_and_out_of_date(dx: list[str], date: str) -> None:
    found = _findings(_claim(*dx, date=date))
    places = [f.where.path for f in found if f.rule in ("DX101", "DX102")]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    "pair", [("M62.830", "M79.18"), ("M54.59", "S39.012A"), ("M54.50", "M54.41"), ("M54.2", "M50.120")]
)
def test_excluded_codes_are_a_warning_in_either_order(pair: tuple[str, str]) -> None:
    for dx in (pair, pair[::-1]):
        (finding,) = _findings(_claim(*dx))
        assert (finding.rule, finding.severity) == ("DX103", "warning")
        assert finding.fix
        assert finding.fix.edits == ()


@pytest.mark.parametrize(
    "pair", [("M62.830", "M54.16"), ("M62.830", "M54.59"), ("M62.830", "S39.012A"), ("M99.03", "M62.830")]
)
def test_codes_that_no_note_keeps_apart_are_silent(pair: tuple[str, str]) -> None:
    assert _rules(_claim(*pair)) == []


def test_two_notes_that_disagree_are_both_shown_and_asked() -> None:
    (finding,) = _findings(_claim("R25.2", "M62.830"))
    assert "Excludes1 at M62" in finding.message
    assert "(Excludes2)" in finding.message
    assert finding.message.endswith("?")


def test_two_conflicts_of_one_code_are_one_finding_with_both() -> None:
    (finding,) = _findings(_claim("M79.18", "R25.2", "M62.830"))
    assert "M79.18" in finding.message
    assert "R25.2" in finding.message


def test_reordering_lets_each_pointer_follow_its_diagnosis() -> None:
    document = _claim("W18.30XA", "S39.012A", "M62.830", pointers=[[2, 1], [3], [9]])
    finding = next(f for f in _findings(document) if f.rule == "DX104")
    assert finding.fix
    mended = apply(document, finding.fix.edits)
    assert mended["dx"] == ["S39.012A", "W18.30XA", "M62.830"]
    assert [line["dx_pointers"] for line in mended["lines"]] == [[1, 2], [3], [9]]


@given(
    st.lists(st.sampled_from(["M62.830", "M6283 0", "M54.59", "m54.59", "M54.16"]), min_size=1, max_size=6),
    st.lists(st.lists(st.integers(1, 8), max_size=4), min_size=1, max_size=3),
)
@settings(deadline=None)
def test_taking_out_a_repetition_never_changes_what_a_line_points_at(dx: list[str], pointers: list[list[int]]) -> None:
    document = _claim(*dx, pointers=pointers)
    finding = next((f for f in _findings(document) if f.rule == "DX109"), None)
    if finding is None:
        return
    assert finding.fix
    assert finding.fix.safety == "safe"
    mended = apply(document, finding.fix.edits)
    assert "DX109" not in _rules(mended)
    for before, after in zip(document["lines"], mended["lines"], strict=True):
        assert list(dict.fromkeys(_pointed(document, before))) == _pointed(mended, after)


def _pointed(document: dict[str, Any], line: dict[str, Any]) -> list[str]:
    """What a line points at: plain codes, and for a pointer at nothing how far beyond the list it is."""
    dx = document["dx"]
    return [
        dx[p - 1].replace(".", "").replace(" ", "").upper() if p <= len(dx) else f"+{p - len(dx)}"
        for p in line["dx_pointers"]
    ]


@pytest.mark.parametrize("pointers", [[3], [0], [-1], [1, 2, 1, 2, 1]])
def test_a_pointer_at_nothing_or_one_too_many_is_an_error(pointers: list[int]) -> None:
    (finding,) = _findings(_claim("M54.59", "M62.830", pointers=[pointers]))
    assert (finding.rule, finding.where.path) == ("DX108", "/lines/0/dx_pointers")


def test_pointers_that_no_line_has_are_not_known() -> None:
    (finding,) = _findings({"dx": ["M54.59"], "lines": [{"code": "97110"}, {"code": "97140"}]})
    assert (finding.rule, finding.severity) == ("DX108", "not_checked")


def test_a_claim_without_diagnoses_or_lines_raises_nothing() -> None:
    assert _rules({"dx": [], "lines": []}) == []
    assert _rules({"dx": ["M54.59"], "lines": []}) == []


@pytest.mark.parametrize(
    ("dx", "pointers", "right"),
    [
        (["W18.30XA", "S39.012A", "M54.2"], [1, 2, 3], [1, 2, 3]),
        (["W18.30XA", "S39.012A", "M54.2"], [1, 3], [1, 2, 3]),
        (["W18.30XA", "S39.012A", "M54.2", "M54.6", "M54.50"], [1, 3, 4, 5], [1, 2, 3, 4]),
        (["W18.30XA", "S39.012A"], [1, 9], [1, 2, 9]),
        (["W18.30XA", "S39.012A", "M54.2"], [3, 1], [3, 2]),
    ],
)
def test_a_line_that_pointed_at_the_fall_first_points_at_the_injury_and_keeps_the_rest(
    dx: list[str], pointers: list[int], right: list[int]
) -> None:
    document = _claim(*dx, pointers=[pointers])
    (finding,) = [one for one in _findings(document) if one.rule == "DX104"]
    assert finding.fix
    assert apply(document, finding.fix.edits)["lines"][0]["dx_pointers"] == right


@pytest.mark.parametrize(
    ("dx", "note", "right"),
    [
        ("G56.00", "S: Hand numb.\nA: Bilateral carpal tunnel syndrome.", "G56.03"),
        ("G56.00", "S: Hand numb.\nA: Left carpal tunnel syndrome.", "G56.02"),
        ("G56.03", "S: Hand numb.\nA: Left carpal tunnel syndrome.", None),
        ("G56.01", "S: Hand numb.\nA: Left carpal tunnel syndrome.", None),
        ("M25.519", "S: Right knee pain.\nA: Shoulder pain.", None),
        ("M25.519", "S: Denies right shoulder pain.\nA: Right knee pain.", None),
        ("M25.519", "S: Right shoulder pain.\nA: Left shoulder pain.", None),
        ("M25.519", "Copied from the last visit: right shoulder pain.\nA: Left shoulder pain.", "M25.512"),
    ],
)
def test_the_code_of_the_side_that_the_note_names_is_proposed(dx: str, note: str, right: str | None) -> None:
    claim = {"dx": [dx], "note": {"text": note}, "lines": [{"code": "97110", "date": "2026-11-02"}]}
    found = [one for one in cleanbill.check_claim(claim, CONTEXT.on) if one.rule == "DX106"]
    assert [edit.value for one in found if one.fix for edit in one.fix.edits] == ([right] if right else [])
