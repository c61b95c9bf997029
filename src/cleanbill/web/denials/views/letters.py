"""Letters about what was refused: looked at, sent, answered."""

import datetime as dt
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from cleanbill.remittance.appeals import NoGroundError, kind_for, kinds
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.denials import appealing
from cleanbill.web.denials.models import Appeal
from cleanbill.web.denials.views.one import item_of


@page("read_claims")
def appeal_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of a kind as it would be: each statement with its source, and what the record leaves open."""
    one, user = item_of(request, pk), person(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds() else kind_for(one.reasons)
    if kind == Appeal.RECORDS:
        return redirect("item_records", pk)
    note(user, "read", one, {"letter": kind})
    context = {
        "item": one,
        "kind": kind,
        "kinds": appealing.titles(one).items(),
        "ways": Appeal.Way.choices,
        "letter": None,
    }
    try:
        made = appealing.letter_about(one, kind)
        context |= {"letter": made, "enclosed": appealing.enclosed(made)}
    except NoGroundError as error:
        context["asks"] = error.asks
    except RefusedError as error:
        context["why"] = str(error)
    return render(request, "denials/letter.html", context)


@require_POST
@page("write_claims")
def send_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the letter as it goes out."""
    one, said = item_of(request, pk), request.POST
    if said.get("kind") not in kinds() or said.get("way") not in Appeal.Way.values:
        messages.error(request, "Choose a letter, and how it goes.")
        return redirect("appeal_letter", pk)
    if said["kind"] == Appeal.RECORDS:
        return redirect("item_records", pk)
    try:
        appealing.send(person(request), one, said["kind"], said["way"], timezone.localdate())
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("appeal_letter", pk)
    messages.success(request, "The letter is kept: print it, and send it with all that it encloses.")
    return redirect("denial", pk)


@page("read_claims")
def appeal_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it went out."""
    appeal = get_object_or_404(Appeal.objects.of(person(request).clinic), pk=pk)
    note(person(request), "read", appeal)
    answer = HttpResponse(bytes(appeal.letter), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="appeal-{appeal.pk}.pdf"'
    return answer


@require_POST
@page("write_claims")
def answer_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the payer answered."""
    held = Appeal.objects.of(person(request).clinic).select_related("item", "claim")
    appeal = get_object_or_404(held, pk=pk)
    try:
        dollars = Decimal(request.POST.get("dollars") or 0)
        cents = int(dollars * 100)
        appealing.answer(person(request), appeal, request.POST.get("outcome", ""), cents, _day_of_notice(request))
    except (InvalidOperation, ValueError, RefusedError) as error:
        messages.error(request, str(error) if isinstance(error, RefusedError) else "Write dollars as 12.50.")
    else:
        messages.success(request, "Written down.")
    return redirect("denial", appeal.item_id) if appeal.item_id else redirect("claim", appeal.claim_id)


def _day_of_notice(request: HttpRequest) -> dt.date:
    """The date that the payer's answer bears. Raises `RefusedError` for none and for a day to come."""
    try:
        on = parse_date(request.POST.get("on", ""))
    except ValueError:
        on = None
    if on is None or on > timezone.localdate():
        raise RefusedError("Give the date of the payer's answer, as it stands on it.")
    return on
