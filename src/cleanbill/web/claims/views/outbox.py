"""The outbox and the inbox: what is on its way on which route, and the button that moves it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.transport import standing
from cleanbill.transport.store import Store, StoreError
from cleanbill.web.accounts.access import page, person
from cleanbill.web.claims import post
from cleanbill.web.claims.models import Claim, Route, Transmission
from cleanbill.web.place import PlaceError
from cleanbill.web.remits.work import work

_MOST = 20


@page("read_claims")
def outbox(request: HttpRequest) -> HttpResponse:
    """Where files and answers stand. The tables alone are asked for when somebody comes back to the page, and not by a
    clock: that would keep a session of nobody open."""
    user = person(request)
    routes = list(Route.objects.of(user.clinic))
    context: dict[str, Any] = {"routes": routes, "wrong": ""}
    try:
        with post.store() as kept:
            context |= _standing(kept, {route.way: route for route in routes})
    except StoreError as error:
        context["wrong"] = str(error)
    context["queued"] = Claim.objects.of(user.clinic).filter(state=Claim.State.QUEUED).count()
    context["files"] = Transmission.objects.of(user.clinic).select_related("route").defer("content")[:_MOST]
    template = "claims/outbox_rows.html" if getattr(request, "htmx", False) else "claims/outbox.html"
    return render(request, template, context)


def _standing(kept: Store, routes: dict[str, Route]) -> dict[str, Any]:
    """The files of the clinic's routes that are not sent yet, and the answers that nobody could place."""
    going = [(one, routes[one.route]) for one in standing.open_files(kept) if one.route in routes]
    odd = [one for one in standing.documents(kept, ("quarantined",), 200) if one.route in routes]
    return {"going": going, "odd": odd[:_MOST]}


@require_POST
@page("write_claims")
def work_outbox(request: HttpRequest) -> HttpResponse:
    """Send what is queued and fetch what lies there, once."""
    user = person(request)
    try:
        with post.store() as kept:
            did = work(user, user.clinic, kept, timezone.now(), timezone.localdate())
    except (StoreError, PlaceError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, did.words)
        for sentence in did.wrong:
            messages.error(request, sentence)
    return redirect("outbox")
