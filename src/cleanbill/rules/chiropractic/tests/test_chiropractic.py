"""Chiropractic rules, beyond the examples they carry."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.rule import Fault, Rule
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.chiropractic import (
    active_treatment_modifier_missing,
    manipulation_level_above_regions,
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
