"""Modifiers: what the engine says of whole claims."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.run import Engine
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules.modifier import (
    discipline_modifier_missing,
    discipline_modifier_wrong,
    modifier_25_missing,
    modifier_25_on_procedure,
    modifier_59_on_visit_level,
    modifier_not_valid,
)

ENGINE = Engine(
    module.rule
    for module in (
        discipline_modifier_missing, discipline_modifier_wrong, modifier_25_missing, modifier_25_on_procedure,
        modifier_59_on_visit_level, modifier_not_valid,
    )
)  # fmt: skip
CONTEXT = Context(dt.date(2026, 11, 23))


def _claim(*lines: str, credential: str = "MD", **payer: Any) -> dict[str, Any]:
    """A claim of lines written as on paper: "99213-25"."""
    split = [line.split("-") for line in lines]
    return {
        "payer": {"requires_therapy_modifier": False, **payer},
        "rendering": {"credential": credential},
        "lines": [{"code": code, "modifiers": modifiers, "date": "2026-11-02"} for code, *modifiers in split],
    }


def _findings(document: dict[str, Any]) -> tuple[Finding, ...]:
    return ENGINE.check(claim_from(document), CONTEXT)


def _rules(*lines: str, credential: str = "MD", **payer: Any) -> list[str]:
    return [finding.rule for finding in _findings(_claim(*lines, credential=credential, **payer))]


@pytest.mark.parametrize(
    "procedure", ["98940-AT", "98943", "20552", "20553", "20610-RT", "20560", "97810", "98925", "96372"]
)
def test_a_visit_beside_a_procedure_asks_for_25(procedure: str) -> None:
    assert _rules("99213", procedure) == ["MO107"]
    assert _rules("99213-25", procedure) == []


@pytest.mark.parametrize("modifier", ["24", "25", "27", "57"])
def test_any_modifier_of_a_visit_of_its_own_answers(modifier: str) -> None:
    assert _rules(f"99213-{modifier}", "20552") == []


def test_a_visit_never_gets_two_findings_for_one_modifier() -> None:
    assert _rules("99213-59", "98940-AT") == ["MO109"]
    assert _rules("99213", "20552-25") == ["MO108"]


def test_a_new_patient_beside_an_injection_is_a_warning_because_it_is_no_pair() -> None:
    (finding,) = _findings(_claim("99203", "20610"))
    assert (finding.rule, finding.severity) == ("MO107", "warning")


def test_where_the_payer_has_no_pairs_a_missing_25_is_a_warning() -> None:
    (finding,) = _findings(_claim("99213", "20552", ncci=False))
    assert (finding.rule, finding.severity) == ("MO107", "warning")


def test_moving_25_to_the_visit_leaves_nothing_to_say() -> None:
    document = _claim("99213", "20552-25")
    (finding,) = _findings(document)
    assert finding.fix
    mended = apply(document, finding.fix.edits)
    assert [line["modifiers"] for line in mended["lines"]] == [["25"], []]
    assert _findings(mended) == ()


@pytest.mark.parametrize(
    ("credential", "modifier"), [("PT", "GP"), ("PTA", "GP"), ("OT", "GO"), ("OTA", "GO"), ("SLP", "GN")]
)
def test_the_modifier_proposed_is_that_of_the_therapist(credential: str, modifier: str) -> None:
    (finding,) = _findings(_claim("97110", credential=credential, requires_therapy_modifier=True))
    assert finding.rule == "MO101"
    assert finding.fix
    assert finding.fix.safety == "ask"
    assert [edit.value for edit in finding.fix.edits] == [[modifier]]


def test_the_other_lines_may_tell_the_discipline_and_silence_proposes_nothing() -> None:
    (finding,) = _findings(_claim("97110", "97140-GP", requires_therapy_modifier=True))
    assert finding.fix
    assert finding.fix.edits[0].value == ["GP"]
    (finding,) = _findings(_claim("97110", requires_therapy_modifier=True))
    assert finding.fix
    assert finding.fix.edits == ()


def test_a_line_with_four_modifiers_has_no_room_for_a_fifth() -> None:
    (finding,) = _findings(_claim("97110-59-KX-CR-76", credential="PT", requires_therapy_modifier=True))
    assert finding.fix
    assert finding.fix.edits == ()


def test_a_code_whose_membership_is_only_believed_is_a_warning() -> None:
    (finding,) = _findings(_claim("97597", credential="PT", requires_therapy_modifier=True))
    assert (finding.rule, finding.severity) == ("MO101", "warning")
    (finding,) = _findings(_claim("98985", credential="PT", requires_therapy_modifier=True))
    assert (finding.rule, finding.severity) == ("MO101", "error")


@pytest.mark.parametrize("line", ["97161-GO", "97165-GP", "92523-GP", "97110-GP-GN"])
def test_an_evaluation_says_its_discipline_and_a_line_has_one(line: str) -> None:
    assert _rules(line) == ["MO102"]


def test_a_repeated_modifier_is_not_two_disciplines() -> None:
    assert _rules("97110-GP-GP", credential="PT") == []


def test_a_states_own_modifier_is_only_a_warning_in_workers_compensation() -> None:
    (finding,) = _findings(_claim("97110-W5", type="workers_comp"))
    assert (finding.rule, finding.severity) == ("MO110", "warning")
    (finding,) = _findings(_claim("97110-W5", type="commercial"))
    assert finding.severity == "error"


@pytest.mark.parametrize(
    "modifier", ["LT", "RT", "50", "59", "XS", "KX", "CQ", "GY", "GA", "AT", "95", "F3", "T5", "76"]
)
def test_the_usual_modifiers_exist(modifier: str) -> None:
    assert "MO110" not in _rules(f"97140-{modifier}")


def test_a_clinician_of_unknown_profession_may_treat_under_any_plan() -> None:
    document = _claim("97110-GO")
    document["rendering"] = {"taxonomy": "225100000X"}
    assert [f.rule for f in _findings(document)] == ["MO102"]
    document["rendering"] = {"taxonomy": "111N00000X"}
    assert _findings(document) == ()
    document["rendering"] = {}
    assert _findings(document) == ()
