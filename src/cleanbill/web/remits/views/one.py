"""The page of a payment, and what is done with it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cleanbill.codes.adjustments import provider_adjustment
from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.views.listing import page_of
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.remits import posting
from cleanbill.web.remits.models import Remittance
from cleanbill.web.remits.posting import SLICE

State = Remittance.State
Step = Callable[[User, Remittance, HttpRequest], bool]


def payment_of(request: HttpRequest, pk: int) -> Remittance:
    """The payment of the clinic; 404 for any other."""
    held = Remittance.objects.of(person(request).clinic).select_related("transmission", "posted_by", "entered_by")
    return get_object_or_404(held.defer("transmission__content"), pk=pk)


@page("read_claims")
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """A payment: what it is made of, and its claims, those that a person should look at first."""
    one, user = payment_of(request, pk), person(request)
    rows = one.decisions.select_related("claim__patient", "account").order_by("look", "at")
    rows = rows.defer("claim__document", "claim__findings", "claim__proposals", "account__lines", "candidates")
    shown = page_of(rows, request.GET.get("page"))
    note(user, "read", one, {"claims": [row.claim_id for row in shown if row.claim_id]})
    others = [row | {"words": provider_adjustment(row["reason"])} for row in one.others]
    context = {"payment": one, "page": shown, "asked": {}, "others": others, "slow": one.claims > SLICE}
    return render(request, "remits/payment.html", context)


def _stepped(step: Step, done: str) -> Callable[..., HttpResponse]:
    """A page that goes on with a payment: to its end, or one step and its progress where htmx asks."""

    @require_POST
    @page("write_claims")
    def stepped(request: HttpRequest, pk: int) -> HttpResponse:
        one, user = payment_of(request, pk), person(request)
        by_steps = bool(getattr(request, "htmx", False))
        try:
            more = step(user, one, request)
            while more and not by_steps:
                more = step(user, one, request)
        except RefusedError as error:
            messages.error(request, str(error))
            more = False
        else:
            if not more:
                messages.success(request, done)
        if by_steps and more:
            return render(request, "remits/progress.html", {"payment": one})
        if by_steps:
            return HttpResponse(status=204, headers={"HX-Redirect": redirect("payment", pk).url})
        return redirect("payment", pk)

    return stepped


def _post(user: User, one: Remittance, request: HttpRequest) -> bool:
    return posting.post_some(user, one, sure=request.POST.get("sure") == "1")


def _take_out(user: User, one: Remittance, _: HttpRequest) -> bool:
    return posting.unpost_some(user, one)


def _discard(user: User, one: Remittance, _: HttpRequest) -> bool:
    posting.discard(user, one)
    return False


ACTS = {
    "post": _stepped(_post, "Posted."),
    "unpost": _stepped(_take_out, "It is out of the books."),
    "discard": _stepped(_discard, "Put away; nothing of it is posted."),
}
