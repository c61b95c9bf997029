"""A form in the words in which the patient is asked it."""

import pytest

from cleanbill.questionnaires import Questionnaire, for_patient, form, forms


@pytest.fixture
def asked() -> Questionnaire:
    """The intake as the patient reads it."""
    return for_patient(form("intake"))


def test_no_question_of_the_intake_speaks_of_the_patient_to_the_patient(asked: Questionnaire) -> None:
    said = [words for _, item in asked.walk() for words in (item.text, item.help, *(o.label for o in item.options))]
    assert not [words for words in said if "patient" in words.lower()]


def test_the_patient_is_not_offered_that_nothing_was_asked(asked: Questionnaire) -> None:
    offered = {option.value for _, item in asked.walk() for option in item.options}
    assert "not_asked" not in offered
    assert {"gradual", "event", "activity", "no_event"} <= offered


@pytest.mark.parametrize("name", sorted(forms()))
def test_the_questions_are_the_same_by_path_and_kind(name: str) -> None:
    was, now = form(name), for_patient(form(name))
    assert [(path, item.kind) for path, item in was.walk()] == [(path, item.kind) for path, item in now.walk()]
