"""Answers as a FHIR R4 QuestionnaireResponse, and a response as answers."""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from cleanbill.questionnaires.answers import AnswersError, Filled, Wrong, fill
from cleanbill.questionnaires.definition import Item
from cleanbill.questionnaires.fhir import CANONICAL, VALUES, Json, canonical, value
from cleanbill.questionnaires.library import forms


def to_fhir_response(filled: Filled) -> Json:
    """The filled form as a completed QuestionnaireResponse; patient, author and time are for the sender to add."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{canonical(filled.form)}|{filled.form.version}",
        "status": "completed",
        "item": list(_items(filled.form.items, filled.answers, "")),
    }


def from_fhir_response(resource: Any) -> Filled:
    """The form that a response fills. Raises `AnswersError` for one that is not a response to a form of ours."""
    if not isinstance(resource, Mapping) or resource.get("resourceType") != "QuestionnaireResponse":
        _refuse("resourceType", "expected a QuestionnaireResponse")
    name, _, version = str(resource.get("questionnaire", "")).removeprefix(CANONICAL).partition("|")
    form = forms().get(name)
    if form is None:
        _refuse("questionnaire", f"{name[:60]!r} is not a form of ours; there are {', '.join(forms())}")
    if version and version != form.version:
        _refuse("questionnaire", f"this answers version {version[:20]!r}; the form is version {form.version!r}")
    return fill(form, _answers(form.items, resource.get("item", []), "item"))


def _refuse(path: str, message: str) -> NoReturn:
    raise AnswersError((Wrong(f"/{path}", f"At /{path}: {message}."),))


def _items(items: tuple[Item, ...], answers: Mapping[str, Any], group: str) -> Iterator[Json]:
    for item in items:
        given = answers.get(item.id)
        if given is None:
            continue
        path = f"{group}.{item.id}" if group else item.id
        listed = given if item.repeats else [given]
        if item.kind == "group":
            for row in listed:
                yield {"linkId": path, "text": item.text, "item": list(_items(item.items, row, path))}
        else:
            values = [{f"value{VALUES[item.kind]}": value(item, each)} for each in listed]
            yield {"linkId": path, "text": item.text, "answer": values}


def _answers(items: tuple[Item, ...], given: Any, at: str) -> Json:
    """The answers of a group by id; what the form does not know keeps its id, and is refused with the rest."""
    known = {item.id: item for item in items}
    found: Json = {}
    for index, each in enumerate(_listed(given, at)):
        here = f"{at}/{index}"
        if not isinstance(each, Mapping) or not isinstance(each.get("linkId"), str):
            _refuse(here, "expected an item with a linkId")
        id = each["linkId"].rpartition(".")[2]
        item = known.get(id)
        if item is not None and item.kind == "group":
            _add(found, item, [_answers(item.items, each.get("item", []), f"{here}/item")])
        else:
            _add(found, item, _values(each.get("answer", []), f"{here}/answer"), id)
    return found


def _add(found: Json, item: Item | None, values: list[Any], id: str = "") -> None:
    """Puts values to their item: a list where it repeats; more than one answer to one question stays a list."""
    if item is not None and (item.repeats or item.id in found or len(values) > 1):
        before = found.get(item.id, [])
        found[item.id] = [*(before if isinstance(before, list) else [before]), *values]
    else:
        found[item.id if item else id] = values[0] if values else None


def _values(given: Any, at: str) -> list[Any]:
    return [_value(each, f"{at}/{index}") for index, each in enumerate(_listed(given, at))]


def _value(given: Any, at: str) -> Any:
    """The one value of an answer; of a Coding its code."""
    named = [key for key in given if key.startswith("value")] if isinstance(given, Mapping) else []
    if len(named) != 1:
        _refuse(at, "expected one value")
    found = given[named[0]]
    return found.get("code") if isinstance(found, Mapping) else found


def _listed(given: Any, at: str) -> list[Any]:
    if not isinstance(given, list):
        _refuse(at, "expected a list")
    return given
