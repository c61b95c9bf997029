"""Answers to a form: a plain document, checked against it, with one sentence for each wrong answer.

The document nests as the form does: a group's answers are an object, a repeating group's a list of objects, by id.
Null, empty and absent mean not answered; `_help` is never read.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from cleanbill.questionnaires.computed import COMPUTED
from cleanbill.questionnaires.definition import LONGEST, Item, Questionnaire
from cleanbill.questionnaires.rows import Row, rows

HELP = "_help"
MOST_ROWS = 200
MUST = {
    "choice": "text", "text": "text", "integer": "a whole number", "decimal": "a number",
    "date": "a date written YYYY-MM-DD", "yes_no": "true or false", "group": "an object",
}  # fmt: skip


class Wrong(Struct, frozen=True):
    """One answer that the form does not allow: its JSON pointer and the sentence."""

    path: str
    message: str


class Filled(Struct, frozen=True):
    """A form with answers that it allows; what it computes is among them, and dates are dates."""

    form: Questionnaire
    answers: dict[str, Any]

    def __repr__(self) -> str:
        return f"Filled({self.form.name!r}, {self.answers!r})"

    def rows(self, fact: str = "") -> Iterator[Row]:
        """Every row of answers; with `fact`, only of the groups that state such a fact."""
        return rows(self.form, self.answers, fact)


class AnswersError(ValueError):
    """The answers are not ones that the form allows; `wrong` has them one by one."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        super().__init__(" ".join(one.message for one in wrong))
        self.wrong = wrong


class Scope(NamedTuple):
    """Where in the answers one stands: the whole, the group's path, the group's own answers."""

    root: Mapping[str, Any]
    group: str
    here: Mapping[str, Any]

    def answer(self, name: str) -> Any:
        """The answer to an item named by its id in this group or by its path, else None."""
        group, _, id = name.rpartition(".")
        if group in ("", self.group):
            return self.here.get(id)
        found: Any = self.root
        for part in group.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found.get(id) if isinstance(found, Mapping) else None

    def enables(self, item: Item) -> bool:
        """Whether the item is asked."""
        return not item.enable_when or any(self._holds(each.item, each.is_) for each in item.enable_when)

    def _holds(self, name: str, wanted: object) -> bool:
        given = self.answer(name)
        return wanted in given if isinstance(given, list) else given == wanted

    def into(self, item: Item, here: Mapping[str, Any]) -> "Scope":
        """The scope of a group within this one."""
        return Scope(self.root, f"{self.group}.{item.id}" if self.group else item.id, here)


def fill(form: Questionnaire, answers: Any) -> Filled:
    """The form filled. Raises `AnswersError` with every answer that is wrong."""
    wrong: list[Wrong] = []
    plain = _group(form.items, answers, "", wrong)
    if not wrong:
        _ask(form.items, Scope(plain, "", plain), "", wrong)
    if not wrong:
        _compute(form, plain, wrong)
    if wrong:
        raise AnswersError(tuple(wrong))
    return Filled(form, plain)


def _say(wrong: list[Wrong], path: str, message: str) -> None:
    wrong.append(Wrong(path, f"At {path or 'the top'}: {message}."))


def _group(items: tuple[Item, ...], given: Any, path: str, wrong: list[Wrong]) -> dict[str, Any]:
    """The answers of a group as the form's own values, without what is empty."""
    if not isinstance(given, Mapping):
        _say(wrong, path, f"expected an object, got {_shown(given)}")
        return {}
    known = {item.id: item for item in items}
    found: dict[str, Any] = {}
    for id, value in given.items():
        at = f"{path}/{str(id)[:60]}"
        if id == HELP or value in (None, "", [], {}):
            continue
        if id not in known:
            _say(wrong, at, f"the form has no item {str(id)[:60]!r} here")
            continue
        answer = _answer(known[id], value, at, wrong)
        if answer not in (None, "", [], {}):
            found[id] = answer
    return {item.id: found[item.id] for item in items if item.id in found}


def _answer(item: Item, given: Any, path: str, wrong: list[Wrong]) -> Any:
    if not item.repeats:
        return _one(item, given, path, wrong)
    if not isinstance(given, list):
        _say(wrong, path, f"expected a list, got {_shown(given)}")
        return None
    if len(given) > MOST_ROWS:
        _say(wrong, path, f"{len(given)} are more than {MOST_ROWS}")
        return None
    found = [_one(item, each, f"{path}/{index}", wrong) for index, each in enumerate(given)]
    while found and found[-1] == {}:
        found.pop()  # a last row that nobody wrote in
    if item.kind == "choice" and len(set(found)) < len(found):
        _say(wrong, path, "an answer is given twice")
    alone = [value for value in found if (option := item.option(value)) and option.alone]
    if alone and len(found) > 1:
        _say(wrong, path, f"{alone[0]} stands beside no other answer")
    return found


def _one(item: Item, given: Any, path: str, wrong: list[Wrong]) -> Any:
    """One answer as the form's own value, or None where it is wrong."""
    if item.kind == "group":
        return _group(item.items, given, path, wrong)
    value = _typed(item, given)
    if value is None:
        _say(wrong, path, f"expected {MUST[item.kind]}, got {_shown(given)}")
    elif item.kind == "choice" and item.option(value) is None:
        _say(wrong, path, f"{_shown(value)} is not a choice; choose {_choices(item)}")
    elif item.kind == "text" and len(value) > LONGEST:
        _say(wrong, path, f"the text has {len(value)} characters; at most {LONGEST} are allowed")
    elif item.kind in ("integer", "decimal") and not _in_range(item, value):
        _say(wrong, path, f"{value:g} is not {_range(item)}")
    else:
        return value
    return None


def _typed(item: Item, given: Any) -> Any:
    """The answer in the item's type, else None."""
    if item.kind in ("choice", "text"):
        return " ".join(given.split()) or None if isinstance(given, str) else None
    if item.kind == "yes_no":
        return given if isinstance(given, bool) else None
    if isinstance(given, bool):
        return None
    if item.kind == "date":
        return _date(given)
    if item.kind == "decimal":
        return given if isinstance(given, int | float) else None
    return int(given) if isinstance(given, int | float) and float(given).is_integer() else None


def _date(given: Any) -> dt.date | None:
    if isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(given) if isinstance(given, str) and len(given) == len("2026-11-02") else None
    except ValueError:
        return None


def _in_range(item: Item, value: float) -> bool:
    return (item.least is None or value >= item.least) and (item.most is None or value <= item.most)


def _range(item: Item) -> str:
    """ "from 0 to 240 min"."""
    unit = f" {item.unit}" if item.unit else ""
    if item.most is None:
        return f"{item.least:g}{unit} or more"
    return f"at most {item.most:g}{unit}" if item.least is None else f"from {item.least:g} to {item.most:g}{unit}"


def _choices(item: Item) -> str:
    return ", ".join(option.value for option in item.options)


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."


def _ask(items: tuple[Item, ...], scope: Scope, path: str, wrong: list[Wrong]) -> None:
    """Says which answers are required and absent, and which are given though the question is not asked."""
    for item in items:
        at, value = f"{path}/{item.id}", scope.here.get(item.id)
        if value is None:
            if item.required and not item.computed and scope.enables(item):
                _say(wrong, at, f"an answer is required ({item.text.rstrip('?.')})")
        elif not scope.enables(item):
            _say(wrong, at, f"this is asked only where {item.asked_where}")
        elif item.not_after and (latest := scope.answer(item.not_after)) and value > latest:
            _say(wrong, at, f"{value} is after {item.not_after}, {latest}")
        elif item.kind == "group":
            rows = enumerate(value) if item.repeats else [(None, value)]
            for index, row in rows:
                _ask(item.items, scope.into(item, row), at if index is None else f"{at}/{index}", wrong)


def _compute(form: Questionnaire, answers: dict[str, Any], wrong: list[Wrong]) -> None:
    """Fills in what the form computes; a figure that was given must be the same."""
    for group in form.items:
        for item in group.items:
            if not item.computed:
                continue
            value = COMPUTED[item.computed](form, answers)
            given = answers.get(group.id, {}).get(item.id)
            if given is not None and given != value:
                message = f"{_shown(given)} does not follow from the other answers; {_shown(value)} does"
                _say(wrong, f"/{group.id}/{item.id}", message)
            elif value is not None:
                answers.setdefault(group.id, {})[item.id] = value
