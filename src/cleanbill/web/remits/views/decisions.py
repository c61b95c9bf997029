"""What a payment decides on one claim: as it was sent, what the payer did, and why."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cleanbill.codes.adjustments import GROUPS, meaning, refuses
from cleanbill.model.remittance import ServicePayment
from cleanbill.remittance.matching import line_of
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits import posting
from cleanbill.web.remits.accounts import as_ledger
from cleanbill.web.remits.models import Decision


def decision_of(request: HttpRequest, pk: int) -> Decision:
    """The decision of the clinic; 404 for any other."""
    held = Decision.objects.of(person(request).clinic)
    whole = held.select_related("remittance", "claim__patient", "claim__coverage", "claim__payer", "account")
    return get_object_or_404(whole, pk=pk)


@page("read_claims")
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines as they were sent beside what the payer did and why; for a claim that is not known, whose it may be."""
    one, user = decision_of(request, pk), person(request)
    note(user, "read", one)
    payment = one.read
    numbers = [row["claim_id"] for row in one.candidates]
    known = {
        row.claim_id: row
        for row in Claim.objects.of(user.clinic).filter(claim_id__in=numbers).select_related("patient")
    }
    context = {
        "decision": one, "payment": one.remittance, "said": payment, "lines": _lines(one),
        "whole": [_reason(taken.group, taken.reason, taken.amount) for taken in payment.adjustments],
        "items": one.items.order_by("part") if one.posted else [],
        "candidates": [(known[row["claim_id"]], row["score"]) for row in one.candidates if row["claim_id"] in known],
    }  # fmt: skip
    return render(request, "remits/decision.html", context)


@require_POST
@page("write_claims")
def assign_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of which claim a decision is that nobody knew."""
    one, user = decision_of(request, pk), person(request)
    number = request.POST.get("claim_id", "").strip().upper()[:20]
    claim = Claim.objects.of(user.clinic).filter(claim_id=number).select_related("account", "follows__account").first()
    try:
        if claim is None:
            raise RefusedError("The clinic has no claim of this number.")
        posting.assign(user, one, claim)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "It has its claim.")
    return redirect("decision", pk)


def _lines(one: Decision) -> list[dict[str, Any]]:
    """Each service as the payer has it, with the line that it was sent as."""
    account = as_ledger(one.account, one.claim) if one.account and one.claim else None
    rows = []
    for service in one.read.lines:
        at = line_of(service, account) if account else None
        rows.append({
            "sent": account.lines[at] if account and at is not None else None,
            "service": service,
            "reasons": [_reason(taken.group, taken.reason, taken.amount) for taken in service.adjustments],
            "expected": _expected(one, service, at),
        })  # fmt: skip
    return rows


def _expected(one: Decision, service: ServicePayment, at: int | None) -> dict[str, Any] | None:
    """What the clinic expected to be allowed for a line, and by how much the payer's price differs."""
    lines = one.claim.lines if one.claim else []
    if at is None or at >= len(lines) or lines[at].get("expected_allowed") is None or service.allowed is None:
        return None
    expected = type(service.allowed)(str(lines[at]["expected_allowed"]))
    return {"allowed": expected, "difference": service.allowed - expected}


def _reason(group: str, reason: str, amount: Any) -> dict[str, Any]:
    known = meaning(reason)
    return {"code": f"{group}-{reason}", "amount": amount, "words": known.meaning, "act": known.act,
            "refused": refuses(reason, amount), "group": GROUPS.get(group, "")}  # fmt: skip
