"""What an intake told, beside the chart: read, taken over by a person, its consents printed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import allow, page, person
from cleanbill.web.audit.keep import keep, note
from cleanbill.web.intake.changes import changes, take
from cleanbill.web.intake.consenting import asked_texts
from cleanbill.web.intake.forms import EpisodeForm
from cleanbill.web.intake.models import Intake


@page("read_charts")
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """Warning signs first, then what would change in the chart, then the answers as a note has them."""
    one = _one(request, pk)
    user = person(request)
    note(user, "read", one)
    found = changes(one) if one.told else []
    agreed = list(one.consents.select_related("text"))
    context = {
        "intake": one,
        "changes": [(change, user.may(change.act)) for change in found],
        "consents": agreed,
        "not_agreed": [text for text in asked_texts(one) if text.pk not in {each.text_id for each in agreed}],
        "episode_form": None if one.episode_id or not one.told else EpisodeForm(intake=one),
    }
    return render(request, "intake/intake.html", context)


@require_POST
@page("write_charts")
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What is ticked goes into the chart, or all that the person may write; or the rest is left as it is."""
    one, user = _one(request, pk), person(request)
    if not one.told:
        raise PermissionDenied
    found = changes(one)
    wanted = {change.key for change in found if user.may(change.act)} if "all" in request.POST else set()
    wanted |= set(request.POST.getlist("take"))
    chosen = [change for change in found if change.key in wanted]
    for change in chosen:
        allow(request, change.act)
    try:
        take(user, one, chosen, closed="leave" in request.POST)
    except ValidationError as error:
        messages.error(request, f"Nothing is taken over. {' '.join(error.messages)}")
    else:
        messages.success(request, "Taken over." if chosen else "The chart stays as it is.")
    return redirect("intake", pk)


@require_POST
@page("write_care")
def choose_episode(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers belong to an episode that was opened since."""
    one = _one(request, pk)
    form = EpisodeForm(request.POST, intake=one)
    if form.is_valid() and not one.episode_id:
        one.episode = form.cleaned_data["episode"]
        keep(person(request), one)
    return redirect("intake", pk)


@page("read_charts")
def consents(request: HttpRequest, pk: int) -> HttpResponse:
    """What was agreed to, word for word, to be printed."""
    one = _one(request, pk)
    note(person(request), "read", one)
    return render(request, "intake/consents.html", {"intake": one, "consents": one.consents.select_related("text")})


def _one(request: HttpRequest, pk: int) -> Intake:
    found = Intake.objects.of(person(request).clinic).select_related("patient", "episode", "made_by")
    return get_object_or_404(found, pk=pk)
