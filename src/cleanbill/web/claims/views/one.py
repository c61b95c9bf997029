"""The page of a claim, its documents, and what is done with it."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.claims import acts, asking, editing, making, post
from cleanbill.web.claims.checking import OPEN
from cleanbill.web.claims.forms import HeadForm, LineForms
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.reading import finding_rows, line_rows, rejections
from cleanbill.web.claims.views.acting import Page, posted
from cleanbill.web.claims.views.listing import billers
from cleanbill.web.remits.matching import account_of

Act = Callable[[HttpRequest, Claim], str]


def claim_of(request: HttpRequest, pk: int) -> Claim:
    """The claim of the clinic; 404 for any other."""
    held = Claim.objects.of(person(request).clinic).select_related(
        "patient", "payer", "coverage__payer", "appointment__episode", "appointment__provider", "appointment__patient",
        "assigned", "replaces", "account__write_off__by", "follows__account__write_off__by",
    )  # fmt: skip
    return get_object_or_404(held, pk=pk)


@page("read_claims")
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """A claim: what stops it, its lines with their findings, what was proposed, and what happened to it."""
    one = claim_of(request, pk)
    note(person(request), "read", one)
    findings = finding_rows(one)
    today = timezone.localdate()
    events = list(one.events.select_related("by", "transmission").defer("raw", "transmission__content"))
    account = account_of(one)
    context = {
        "claim": one, "read": one.read, "lines": line_rows(one, findings),
        "rest": [row for row in findings if row["line"] is None and row["kind"] != "not_checked"],
        "unchecked": [row for row in findings if row["kind"] == "not_checked"],
        "rejections": rejections(one, events), "events": events, "people": billers(person(request)),
        "followers": one.followers.all(), "further": one.to_further_payers.all(), "account": account,
        "decisions": one.decisions.filter(posted=True).select_related("remittance"), "in_hand": one.state in OPEN,
        "at_the_payer": one.state in ("accepted", "denied", "paid") and one.payer_number,
        "denials": account.items.filter(closed=None) if account else (),
        "letters": one.appeals.defer("letter"), "days_left": one.days_left(today),
        "may_ask": one.state in asking.AWAITING, "asked": asking.awaited(events, today).get(one.pk),
    }  # fmt: skip
    return render(request, "claims/claim.html", context)


@page("write_claims")
def edit_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a claim says: its lines, diagnoses and numbers."""
    one = claim_of(request, pk)
    head, lines = editing.initial(one.document)
    head_form = HeadForm(request.POST or None, initial=head)
    line_forms = LineForms(request.POST or None, initial=lines)
    if request.method == "POST" and head_form.is_valid() and line_forms.is_valid():
        blank = {"code": "", "modifiers": "", "units": None, "charge": None, "pointers": "", "minutes": None}
        after = editing.filled(one.document, head_form.cleaned_data, [blank | x for x in line_forms.cleaned_data])
        try:
            acts.edit(person(request), one, after, timezone.localdate())
            messages.success(request, "Saved and checked.")
            return redirect("claim", pk)
        except acts.RefusedError as error:
            head_form.add_error(None, str(error))
    return render(request, "claims/edit.html", {"claim": one, "head": head_form, "lines": line_forms})


def _posted(act: Act, done: str) -> Page:
    return posted(claim_of, act, done, lambda one: redirect("claim", one.pk))


def _confirm(request: HttpRequest, one: Claim) -> str:
    acts.confirm(person(request), one, timezone.localdate())
    return ""


def _check(request: HttpRequest, one: Claim) -> str:
    acts.recheck(person(request), [one], timezone.localdate())
    return ""


def _rebuild(request: HttpRequest, one: Claim) -> str:
    making.build(person(request), one.appointment, timezone.localdate(), one.coverage)
    return ""


def _mend(request: HttpRequest, one: Claim) -> str:
    acts.mend(person(request), one, _number(request), timezone.localdate(), request.POST.get("sure") == "1")
    return ""


def _let(request: HttpRequest, one: Claim) -> str:
    try:
        until = parse_date(request.POST.get("until", ""))
    except ValueError as error:
        raise acts.RefusedError("The day is not one; write it as 2026-12-31.") from error
    reason = request.POST.get("reason", "")
    acts.let(person(request), one, _number(request), reason, until, timezone.localdate())
    return ""


def _send(request: HttpRequest, one: Claim) -> str:
    with post.store() as kept:
        post.send(person(request), one, kept, timezone.now(), timezone.localdate())
    return ""


def _ask(request: HttpRequest, one: Claim) -> str:
    with post.store() as kept:
        post.ask(person(request), one, kept, timezone.now(), timezone.localdate())
    return ""


def _hold(request: HttpRequest, one: Claim) -> str:
    acts.hold(person(request), one, request.POST.get("reason", ""), timezone.localdate())
    return ""


def _assign(request: HttpRequest, one: Claim) -> str:
    to = request.POST.get("to", "")
    acts.assign(person(request), one, billers(person(request)).filter(pk=int(to)).first() if to.isdecimal() else None)
    return ""


def _withdraw(request: HttpRequest, one: Claim) -> str:
    acts.withdraw(person(request), one)
    return ""


def _correct(request: HttpRequest, one: Claim) -> str:
    return str(making.follow(person(request), one, Claim.Frequency.REPLACEMENT, timezone.localdate()).pk)


def _void(request: HttpRequest, one: Claim) -> str:
    return str(making.follow(person(request), one, Claim.Frequency.VOID, timezone.localdate()).pk)


def _number(request: HttpRequest) -> int:
    number = request.POST.get("finding", "")
    if not (number.isdecimal() and len(number) < 6):
        raise acts.RefusedError("Choose a finding of the claim.")
    return int(number)


ACTS = {
    "confirm": _posted(_confirm, "The coding is confirmed."),
    "check": _posted(_check, "Checked again."),
    "rebuild": _posted(_rebuild, "Built anew from the note."),
    "mend": _posted(_mend, "Mended."),
    "allow": _posted(_let, "Allowed."),
    "send": _posted(_send, "It is in the outbox."),
    "ask": _posted(_ask, "The question is in the outbox."),
    "hold": _posted(_hold, "Saved."),
    "assign": _posted(_assign, "Assigned."),
    "withdraw": _posted(_withdraw, "Withdrawn."),
    "correct": _posted(_correct, "This is the correction: change it, confirm it, send it."),
    "void": _posted(_void, "This is the void: send it."),
}


@page("read_claims")
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """The document of a step: as people read it, and raw."""
    one = get_object_or_404(
        Event.objects.of(person(request).clinic).select_related("claim__patient", "transmission", "by"), pk=pk
    )
    note(person(request), "read", one)
    raw = one.raw
    if one.transmission:
        raw = bytes(one.transmission.content).decode("utf-8", "replace").replace("~", "~\n").replace("\n\n", "\n")
    context: dict[str, Any] = {"event": one, "claim": one.claim, "raw": raw}
    return render(request, "claims/event.html", context)


@page("read_claims")
def claim_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The claim document as it is now, as JSON."""
    one = claim_of(request, pk)
    note(person(request), "read", one)
    raw = msgspec.json.format(msgspec.json.encode(one.document), indent=2).decode()
    return render(request, "claims/raw.html", {"claim": one, "title": "Claim document (JSON)", "raw": raw})
