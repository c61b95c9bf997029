"""The audit log on screen, newest first, narrowed by person, act or record."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.chain import verify
from cleanbill.web.audit.models import Entry
from cleanbill.web.charts.views.listing import answer, page_of

_FILTERS = ("actor", "action", "kind", "record")


@page("read_audit")
def log(request: HttpRequest) -> HttpResponse:
    """The clinic's entries."""
    asked = {name: text for name in _FILTERS if (text := request.GET.get(name, "").strip()[:60])}
    entries = Entry.objects.of(person(request).clinic).filter(**asked)
    listed = page_of(entries, request.GET.get("page"))
    rows = [(entry, _said(json.loads(entry.detail))) for entry in listed]
    filters = [(name, asked.get(name, "")) for name in _FILTERS]
    return answer(request, "audit/log", {"page": listed, "rows": rows, "filters": filters, "asked": asked})


@page("read_audit")
def verified(request: HttpRequest) -> HttpResponse:
    """Whether the whole log is as it was written."""
    return render(request, "audit/verified.html", {"verdict": verify()})


def _said(detail: dict[str, object]) -> list[str]:
    """The detail in short: a change as before → after."""
    return [f"{name}: {_change(value)}" for name, value in detail.items()]


def _change(value: object) -> str:
    if isinstance(value, list) and len(value) == 2 and not all(isinstance(part, int) for part in value):
        before, after = ("empty" if part in (None, "") else str(part) for part in value)
        return after if before == "empty" else f"{before} → {after}"
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
