"""The list behind a number: its records, what each has of it, and their sums, which are the number."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.views.listing import page_of
from cleanbill.web.dashboards.asked import asked
from cleanbill.web.dashboards.definitions import definitions
from cleanbill.web.dashboards.reckoning import reckon, records, results
from cleanbill.web.dashboards.rows import row, with_names


@page("read_numbers")
def behind(request: HttpRequest, year: int, month: int, id: str) -> HttpResponse:
    """The records of a number, fifty a page. That they were read is written down."""
    if id not in definitions():
        raise Http404
    what, clinic = asked(request, year, month), person(request).clinic
    found = reckon(clinic, id, what.period, what.to)
    context: dict[str, Any] = {
        "what": what, "asked": what.words, "now": found, "definition": found.definition,
        "shown": found if what.period.open else results(clinic, [id], what.period, what.to)[0],
    }  # fmt: skip
    if not found.why:
        listed = records(clinic, id, what.period, what.to)
        keys = listed.order_by("-above", "pk").values_list("pk", flat=True)  # sorted without what their rows show
        context["page"] = shown = page_of(keys, request.GET.get("page"))
        by_key = {one.pk: row(one) for one in with_names(listed.filter(pk__in=list(shown)))}
        amount = found.definition.amount
        context["rows"] = [(one, amount(one.part), amount(one.whole)) for one in (by_key[key] for key in shown)]
        context["parts"], context["wholes"] = amount(found.part), amount(found.whole)
        read = {"list": id, "month": f"{year}-{month:02}", "kind": listed.model._meta.model_name}
        note(person(request), "read", clinic, {**read, "ids": list(shown)})
    return render(request, "dashboards/behind.html", context)
