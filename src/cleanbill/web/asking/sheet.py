"""A questionnaire as a sheet to fill in: its fields with answers and faults, and the answers that a browser sends.

A field is called by the JSON pointer of its answer: `/exercises/0/minutes`. A group with rows is redrawn longer by a
button `more` that holds the group's id, shorter by a button `less` that holds the row's name.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.http import QueryDict

from cleanbill.questionnaires import Item, Questionnaire, Wrong
from cleanbill.questionnaires.answers import Scope

_YES_NO = {"true": True, "false": False}
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?\Z")
_ROW = re.compile(r"/([a-z_]+)/(\d{1,3})/")
_FEW = 7  # choices that are shown at once; more open in a list


class Field(NamedTuple):
    """A question, what its field is called, the answer as typed, what is wrong with it, and whether it is asked."""

    item: Item
    name: str
    value: Any
    faults: list[str]
    asked: bool
    depends_on: str

    @property
    def id(self) -> str:
        """Its id in the page."""
        return self.name.strip("/").replace("/", "-")

    @property
    def only_where(self) -> str:
        """The answers to another question that this one depends on, parted by bars; empty where it is always asked."""
        return "|".join(each.is_ for each in self.item.enable_when)

    @property
    def look(self) -> str:
        """How it is drawn: `several`, `few`, `list`, `lines`, or its kind."""
        if self.item.kind == "choice":
            return "several" if self.item.repeats else "few" if len(self.item.options) <= _FEW else "list"
        return "lines" if self.item.repeats else self.item.kind

    @property
    def in_words(self) -> str:
        """A right answer as a person reads it."""
        if isinstance(self.value, bool):
            return "Yes" if self.value else "No"
        if self.item.kind == "date" and self.value:
            return f"{dt.date.fromisoformat(self.value):%m/%d/%Y}"
        given = self.value if isinstance(self.value, list) else [self.value] if self.value is not None else []
        options = (self.item.option(each) for each in given)
        return ", ".join(option.label if option else str(each) for option, each in zip(options, given, strict=True))

    @property
    def shown(self) -> str:
        """The answer as an input holds it."""
        if isinstance(self.value, list):
            return "\n".join(str(each) for each in self.value)
        return "" if self.value is None else str(self.value)


class Row(NamedTuple):
    """The fields of a group, or of one row of it."""

    name: str
    fields: list[Field]
    faults: list[str]


class Group(NamedTuple):
    """A group of questions with its rows: one where it does not repeat."""

    item: Item
    rows: list[Row]
    faults: list[str]
    filled: bool


def answers_of(form: Questionnaire, data: QueryDict) -> dict[str, Any]:
    """The answers that a browser sent, as typed, without rows in which nothing was written or that are taken out."""
    found: dict[str, Any] = {}
    for group in form.items:
        if not group.repeats:
            found[group.id] = _row(group, f"/{group.id}/", data)
            continue
        numbers = {int(match[2]) for name in data if (match := _ROW.match(name)) and match[1] == group.id}
        names = (f"/{group.id}/{number}" for number in sorted(numbers))
        given = (_row(group, f"{name}/", data) for name in names if name != data.get("less"))
        found[group.id] = [row for row in given if row and row != _initial(group)]
    return {id: answers for id, answers in found.items() if answers}


def only_asked(form: Questionnaire, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those to questions that the other answers do not lead to."""
    found: dict[str, Any] = {}
    for group in form.items:
        given = answers.get(group.id)
        if given and group.repeats:
            found[group.id] = [_asked_in(group, row, answers) for row in given]
        elif given:
            found[group.id] = _asked_in(group, given, answers)
    return found


def groups(
    form: Questionnaire, answers: Mapping[str, Any], wrong: Iterable[Wrong] = (), longer: str = ""
) -> list[Group]:
    """The form to be shown. `longer` names the group that gets a further blank row; each has one at least."""
    faults: dict[str, list[str]] = {}
    for one in wrong:
        faults.setdefault(one.path, []).append(said(one))
    sheet = _Sheet(answers, faults)
    return [sheet.group(item, item.id == longer) for item in form.items if _to_ask(item)]


def said(wrong: Wrong) -> str:
    """What is wrong, as it stands at the field itself: without the place."""
    words = wrong.message.removeprefix(f"At {wrong.path or 'the top'}: ")
    return words[:1].upper() + words[1:]


class _Sheet(NamedTuple):
    """The answers and the faults with which a form is drawn."""

    answers: Mapping[str, Any]
    faults: Mapping[str, list[str]]

    def group(self, item: Item, longer: bool) -> Group:
        name, given = f"/{item.id}", self.answers.get(item.id)
        if not item.repeats:
            filled = _initial(item) if given is None else given
            return Group(item, [self._row(item, name, filled)], [], bool(given))
        listed = [*(given or []), *([_initial(item)] if longer or not given else [])]
        rows = [self._row(item, f"{name}/{number}", row) for number, row in enumerate(listed)]
        return Group(item, rows, self.faults.get(name, []), bool(given))

    def _row(self, group: Item, name: str, answers: Mapping[str, Any]) -> Row:
        return Row(name, list(self._each(group, name, answers)), self.faults.get(name, []))

    def _each(self, group: Item, row: str, answers: Mapping[str, Any]) -> Iterator[Field]:
        scope = Scope(self.answers, group.id, answers)
        for item in _to_ask(group):
            name = f"{row}/{item.id}"
            told = [one for path, said in self.faults.items() if f"{path}/".startswith(f"{name}/") for one in said]
            yield Field(item, name, answers.get(item.id), told, scope.enables(item), _depends_on(item, group, row))


def _depends_on(item: Item, group: Item, row: str) -> str:
    """What the field is called on whose answer the question hangs: one of the same row, or of a group elsewhere."""
    if not item.enable_when:
        return ""
    elsewhere, _, id = item.enable_when[0].item.rpartition(".")
    return f"{row}/{id}" if elsewhere in ("", group.id) else f"/{elsewhere.replace('.', '/')}/{id}"


def _asked_in(group: Item, row: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    scope = Scope(answers, group.id, row)
    return {item.id: row[item.id] for item in group.items if item.id in row and scope.enables(item)}


def _to_ask(group: Item) -> list[Item]:
    return [item for item in group.items if not item.computed]


def _initial(group: Item) -> dict[str, Any]:
    return {item.id: item.initial for item in group.items if item.initial is not None}


def _row(group: Item, prefix: str, data: QueryDict) -> dict[str, Any]:
    typed = ((item.id, _typed(item, data.getlist(prefix + item.id))) for item in _to_ask(group))
    return {id: value for id, value in typed if value not in (None, "", [])}


def _typed(item: Item, given: list[str]) -> Any:
    """An answer as its kind has it; words that are not of the kind stay as they are, to be told."""
    if item.repeats:
        return [line.strip() for each in given for line in each.splitlines() if line.strip()]
    text = (given[0] if given else "").strip()
    if item.kind == "yes_no":
        return _YES_NO.get(text, text)
    if item.kind in ("integer", "decimal") and _NUMBER.match(text):
        return float(text) if "." in text else int(text)
    return text
