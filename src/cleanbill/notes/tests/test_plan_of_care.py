"""Goals, frequency, duration, amount and type, as the plan of care has them."""

import pytest

from cleanbill.model.reading import PlanElement
from cleanbill.notes import read


def goals(text: str) -> list[str]:
    return [goal.span for goal in read(text).goals]


def elements(text: str, part: str) -> list[PlanElement]:
    return [element for element in read(text).plan if element.part == part]


@pytest.mark.parametrize(
    ("text", "times", "weeks"),
    [
        ("P: PT 2x/wk.", 2, None),
        ("P: PT 2x/week x 6 weeks.", 2, 6),
        ("P: 3-4 x/wk for 6 wks.", 4, 6),
        ("P: therapy twice weekly for 4 weeks.", 2, 4),
        ("P: 1x/wk x4.", 1, 4),
        ("P: 2x6wk.", 2, 6),
        ("P: seen two times per week for eight weeks.", 2, 8),
        ("P: 1-2 visits a week for 8 weeks", 2, 8),
        ("P: CMT MWF this week.", 3, None),
        ("P: 3 times weekly for 2 weeks.", 3, 2),
    ],
)
def test_a_frequency_says_how_often_and_how_long(text: str, times: int, weeks: int | None) -> None:
    (said,) = elements(text, "frequency")
    assert (said.times, said.weeks) == (times, weeks)
    assert [d.weeks for d in elements(text, "duration")] == ([weeks] if weeks else [])


@pytest.mark.parametrize(
    "text",
    [
        "S: goes to the gym 3x/wk.",
        "P: ibuprofen 600 mg 2x/week as needed.",
        "S: runs 4 times a week.",
        "P: HEP 5x/week.",
    ],
)
def test_a_habit_a_drug_and_home_exercise_are_no_frequency_of_the_plan(text: str) -> None:
    assert elements(text, "frequency") == []


def test_a_month_is_not_a_number_of_weeks() -> None:
    assert [d.weeks for d in elements("P: Continue PT for 2 months. Duration: 84 days.", "duration")] == [None, 12]


def test_amount_and_type_are_found_where_the_plan_writes_them() -> None:
    text = "P: Physical therapy, 45 min sessions, ther ex and manual therapy."
    assert [e.span for e in elements(text, "amount")] == ["45 min sessions"]
    assert "manual therapy" in [e.span for e in elements(text, "type")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("P: CMT L4. Goal: sit through a film.", ["sit through a film"]),
        ("Goals: lift 20 lb; sleep through; ODI 10%", ["lift 20 lb", "sleep through", "ODI 10%"]),
        ("STG (2 wks): 1. Sit 30 min. 2. Flex 60 deg.", ["Sit 30 min", "Flex 60 deg"]),
        ("Long-term goals:\n- run 5 km\n- carry the baby\nFrequency: 2x/wk", ["run 5 km", "carry the baby"]),
        (".,SHORT TERM GOALS TO BE MET IN 3 WEEKS:,1.  Climb stairs.,2.  Drive.,", ["Climb stairs", "Drive"]),
        ("P: Goal flex 130 by week 8.", ["flex 130 by week 8"]),
        ("Goals: all met.", []),
        ("A: progressing toward goals.", []),
    ],
)
def test_goals_are_read_item_by_item(text: str, said: list[str]) -> None:
    assert goals(text) == said


def test_a_goal_says_what_a_treatment_is_for() -> None:
    assert read("Tx: STM 10 min R calf. Goal: hop without pain.").rationale is not None
    assert read("Goal: hop without pain.").rationale is None


@pytest.mark.parametrize(
    "text",
    [
        "P: thumb spica splint to rest the tendon.",
        "A: stiff. P: needs full grip for her job as a baker, TE 3x10.",
        "Tx: bike 8 min, SLR 3x10.\nP: get him to 20 heel raises.",
        "P: quad sets to hold strength.",
    ],
)
def test_a_purpose_in_other_words_ties_the_treatment(text: str) -> None:
    assert read(text).rationale is not None


@pytest.mark.parametrize(
    "text",
    [
        "Tx: ice 10 min. Pt instructed to stop if numb.",
        "P: ultrasound 8 min and the lower back was draped.",
        "P: CMT L5. Advised to keep the appointment.",
    ],
)
def test_an_instruction_is_no_purpose(text: str) -> None:
    assert read(text).rationale is None
