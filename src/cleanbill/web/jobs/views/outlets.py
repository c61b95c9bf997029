"""Where summaries go, for the owner."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cleanbill.web.accounts.access import page, person
from cleanbill.web.charts.views.saving import edit
from cleanbill.web.jobs.forms import OutletForm
from cleanbill.web.jobs.models import Outlet


@page("manage_site")
def new_outlet(request: HttpRequest) -> HttpResponse:
    """A new one; it is switched off until somebody switches it on."""
    return _edit(request, Outlet(clinic=person(request).clinic), "New outlet")


@page("manage_site")
def edit_outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one, or switch it."""
    return _edit(request, get_object_or_404(Outlet.objects.of(person(request).clinic), pk=pk), "Edit the outlet")


def _edit(request: HttpRequest, record: Outlet, title: str) -> HttpResponse:
    return edit(request, OutletForm, record, {"title": title, "back": reverse("jobs")}, lambda _: reverse("jobs"))
