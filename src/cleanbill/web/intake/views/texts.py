"""The texts that patients are asked to agree to; the owner writes them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import keep
from cleanbill.web.intake.consenting import begin_with_shipped, latest, next_version
from cleanbill.web.intake.forms import ConsentTextForm
from cleanbill.web.intake.models import ConsentText


@page("write_consents")
def texts(request: HttpRequest) -> HttpResponse:
    """The newest version of each."""
    begin_with_shipped(person(request))
    return render(request, "intake/texts.html", {"texts": latest(person(request).clinic)})


@page("write_consents")
def new_text(request: HttpRequest) -> HttpResponse:
    """A further text to agree to."""
    user = person(request)
    text = ConsentText(clinic=user.clinic, by=user, at=timezone.now())
    form = ConsentTextForm(request.POST or None, instance=text, clinic=user.clinic)
    if request.method == "POST" and form.is_valid():
        try:
            keep(user, form.instance)
        except ValidationError:
            form.add_error("title", "There is a text of this title: edit that one.")
        else:
            messages.success(request, f"{form.instance.title} is saved.")
            return redirect("consent_texts")
    return _form(request, form, "New consent")


@page("write_consents")
def edit_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Another wording is a new version; who agreed to an earlier one agreed to that one."""
    user = person(request)
    text = get_object_or_404(ConsentText.objects.of(user.clinic), pk=pk)
    form = ConsentTextForm(request.POST or None, instance=text, clinic=user.clinic)
    if text not in latest(user.clinic):
        messages.error(request, "There is a newer version: edit that one.")
        return redirect("consent_texts")
    if request.method == "POST" and form.is_valid():
        next_version(user, text, form.cleaned_data["text"].replace("\r\n", "\n").strip(), form.cleaned_data["asked"])
        messages.success(request, f"{text.title} is saved as a new version.")
        return redirect("consent_texts")
    return _form(request, form, f"Edit {text.title}")


def _form(request: HttpRequest, form: ConsentTextForm, title: str) -> HttpResponse:
    return render(request, "charts/form.html", {"form": form, "title": title, "back": reverse("consent_texts")})
