"""A wrong answer is refused in one plain sentence, at its path."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from cleanbill.questionnaires import AnswersError, Filled, blank, decode, fill, form, forms

EXAMPLE = Path(__file__).parents[4] / "examples" / "flowsheet.json"


def flowsheet() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(EXAMPLE.read_text())["answers"]
    return document


def changed(pointer: str, value: Any) -> dict[str, Any]:
    """The answers of the example with one of them changed."""
    answers = copy.deepcopy(flowsheet())
    *parents, last = pointer.split("/")[1:]
    place: Any = answers
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place.setdefault(name, {})
    place[int(last) if isinstance(place, list) else last] = value
    return answers


def wrong(answers: Any, name: str = "pt_daily") -> list[tuple[str, str]]:
    with pytest.raises(AnswersError) as caught:
        fill(form(name), answers)
    return [(one.path, one.message) for one in caught.value.wrong]


@pytest.mark.parametrize(
    ("pointer", "value", "words"),
    [
        ("/visit/date", "11/02/2026", "expected a date written YYYY-MM-DD, got '11/02/2026'"),
        ("/visit/date", "2026-13-02", "expected a date written YYYY-MM-DD"),
        ("/visit/date", None, "an answer is required (Date of service)"),
        ("/visit/clinician", 7, "expected text, got 7"),
        ("/visit/clinician", "x" * 2001, "the text has 2001 characters; at most 2000 are allowed"),
        ("/visit/credential", "pt", "'pt' is not a choice; choose PT, PTA, OT"),
        ("/visit/shoe_size", 42, "the form has no item 'shoe_size' here"),
        ("/complaint/pain", 11, "11 is not from 0 to 10"),
        ("/complaint/pain", 4.5, "expected a whole number, got 4.5"),
        ("/complaint/pain", True, "expected a whole number, got True"),
        ("/complaint/began", "2026-11-03", "2026-11-03 is after visit.date, 2026-11-02"),
        ("/complaint/event", "yard work", "this is asked only where origin is event or activity"),
        ("/complaint", "low back", "expected an object, got 'low back'"),
        ("/exercises", {"exercise": "bridging"}, "expected a list"),
        ("/exercises/1/minutes", 400, "400 is not from 1 to 240 min"),
        ("/exercises/1/contact", "yes", "'yes' is not a choice; choose one_on_one, group, unattended"),
        ("/exercises/1/code", "97140", "'97140' is not a choice; choose 97110"),
        ("/exercises/0", {}, "an answer is required (Exercise or activity)"),
        ("/palpation/0/findings", "spasm", "expected a list, got 'spasm'"),
        ("/palpation/0/findings", ["spasm", "spasm"], "an answer is given twice"),
        ("/palpation/0/findings", ["spasm", "nothing"], "nothing stands beside no other answer"),
        ("/palpation/0/findings/0", "oedema", "'oedema' is not a choice"),
        ("/minutes/timed", 60, "60 does not follow from the other answers; 38 does"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_path(pointer: str, value: Any, words: str) -> None:
    found = wrong(changed(pointer, value))
    where = pointer if value != {} else f"{pointer}/exercise"
    assert where in [path for path, _ in found]
    message = next(message for path, message in found if path == where)
    assert message.startswith(f"At {where}: {words}")
    assert message.endswith(".")


def test_every_wrong_answer_is_told_not_only_the_first() -> None:
    answers = changed("/complaint/pain", 11)
    answers["motion"][0]["measured"] = -1
    assert [path for path, _ in wrong(answers)] == ["/complaint/pain", "/motion/0/measured"]


@pytest.mark.parametrize("answers", [None, [], "pt_daily", 3])
def test_answers_that_are_no_object_are_refused(answers: Any) -> None:
    assert wrong(answers)[0][1].startswith("At the top: expected an object")


def test_what_is_asked_only_sometimes_is_then_required() -> None:
    assert wrong(changed("/complaint/origin", "event"))[0][0] == "/complaint/event"
    answers = changed("/complaint/origin", "event")
    answers["complaint"]["event"] = "slipped on a wet floor"
    assert fill(form("pt_daily"), answers)


def test_the_state_of_an_auto_accident_is_asked_and_of_one_at_work_is_not() -> None:
    answers = {
        "visit": {"date": "2026-11-02"},
        "complaint": {"problem": "pain", "place": "neck", "origin": "not_asked"},
        "accident": {"kind": "auto", "date": "2026-10-30"},
    }
    assert wrong(answers, "intake")[0][0] == "/accident/state"
    answers["accident"] = {"kind": "work", "date": "2026-10-30", "state": "TX"}
    assert wrong(answers, "intake")[0] == (
        "/accident/state",
        "At /accident/state: this is asked only where kind is auto.",
    )


def test_null_empty_and_help_are_no_answers_and_a_last_empty_row_is_no_row() -> None:
    answers = changed("/complaint/side", None)
    answers["exercises"].append({"_help": {"exercise": "…"}, "exercise": "", "sets": None})
    filled = fill(form("pt_daily"), answers)
    assert "side" not in filled.answers["complaint"]
    assert len(filled.answers["exercises"]) == 2


def test_a_computed_answer_may_be_given_where_it_is_right() -> None:
    assert fill(form("pt_daily"), changed("/minutes/timed", 38)) == fill(form("pt_daily"), flowsheet())


@pytest.mark.parametrize("name", list(forms()))
def test_a_blank_form_holds_every_question_and_lacks_only_answers(name: str) -> None:
    document = blank(form(name))
    text = json.dumps(document)
    asked = [item for _, item in form(name).walk() if item.kind != "group" and not item.computed]
    assert all(json.dumps(item.text)[1:-1] in text for item in asked)
    assert all("an answer is required" in message for _, message in wrong(document["answers"], name))


def test_the_credential_of_a_discipline_is_filled_in_beforehand() -> None:
    assert blank(form("chiropractic"))["answers"]["visit"]["credential"] == "DC"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"form": "pt_daily", }', "This is not JSON (Illegal trailing comma before end of object)"),
        (b"", "This is not JSON"),
        (b'{"form": "\xff"}', "This is not UTF-8 text"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", 'expected an object with "form" and "answers"'),
        (b'{"form": "dance"}', "At /form: there is no form 'dance'; there are chiropractic, intake"),
        (b'{"form": "intake", "version": "0", "answers": {}}', "At /version: these answers are to another version"),
        (b'{"form": "intake", "patient": 1}', "At /patient: the key is not known; there are form, version, answers"),
        (b'{"form": "intake"}', "At the top: expected an object, got None"),
    ],
)
def test_a_file_that_is_no_filled_form_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(AnswersError) as caught:
        decode(data)
    assert words.split(" (", maxsplit=1)[0] in str(caught.value)


def test_the_example_is_a_filled_form() -> None:
    assert isinstance(decode(EXAMPLE.read_bytes()), Filled)
