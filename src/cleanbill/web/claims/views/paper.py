"""A claim as a payer sees it: the CMS-1500 and the 837P."""

import datetime as dt
from io import BytesIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cleanbill.forms import boxes
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.claims import acts, post
from cleanbill.web.claims.views.one import claim_of
from cleanbill.x12 import Sending, Trading, UnwritableError, Writer


@page("read_claims")
def claim_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The CMS-1500 as PDF: a preview with its boxes, or the data alone for red forms, which only a clean claim gets."""
    from cleanbill.forms.drawing import Margins, draw

    one = claim_of(request, pk)
    preview = request.GET.get("red") != "1"
    if not preview and (one.faults or not one.confirmed):
        messages.error(request, "A claim with errors, or that nobody has confirmed, is not printed on red forms.")
        return redirect("claim", pk)
    form = boxes(one.read, timezone.localdate())
    if form.refused:
        messages.error(request, f"It does not fit the form. {' '.join(form.refused)}")
        return redirect("claim", pk)
    note(person(request), "read", one, {"form": "CMS-1500"})
    answer = HttpResponse(draw(form.pages, Margins(), preview), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="claim-{one.claim_id}.pdf"'
    return answer


@page("read_claims")
def claim_837(request: HttpRequest, pk: int) -> HttpResponse:
    """The 837P that the claim would be, by itself; nothing is sent by looking at it."""
    one = claim_of(request, pk)
    note(person(request), "read", one, {"form": "837P"})
    try:
        trading = post.trading(post.route_of(one))
    except acts.RefusedError:
        trading = Trading(test=True)
    raw, why = "", ""
    try:
        raw = _written(one.document and one.read, trading, max(timezone.localdate(), one.service_date))
    except UnwritableError as error:
        why = str(error)
    return render(request, "claims/raw.html", {"claim": one, "title": "837P", "raw": raw, "why": why})


def _written(document: "object", trading: Trading, on: dt.date) -> str:
    stream = BytesIO()
    writer = Writer(stream, Sending(on, 1, trading))
    writer.add(document)  # type: ignore[arg-type]
    writer.close()
    return stream.getvalue().decode().replace("~", "~\n").replace("\n\n", "\n")
