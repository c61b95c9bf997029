"""The form beside the text: its rows, the minutes as typed, and the text that it gives."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cleanbill.questionnaires import AnswersError, Questionnaire, fill, write
from cleanbill.web.accounts.access import person
from cleanbill.web.asking.sheet import answers_of, groups
from cleanbill.web.notes.arithmetic import arithmetic
from cleanbill.web.notes.known import known
from cleanbill.web.notes.saving import note_of, save
from cleanbill.web.notes.sheet import named, spent
from cleanbill.web.notes.views.editor import editor, home, sent, typed, version, writing
from cleanbill.web.schedule.models import Appointment


def _rows(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """The form again, a row longer or shorter."""
    form = _form(request)
    answers = answers_of(form, request.POST)
    longer, shorter = request.POST.get("more", ""), request.POST.get("less", "").strip("/").partition("/")[0]
    shown = groups(form, answers, longer=longer)
    context: dict[str, Any] = {"form": form, "groups": shown, "changed": longer or shorter}
    if getattr(request, "htmx", False):
        return render(request, "notes/form.html", {"appointment": appointment, **context})
    beside = {"note": note_of(appointment), "text": typed(request), "opened": request.POST.get("version", "")}
    return editor(request, appointment, {**beside, **context})


def _minutes(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """The minutes and units of the form as it is typed."""
    minutes, whole = spent(form := _form(request), answers_of(form, request.POST))
    counted = arithmetic(minutes, known(appointment).traits.unit_rule)
    return render(request, "notes/minutes.html", {"arithmetic": counted, "whole": whole})


def _write(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """The form's text goes into the note, in place of what the form wrote before, else above what stands there."""
    form, text = _form(request), typed(request)
    answers = answers_of(form, request.POST)
    try:
        new = write(fill(form, answers)).text.strip()
    except AnswersError as error:
        context = {"form": form, "groups": groups(form, answers, error.wrong), "wrong": error.wrong}
        beside = {"note": note_of(appointment), "text": text, "opened": request.POST.get("version", "")}
        response = editor(request, appointment, {**beside, **context})
        response.status_code = 422
        return response
    before = note_of(appointment).written
    if before and before in text:
        text, where = text.replace(before, new, 1), "in place of what it wrote before"
    else:
        text, where = f"{new}\n\n{text}".strip(), "above what stood there" if text.strip() else "into the note"
    values = {**sent(request), "text": text, "written": new}
    save(person(request), appointment, version(request), **values)
    messages.success(request, f"The form is written {where}. Read it before you sign.")
    return redirect(home(appointment, form.name))


def _form(request: HttpRequest) -> Questionnaire:
    found = named(request.POST.get("form", ""))
    if found is None:
        raise ValidationError("There is no such form; open one beside the note.")
    return found


rows, minutes, write_note = writing(_rows), writing(_minutes), writing(_write)
