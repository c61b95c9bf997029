"""One click signs in as anybody of the synthetic clinic. The address exists in a demo alone."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.models import User


@require_POST
def sign_in_as(request: HttpRequest, username: str) -> HttpResponse:
    """Sign in as someone of the synthetic clinic."""
    user = get_object_or_404(User.objects.all(), username=username)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home")
