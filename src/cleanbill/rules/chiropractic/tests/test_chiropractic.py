"""Chiropractic rules, beyond the examples they carry."""

import datetime as dt
from typing import Any

import pytest

import cleanbill
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.rule import Fault, Rule
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.chiropractic import (
    active_treatment_modifier_missing,
    active_treatment_modifier_on_maintenance,
    condition_not_listed_with_subluxation,
    manipulation_level_above_regions,
    service_not_covered_from_chiropractor,
    subluxation_not_first,
    two_spinal_manipulations,
)

CONTEXT = Context(dt.date(2026, 11, 23))


def faults(rule: Rule, claim: dict[str, Any]) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, CONTEXT)]


def manipulation(code: str = "98940", **line: Any) -> dict[str, Any]:
    return {"code": code, "date": "2026-03-16"} | line


@pytest.mark.parametrize("modifiers", [None, [], ["GP"]])
def test_at_is_proposed_whatever_modifiers_the_line_has(modifiers: list[str] | None) -> None:
    line = manipulation() if modifiers is None else manipulation(modifiers=modifiers)
    claim = {"payer": {"type": "medicare_b"}, "lines": [line]}
    (fault,) = faults(active_treatment_modifier_missing.rule, claim)
    mended = apply(claim, fault.edits)
    assert mended["lines"][0]["modifiers"] == [*(modifiers or []), "AT"]
    assert not faults(active_treatment_modifier_missing.rule, mended)


@pytest.mark.parametrize(
    ("phase", "modifiers", "message"),
    [
        (None, [], "98940 has no modifier; active treatment needs AT."),
        (None, ["GP", "KX"], "98940 has only GP, KX; active treatment needs AT."),
        ("active", ["GA"], "98940 has only GA; the note says active treatment."),
        (None, ["GA"], None),
        ("maintenance", [], None),
    ],
)
def test_what_stands_in_the_place_of_at_is_named(phase: str | None, modifiers: list[str], message: str | None) -> None:
    claim = {"lines": [manipulation(modifiers=modifiers)], "note": {"cmt": {"phase": phase}}}
    assert [f.message for f in faults(active_treatment_modifier_missing.rule, claim)] == ([message] if message else [])


def test_at_is_never_added_without_a_person() -> None:
    assert active_treatment_modifier_missing.rule.fix_safety == "ask"


@pytest.mark.parametrize(
    ("words", "regions"),
    [
        (("C5-C6", "T4", "L5"), 3),
        (("neck", "mid back", "low back"), 3),
        (("atlanto-occipital", "costovertebral", "sacroiliac"), 3),
        (("L5-S1", "pelvis"), 3),
        (("cervicothoracic", "lumbar"), 3),
        (("cervical", "atlas"), 1),
        (("cervical", "rib cage", "TMJ", "left hip"), 1),
        (("shoulder", "costochondral"), 0),
        ((), 0),
    ],
)
def test_regions_are_counted_by_their_usual_names(words: tuple[str, ...], regions: int) -> None:
    found = faults(
        manipulation_level_above_regions.rule,
        {"lines": [manipulation("98942")], "note": {"cmt": {"regions": list(words)}}},
    )
    assert f"names {regions} spinal region" in found[0].message


@pytest.mark.parametrize(("regions", "code"), [(0, None), (1, "98940"), (2, "98940"), (3, "98941"), (4, "98941")])
def test_the_code_that_the_regions_support_is_proposed(regions: int, code: str | None) -> None:
    names = ["cervical", "thoracic", "lumbar", "sacral", "pelvic"][:regions]
    claim = {"lines": [manipulation("98942")], "note": {"cmt": {"regions": names}}}
    (fault,) = faults(manipulation_level_above_regions.rule, claim)
    assert [edit.value for edit in fault.edits] == ([code] if code else [])


@pytest.mark.parametrize(
    ("regions", "message", "fix"),
    [
        ([], "98941 needs at least 3; the note names 0 spinal regions.", None),
        (["lumbar"], "98941 needs at least 3; the note names 1 spinal region: lumbar.",
         "Bill 98940, or document every region that was manipulated."),
    ],
)  # fmt: skip
def test_the_regions_that_the_note_names_are_told(regions: list[str], message: str, fix: str | None) -> None:
    claim = {"lines": [manipulation("98941")], "note": {"cmt": {"regions": regions}}}
    (fault,) = faults(manipulation_level_above_regions.rule, claim)
    assert (fault.message, fault.fix) == (message, fix)


def test_a_line_that_is_right_does_not_hide_the_next() -> None:
    lines = [manipulation("98940"), manipulation("98941")]
    claim = {"lines": lines, "note": {"cmt": {"regions": ["lumbar"]}}}
    assert [f.line and f.line.code for f in faults(manipulation_level_above_regions.rule, claim)] == ["98941"]


def test_without_a_word_of_the_manipulation_no_region_is_named() -> None:
    (fault,) = faults(manipulation_level_above_regions.rule, {"lines": [manipulation("98940")]})
    assert fault.message.endswith("names 0 spinal regions.")


def test_moving_the_subluxation_first_keeps_every_pointer_on_its_diagnosis() -> None:
    claim = {
        "payer": {"type": "medicare_b"},
        "dx": ["M62.830", "M54.2", "M99.03", "M99.01"],
        "lines": [
            manipulation(dx_pointers=[1, 2, 3, 4]),
            {"code": "97110", "dx_pointers": [2, 4], "date": "2026-03-16"},
        ],
    }
    (fault,) = faults(subluxation_not_first.rule, claim)
    mended = apply(claim, fault.edits)
    assert mended["dx"] == ["M99.03", "M62.830", "M54.2", "M99.01"]
    assert mended["lines"][0]["dx_pointers"] == [1, 2, 3, 4]
    assert mended["lines"][1]["dx_pointers"] == [3, 4]
    assert not faults(subluxation_not_first.rule, mended)


def test_a_line_is_pointed_to_its_own_subluxation() -> None:
    claim = {
        "payer": {"type": "medicare_b"},
        "dx": ["M99.03", "M54.2", "M99.01"],
        "lines": [manipulation(dx_pointers=[2, 3])],
    }
    (fault,) = faults(subluxation_not_first.rule, claim)
    assert apply(claim, fault.edits)["lines"][0]["dx_pointers"] == [3, 2]


@pytest.mark.parametrize(
    ("dx", "pointers", "right"),
    [
        (["M99.03", "M54.2", "M99.01"], [2, 3], [3, 2]),
        (["M99.03", "M54.2", "M54.50"], [2, 3], [1, 2, 3]),
        (["M99.03", "M54.2", "M54.50"], [3, 1, 2], [1, 3, 2]),
        (["M99.03", "M54.2", "M54.50", "M62.830", "M54.6"], [2, 3, 4, 5], [1, 2, 3, 4]),
        (["M99.03", "M54.2"], [2, 0, 9], [1, 2, 0, 9]),
    ],
)
def test_of_four_pointers_the_first_is_at_a_subluxation(dx: list[str], pointers: list[int], right: list[int]) -> None:
    claim = {"payer": {"type": "medicare_b"}, "dx": dx, "lines": [manipulation(dx_pointers=pointers)]}
    (fault,) = faults(subluxation_not_first.rule, claim)
    assert (fault.field, fault.severity) == ("dx_pointers", None)
    assert apply(claim, fault.edits)["lines"][0]["dx_pointers"] == right


@pytest.mark.parametrize("line", [manipulation(), manipulation(dx_pointers=[]), manipulation(dx_pointers=[0, 2])])
def test_a_line_without_a_first_pointer_is_taken_for_the_first_diagnosis(line: dict[str, Any]) -> None:
    claim = {"payer": {"type": "medicare_b"}, "dx": ["M99.03", "M54.2"], "lines": [line]}
    assert not faults(subluxation_not_first.rule, claim)


def test_a_line_that_medicare_is_not_to_pay_needs_no_subluxation() -> None:
    claim = {"payer": {"type": "medicare_b"}, "dx": ["M54.2"], "lines": [manipulation(modifiers=["GY"])]}
    assert not faults(subluxation_not_first.rule, claim)


def test_a_pointer_at_a_code_that_some_contractors_take_is_left_to_a_person() -> None:
    lines = [manipulation(dx_pointers=[2, 1])]
    claim = {"payer": {"type": "medicare_b"}, "dx": ["M99.03", "M99.13"], "lines": lines}
    (fault,) = faults(subluxation_not_first.rule, claim)
    assert fault.severity == "warning"
    assert fault.message == "98940 points first to M99.13, not to M99.01-M99.05."


def test_of_the_pointers_that_move_with_the_diagnoses_four_remain() -> None:
    dx, lines = ["M54.2", "M54.50", "M62.830", "M54.6", "M99.03"], [manipulation(dx_pointers=[1, 2, 3, 4])]
    claim = {"payer": {"type": "medicare_b"}, "dx": dx, "lines": lines}
    (fault,) = faults(subluxation_not_first.rule, claim)
    assert apply(claim, fault.edits)["lines"][0]["dx_pointers"] == [1, 2, 3, 4]


def test_no_order_is_proposed_where_no_subluxation_was_diagnosed() -> None:
    claim = {"payer": {"type": "medicare_b"}, "dx": ["M54.50"], "lines": [manipulation(dx_pointers=[1])]}
    (fault,) = faults(subluxation_not_first.rule, claim)
    assert fault.edits == ()


def test_a_subluxation_code_that_some_contractors_take_is_left_to_a_person() -> None:
    claim = {"payer": {"type": "medicare_b"}, "dx": ["M99.13"], "lines": [manipulation(dx_pointers=[1])]}
    assert [fault.severity for fault in faults(subluxation_not_first.rule, claim)] == ["warning"]


def test_a_pointer_at_nothing_is_another_rules_matter() -> None:
    claim = {"payer": {"type": "medicare_b"}, "dx": ["M99.03"], "lines": [manipulation(dx_pointers=[7])]}
    assert not faults(subluxation_not_first.rule, claim)


def test_of_two_spinal_codes_the_one_for_more_regions_is_kept() -> None:
    claim = {"lines": [manipulation("98940"), manipulation("98941")]}
    (fault,) = faults(two_spinal_manipulations.rule, claim)
    assert [line["code"] for line in apply(claim, fault.edits)["lines"]] == ["98941"]


def _maintenance(*modifiers: str, on_file: bool | None) -> dict[str, Any]:
    note = {"cmt": {"phase": "maintenance"}, "abn_on_file": on_file}
    return {"payer": {"type": "medicare_b"}, "note": note, "lines": [manipulation(modifiers=list(modifiers))]}


@pytest.mark.parametrize(
    ("modifiers", "on_file", "right"),
    [(["AT"], True, ["GA"]), (["AT"], False, ["GZ"]), (["AT", "GA"], True, ["GA"]), (["GP", "AT"], True, ["GP", "GA"])],
)
def test_on_maintenance_care_the_notice_takes_the_place_of_at(
    modifiers: list[str], on_file: bool, right: list[str]
) -> None:
    claim = _maintenance(*modifiers, on_file=on_file)
    (fault,) = faults(active_treatment_modifier_on_maintenance.rule, claim)
    mended = apply(claim, fault.edits)
    assert mended["lines"][0]["modifiers"] == right
    assert not faults(active_treatment_modifier_on_maintenance.rule, mended)
    assert not faults(active_treatment_modifier_missing.rule, mended)


def test_where_nobody_knows_of_a_notice_none_is_proposed() -> None:
    (fault,) = faults(active_treatment_modifier_on_maintenance.rule, _maintenance("AT", on_file=None))
    assert fault.edits == ()


@pytest.mark.parametrize("phase", ["active", "maintenance", None])
@pytest.mark.parametrize("modifiers", [[], ["AT"], ["GA"]])
def test_at_is_never_both_missing_and_too_much(phase: str | None, modifiers: list[str]) -> None:
    claim = _maintenance(*modifiers, on_file=True) | {"note": {"cmt": {"phase": phase}}}
    missing = faults(active_treatment_modifier_missing.rule, claim)
    wrong = [f for f in faults(active_treatment_modifier_on_maintenance.rule, claim) if f.severity != "not_checked"]
    assert not (missing and wrong)


@pytest.mark.parametrize("code", ["97110", "99203", "72100", "97140", "20560", "A9150"])
def test_gy_as_proposed_says_that_medicare_does_not_cover_it(code: str) -> None:
    line = {"code": code, "modifiers": ["GA"], "date": "2026-03-16"}
    claim = {"payer": {"type": "medicare_b"}, "rendering": {"credential": "DC"}, "lines": [line]}
    (fault,) = faults(service_not_covered_from_chiropractor.rule, claim)
    mended = apply(claim, fault.edits)
    assert mended["lines"][0]["modifiers"] == ["GY"]
    assert not faults(service_not_covered_from_chiropractor.rule, mended)


def test_a_condition_beside_the_subluxation_is_enough_wherever_it_stands() -> None:
    claim = {"payer": {"type": "medicare_b"}, "dx": ["M99.03", "M99.04", "M54.50"], "lines": [manipulation()]}
    assert not faults(condition_not_listed_with_subluxation.rule, claim)
    (fault,) = faults(condition_not_listed_with_subluxation.rule, claim | {"dx": ["M99.03", "Z73.3"]})
    assert fault.dx == 0
    assert "M99.03, Z73.3" in fault.message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("S: Low back pain.\nO: Flexion 50%.\nP: CMT lumbar.", None),
        ("S: Denies low back pain.\nO: Lumbar flexion 50%.\nP: CMT lumbar.", "range of motion"),
        ("S: Feels fine.\nO: Lumbar spasm.\nP: CMT lumbar.", "tissue tone"),
        ("S: Low back pain.\nP: CMT lumbar.", "pain"),
        ("S: Feels fine.\nP: CMT lumbar.", "none of the four"),
    ],
)
def test_a_complaint_of_pain_and_the_findings_show_letters(text: str, shown: str | None) -> None:
    claim = {"payer": {"type": "medicare_b"}, "lines": [manipulation()], "note": {"text": text}}
    said = [one.message for one in cleanbill.check_claim(claim, CONTEXT.on) if one.rule == "CH108"]
    assert said == ([f"Of P.A.R.T. the examination shows {shown}."] if shown else [])
