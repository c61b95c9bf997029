"""From a heading to a complete code by questions."""

import datetime as dt

import pytest

from cleanbill import codes
from cleanbill.model.code import Question

NOW = dt.date(2026, 11, 2)


def ask(code: str, phase: str = "", on: dt.date = NOW) -> Question:
    question = codes.release(on).question(code, on, phase)
    assert question
    return question


def offered(question: Question) -> list[tuple[str, bool]]:
    return [(choice.code, choice.billable) for choice in question.choices]


def test_the_side_is_asked_before_the_phase_of_treatment() -> None:
    side = ask("S46.01")
    assert (side.asks, side.text) == ("side", "Which side?")
    assert [choice.label for choice in side.choices] == ["Right", "Left", "Side not said"]
    phase = ask(side.choices[0].code)
    assert (phase.asks, phase.text) == ("phase", "Active treatment or healing phase?")
    assert offered(phase) == [("S46.011A", True), ("S46.011D", True), ("S46.011S", True)]


def test_a_fracture_is_asked_about_twice_more() -> None:
    phase = ask("S52.501")
    assert offered(phase) == [("S52.501", False), ("S52.501", False), ("S52.501S", True)]
    kind = ask(phase.choices[0].code, phase.choices[0].phase)
    assert [choice.code[-1] for choice in kind.choices] == ["A", "B", "C"]


def test_what_says_least_comes_last() -> None:
    assert [choice.code for choice in ask("M75.12").choices] == ["M75.121", "M75.122", "M75.120"]
    assert ask("M25.5").choices[-1].code == "M25.50"


def test_a_seventh_character_that_is_no_encounter_is_asked_for_as_it_is() -> None:
    glaucoma = ask("H40.111")
    assert (glaucoma.asks, glaucoma.choices[0].label) == ("seventh", "stage unspecified")


def test_nothing_is_asked_of_a_complete_code_or_of_none() -> None:
    release = codes.release(NOW)
    assert release.question("M62.830", NOW) is None
    assert release.question("M62.839", NOW) is None


def test_a_code_that_is_not_in_force_is_not_offered() -> None:
    before = dt.date(2026, 9, 30)
    assert codes.release(before).question("M67.A", before) is None
    assert [choice.code for choice in ask("M67.A").choices] == ["M67.A0"]


@pytest.mark.parametrize("on", [dt.date(2026, 9, 30), NOW], ids=["FY2026", "FY2027"])
def test_every_heading_leads_to_billable_codes_alone(on: dt.date) -> None:
    release = codes.release(on)
    for (code,) in release.rows("SELECT code FROM node WHERE last > id AND level = 'diag'"):
        for choice in ask(code, on=on).choices:
            if choice.billable:
                assert release.billable(choice.code, on), choice
            else:
                assert ask(choice.code, choice.phase, on).choices, choice
