"""What tells of work or of a motor vehicle, beyond the examples of the rules."""

import datetime as dt
from typing import Any

import pytest

import cleanbill
from cleanbill.engine.run import visits
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Finding
from cleanbill.rules.cause import liable

ON = dt.date(2026, 11, 23)


def kind(cause: str, **accident: str) -> str | None:
    claim = claim_from({"accident": accident or None, "note": {"cause": cause}})
    found = liable(next(visits(claim)))
    return found.kind if found else None


def findings(rule: str, **claim: Any) -> list[Finding]:
    document = {"payer": {"type": "medicare_b"}, "lines": [{"code": "97110", "date": "2026-11-02"}]} | claim
    return [found for found in cleanbill.check_claim(document, ON) if found.rule == rule]


@pytest.mark.parametrize(
    "cause",
    ["work", "work_related", "work injury", "employment", "EM", "WC", "fell at work", "injured on the job",
     "Workers' compensation", "workers_comp", "worker's comp case", "hurt her back lifting at work"],
)  # fmt: skip
def test_words_that_say_work(cause: str) -> None:
    assert kind(cause) == "work"


@pytest.mark.parametrize(
    "cause",
    ["auto", "AA", "MVA", "MVC 10/3", "motor vehicle accident", "auto_accident", "car crash", "rear-ended",
     "MVA, no loss of consciousness"],
)  # fmt: skip
def test_words_that_say_a_motor_vehicle(cause: str) -> None:
    assert kind(cause) == "auto"


@pytest.mark.parametrize(
    "cause",
    ["", "none", "long days at work", "works at a desk", "getting out of the car", "lifting a box at home",
     "not work related", "non-work-related", "denies MVA", "no motor vehicle accident", "not due to an auto accident",
     "carrying groceries", "autoimmune", "workout at the gym", "sports"],
)  # fmt: skip
def test_words_that_say_neither(cause: str) -> None:
    assert kind(cause) is None


def test_the_accident_goes_before_the_note() -> None:
    assert kind("work injury", type="auto") == "auto"
    assert kind("work injury", type="other") == "work"


def test_an_injury_that_only_the_text_tells_of_is_a_warning_with_its_words() -> None:
    text = "S: Neck pain since a motor vehicle accident on 10/3/2026.\nO: Cervical spasm.\nA: Neck strain."
    (found,) = findings("LI102", note={"text": text})
    assert found.severity == "warning"
    assert [evidence.text for evidence in found.evidence] == ["motor vehicle accident"]


def test_what_the_claim_states_is_an_error_whatever_the_text_says() -> None:
    (found,) = findings("LI102", note={"text": "S: Neck pain.", "cause": "auto"})
    assert found.severity == "error"
    assert found.where.path == "/note/cause"


def test_each_absent_field_of_an_auto_claim_is_told_in_its_place() -> None:
    found = findings("LI103", payer={"type": "auto"})
    assert [one.where.path for one in found] == ["/accident/claim_number", "/accident/date", "/accident/state"]
