"""The people of a clinic: who may sign in, with which role, and the links by which they set a password."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.forms import PersonForm
from cleanbill.web.accounts.links import password_link
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep, note


@page("manage_people")
def people(request: HttpRequest) -> HttpResponse:
    """Everyone who has an account in the clinic."""
    return render(request, "accounts/people.html", {"people": User.objects.of(person(request).clinic)})


@page("manage_people")
def new_person(request: HttpRequest) -> HttpResponse:
    """Invite someone: the link that is shown sets their password."""
    return _form(request, User(), "Invite a person")


@page("manage_people")
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Change someone's name or role, or whether they may sign in."""
    return _form(request, _one(request, pk), "Edit person")


@require_POST
@page("manage_people")
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for someone who has lost their password; the old password ends only when the link is used."""
    user = _one(request, pk)
    note(person(request), "made password link", user)
    return _link_page(request, user)


@require_POST
@page("manage_people")
def drop_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the authenticator of someone who has lost it."""
    user = _one(request, pk)
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        note(person(request), "removed second factor", user)
    messages.success(request, f"{user} signs in with the password alone until an authenticator is added again.")
    return redirect("people")


def _one(request: HttpRequest, pk: int) -> User:
    user: User = get_object_or_404(User.objects.of(person(request).clinic), pk=pk)
    return user


def _form(request: HttpRequest, user: User, title: str) -> HttpResponse:
    new = user.pk is None
    form = PersonForm(request.POST or None, instance=user, by=person(request))
    if request.method == "POST" and form.is_valid():
        if new:
            user.set_unusable_password()
        try:
            keep(person(request), user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if new:
                return _link_page(request, user)
            messages.success(request, f"{user} is saved.")
            return redirect("people")
    context = {"form": form, "record": user, "title": title, "back": reverse("people")}
    return render(request, "charts/form.html", context)


def _link_page(request: HttpRequest, user: User) -> HttpResponse:
    address = request.build_absolute_uri(password_link(user))
    return render(request, "accounts/link.html", {"one": user, "address": address})
