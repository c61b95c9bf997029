"""The form beside a note: which one, what it begins with, and the minutes in it as they are typed."""

from collections.abc import Mapping
from typing import Any

from cleanbill.questionnaires import Item, Questionnaire, form, forms
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


def spent(form: Questionnaire, answers: Mapping[str, Any]) -> tuple[dict[str, int], int]:
    """The one-on-one minutes of each timed code as typed so far, and the minutes of all treatment that has a code."""
    given = [row.answers for row in rows(form, answers, "treatment") if isinstance(row.answers.get("minutes"), int)]
    counted = [(row.get("code"), billed_minutes(row)) for row in given]
    return added_up(counted), sum(minutes or 0 for code, minutes in counted if code)


def _initial(group: Item) -> dict[str, Any]:
    return {item.id: item.initial for item in group.items if item.initial is not None}
