"""Rules of evaluation and management visits, beyond the examples they carry."""

import datetime as dt
from typing import Any

import pytest

import cleanbill
from cleanbill.engine.context import Context
from cleanbill.engine.fix import apply
from cleanbill.engine.rule import Fault, Rule
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.rules.evaluation import (
    new_patient_code_for_known_patient,
    prolonged_visit_below_threshold,
    therapist_bills_visit_code,
    visit_level_above_support,
)

MINUTES = {
    "99202": 15, "99203": 30, "99204": 45, "99205": 60, "99212": 10, "99213": 20, "99214": 30, "99215": 40,
}  # fmt: skip
CONTEXT = Context(dt.date(2026, 11, 23))


def faults(rule: Rule, claim: dict[str, Any]) -> list[Fault]:
    return [fault for visit in visits(claim_from(claim)) for fault in rule.check(visit, CONTEXT)]


def visit(code: str, mdm: str | None, minutes: int | None, date: str = "2026-03-16") -> dict[str, Any]:
    return {"lines": [{"code": code, "date": date}], "note": {"em": {"mdm": mdm, "total_time_min": minutes}}}


@pytest.mark.parametrize(("code", "minutes"), MINUTES.items())
@pytest.mark.parametrize("date", ["2021-01-01", "2023-12-31", "2024-01-01", "2026-03-16"])
def test_the_time_of_a_code_must_be_met(code: str, minutes: int, date: str) -> None:
    assert not faults(visit_level_above_support.rule, visit(code, None, minutes, date))
    (fault,) = faults(visit_level_above_support.rule, visit(code, None, minutes - 1, date))
    assert fault.severity == "not_checked"


@pytest.mark.parametrize(
    ("billed", "mdm", "minutes", "right"),
    [
        ("99215", "straightforward", None, "99212"),
        ("99215", "straightforward", 30, "99214"),
        ("99215", "low", 12, "99213"),
        ("99205", "moderate", 20, "99204"),
    ],
)
def test_the_code_that_the_better_of_the_two_supports_is_proposed(
    billed: str, mdm: str, minutes: int | None, right: str
) -> None:
    (fault,) = faults(visit_level_above_support.rule, visit(billed, mdm, minutes))
    assert [edit.value for edit in fault.edits] == [right]


def test_a_lowest_code_is_never_above_its_decision_making() -> None:
    assert not faults(visit_level_above_support.rule, visit("99212", "straightforward", 1))


@pytest.mark.parametrize(
    ("rendering", "found"),
    [
        ({"credential": "PT"}, True),
        ({"credential": "PTA"}, True),
        ({"credential": "OT"}, True),
        ({"credential": "OTA"}, True),
        ({"taxonomy": "225100000X"}, True),
        ({"taxonomy": "2251X0800X"}, True),
        ({"taxonomy": "225200000X"}, True),
        ({"taxonomy": "225XH1200X"}, True),
        ({"taxonomy": "224Z00000X"}, True),
        ({"credential": "DC", "taxonomy": "111N00000X"}, False),
        ({"credential": "MD", "taxonomy": "225100000X"}, False),
        ({"credential": "NP"}, False),
        ({"taxonomy": "225400000X"}, False),
    ],
)
def test_a_therapist_is_known_by_credential_or_else_by_taxonomy(rendering: dict[str, str], found: bool) -> None:
    claim = {"payer": {"type": "medicare_b"}, "rendering": rendering} | visit("99213", None, None)
    assert bool(faults(therapist_bills_visit_code.rule, claim)) is found


@pytest.mark.parametrize(
    ("payer", "severity"),
    [({"type": "medicare_b"}, None), ({"profile": "unitedhealthcare"}, None), ({"type": "workers_comp"}, "warning")],
)
def test_only_a_known_payer_rule_makes_it_an_error(payer: dict[str, str], severity: str | None) -> None:
    claim = {"payer": payer, "rendering": {"credential": "PT"}} | visit("99213", None, None)
    assert [fault.severity for fault in faults(therapist_bills_visit_code.rule, claim)] == [severity]


@pytest.mark.parametrize(
    ("seen", "found"), [("2021-02-27", False), ("2021-02-28", True), ("2021-03-01", True), ("2024-02-28", True)]
)
def test_three_years_before_a_leap_day_begin_on_february_28(seen: str, found: bool) -> None:
    claim = visit("99203", None, None, "2024-02-29") | {"history": {"last_seen_same_group_specialty": seen}}
    assert bool(faults(new_patient_code_for_known_patient.rule, claim)) is found


def test_a_new_patients_code_is_mended_to_the_established_one_of_its_level() -> None:
    claim = visit("99204", None, None) | {"history": {"last_seen_same_group_specialty": "2026-01-05"}}
    (fault,) = faults(new_patient_code_for_known_patient.rule, claim)
    assert apply(claim, fault.edits)["lines"][0]["code"] == "99214"


@pytest.mark.parametrize(
    ("minutes", "billed", "left"), [(54, 1, []), (69, 2, [1]), (55, 3, [1]), (84, 3, [2]), (85, 4, [3])]
)
def test_prolonged_units_are_mended_to_those_that_the_minutes_earn(minutes: int, billed: int, left: list[int]) -> None:
    claim = visit("99215", "high", minutes)
    claim["lines"] = [*claim["lines"], {"code": "99417", "units": billed, "date": "2026-03-16"}]
    (fault,) = faults(prolonged_visit_below_threshold.rule, claim)
    assert [line["units"] for line in apply(claim, fault.edits)["lines"][1:]] == left


LEVEL = "Evolving presentation, moderate complexity."


@pytest.mark.parametrize(
    ("text", "told", "lacking"),
    [
        (f"O: Right knee flexion 95.\nA: {LEVEL}", {}, "a history"),
        (f"O: Knee flexion 95, tender.\nA: Knee osteoarthritis. {LEVEL}", {}, "a history"),
        (f"HISTORY: Diabetes.\nO: Knee flexion 95.\nA: {LEVEL}", {}, None),
        (f"Right knee flexion 95. Pain began last week.\nA: {LEVEL}", {}, None),
        (f"O: Knee flexion 95. Fell off a ladder.\nA: {LEVEL}", {}, None),
        (f"O: Knee flexion 95.\nA: {LEVEL}", {"personal_factors": 0}, None),
        ("O: Knee flexion 95.", {}, "the clinical presentation, the decision making, a history"),
        ("S: Knee pain.", {"presentation": "evolving"}, "the decision making"),
        ("S: Knee pain.", {"decision_making": "moderate"}, "the clinical presentation"),
    ],
)
def test_what_tells_the_level_of_an_evaluation_is_looked_for_in_the_note_and_on_the_claim(
    text: str, told: dict[str, Any], lacking: str | None
) -> None:
    claim = {"note": {"text": text, "eval": told}, "lines": [{"code": "97162", "date": "2026-11-02"}]}
    said = [one.message for one in cleanbill.check_claim(claim, CONTEXT.on) if one.rule == "EV107"]
    assert said == ([f"97162: the note does not give {lacking}."] if lacking else [])


def _prolonged(minutes: int | None, *lines: tuple[str, int | None], date: str | None = "2026-03-16") -> list[Fault]:
    billed = [{"code": code, "units": units} | ({"date": date} if date else {}) for code, units in lines]
    em = {} if minutes is None else {"em": {"total_time_min": minutes}}
    return faults(prolonged_visit_below_threshold.rule, {"lines": billed, "note": em})


def test_prolonged_time_is_counted_in_whole_quarter_hours() -> None:
    assert not _prolonged(70, ("99215", 1), ("99417", 2))
    (fault,) = _prolonged(69, ("99215", 1), ("99417", 2))
    assert fault.message.endswith(" x2 at 69 minutes; its first unit is earned at 55.")
    assert [edit.value for edit in fault.edits] == [1]


def test_a_prolonged_line_without_units_is_taken_for_one() -> None:
    assert not _prolonged(55, ("99215", 1), ("99417", None))
    (fault,) = _prolonged(54, ("99215", 1), ("99417", None))
    assert fault.message == "99417 x1 at 54 minutes; its first unit is earned at 55."


def test_prolonged_time_is_not_judged_without_minutes() -> None:
    assert not _prolonged(None, ("99215", 1), ("99417", 1))
    assert len(_prolonged(54, ("99215", 1), ("99417", 1), date=None)) == 1


def test_a_visit_code_that_is_right_does_not_hide_the_next() -> None:
    claim = visit("99212", "straightforward", None)
    claim["lines"].append({"code": "99215", "date": "2026-03-16"})
    assert [f.line and f.line.code for f in faults(visit_level_above_support.rule, claim)] == ["99215"]


def test_what_the_note_has_is_the_least_that_its_elements_carry() -> None:
    lines = [{"code": "99215", "date": "2026-03-16"}]
    claim = {"lines": lines, "note": {"em": {"problems": "straightforward", "data": "low"}}}
    (fault,) = faults(visit_level_above_support.rule, claim)
    has = "the note has straightforward and no total time, which supports 99212."
    assert fault.message == f"99215 needs high decision making or 40 minutes; {has}"
