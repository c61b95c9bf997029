"""The payments, those that wait first; uploads; money without a claim; claims for a further payer."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.views.listing import answer, page_of
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim
from cleanbill.web.remits import further
from cleanbill.web.remits.forms import UploadForm
from cleanbill.web.remits.models import Remittance
from cleanbill.web.remits.taking import receive
from cleanbill.web.remits.unmatched import without_claim

State = Remittance.State
TABS = {
    "open": ("To be posted", (State.ENTERED, State.WAITING, State.POSTING, State.UNPOSTING)),
    "posted": ("Posted", (State.POSTED,)),
    "discarded": ("Not wanted", (State.DISCARDED,)),
}
_MOST_AT_ONCE = 200


@page("read_claims")
def payments(request: HttpRequest) -> HttpResponse:
    """The payments of a tab, newest first."""
    user = person(request)
    tab = request.GET.get("tab", "") if request.GET.get("tab") in TABS else "open"
    held = Remittance.objects.of(user.clinic)
    counts = held.aggregate(**{name: Count("pk", filter=Q(state__in=states)) for name, (_, states) in TABS.items()})
    shown = page_of(held.filter(state__in=TABS[tab][1]), request.GET.get("page"))
    note(user, "read", user.clinic, {"list": "payments", "tab": tab, "payments": [one.pk for one in shown]})
    context = {
        "tabs": [(name, title, counts[name]) for name, (title, _) in TABS.items()], "tab": tab, "page": shown,
        "asked": {"tab": tab}, "form": UploadForm(), "unmatched": without_claim(user.clinic).count(),
        "further": further.waiting(user.clinic).count(),
    }  # fmt: skip
    return answer(request, "remits/payments", context)


@require_POST
@page("write_claims")
def upload_payments(request: HttpRequest) -> HttpResponse:
    """Take in an 835. What is new of it waits to be posted; nothing is posted by the upload."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("payments")
    file = form.cleaned_data["file"]
    try:
        taken = receive(person(request), file.name, file.read())
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("payments")
    known = f" {taken.known} in the books already." if taken.known else ""
    messages.success(request, f"{len(taken.new)} new payment{'' if len(taken.new) == 1 else 's'}.{known}")
    return redirect("payment", taken.new[0].pk) if len(taken.new) == 1 else redirect("payments")


@page("read_claims")
def unmatched(request: HttpRequest) -> HttpResponse:
    """What payers decided on claims that nobody knows: money that waits for a person."""
    user = person(request)
    shown = page_of(without_claim(user.clinic).select_related("remittance"), request.GET.get("page"))
    note(user, "read", user.clinic, {"list": "unmatched", "decisions": [one.pk for one in shown]})
    return render(request, "remits/unmatched.html", {"page": shown, "asked": {}})


@page("read_claims")
def next_payers(request: HttpRequest) -> HttpResponse:
    """The claims that the next payer was not billed for yet."""
    user = person(request)
    claims = further.waiting(user.clinic).select_related("patient", "payer", "account")
    shown = page_of(claims.defer(*Claim.LONG), request.GET.get("page"))
    note(user, "read", user.clinic, {"list": "next payers", "claims": [one.pk for one in shown]})
    return render(request, "remits/next_payers.html", {"page": shown, "asked": {}})


@require_POST
@page("write_claims")
def bill_next_payers(request: HttpRequest) -> HttpResponse:
    """Make the claims to the next payers of the claims that are chosen."""
    user, made = person(request), 0
    chosen = [int(one) for one in request.POST.getlist("claim") if one.isdecimal()][:_MOST_AT_ONCE]
    for claim in Claim.objects.of(user.clinic).filter(pk__in=chosen).select_related("appointment__patient", "payer"):
        try:
            further.bill_next(user, claim, timezone.localdate())
        except RefusedError as error:
            messages.error(request, f"{claim}: {error}")
        else:
            made += 1
    messages.success(request, f"{made} claim{'' if made == 1 else 's'} made; confirm and send them from the queue.")
    return redirect("next_payers")
