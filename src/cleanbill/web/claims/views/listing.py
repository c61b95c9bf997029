"""The queue, what is done with many claims at once, and the visits that have no claim yet."""

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.transport.store import Store
from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.models import Payer
from cleanbill.web.charts.views.listing import answer, page_of
from cleanbill.web.claims import acts, making, post
from cleanbill.web.claims.models import Claim
from cleanbill.web.claims.queue import listed, rows_of, tab_of, tabs
from cleanbill.web.schedule.models import Appointment

MOST_AT_ONCE = 500
_MAILED = {"send": post.send, "ask": post.ask}


@page("read_claims")
def claims(request: HttpRequest) -> HttpResponse:
    """The queue: a tab of it, narrowed by payer and person. The filters stand in the address; names do not."""
    user = person(request)
    tab = tab_of(request.GET.get("tab", ""))
    payer, mine = request.GET.get("payer", ""), request.GET.get("mine") == "1"
    shown = page_of(listed(user, tab, int(payer) if payer.isdecimal() else None, mine), request.GET.get("page"))
    today = timezone.localdate()
    rows = [(claim, claim.days_left(today)) for claim in rows_of(user, shown)]
    note(user, "read", user.clinic, {"list": "claims", "tab": tab.name, "claims": [claim.pk for claim, _ in rows]})
    asked = {"tab": tab.name} | ({"payer": payer} if payer.isdecimal() else {}) | ({"mine": "1"} if mine else {})
    context = {
        "tabs": tabs(user.clinic), "tab": tab, "page": shown, "rows": rows, "asked": asked, "mine": mine,
        "payers": Payer.objects.of(user.clinic), "payer": payer, "people": billers(user),
        "unbilled": unbilled(user).count(),
    }  # fmt: skip
    return answer(request, "claims/queue", context)


@require_POST
@page("write_claims")
def build_claims(request: HttpRequest) -> HttpResponse:
    """Build a claim for each signed visit that has none."""
    user, built, refused = person(request), 0, []
    for visit in unbilled(user).select_related("patient", "provider", "episode", "note")[:MOST_AT_ONCE]:
        try:
            making.build(user, visit, timezone.localdate())
        except acts.RefusedError as error:
            refused.append(str(error))
        else:
            built += 1
    _say(request, f"{_claims(built)} built.", refused)
    return redirect_to_tab("person")


@require_POST
@page("write_claims")
def many_claims(request: HttpRequest) -> HttpResponse:
    """Send, ask about, hold, assign or check again the claims that are chosen."""
    user, act = person(request), request.POST.get("act", "")
    chosen = [int(one) for one in request.POST.getlist("claim") if one.isdecimal()][:MOST_AT_ONCE]
    found = list(_whole(user).filter(pk__in=chosen))
    back = redirect("unanswered") if act == "ask" else redirect_to_tab(request.POST.get("tab", ""))
    if not found:
        messages.error(request, "No claim is chosen: tick those that are meant.")
        return back
    if act in _MAILED:
        done, refused = _mail(user, found, _MAILED[act])
    else:
        done, refused = _each(found, _act(user, act, request.POST))
    words = {
        "send": "put into the outbox",
        "ask": "asked about",
        "hold": "held",
        "assign": "assigned",
        "check": "checked again",
    }
    _say(request, f"{_claims(done)} {words.get(act, 'changed')}.", refused)
    return back


def _act(user: User, act: str, said: "dict[str, str]") -> Callable[[Claim], None]:
    today = timezone.localdate()
    if act == "hold":
        return lambda claim: acts.hold(user, claim, said.get("reason", "") or "Held from the queue.", today)
    if act == "assign":
        to = said.get("to", "")
        who = billers(user).filter(pk=int(to)).first() if to.isdecimal() else None
        return lambda claim: acts.assign(user, claim, who)
    return lambda claim: acts.recheck(user, [claim], today)


def _mail(
    user: User, found: list[Claim], put: Callable[[User, Claim, Store, dt.datetime, dt.date], None]
) -> tuple[int, list[str]]:
    now, today = timezone.now(), timezone.localdate()
    with post.store() as kept:
        return _each(found, lambda claim: put(user, claim, kept, now, today))


def _each(found: list[Claim], act: Callable[[Claim], None]) -> tuple[int, list[str]]:
    refused = []
    for claim in found:
        try:
            act(claim)
        except acts.RefusedError as error:
            refused.append(str(error))
    return len(found) - len(refused), refused


def _whole(user: User) -> "QuerySet[Claim]":
    return Claim.objects.of(user.clinic).select_related("appointment__patient", "payer", "coverage", "patient")


def billers(user: User) -> "QuerySet[User]":
    """Who a claim may be given to."""
    people: QuerySet[User] = User.objects.of(user.clinic).filter(is_active=True)
    return people.filter(role__in=(Role.OWNER, Role.BILLER))


def unbilled(user: User) -> "QuerySet[Appointment]":
    """The signed visits that have no claim."""
    live = Claim.objects.of(user.clinic).filter(appointment=OuterRef("pk"))
    gone = (Claim.State.WITHDRAWN, Claim.State.VOIDED)
    signed = Appointment.objects.of(user.clinic).filter(state="signed", patient_pays=False, note__state="signed")
    return signed.filter(~Exists(live.exclude(state__in=gone))).order_by("start", "pk")


def redirect_to_tab(tab: str) -> HttpResponseRedirect:
    """Back to a tab of the queue."""
    return HttpResponseRedirect(f"{redirect('claims').url}?tab={tab_of(tab).name}")


def _claims(count: int) -> str:
    return "1 claim is" if count == 1 else f"{count} claims are"


def _say(request: HttpRequest, done: str, refused: list[str]) -> None:
    messages.success(request, done)
    for sentence in refused[:10]:
        messages.error(request, sentence)
    if len(refused) > 10:
        messages.error(request, f"{len(refused) - 10} more are refused; open them to see why.")
