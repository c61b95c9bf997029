"""CQ and CO: how many units of a service an assistant's minutes mark."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.codes.timed import earned
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.run import Engine
from cleanbill.model.claim import Line
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules.assistants import Service, exceeds_tenth
from cleanbill.rules.modifier import assistant_modifier_missing, assistant_modifier_wrong

ENGINE = Engine((assistant_modifier_missing.rule, assistant_modifier_wrong.rule))
CONTEXT = Context(dt.date(2026, 11, 23))


def _due(therapist: float, assistant: float, units: int, code: str = "97110") -> tuple[float, float] | None:
    line = Line(code=code, minutes=therapist + assistant, assistant_minutes=assistant, units=units)
    return Service(code, "GP", [line]).due


def _findings(*lines: tuple[str, float | None, float | None, int], **claim: Any) -> tuple[Finding, ...]:
    services = []
    for written, minutes, alone, units in lines:
        code, *modifiers = written.split("-")
        line = {"code": code, "modifiers": modifiers, "minutes": minutes, "assistant_minutes": alone, "units": units}
        services.append(line | {"date": "2026-11-02"})
    document = {"payer": {"type": "medicare_b"}, "lines": services} | claim
    return ENGINE.check(claim_from(document), CONTEXT)


@pytest.mark.parametrize(
    ("therapist", "assistant", "units", "marked"),
    [
        (15, 0, 1, 0),
        (0, 15, 1, 1),
        (5, 10, 1, 1),
        (7, 8, 1, 1),
        (8, 7, 1, 0),
        (12, 8, 1, 0),
        (14, 1, 1, 0),
        (13, 23, 2, 1),
        (15, 15, 2, 1),
        (12, 14, 2, 1),
        (9, 14, 2, 1),
        (14, 9, 2, 1),
        (23, 22, 3, 1),
        (22, 23, 3, 2),
        (30, 0, 2, 0),
        (0, 38, 3, 3),
        (143, 7, 10, 0),
    ],
)
def test_the_units_that_an_assistant_marks(therapist: int, assistant: int, units: int, marked: int) -> None:
    assert _due(therapist, assistant, units) == (marked, marked)


@given(st.integers(0, 60), st.integers(0, 60))
def test_whoever_gives_all_of_it_has_every_unit_and_nobody_has_more_than_are_billed(
    therapist: int, assistant: int
) -> None:
    units = earned(therapist + assistant)
    due = _due(therapist, assistant, units)
    assert due
    assert 0 <= due[0] <= due[1] <= units
    assert _due(0, assistant, earned(assistant)) in (
        (earned(assistant), earned(assistant)),
        (assistant // 15, earned(assistant)),
    )
    assert _due(therapist, 0, earned(therapist)) == (0, 0)


def test_one_minute_of_eight_may_be_held_to_be_more_than_a_tenth() -> None:
    assert _due(7, 16, 2) == (1, 2)


def test_more_units_than_were_given_are_another_rules_matter() -> None:
    assert _due(5, 5, 4) is None
    assert _findings(("97110-GP", 10, 5, 4)) == ()


@pytest.mark.parametrize(
    ("part", "whole", "sure", "possible"),
    [(1, 15, False, False), (2, 15, False, True), (3, 15, False, True), (4, 15, True, True), (3, 30, False, False),
     (5, 30, True, True), (0, 30, False, False), (6, 45, False, True), (7, 45, True, True)],
)  # fmt: skip
def test_a_tenth_is_sure_only_where_both_ways_of_rounding_agree(
    part: int, whole: int, sure: bool, possible: bool
) -> None:
    assert exceeds_tenth(part, whole) == (sure, possible)


def test_where_the_ways_of_rounding_differ_either_bill_stands_or_is_a_warning() -> None:
    (finding,) = _findings(("97150-GP", 15, 2, 1))
    assert (finding.rule, finding.severity) == ("MO105", "warning")
    assert _findings(("97150-GP-CQ", 15, 2, 1)) == ()


@pytest.mark.parametrize(("line", "modifier"), [("97110-GP", "CQ"), ("97530-GO", "CO")])
def test_the_fix_proposes_the_modifier_of_the_discipline_and_leaves_nothing_to_say(line: str, modifier: str) -> None:
    code, discipline = line.split("-")
    service = {"code": code, "modifiers": [discipline], "minutes": 15, "assistant_minutes": 15, "units": 1}
    document = {"payer": {"type": "medicare_b"}, "lines": [service | {"date": "2026-11-02"}]}
    (finding,) = ENGINE.check(claim_from(document), CONTEXT)
    assert finding.fix
    assert finding.fix.safety == "ask"
    mended = apply(document, finding.fix.edits)
    assert mended["lines"][0]["modifiers"] == [discipline, modifier]
    assert ENGINE.check(claim_from(mended), CONTEXT) == ()


def test_a_line_of_which_a_part_is_due_is_split_by_a_person() -> None:
    (finding,) = _findings(("97110-GP", 36, 23, 2))
    assert finding.fix
    assert finding.fix.edits == ()
    assert "line of their own" in finding.fix.text
    assert "23 of 36 minutes" in finding.message


def test_the_same_code_under_two_disciplines_is_counted_apart() -> None:
    assert _findings(("97530-GP", 15, 0, 1), ("97530-GO-CO", 15, 15, 1)) == ()
    (finding,) = _findings(("97530-GP", 15, 15, 1), ("97530-GO", 15, 0, 1))
    assert finding.where.line == 1


def test_a_line_that_says_nothing_of_an_assistant_beside_one_that_does_is_the_therapists() -> None:
    (finding,) = _findings(("97110-GP", 15, 15, 1), ("97140-GP", 15, None, 1))
    assert (finding.rule, finding.severity, finding.where.line) == ("MO105", "error", 1)


def test_a_tenth_is_asked_from_2022_on() -> None:
    line = {"code": "97110", "modifiers": ["GP"], "minutes": 15, "assistant_minutes": 15, "units": 1}
    document = {"payer": {"type": "medicare_b"}, "lines": [line | {"date": "2021-12-31"}]}
    assert ENGINE.check(claim_from(document), CONTEXT) == ()


def test_an_assistants_signature_asks_who_gave_the_minutes_once() -> None:
    (finding,) = _findings(("97110-GP", 15, None, 1), ("97140-GP", 15, None, 1), note={"signer_credential": "PTA"})
    assert (finding.rule, finding.severity) == ("MO105", "not_checked")
    assert _findings(("97110-GP", 15, None, 1), note={"signer_credential": "PT"}) == ()
    assert _findings(("97161-GP", 30, None, 1), note={"signer_credential": "PTA"}) == ()
