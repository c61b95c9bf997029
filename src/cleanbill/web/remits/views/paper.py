"""A remittance on paper: the payment first, then claim by claim."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits import paper
from cleanbill.web.remits.forms import PaperClaimForm, PaperForm, PaperLineForms
from cleanbill.web.remits.matching import account_of
from cleanbill.web.remits.models import Remittance
from cleanbill.web.remits.views.decisions import decision_of
from cleanbill.web.remits.views.one import payment_of


@page("write_claims")
def new_payment(request: HttpRequest) -> HttpResponse:
    """Enter a payment that came on paper."""
    user = person(request)
    form = PaperForm(request.POST or None, instance=Remittance(), clinic=user.clinic)
    if request.method == "POST" and form.is_valid():
        try:
            paper.begin(user, form.instance)
            return redirect("payment", form.instance.pk)
        except RefusedError as error:
            form.add_error(None, str(error))
    return render(request, "remits/new_payment.html", {"form": form})


@require_POST
@page("write_claims")
def find_paper_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the entry of a claim by its number."""
    one = payment_of(request, pk)
    number = request.POST.get("claim_id", "").strip().upper()[:20]
    claim = Claim.objects.of(person(request).clinic).filter(claim_id=number).first()
    if claim is None:
        messages.error(request, "The clinic has no claim of this number.")
        return redirect("payment", one.pk)
    return redirect("add_to_payment", one.pk, claim.pk)


@page("write_claims")
def add_to_payment(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """Enter what the paper says of a claim, line by line."""
    one, user = payment_of(request, pk), person(request)
    held = Claim.objects.of(user.clinic).select_related("account", "follows__account", "patient", "payer")
    wanted = get_object_or_404(held, pk=claim)
    account = account_of(wanted)
    note(user, "read", wanted)
    form = PaperClaimForm(request.POST or None, initial={"status": str(min(wanted.rank, 2))})
    lines = PaperLineForms(request.POST or None, initial=[{} for _ in account.lines] if account else [])
    if account is None:
        messages.error(request, f"{wanted} was never sent; no payer can have decided on it.")
        return redirect("payment", pk)
    if request.method == "POST" and form.is_valid() and lines.is_valid() and len(lines.forms) == len(account.lines):
        said = [row.cleaned_data for row in lines]
        try:
            paper.add(user, one, wanted, form.cleaned_data["status"], form.cleaned_data["number"], said)
            return redirect("payment", pk)
        except RefusedError as error:
            form.add_error(None, str(error))
    rows = list(zip(account.lines, lines.forms, strict=False))
    context = {"payment": one, "claim": wanted, "form": form, "lines": lines, "rows": rows}
    return render(request, "remits/paper_claim.html", context)


@require_POST
@page("write_claims")
def drop_from_payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a claim out of a payment that is being entered."""
    row = decision_of(request, pk)
    try:
        paper.drop(person(request), row)
    except RefusedError as error:
        messages.error(request, str(error))
    return redirect("payment", row.remittance_id)
