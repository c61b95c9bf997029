"""Forms as FHIR R4 resources, checked against the published structure, and answers there and back.

`fhir.resources` has R4B, in which Questionnaire and QuestionnaireResponse are as in R4.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire as Published
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as PublishedResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.questionnaires import AnswersError, fill, form, forms, from_fhir_response, to_fhir, to_fhir_response
from cleanbill.questionnaires.tests.filled import filled
from cleanbill.questionnaires.tests.test_answers import flowsheet

every_form = pytest.mark.parametrize("name", list(forms()))


def items(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in resource.get("item", ()):
        yield item
        yield from items(item)


def item(resource: dict[str, Any], path: str) -> dict[str, Any]:
    return next(each for each in items(resource) if each["linkId"] == path)


def plain(resource: Any) -> Any:
    """The resource as its own JSON, without what order and absence do not matter to."""
    return json.loads(resource.model_dump_json(exclude_none=True))


@every_form
def test_a_form_is_a_valid_questionnaire(name: str) -> None:
    resource = to_fhir(form(name))
    assert plain(Published.model_validate(resource)) == resource


@every_form
def test_a_questionnaire_keeps_the_constraints_of_the_standard(name: str) -> None:
    found = list(items(to_fhir(form(name))))
    links = [each["linkId"] for each in found]
    assert len(links) == len(set(links))  # que-2
    for each in found:
        assert (each["type"] == "group") == ("item" in each)  # que-1
        assert "answerOption" not in each or (each["type"] == "choice" and "initial" not in each)  # que-5, que-11
        assert each["type"] != "display" or not {"required", "repeats", "readOnly"} & set(each)  # que-6, que-9
        assert "maxLength" not in each or each["type"] == "text"  # que-10
        assert all(condition["question"] in links for condition in each.get("enableWhen", ()))
        assert len(each.get("enableWhen", ())) < 2 or each["enableBehavior"] == "any"  # que-12


def test_units_ranges_choices_conditions_and_what_is_filled_in_are_said() -> None:
    resource = to_fhir(form("pt_daily"))
    minutes = item(resource, "exercises.minutes")
    urls = {each["url"].rpartition("/")[2]: each for each in minutes["extension"]}
    assert urls["questionnaire-unit"]["valueCoding"]["code"] == "min"
    assert (urls["minValue"]["valueInteger"], urls["maxValue"]["valueInteger"]) == (1, 240)
    assert item(resource, "exercises")["repeats"] is True
    code = item(resource, "exercises.code")["answerOption"][0]["valueCoding"]
    assert code == {"system": "http://www.ama-assn.org/go/cpt", "code": "97110", "display": "97110 (exercise)"}
    event = item(resource, "complaint.event")
    assert [each["answerCoding"]["code"] for each in event["enableWhen"]] == ["event", "activity"]
    assert event["enableWhen"][0]["question"] == "complaint.origin"
    assert item(resource, "minutes.timed")["readOnly"] is True
    chosen = [each for each in item(resource, "visit.credential")["answerOption"] if each.get("initialSelected")]
    assert [each["valueCoding"]["code"] for each in chosen] == ["PT"]
    alone = item(resource, "palpation.findings")["answerOption"][-1]["extension"][0]
    assert alone["url"].endswith("questionnaire-optionExclusive")


@every_form
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_answers_come_back_as_they_went(name: str, data: st.DataObject) -> None:
    form_ = data.draw(filled(name))
    resource = json.loads(json.dumps(to_fhir_response(form_)))
    assert plain(PublishedResponse.model_validate(resource)) == resource
    assert from_fhir_response(resource) == form_


def response() -> dict[str, Any]:
    return to_fhir_response(fill(form("pt_daily"), flowsheet()))


def test_a_response_names_its_form_and_version() -> None:
    assert response()["questionnaire"] == "urn:cleanbill:questionnaire:pt_daily|1"
    assert response()["status"] == "completed"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"resourceType": "Questionnaire"}, "At /resourceType: expected a QuestionnaireResponse"),
        ({"questionnaire": "urn:other:form"}, "At /questionnaire: 'urn:other:form' is not a form of ours"),
        ({"questionnaire": "urn:cleanbill:questionnaire:pt_daily|9"}, "this answers version '9'"),
        ({"item": {}}, "At /item: expected a list"),
        ({"item": [7]}, "At /item/0: expected an item with a linkId"),
        ({"item": [{"linkId": "visit", "item": [{"linkId": "visit.date", "answer": [{}]}]}]}, "expected one value"),
        ({"item": [{"linkId": "shoe", "answer": [{"valueInteger": 42}]}]}, "the form has no item 'shoe' here"),
    ],
)
def test_a_response_that_is_none_of_ours_is_refused_in_a_sentence(change: dict[str, Any], words: str) -> None:
    with pytest.raises(AnswersError) as caught:
        from_fhir_response(response() | change)
    assert words in str(caught.value)


def test_two_answers_to_one_question_are_refused() -> None:
    found = response()
    item(found, "visit.clinician")["answer"] *= 2
    with pytest.raises(AnswersError, match="At /visit/clinician: expected text, got "):
        from_fhir_response(found)


KEYS = st.sampled_from(["linkId", "item", "answer", "valueString", "valueCoding", "code"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4))


@given(ANYTHING)
@settings(max_examples=200, deadline=None)
def test_any_items_are_refused_in_a_sentence_where_they_answer_nothing(given_: Any) -> None:
    with pytest.raises(AnswersError, match=r"^At /.*\.$"):
        from_fhir_response(response() | {"item": given_})
