"""Signing, addenda, what is allowed, and the list of notes to finish."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.chain import append
from cleanbill.web.audit.keep import keep
from cleanbill.web.audit.keep import note as log
from cleanbill.web.charts.models import Provider
from cleanbill.web.charts.views.listing import page_of
from cleanbill.web.notes.known import known
from cleanbill.web.notes.models import Allowed
from cleanbill.web.notes.reading import panel
from cleanbill.web.notes.saving import StaleError, note_of, save
from cleanbill.web.notes.signing import add, sign, standing
from cleanbill.web.notes.unsigned import unsigned
from cleanbill.web.notes.views.editor import appointment_of, home, sent, typed, version, writing
from cleanbill.web.schedule.models import Appointment


@page("write_notes")
def sign_note(request: HttpRequest, pk: int) -> HttpResponse:
    """What is signed, what blocks and what warns; posting signs the text whose hash was shown."""
    appointment = appointment_of(request, pk)
    faults: list[str] = []
    if request.method == "POST":
        try:
            signed = sign(person(request), appointment, request.POST.get("hash", ""))
        except StaleError:
            faults = ["The text was changed since this page was opened: read it again before you sign."]
        except ValidationError as error:
            faults = error.messages
        else:
            messages.success(request, f"Signed. The hash of the text begins with {signed.hash[:12]}.")
            return redirect("note", pk)
    draft = note_of(appointment)
    log(person(request), "read", draft if draft.pk else appointment)
    context = {
        "appointment": appointment,
        "note": draft,
        "standing": standing(person(request), draft),
        "faults": faults,
    }
    return render(request, "notes/sign.html", context, status=409 if faults else 200)


@require_POST
@page("write_notes")
def add_addendum(request: HttpRequest, pk: int) -> HttpResponse:
    """A later text to a signed note."""
    appointment = appointment_of(request, pk)
    written, text = note_of(appointment), typed(request).strip()
    try:
        if not written.pk:
            raise ValidationError("There is no note yet: write it.")
        add(person(request), written, text)
    except ValidationError as error:
        context = {
            "note": written, "appointment": appointment, "text": text, "faults": error.messages,
            "addenda": written.addenda.select_related("by") if written.pk else (),
        }  # fmt: skip
        return render(request, "notes/read.html", context, status=422)
    messages.success(request, "The addendum is signed and stands below the note.")
    return redirect("note", pk)


@transaction.atomic
def _allow(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """A finding is let stand, with a reason."""
    user, key = person(request), request.POST.get("allow", "")
    draft = save(user, appointment, version(request), **sent(request))
    prompt = next((one for one in panel(draft.text, known(appointment), draft).prompts if one.key == key), None)
    if prompt is None:
        raise ValidationError("This finding is gone: the text has changed.")
    reason = request.POST.get(f"reason-{key}", "").strip()
    if not reason:
        raise ValidationError(f"{prompt.title}: say why it may stand.")
    keep(user, Allowed(clinic=user.clinic, note=draft, rule=prompt.rule, finding=key, reason=reason, by=user))
    return redirect(home(appointment, request.POST.get("form", "")))


def _ask_again(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """A finding that was allowed speaks again."""
    user, key = person(request), request.POST.get("again", "")
    draft = save(user, appointment, version(request), **sent(request))
    for held in draft.allowed.filter(finding=key, until=None):
        held.until = known(appointment).on - dt.timedelta(days=1)
        keep(user, held)
    return redirect(home(appointment, request.POST.get("form", "")))


allow_finding, ask_again = writing(_allow), writing(_ask_again)


@page("read_charts")
def notes(request: HttpRequest) -> HttpResponse:
    """The notes to finish, the oldest first: one's own to begin with, or a provider's, or all."""
    user = person(request)
    own = user.provider_id if user.provider_id else "all"
    asked = request.GET.get("provider", str(own))
    providers = list(Provider.objects.of(user.clinic).filter(active=True))
    chosen = next((one for one in providers if str(one.pk) == asked), None)
    open_ = unsigned(user.clinic)
    if chosen:
        open_ = open_.filter(provider=chosen)
    listed = page_of(open_.select_related("patient", "provider", "note"), request.GET.get("page"))
    today = timezone.localdate()
    rows = [(one, getattr(one, "note", None), (today - one.day).days) for one in listed]
    append(user.clinic, user.username, "listed", "note", "", {"ids": [one.pk for one in listed]})
    context = {
        "page": listed,
        "rows": rows,
        "asked": {"provider": asked[:20]},
        "chosen": chosen,
        "providers": providers,
    }
    return render(request, "notes/list.html", context)
