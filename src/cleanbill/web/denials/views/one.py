"""The page of what was refused, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cleanbill.codes.adjustments import meaning
from cleanbill.codes.reasons import REASONS
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import keep, note
from cleanbill.web.claims import making
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.timeline import tell
from cleanbill.web.claims.views.acting import Page, posted
from cleanbill.web.claims.views.listing import billers
from cleanbill.web.denials.appealing import due
from cleanbill.web.denials.board import card
from cleanbill.web.denials.forms import CloseForm
from cleanbill.web.remits import closing
from cleanbill.web.remits.models import OpenItem

Act = Callable[[HttpRequest, OpenItem], str]


def item_of(request: HttpRequest, pk: int) -> OpenItem:
    """The item of the clinic; 404 for any other."""
    held = OpenItem.objects.of(person(request).clinic).select_related(
        "account__claim__patient", "account__payer", "decision__claim__payer", "decision__claim__appointment__provider",
        "decision__remittance", "assigned", "closed_by",
    )  # fmt: skip
    return get_object_or_404(held, pk=pk)


@page("read_claims")
def denial(request: HttpRequest, pk: int) -> HttpResponse:
    """The line as it was sent, what the payer did, and why; what the rules said; what can be done."""
    one, user = item_of(request, pk), person(request)
    note(user, "read", one)
    claim = one.claim
    sent = one.account.lines[one.line] if one.line is not None else None
    context: dict[str, Any] = {
        "item": one, "claim": claim, "card": card(one, timezone.localdate()), "sent": sent,
        "part": one.decision.parts[one.part] if one.part < len(one.decision.parts) else None,
        "reasons": [(code, meaning(code.partition("-")[2])) for code in one.reasons],
        "findings": [row for row in one.said if row["severity"] in ("error", "warning")],
        "remarks": [(code, code in REASONS) for code in one.remarks], "people": billers(user),
        "form": CloseForm(initial={"dollars": f"{one.amount / 100:.2f}"}), "acts": OpenItem.Next.choices,
        "letters": one.appeals.defer("letter"),
        "events": claim.events.select_related("by").defer("raw", "detail").order_by("-pk")[:10],
    }  # fmt: skip
    return render(request, "denials/item.html", context)


def _posted(act: Act, done: str) -> Page:
    return posted(item_of, act, done, lambda one: redirect("denial", one.pk))


def _move(request: HttpRequest, one: OpenItem) -> str:
    said = request.POST.get("next", "")
    if said not in OpenItem.Next.values:
        raise RefusedError("There is no such act.")
    one.next = said
    one.due = due(one)
    keep(person(request), one)
    return ""


def _assign(request: HttpRequest, one: OpenItem) -> str:
    to = request.POST.get("to", "")
    one.assigned = billers(person(request)).filter(pk=int(to)).first() if to.isdecimal() else None
    keep(person(request), one)
    return ""


def _close(request: HttpRequest, one: OpenItem) -> str:
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise RefusedError(" ".join(str(error) for errors in form.errors.values() for error in errors))
    said = form.cleaned_data
    outcome = OpenItem.Outcome(said["outcome"])
    off = int((said["dollars"] or 0) * 100) if outcome in closing.WRITES_OFF else 0
    closing.close(person(request), one, outcome, said["reason"], off, timezone.localdate())
    return ""


def _reopen(request: HttpRequest, one: OpenItem) -> str:
    closing.reopen(person(request), one)
    return ""


def _correct(request: HttpRequest, one: OpenItem) -> str:
    return str(making.follow(person(request), one.claim, Claim.Frequency.REPLACEMENT, timezone.localdate()).pk)


def _remark(request: HttpRequest, one: OpenItem) -> str:
    said = request.POST.get("text", "").strip()
    if not said:
        raise RefusedError("Say what happened.")
    tell(person(request), one.claim, Event.Kind.NOTE, said)
    return ""


ACTS = {
    "move": _posted(_move, "Moved."),
    "assign": _posted(_assign, "Assigned."),
    "close": _posted(_close, "Closed."),
    "reopen": _posted(_reopen, "Open again."),
    "correct": _posted(_correct, "This is the correction: change it, confirm it, send it."),
    "remark": _posted(_remark, "Written down."),
}
