"""Headers of every make, and causes as offices tell them."""

import datetime as dt

import pytest

from cleanbill.coding import choose
from cleanbill.notes import read

ON = dt.date(2026, 11, 19)


@pytest.mark.parametrize("sign", ["- ", " - ", ": ", "; ", "/ ", ") "])
def test_letters_head_the_sections_whatever_follows_them(sign: str) -> None:
    text = (
        f"S{sign}Pain between the shoulder blades 3 wks, no injury.\nO{sign}Myospasm R rhomboid. T4 restricted.\n"
        f"A{sign}Thoracic segmental dysfunction.\nP{sign}T4 adjusted."
    )
    facts = read(text, ON)
    assert (facts.region, facts.spasm) == ("thoracic", "affirmed")
    assert choose(facts, ON)[0].code == "M99.02"


def test_in_capitals_a_word_within_a_line_heads_no_section() -> None:
    facts = read("PRIOR NECK TREATMENT: NONE.\nPALPATION: 2+ SPASM CERVICAL PARASPINALS. TENDERNESS C5-C6.", ON)
    assert (facts.spasm, len(facts.objective_findings)) == ("affirmed", 2)


def test_a_sentence_that_is_a_diagnosis_counts_within_a_paragraph() -> None:
    text = (
        "Knees sore for years. Exam: crepitus both. Bilateral primary osteoarthritis of the knees. Will inject today."
    )
    assert choose(read(text, ON), ON)[0].code == "M17.0"


def test_the_line_of_a_procedure_is_not_the_plan() -> None:
    text = "Procedure: Left ACL reconstruction 10/08/2026.\nOriginal injury: twist in soccer.\nLeft knee: effusion."
    facts = read(text, ON)
    assert (facts.trauma, len(facts.objective_findings)) == ("traumatic", 1)


@pytest.mark.parametrize(
    ("text", "trauma"),
    [
        ("Neck pain. MOI: boosting pt up in bed, pt grabbed her neck -> sudden R neck pain.", "traumatic"),
        ("R ankle inj, stepped off curb, foot rolled in. Prev inj same ankle: no.", "traumatic"),
        ("She tripped over the dog. Fell once before, in 2023, without injury.", "traumatic"),
        ("Sprain of left SI joint due to slip on icy driveway.", "traumatic"),
        ("Mechanism: [x] fall  [ ] MVA  [ ] gradual  -- lost footing, landed on R side.", "traumatic"),
        ("Back pain 2 wks, without injury.", "none"),
    ],
)
def test_the_cause_is_that_of_today(text: str, trauma: str) -> None:
    assert read(text, ON).trauma == trauma


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("Knee ache with stairs for 4 months before start of care, crept in.", "chronic"),
        ("She is 26 weeks along. About four weeks ago an ache of the pelvis began.", "acute"),
        ("Achy low back for two days along with burning.", "acute"),
        ("[copied from 10/20/2026: Headaches since about June.]\nTwo headaches in the last 9 days.", "chronic"),
    ],
)
def test_how_long_is_told_about_the_complaint(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset
