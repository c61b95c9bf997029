"""The plan of care: what it lacks, and its days, beyond the examples that the rules carry."""

import datetime as dt
from typing import Any

import pytest

import cleanbill

HISTORY = "S: Right knee pain for 3 weeks, naproxen daily.\nO: Right knee flexion 95.\n"
FIRST = "2024-12-02"  # 30 days later is 2025-01-01, the first day on which an order on file counts


def told(rule: str, claim: dict[str, Any]) -> list[tuple[str, str]]:
    """The places and messages of one rule."""
    found = cleanbill.check_claim(claim, dt.date(2026, 11, 23))
    return [(one.where.path, one.message) for one in found if one.rule == rule]


def treated(date: str, **history: Any) -> dict[str, Any]:
    line = {"code": "97110", "modifiers": ["GP"], "date": date}
    return {"payer": {"type": "medicare_b"}, "history": history, "lines": [line]}


@pytest.mark.parametrize(
    ("plan", "lacking"),
    [
        ("A: Right knee pain.\nP: Goal: walk 30 minutes. Therapeutic exercise.", "how often, for how long"),
        ("A: Weak knee.\nP: Therapeutic exercise 2x/week for 6 weeks.", "goals"),
        ("A: Weak knee.\nP: Therapeutic exercise 2x/week for 6 weeks so that she can climb stairs.", None),
        ("A: Knee osteoarthritis.\nP: Therapeutic exercise daily for 6 weeks to decrease pain.", None),
        ("A: Knee osteoarthritis.\nP: PT 2x/week for 6 weeks. Goal: walk 30 minutes.", None),
        ("A: Knee osteoarthritis.\nP: 2x/week for 6 weeks. Goal: walk 30 minutes.", "the type of treatment"),
        ("P: Goal: walk 30 minutes. PT 2x/week for 6 weeks.", "a diagnosis"),
        ("A: Doing well.\nP: Goal: walk 30 minutes. PT 2x/week for 6 weeks.", "a diagnosis"),
    ],
)
def test_the_plan_is_told_what_it_lacks_whatever_the_history_says_of_days_and_weeks(
    plan: str, lacking: str | None
) -> None:
    said = told("PC101", {"note": {"text": HISTORY + plan}, "lines": [{"code": "97161"}]})
    assert said == ([("/note/text", f"The plan of care does not give {lacking}.")] if lacking else [])


@pytest.mark.parametrize("dates", [{"cert_signed": "2025-01-01"}, {"poc_sent_to_physician": "2025-01-01"}])
def test_a_signature_or_a_plan_sent_on_the_last_day_is_in_time(dates: dict[str, str]) -> None:
    poc = {"first_treatment_date": FIRST, "order_signed_on_file": True} | dates
    assert told("PC104", treated("2025-01-02", poc=poc)) == []


def test_the_last_day_without_a_certification_is_covered_and_the_next_is_not() -> None:
    assert told("PC104", treated("2025-01-01", poc={"first_treatment_date": FIRST})) == []
    place, message = "/history/poc/cert_signed", "The plan is not certified; the last day was 2025-01-01."
    assert told("PC104", treated("2025-01-02", poc={"first_treatment_date": FIRST})) == [(place, message)]


@pytest.mark.parametrize(
    "poc", [{"order_signed_on_file": True}, {"poc_sent_to_physician": "2025-01-01"},
            {"order_signed_on_file": True, "poc_sent_to_physician": "2025-01-02"}],
)  # fmt: skip
def test_an_order_stands_for_the_certification_only_with_a_plan_sent_in_time(poc: dict[str, Any]) -> None:
    assert len(told("PC104", treated("2025-01-02", poc={"first_treatment_date": FIRST} | poc))) == 1


def test_an_order_on_file_counts_from_the_first_day_of_2025() -> None:
    poc = {"first_treatment_date": "2024-12-01", "order_signed_on_file": True, "poc_sent_to_physician": "2024-12-03"}
    assert told("PC104", treated("2025-01-01", poc=poc)) == []


def test_the_days_of_a_plan_are_counted_from_the_last_recertification() -> None:
    poc = {"first_treatment_date": "2026-01-05", "last_recert_signed": "2026-04-01"}
    assert told("PC106", treated("2026-06-30", poc=poc)) == []
    day_91 = "Day 91 after the last recertification of 2026-04-01; the plan is certified for 90 days."
    assert told("PC106", treated("2026-07-01", poc=poc)) == [("/history/poc/last_recert_signed", day_91)]


@pytest.mark.parametrize(
    ("assessment", "silent"),
    [
        ("Progressing well towards all goals.", True),
        ("LTG 1 at 80%.", True),
        ("Right knee pain, better.", False),
    ],
)
def test_a_report_speaks_of_goals_in_any_of_the_usual_words(assessment: str, silent: bool) -> None:
    text = f"S: Knee better.\nO: Right knee flexion 110, was 95.\nA: {assessment}\nP: Continue 2x/week."
    claim = treated("2026-11-02", progress={"report_written_today": True}) | {"note": {"text": text}}
    assert (told("PC102", claim) == []) is silent
