"""A filled form as a file: the form's name and its answers in JSON, or a FHIR response; and a blank one."""

import json
from typing import Any, NoReturn

from cleanbill.questionnaires.answers import HELP, AnswersError, Filled, Wrong, fill
from cleanbill.questionnaires.definition import Item, Questionnaire
from cleanbill.questionnaires.fhir_response import from_fhir_response
from cleanbill.questionnaires.library import forms

KEYS = ("form", "version", "answers")


def decode(data: bytes) -> Filled:
    """The filled form in `data`. Raises `AnswersError`, each sentence with its place."""
    try:
        document = json.loads(data)
    except json.JSONDecodeError as error:
        _refuse("", f"This is not JSON ({error.msg}), at line {error.lineno}, column {error.colno}.")
    except UnicodeDecodeError:
        _refuse("", "This is not UTF-8 text; a filled form is JSON in UTF-8.")
    except RecursionError:
        _refuse("", "The JSON is nested too deeply; a filled form has five levels.")
    if isinstance(document, dict) and "resourceType" in document:
        return from_fhir_response(document)
    return _filled(document)


def _filled(document: Any) -> Filled:
    if not isinstance(document, dict) or "form" not in document:
        _refuse("", 'At the top: expected an object with "form" and "answers".')
    unknown = [key for key in document if key not in (*KEYS, HELP)]
    if unknown:
        _refuse(f"/{unknown[0]}", f"At /{unknown[0][:60]}: the key is not known; there are {', '.join(KEYS)}.")
    form = forms().get(str(document["form"]))
    if form is None:
        _refuse("/form", f"At /form: there is no form {str(document['form'])[:40]!r}; there are {', '.join(forms())}.")
    if document.get("version", form.version) != form.version:
        _refuse("/version", f"At /version: these answers are to another version; the form is version {form.version!r}.")
    return fill(form, document.get("answers"))


def _refuse(path: str, message: str) -> NoReturn:
    raise AnswersError((Wrong(path, message),))


def blank(form: Questionnaire) -> dict[str, Any]:
    """A document without answers: each question in the `_help` beside it; repeating groups with one empty row."""
    return {"form": form.name, "version": form.version, "answers": _blank(form.items)}


def _blank(items: tuple[Item, ...]) -> dict[str, Any]:
    asked = [item for item in items if not item.computed]
    help = {item.id: in_short(item) for item in asked if item.kind != "group"}
    answers = {item.id: _unanswered(item) for item in asked}
    return ({HELP: help} if help else {}) | {id: value for id, value in answers.items() if value != {}}


def _unanswered(item: Item) -> Any:
    if item.kind == "group":
        return [_blank(item.items)] if item.repeats else _blank(item.items)
    return [] if item.repeats else item.initial


def in_short(item: Item) -> str:
    """A question in one line: its words, what an answer looks like, whether it is required."""
    return f"{item.text} [{'; '.join(_notes(item))}]"


def _notes(item: Item) -> list[str]:
    kinds = {"choice": " | ".join(option.value for option in item.options), "yes_no": "true or false"}
    shape = kinds.get(item.kind, {"date": "YYYY-MM-DD"}.get(item.kind, item.kind))
    if item.least is not None and item.most is not None:
        shape = f"{shape} {item.least:g} to {item.most:g}"
    notes = [f"{shape} {item.unit}".rstrip()]
    notes += ["several"] if item.repeats else []
    notes += ["required"] if item.required else []
    notes += [f"only where {item.asked_where}"] if item.asked_where else []
    return notes + ([item.help] if item.help else [])
