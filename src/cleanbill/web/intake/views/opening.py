"""The patient's way in: the link, the date of birth; and the way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cleanbill.web.intake.forms import BirthForm
from cleanbill.web.intake.links import intake_of, prove
from cleanbill.web.intake.models import Intake
from cleanbill.web.intake.models.intake import TRIES
from cleanbill.web.intake.session import asked, begin, is_proven, opened, patient_of
from cleanbill.web.intake.steps import done_steps


@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A link is opened: it moves into a new session, so that it leaks by no address. Nothing is shown yet."""
    intake = intake_of(token)
    if intake is None:
        return _ended(request)
    begin(request, intake, proven=False)
    return redirect("intake_start")


@never_cache
@sensitive_post_parameters()
def start(request: HttpRequest) -> HttpResponse:
    """The date of birth, before anything else; then on to the first page that is not done."""
    intake = opened(request)
    if intake is None:
        return _ended(request)
    if is_proven(request):
        return _onward(intake)
    form = BirthForm(request.POST if request.method == "POST" and not intake.locked else None)
    if form.is_valid():
        if prove(patient_of(intake), intake, form.cleaned_data["dob"]):
            begin(request, intake, proven=True)
            return _onward(intake)
        form.add_error("dob", _left(intake))
    status = 429 if intake.locked else 200
    return render(request, "intake/start.html", {"form": form, "intake": intake}, status=status)


@asked
def stay(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Nothing but a sign that the patient is still there."""
    return HttpResponse(status=204)


@require_POST
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """The tablet goes back: the patient's session is over, and the clinic's person signs in with the password."""
    intake = opened(request)
    request.session.flush()
    onward = reverse("intake", args=[intake.pk]) if intake else reverse("intakes")
    return redirect(f"{reverse('account_login')}?next={onward}")


@never_cache
def done(request: HttpRequest) -> HttpResponse:
    """Thanks; nothing of the intake is here any more."""
    return render(request, "intake/done.html")


def _onward(intake: Intake) -> HttpResponse:
    missing = [number for number, is_done in done_steps(intake).items() if not is_done]
    return redirect("intake_step", missing[0]) if missing else redirect("intake_check")


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "intake/ended.html", status=410)


def _left(intake: Intake) -> str:
    left = max(TRIES - intake.tries, 0)
    return f"This is not the date of birth that the clinic has. {left} more {'try' if left == 1 else 'tries'}."
