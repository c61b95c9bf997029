"""What is open to those who are not signed in: the first run, and the link that sets a password."""

from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cleanbill.web.accounts.access import page
from cleanbill.web.accounts.forms import PasswordForm, SetUpForm
from cleanbill.web.accounts.links import owner_of
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep, note

_TOKEN = "password_token"
_MASKED = "now"


@page("read_codes")
def stay(request: HttpRequest) -> HttpResponse:
    """Nothing but a sign that the person is still there."""
    return HttpResponse(status=204)


def home(request: HttpRequest) -> HttpResponse:
    """The way in: to the first run, or to what is to be done today."""
    return redirect("set_up" if not User.objects.exists() else "today")


@never_cache
@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    """The first run: makes the clinic and its owner. Afterwards it is gone."""
    if User.objects.exists():
        return redirect("account_login")
    form = SetUpForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        owner = form.instance
        with transaction.atomic():
            owner.clinic.save()
            owner.clinic_id = owner.clinic.pk
            owner.set_password(form.cleaned_data["password1"])
            keep(owner, owner)
        login(request, owner, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, "The clinic is set up. Add an authenticator app next, under your name.")
        return redirect("patients")
    return render(request, "accounts/set_up.html", {"form": form})


@never_cache
@sensitive_post_parameters()
def set_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Set a password by a link. The token moves into the session first, so that it leaks by no address."""
    if token != _MASKED:
        request.session[_TOKEN] = token
        return redirect("set_password", uid, _MASKED)
    user = owner_of(uid, request.session.get(_TOKEN, ""))
    if user is None:
        return render(request, "accounts/link_ended.html", status=410)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _set(request, user, form.cleaned_data["password1"])
    context = {"form": form, "one": user}
    return render(request, "accounts/set_password.html", context)


def _set(request: HttpRequest, user: User, password: str) -> HttpResponseRedirect:
    with transaction.atomic():
        user.set_password(password)
        keep(user, user)
        note(user, "set password by link", user)
    request.session.flush()
    messages.success(request, "Your password is set. Sign in with it.")
    return redirect("account_login")
