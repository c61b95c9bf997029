"""A questionnaire as a sheet to fill in: its fields with answers and faults, and the answers that a browser sends.

A field is called by the JSON pointer of its answer: `/exercises/0/minutes`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.http import QueryDict

from cleanbill.questionnaires import Item, Questionnaire, Wrong, form, forms
from cleanbill.questionnaires.computed import billed_minutes
from cleanbill.questionnaires.rows import rows
from cleanbill.web.charts.fields import Discipline
from cleanbill.web.notes.arithmetic import added_up
from cleanbill.web.schedule.models import Appointment

_THERAPY = ("pt_daily", "pt_evaluation")
_FORMS: dict[str, tuple[str, ...]] = {
    Discipline.PT: _THERAPY, Discipline.OT: _THERAPY, Discipline.SLP: _THERAPY,
    Discipline.CHIROPRACTIC: ("chiropractic",), Discipline.MEDICAL: ("primary_care_back",),
}  # fmt: skip
_YES_NO = {"true": True, "false": False}
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?\Z")
_ROW = re.compile(r"/([a-z_]+)/(\d{1,3})/")


class Field(NamedTuple):
    """A question, what its field is called, the answer as typed, and what is wrong with it."""

    item: Item
    name: str
    value: Any
    faults: list[str]

    @property
    def id(self) -> str:
        """Its id in the page."""
        return self.name.strip("/").replace("/", "-")

    @property
    def only_where(self) -> str:
        """The answers to another question that this one depends on, parted by bars; empty where it is always asked."""
        return "|".join(each.is_ for each in self.item.enable_when)

    @property
    def depends_on(self) -> str:
        """What the field of that other question is called."""
        return f"{self.name.rpartition('/')[0]}/{self.item.enable_when[0].item}" if self.item.enable_when else ""


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


def offered(appointment: Appointment) -> list[Questionnaire]:
    """The forms for a visit, the likeliest first."""
    names = _FORMS[appointment.discipline]
    evaluation = appointment.kind == Appointment.Kind.EVALUATION
    return [form(name) for name in (reversed(names) if evaluation else names)]


def named(name: str) -> Questionnaire | None:
    """The form of that name; None where there is none."""
    return forms().get(name)


def begun(form: Questionnaire, appointment: Appointment) -> dict[str, Any]:
    """The answers with which a form begins: the day, who treats, and what it says itself."""
    answers = {group.id: _initial(group) for group in form.items if not group.repeats and _initial(group)}
    treats = appointment.provider
    known = {"date": f"{appointment.day}", "clinician": f"{treats.first_name} {treats.last_name}"}
    visit = {item.id for group in form.items if group.id == "visit" for item in group.items}
    choices = next((i for g in form.items if g.id == "visit" for i in g.items if i.id == "credential"), None)
    if choices and choices.option(treats.credential):
        known["credential"] = treats.credential
    return {**answers, "visit": {**answers.get("visit", {}), **{id: v for id, v in known.items() if id in visit}}}


def answers_of(form: Questionnaire, data: QueryDict) -> dict[str, Any]:
    """The answers that a browser sent, as typed; rows in which nothing was written are left out."""
    found: dict[str, Any] = {}
    for group in form.items:
        if not group.repeats:
            found[group.id] = _row(group, f"/{group.id}/", data)
            continue
        numbers = sorted({int(match[2]) for name in data if (match := _ROW.match(name)) and match[1] == group.id})
        given = (_row(group, f"/{group.id}/{number}/", data) for number in numbers)
        found[group.id] = [row for row in given if row and row != _initial(group)]
    return {id: answers for id, answers in found.items() if answers}


def groups(
    form: Questionnaire, answers: Mapping[str, Any], wrong: Iterable[Wrong] = (), longer: str = ""
) -> list[Group]:
    """The form to be shown. `longer` names the group that gets a further blank row; each has one at least."""
    faults: dict[str, list[str]] = {}
    for one in wrong:
        faults.setdefault(one.path, []).append(one.message)
    return [_group(item, answers.get(item.id), faults, item.id == longer) for item in form.items if _asked(item)]


def spent(form: Questionnaire, answers: Mapping[str, Any]) -> tuple[dict[str, int], int]:
    """The one-on-one minutes of each timed code as typed so far, and the minutes of all treatment that has a code."""
    given = [row.answers for row in rows(form, answers, "treatment") if isinstance(row.answers.get("minutes"), int)]
    counted = [(row.get("code"), billed_minutes(row)) for row in given]
    return added_up(counted), sum(minutes or 0 for code, minutes in counted if code)


def _asked(group: Item) -> list[Item]:
    return [item for item in group.items if not item.computed]


def _initial(group: Item) -> dict[str, Any]:
    return {item.id: item.initial for item in group.items if item.initial is not None}


def _row(group: Item, prefix: str, data: QueryDict) -> dict[str, Any]:
    typed = ((item.id, _typed(item, data.getlist(prefix + item.id))) for item in _asked(group))
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


def _group(item: Item, given: Any, faults: Mapping[str, list[str]], longer: bool) -> Group:
    name = f"/{item.id}"
    if not item.repeats:
        shown = [_shown(item, name, given or {}, faults)]
    else:
        listed = [*(given or []), *([_initial(item)] if longer or not given else [])]
        shown = [_shown(item, f"{name}/{number}", row, faults) for number, row in enumerate(listed)]
    return Group(item, shown, faults.get(name, []) if item.repeats else [], bool(given))


def _shown(group: Item, name: str, answers: Mapping[str, Any], faults: Mapping[str, list[str]]) -> Row:
    return Row(name, list(_fields(group, name, answers, faults)), faults.get(name, []))


def _fields(group: Item, row: str, answers: Mapping[str, Any], faults: Mapping[str, list[str]]) -> Iterator[Field]:
    for item in _asked(group):
        name = f"{row}/{item.id}"
        told = [
            message for path, said in faults.items() if path == name or path.startswith(name + "/") for message in said
        ]
        yield Field(item, name, answers.get(item.id), told)
