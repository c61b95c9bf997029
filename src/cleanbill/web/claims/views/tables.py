"""What the clinic is to its payers and what it charges: identity, routes, the fee table."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

import cleanbill
from cleanbill.codes.procedures import PROCEDURES
from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.roles import Act
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.forms import RecordForm
from cleanbill.web.charts.views.saving import edit
from cleanbill.web.claims.forms import ChargeForm, IdentityForm, PayerRouteForm, RouteForm
from cleanbill.web.claims.models import Charge, Identity, PayerRoute, Route
from cleanbill.web.claims.ways import ways
from cleanbill.web.place import PlaceError


@page("manage_billing")
def identity(request: HttpRequest) -> HttpResponse:
    """Who bills; one a clinic."""
    clinic = person(request).clinic
    record = Identity.objects.of(clinic).first() or Identity(clinic=clinic, name=clinic.name[:60])
    context = {"title": "Billing identity", "back": reverse("claims")}
    return edit(request, IdentityForm, record, context, lambda _: reverse("claims"))


@page("manage_billing")
def routes(request: HttpRequest) -> HttpResponse:
    """The routes, and which payer is reached by which."""
    clinic, wrong = person(request).clinic, ""
    try:
        laid = len(ways())
    except PlaceError as error:
        laid, wrong = 0, str(error)
    context = {
        "routes": Route.objects.of(clinic), "wrong": wrong, "laid": laid,
        "payer_routes": PayerRoute.objects.of(clinic).select_related("payer", "route"),
    }  # fmt: skip
    return render(request, "claims/routes.html", context)


@page("read_claims")
def charges(request: HttpRequest) -> HttpResponse:
    """The fee table, with our labels."""
    held = Charge.objects.of(person(request).clinic)
    rows = [(one, PROCEDURES[one.code].label if one.code in PROCEDURES else "") for one in held]
    return render(request, "claims/charges.html", {"rows": rows})


def _proposed(request: HttpRequest, code: str) -> str:
    """What Medicare pays for a code, as a measure for the clinic's own charge; "" where that is not known."""
    held = Identity.objects.of(person(request).clinic).first()
    answer = cleanbill.fee(code, timezone.localdate(), held.locality if held else "")
    return f"Medicare pays {answer.amount} for {code}." if answer.amount is not None else ""


def _pages(
    act: Act, model: type[ClinicRecord], form: type[RecordForm], name: str, home: str
) -> tuple[Callable[..., HttpResponse], Callable[..., HttpResponse]]:
    """The pages on which a record of a table is added and changed."""

    def onward(_: ClinicRecord) -> str:
        return reverse(home)

    @page(act)
    def add(request: HttpRequest) -> HttpResponse:
        record = model(clinic=person(request).clinic)
        return edit(request, form, record, {"title": f"New {name}", "back": reverse(home)}, onward)

    @page(act)
    def change(request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(model.objects.of(person(request).clinic), pk=pk)
        of = _proposed(request, record.code) if isinstance(record, Charge) else ""
        return edit(request, form, record, {"title": f"Edit {name}", "of": of, "back": reverse(home)}, onward)

    return add, change


new_route, edit_route = _pages("manage_billing", Route, RouteForm, "route", "routes")
new_payer_route, edit_payer_route = _pages("manage_billing", PayerRoute, PayerRouteForm, "route of a payer", "routes")
new_charge, edit_charge = _pages("write_claims", Charge, ChargeForm, "charge", "charges")
