"""The backtest: what today's rules would have done with the clinic's decided claims, and the lines behind each sum."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from cleanbill.remittance.backtest import Row
from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import note
from cleanbill.web.charts.views.listing import ROWS
from cleanbill.web.claims.models import Claim
from cleanbill.web.denials import summing, trials
from cleanbill.web.denials.forms import DaysForm
from cleanbill.web.exporting import Cell, file_of
from cleanbill.web.remits.models import OpenItem

DAYS = 90
_COLUMNS = ["Kind", "Claim", "Line", "Procedure", "Reasons", "Remarks", "Dollars", "Rules"]


class Days(NamedTuple):
    """The days that are asked for, as a form shows them, and as they stand in an address."""

    form: DaysForm
    first: dt.date
    last: dt.date

    @property
    def words(self) -> dict[str, str]:
        """As an address has them."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


def _days(said: Mapping[str, str]) -> Days:
    """The days that an address names; the last ninety where it names none, or none that can be."""
    today = timezone.localdate()
    usual = {"first": today - dt.timedelta(days=DAYS - 1), "last": today}
    form = DaysForm({name: said.get(name) or day.isoformat() for name, day in usual.items()})
    chosen = form.cleaned_data if form.is_valid() else usual
    return Days(form, chosen["first"], chosen["last"])


@page("read_claims")
def denial_backtest(request: HttpRequest) -> HttpResponse:
    """The sums of some days by kind, by rule and by reason; or each denied and each stopped line as CSV."""
    user, days = person(request), _days(request.GET.dict())
    report, waiting = trials.tried(user.clinic, days.first, days.last)
    if request.GET.get("as") == "csv":
        note(user, "exported", user.clinic, {"list": "backtest", **days.words, "claims": _claims(report.rows)})
        return file_of("csv", f"backtest-{days.first}-{days.last}", _COLUMNS, map(_cells, report.rows))
    note(user, "read", user.clinic, {"list": "backtest", **days.words})
    context = {
        "days": days, "query": urlencode(days.words), "report": report, "waiting": len(waiting),
        "decided": report.answered + len(waiting), "kinds": summing.kinds(report), "rules": summing.by_rule(report),
        "reasons": summing.by_reason(report), "share": f"{report.share_caught or 0:.0%}",
    }  # fmt: skip
    return render(request, "denials/backtest.html", context)


@page("read_claims")
def backtest_list(request: HttpRequest) -> HttpResponse:
    """The lines behind a sum: those of a kind, a rule, a reason."""
    user, days = person(request), _days(request.GET.dict())
    asked = {name: request.GET[name][:40] for name in ("kind", "rule", "reason") if request.GET.get(name)}
    report = trials.tried(user.clinic, days.first, days.last).report
    rows = summing.chosen(report, **asked)
    shown = Paginator(rows, ROWS).get_page(request.GET.get("page") or 1)
    found = list(shown)
    note(user, "read", user.clinic, {"list": "backtest", **days.words, **asked, "claims": _claims(found)})
    context = {
        "page": shown, "rows": _with_records(user.clinic, found), "asked": days.words | asked, "days": days,
        "query": urlencode(days.words), "kind": summing.WORDS.get(asked.get("kind", "")), "chosen": asked,
        "amount": sum(row.amount for row in rows),
    }  # fmt: skip
    return render(request, "denials/backtest_list.html", context)


@require_POST
@page("write_claims")
def try_rules(request: HttpRequest) -> HttpResponse:
    """Try the rules on some of the claims that wait for it; on all of them, step by step, where htmx asks."""
    user, days = person(request), _days(request.POST.dict())
    left = trials.try_some(user, user.clinic, days.first, days.last)
    back = f"{reverse('denial_backtest')}?{urlencode(days.words)}"
    if not getattr(request, "htmx", False):
        return HttpResponseRedirect(back)
    if left:
        return render(request, "denials/trying.html", {"days": days, "left": left, "back": back})
    return HttpResponse(status=204, headers={"HX-Redirect": back})


def _with_records(clinic: Clinic, rows: list[Row]) -> list[tuple[Row, Claim | None, int | None]]:
    """Rows with their claims, and the keys of what was refused there."""
    numbers = {row.claim_id for row in rows}
    held = Claim.objects.of(clinic).filter(claim_id__in=numbers).select_related("patient", "payer")
    claims = {one.claim_id: one for one in held.defer(*Claim.LONG)}
    items = OpenItem.objects.of(clinic).filter(decision__claim__claim_id__in=numbers).order_by("-opened", "-pk")
    keys: dict[Any, int] = {
        (number, None if line is None else line + 1): pk
        for pk, line, number in items.values_list("pk", "line", "decision__claim__claim_id")
    }
    return [
        (row, claims.get(row.claim_id), keys.get((row.claim_id, row.line)) if row.kind != "stopped" else None)
        for row in rows
    ]


def _claims(rows: list[Row]) -> list[str]:
    return sorted({row.claim_id for row in rows})


def _cells(row: Row) -> list[Cell]:
    line: Cell = row.line if row.line is not None else ""
    reasons, remarks, rules = (" ".join(one) for one in (row.reasons, row.remarks, row.rules))
    return [row.kind, row.claim_id, line, row.code, reasons, remarks, f"{row.amount / 100:.2f}", rules]
