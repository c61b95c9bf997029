"""The note of a first visit takes in what the patient told."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cleanbill.web.accounts.access import person
from cleanbill.web.audit.keep import note
from cleanbill.web.intake.offering import text_of, told_for
from cleanbill.web.notes.saving import save
from cleanbill.web.notes.views.editor import home, sent, typed, version, writing
from cleanbill.web.schedule.models import Appointment


def _told(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    intake = told_for(appointment)
    if intake is None:
        raise ValidationError("An intake goes into the first note of its episode, once it is finished.")
    text = f"{text_of(intake)}\n\n{typed(request)}".strip()
    save(person(request), appointment, version(request), **{**sent(request), "text": text})
    note(person(request), "read", intake)
    messages.success(request, "What the patient told stands at the beginning: read it and put it in your words.")
    return redirect(home(appointment, request.POST.get("form", "")))


write_told = writing(_told)
