"""`cleanbill form` as a person types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cleanbill.cli.form import form_app
from cleanbill.questionnaires import forms

EXAMPLE = Path(__file__).parents[4] / "examples" / "flowsheet.json"


def run(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(form_app, words, input=text)


def test_the_forms_are_listed_with_what_they_are_for() -> None:
    output = run("list").stdout
    assert "pt_daily           Physical therapy daily note" in output
    assert [each["name"] for each in json.loads(run("list", "--json").stdout)] == list(forms())


@pytest.mark.parametrize("name", list(forms()))
def test_a_form_is_shown_within_80_columns(name: str) -> None:
    output = run("show", name).stdout
    assert max(map(len, output.splitlines())) <= 80
    assert all(group.text in output for group in forms()[name].items)


def test_a_question_is_shown_with_its_answers_its_condition_and_its_name() -> None:
    output = run("show", "pt_daily").stdout
    assert " * How did it begin?                                            complaint.origin\n" in output
    assert "     only where origin is event or activity\n" in output
    assert "     whole number from 1 to 240 min\n" in output


def test_a_form_is_printed_as_data_and_as_a_fhir_resource() -> None:
    assert json.loads(run("show", "intake", "--json").stdout)["name"] == "intake"
    assert json.loads(run("show", "intake", "--fhir").stdout)["resourceType"] == "Questionnaire"


def test_a_blank_form_that_is_sent_back_is_told_what_it_lacks() -> None:
    blank = run("blank", "pt_daily").stdout
    assert json.loads(blank)["answers"]["visit"]["_help"]["date"] == "Date of service [YYYY-MM-DD; required]"
    result = run("note", "-", text=blank)
    assert result.exit_code == 1
    assert "cleanbill: standard input: At /visit/date: an answer is required (Date of service).\n" in result.stderr


def test_a_filled_form_becomes_its_note_its_facts_its_claim_and_a_fhir_response() -> None:
    assert "97110 bridging 3x10 (12 min) one-on-one, green band" in run("note", str(EXAMPLE)).stdout
    assert json.loads(run("note", str(EXAMPLE), "--json").stdout)["timed_minutes_total"] == 38
    assert json.loads(run("note", str(EXAMPLE), "--claim").stdout)["lines"][0]["minutes"] == 23
    response = run("note", str(EXAMPLE), "--fhir").stdout
    assert json.loads(response)["resourceType"] == "QuestionnaireResponse"
    assert run("note", "-", text=response).stdout == run("note", str(EXAMPLE)).stdout


def test_an_answer_that_the_note_contradicts_is_said_beside_the_note() -> None:
    document = json.loads(EXAMPLE.read_text())
    document["answers"]["complaint"]["report"] = "Fell off a ladder on Friday"
    result = run("note", "-", text=json.dumps(document))
    assert result.exit_code == 0
    assert result.stderr.startswith("cleanbill: on the trauma the note contradicts itself or the form: «")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "dance"), "There is no form 'dance'; there are chiropractic, intake"),
        (("note", "nowhere.json"), "nowhere.json does not exist."),
        (("note", str(EXAMPLE), "--json", "--fhir"), "give one of them."),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(words: tuple[str, ...], sentence: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith("cleanbill: ")
    assert sentence in result.stderr
