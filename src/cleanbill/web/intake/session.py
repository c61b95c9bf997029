"""A patient's session at an intake: it knows one intake and no person, and is a new session each time.

Who is signed in on the browser is signed out first; who signs in later finds nothing of the intake in the session.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.intake.models import Intake

_KEY = "intake"
View = Callable[..., HttpResponse]


class Patient(NamedTuple):
    """Who fills in an intake, as the audit log names them."""

    clinic: Clinic
    username: str


def patient_of(intake: Intake) -> Patient:
    """The patient as the one who acts."""
    return Patient(intake.clinic, f"patient ({intake.get_way_display().lower()})")


def begin(request: HttpRequest, intake: Intake, proven: bool) -> None:
    """Put aside whoever was here, and open a new session of this intake alone."""
    logout(request)
    request.session[_KEY] = {"id": intake.pk, "token": intake.token, "proven": proven}
    request.session.cycle_key()


def opened(request: HttpRequest) -> Intake | None:
    """The intake of the session; None where there is none, it has ended, or its link was replaced."""
    held = request.session.get(_KEY, {})
    found = Intake.objects.select_related("clinic", "patient").filter(pk=held.get("id", 0)).first()
    return found if found and found.open and found.token == held["token"] else None


def is_proven(request: HttpRequest) -> bool:
    """Whether the date of birth was proven, or a person of the clinic handed over the tablet."""
    return bool(request.session.get(_KEY, {}).get("proven"))


def asked(view: View) -> View:
    """Mark a view as a page of the patient's: it is given the intake of the session, which is open and proven."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        intake = opened(request)
        if intake is None:
            return render(request, "intake/ended.html", status=410)
        if not is_proven(request):
            return redirect("intake_start")
        return view(request, intake, *args, **kwargs)

    return never_cache(guarded)


@receiver(user_logged_in)
def _forget(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    if request is not None and hasattr(request, "session"):
        request.session.pop(_KEY, None)
