"""The note's page: its text with what stands beside it. Each act saves what was typed before it does anything else."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.asking.sheet import answers_of, groups
from cleanbill.web.audit.keep import note as log
from cleanbill.web.intake.offering import text_of, told_for
from cleanbill.web.notes.carrying import begun_from, last_signed
from cleanbill.web.notes.known import known
from cleanbill.web.notes.models import Note
from cleanbill.web.notes.reading import panel
from cleanbill.web.notes.saving import StaleError, note_of, save
from cleanbill.web.notes.sheet import begun, named, offered
from cleanbill.web.schedule.models import Appointment

BETWEEN = "\n\n--- Saved elsewhere above, written here below ---\n\n"
Act = Callable[[HttpRequest, Appointment], HttpResponse]


def appointment_of(request: HttpRequest, pk: int) -> Appointment:
    """The clinic's appointment of that number, with what its note's page tells of it."""
    wanted = Appointment.objects.of(person(request).clinic).select_related("patient", "provider", "episode", "clinic")
    return get_object_or_404(wanted, pk=pk)


def typed(request: HttpRequest) -> str:
    """The text that was sent, with line ends as they are counted in the browser."""
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def sent(request: HttpRequest) -> dict[str, Any]:
    """What was typed: the text, and the answers where a form stood beside it."""
    form = named(request.POST.get("form", ""))
    filled = {"form": form.name, "answers": answers_of(form, request.POST)} if form else {}
    return {"text": typed(request), **filled}


def version(request: HttpRequest) -> int:
    """The version that was opened, or the one a person has seen and saves over or beside."""
    number = request.POST.get("over") or request.POST.get("both") or request.POST.get("version", "")
    return int(number) if number.isascii() and number.isdigit() else -1


@page("read_charts")
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """The note to be written, by who may and while it is a draft; else to be read. Reading it is written down."""
    appointment = appointment_of(request, pk)
    written = note_of(appointment)
    log(person(request), "read", written if written.pk else appointment)
    if written.signed or not person(request).may("write_notes"):
        return render(request, "notes/read.html", {"note": written, "appointment": appointment, **_after(written)})
    form = named(request.GET.get("form", ""))
    context = {"note": written, "text": written.text, "last": None if written.text else last_signed(appointment)}
    if form:
        answers = written.answers if written.form == form.name else {}
        context |= {"form": form, "groups": groups(form, answers or begun(form, appointment))}
    return editor(request, appointment, context)


def editor(request: HttpRequest, appointment: Appointment, context: dict[str, Any]) -> HttpResponse:
    """The page on which a note is written."""
    read = panel(context["text"], known(appointment), context["note"])
    told = told_for(appointment)
    new = told and text_of(told) not in context["text"]
    shared = {"appointment": appointment, "panel": read, "offered": offered(appointment), "told": told, "new": new}
    return render(request, "notes/editor.html", {**shared, **context})


def _after(written: Note) -> dict[str, Any]:
    if not written.signed:
        return {}
    addenda, allowed = written.addenda.select_related("by"), written.allowed.select_related("by")
    return {"addenda": addenda, "allowed": allowed}


def writing(act: Act) -> Callable[..., HttpResponse]:
    """A page to which what was typed is sent. Where it cannot be saved it stands in the page again: nothing is lost."""

    @require_POST
    @page("write_notes")
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        appointment = appointment_of(request, pk)
        try:
            return act(request, appointment)
        except StaleError as stale:
            return _again(request, appointment, {"stale": stale.stored})
        except ValidationError as error:
            return _again(request, appointment, {"faults": error.messages})

    return guarded


def _again(request: HttpRequest, appointment: Appointment, why: dict[str, Any]) -> HttpResponse:
    if getattr(request, "htmx", False):
        opened = request.POST.get("version", "")
        return render(request, "notes/saved.html", {"appointment": appointment, "opened": opened, **why})
    form, values = named(request.POST.get("form", "")), sent(request)
    context = {"note": note_of(appointment), "text": values["text"], "opened": request.POST.get("version", ""), **why}
    if form:
        context |= {"form": form, "groups": groups(form, values["answers"])}
    response = editor(request, appointment, context)
    response.status_code = 409 if "stale" in why else 422
    return response


def home(appointment: Appointment, form: str = "") -> str:
    """The address of the note's page, with a form beside it where one is named."""
    address = reverse("note", args=[appointment.pk])
    return f"{address}?form={form}" if named(form) else address


def _save(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    values = sent(request)
    if request.POST.get("both"):
        values["text"] = note_of(appointment).text + BETWEEN + values["text"]
    saved = save(person(request), appointment, version(request), **values)
    if getattr(request, "htmx", False):
        return render(request, "notes/saved.html", {"appointment": appointment, "note": saved, "now": True})
    if "next" in request.POST:
        return redirect("sign_note", appointment.pk)
    return redirect(home(appointment, request.POST.get("open", request.POST.get("form", ""))))


def _copy(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    last = last_signed(appointment)
    if last is None or typed(request).strip():
        raise ValidationError("A note is begun from the last visit while it is blank, after a visit was signed.")
    saved = save(person(request), appointment, version(request), **begun_from(last, appointment))
    log(person(request), "read", last)
    messages.success(request, f"Begun from the note of {last.appointment.day}: write what is different today.")
    return redirect(home(appointment, saved.form if request.POST.get("form") else ""))


def _check(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    written, text = note_of(appointment), typed(request)
    if written.signed:
        raise PermissionDenied
    if getattr(request, "htmx", False):
        return render(request, "notes/panel.html", {"panel": panel(text, known(appointment), written), "note": written})
    form = named(request.POST.get("form", ""))
    context: dict[str, Any] = {"note": written, "text": text, "opened": request.POST.get("version", "")}
    if form:
        context |= {"form": form, "groups": groups(form, answers_of(form, request.POST))}
    return editor(request, appointment, context)


save_note, copy_note, check_note = writing(_save), writing(_copy), writing(_check)
