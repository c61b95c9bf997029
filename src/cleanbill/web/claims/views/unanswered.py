"""Claims without an answer, and the question where one stands (276)."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.views.listing import page_of
from cleanbill.web.claims import post
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.asking import STEPS, awaited, next_trace, question
from cleanbill.web.claims.models import Event
from cleanbill.web.claims.unanswered import late, least_left_first, silence
from cleanbill.web.claims.views.one import claim_of
from cleanbill.x12 import Sending, Trading, UnwritableError, write_276

TABS = {"days": "Longest without an answer", "file": "Fewest days left to file"}


@page("read_claims")
def unanswered(request: HttpRequest) -> HttpResponse:
    """The claims that were not answered in time, by the days since they were sent, or by those left to file."""
    user, today = person(request), timezone.localdate()
    by = request.GET.get("by", "") if request.GET.get("by") in TABS else "days"
    found = late(user.clinic, today)
    found = least_left_first(found) if by == "file" else found
    shown = page_of(found.select_related("patient", "payer", "assigned"), request.GET.get("page"))
    note(user, "read", user.clinic, {"list": "unanswered", "by": by, "claims": [one.pk for one in shown]})
    asked = awaited(Event.objects.of(user.clinic).filter(claim__in=list(shown), kind__in=STEPS).defer("raw"), today)
    rows = [(silence(one, today), asked.get(one.pk)) for one in shown]
    context = {"page": shown, "rows": rows, "by": by, "tabs": TABS, "asked": {"by": by}}
    return render(request, "claims/unanswered.html", context)


@page("read_claims")
def claim_276(request: HttpRequest, pk: int) -> HttpResponse:
    """The 276 that asks where the claim stands; nothing is sent by looking at it."""
    one, today = claim_of(request, pk), timezone.localdate()
    note(person(request), "read", one, {"form": "276"})
    try:
        trading = post.trading(post.route_of(one))
    except RefusedError:
        trading = Trading(test=True)
    number = next_trace(one.claim_id, one.events.filter(kind__in=STEPS).defer("raw"))
    raw, why, stream = "", "", BytesIO()
    try:
        write_276([question(one, trading, number)], stream, Sending(today, 1, trading))
        raw = stream.getvalue().decode().replace("~", "~\n").replace("\n\n", "\n")
    except UnwritableError as error:
        why = str(error)
    return render(request, "claims/raw.html", {"claim": one, "title": "276", "raw": raw, "why": why})
