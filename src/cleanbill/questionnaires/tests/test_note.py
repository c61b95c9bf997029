"""The note of a filled form: prose that a colleague accepts, with every answer, and the facts that it gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.notes import read
from cleanbill.questionnaires import Filled, facts, fill, form, forms, write
from cleanbill.questionnaires.answers import Scope
from cleanbill.questionnaires.note import answered
from cleanbill.questionnaires.phrase import spoken
from cleanbill.questionnaires.tests.filled import filled
from cleanbill.questionnaires.tests.test_answers import changed, flowsheet

FLOWSHEET = """\
Physical therapy daily note
Date of service: 11/02/2026. Treating clinician: J. Rivera, PT.

S: Right low back pain, 4/10, began 10/27/2026. Came on gradually, with no injury. Less pain getting up from a chair. \
Limited in sitting longer than 30 minutes at work.

O: Palpation: right lumbar paraspinals L3-L5: muscle spasm, tenderness.
Range of motion: lumbar flexion 45/60 degrees with pain.

A: Acute right low back pain. Diagnosis: muscle spasm of back. Tolerated treatment well; sits 10 minutes longer than \
at the evaluation.

P: 97110 bridging 3x10 (12 min) one-on-one, green band, with cues, to restore trunk control for sitting.
97110 lower trunk rotation 2x15 (11 min) one-on-one, independently, to restore lumbar flexion.
97140 soft tissue mobilization right low back (15 min) one-on-one, paraspinals L3-L5, to reduce spasm so that he can \
sit for work.
97010 moist heat low back (10 min) unattended, to relax the paraspinals before exercise.
Total timed minutes: 38. Total treatment time: 48 minutes.
Next visit: progress bridging to single leg.
"""


def daily(pointer: str = "/visit/date", value: object = "2026-11-02") -> Filled:
    return fill(form("pt_daily"), changed(pointer, value))


def test_the_flowsheet_reads_as_a_clinic_writes_it() -> None:
    assert write(daily()).text == FLOWSHEET


def test_the_facts_of_a_form_are_those_of_reading_its_note() -> None:
    assert facts(daily()) == read(FLOWSHEET)
    assert facts(daily()).conflicts == ()


@pytest.mark.parametrize(
    ("pointer", "value", "about"),
    [
        ("/complaint/report", "Fell off a ladder on Friday", "trauma"),
        ("/palpation/0/side", "left", "laterality"),
    ],
)
def test_an_answer_that_the_note_contradicts_is_a_conflict(pointer: str, value: str, about: str) -> None:
    conflict = next(conflict for conflict in facts(daily(pointer, value)).conflicts if conflict.about == about)
    text = write(daily(pointer, value)).text
    assert conflict.spans
    assert all(text[span.start : span.end] == span.span for span in conflict.spans)


def test_minutes_that_were_not_one_on_one_are_in_the_note_and_not_in_its_totals() -> None:
    text = write(daily("/exercises/1/contact", "group")).text
    assert "lower trunk rotation 2x15 (11 min) in a group, independently" in text
    assert "Total timed minutes: 27. Total treatment time: 37 minutes." in text


def test_exercise_under_no_code_is_no_treatment_time() -> None:
    text = write(daily("/exercises/1/code", None)).text
    assert "\nExercise: lower trunk rotation 2x15 (11 min)" in text
    assert "Total timed minutes: 27. Total treatment time: 37 minutes." in text


def test_a_group_without_answers_leaves_no_heading() -> None:
    answers = {key: flowsheet()[key] for key in ("visit", "complaint")}
    text = write(fill(form("pt_daily"), answers)).text
    assert "O:" not in text
    assert "Total" not in text
    assert text.endswith("at work.\n")


def test_a_free_text_keeps_to_its_line_and_ends_in_one_stop() -> None:
    text = write(daily("/complaint/report", "Better.\nSleeps\tthrough the night..")).text
    assert "with no injury. Better. Sleeps through the night. Limited in" in text


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"sets": 3, "reps": 10}, "3x10"),
        ({"sets": 3}, "3 sets"),
        ({"reps": 10}, "10 reps"),
        ({}, None),
    ],
)
def test_a_phrase_takes_the_first_of_its_alternatives_that_has_its_answers(answers: dict[str, int], words: str) -> None:
    items = dict(form("pt_daily").walk())
    pieces = spoken("[{sets}x{reps}|{sets} sets|{reps} reps]", Scope({}, "exercises", answers), items)
    assert "".join(piece.text for piece in pieces or []) == (words or "")


@pytest.mark.parametrize("name", list(forms()))
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_every_answer_of_any_form_is_in_its_note(name: str, data: st.DataObject) -> None:
    form_ = data.draw(filled(name))
    note = write(form_)
    counted = {f"/{group.id}/{item.id}" for group in form(name).items for item in group.items if item.computed}
    named = {f"{row.pointer}/test" for row in form_.rows() if row.answers.get("test") == "other"}  # by its own name
    silent = {pointer for pointer in answered(form_.answers) if not note.spans(pointer)}
    assert silent <= counted | named
    assert all(note.text[start:end] for start, end in note.places.values())
    assert ".." not in note.text
    assert "{" not in note.text
