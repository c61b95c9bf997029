"""Rules of evaluation and management visits, beyond the examples they carry."""

import datetime as dt
from typing import Any

import pytest

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
