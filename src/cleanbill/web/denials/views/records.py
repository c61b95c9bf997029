"""Packets of records: what would go is looked at, then kept as it is sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim
from cleanbill.web.claims.views.one import claim_of
from cleanbill.web.denials import records
from cleanbill.web.denials.forms import RecordsForm
from cleanbill.web.denials.views.one import item_of
from cleanbill.web.remits.models import OpenItem


@page("read_claims")
def item_records(request: HttpRequest, pk: int) -> HttpResponse:
    """The records that can be sent about what was refused."""
    one = item_of(request, pk)
    return _shown(request, one.claim, one)


@page("read_claims")
def claim_records(request: HttpRequest, pk: int) -> HttpResponse:
    """The records that can be sent of a claim that the payer asks about."""
    return _shown(request, claim_of(request, pk), None)


@require_POST
@page("write_claims")
def send_item_records(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the packet about an item, or keep it as it goes out."""
    one = item_of(request, pk)
    return _sent(request, one.claim, one)


@require_POST
@page("write_claims")
def send_claim_records(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the packet of a claim, or keep it as it goes out."""
    return _sent(request, claim_of(request, pk), None)


def _shown(request: HttpRequest, claim: Claim, item: OpenItem | None) -> HttpResponse:
    visits = records.visits_of(claim)
    own = [one for one in visits if one.appointment.pk == claim.appointment_id]
    note(person(request), "read", item or claim, {"records": [one.appointment.pk for one in visits]})
    context: dict[str, Any] = {
        "claim": claim, "item": item, "own": own[0], "others": [one for one in visits if one not in own],
        "plans": records.plans_of(claim, own), "form": RecordsForm(),
    }  # fmt: skip
    return render(request, "denials/records.html", context)


def _sent(request: HttpRequest, claim: Claim, item: OpenItem | None) -> HttpResponse:
    """The packet as PDF where it is only looked at; else it is kept."""
    user, today, form = person(request), timezone.localdate(), RecordsForm(request.POST)
    back = redirect("item_records", item.pk) if item else redirect("claim_records", claim.pk)
    try:
        if not form.is_valid():
            raise RefusedError("Say how it goes; the payer's reference has forty characters at most.")
        numbers = {int(one) for one in request.POST.getlist("visit") if one.isdecimal() and len(one) < 19}
        asked = records.Asked(claim, item, records.chosen(claim, numbers), form.cleaned_data["reference"])
        if request.POST.get("act") == "look":
            return _looked(request, asked)
        records.send(user, asked, form.cleaned_data["way"], today)
    except RefusedError as error:
        messages.error(request, str(error))
        return back
    messages.success(request, "The packet is kept: open it under Letters, and send it.")
    return redirect("denial", item.pk) if item else redirect("claim", claim.pk)


def _looked(request: HttpRequest, asked: records.Asked) -> HttpResponse:
    user = person(request)
    content = records.packet_of(user, asked, timezone.localdate())
    note(user, "read", asked.item or asked.claim, {"packet": [one.appointment.pk for one in asked.visits]})
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="records-{asked.claim.claim_id}.pdf"'
    return answer
