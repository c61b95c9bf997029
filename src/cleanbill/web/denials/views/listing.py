"""The board, its columns further down, what is done with many items at once, and the causes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from cleanbill.web import bars
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import keep, note
from cleanbill.web.charts.models import Payer
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.views.listing import billers
from cleanbill.web.denials import board
from cleanbill.web.denials.causes import FIELDS, TITLES, Cause, causes, months
from cleanbill.web.denials.forms import CloseForm
from cleanbill.web.exporting import Cell, file_of
from cleanbill.web.remits.closing import WRITES_OFF, close
from cleanbill.web.remits.models import OpenItem

_MOST_AT_ONCE = 500


@page("read_claims")
def denials(request: HttpRequest) -> HttpResponse:
    """The board, narrowed by what stands in the address."""
    user, today = person(request), timezone.localdate()
    said = board.asked(request.GET.dict())
    columns = board.columns(user, said, today)
    shown = [card.item.pk for column in columns for card in column.cards]
    note(user, "read", user.clinic, {"list": "denials", "items": shown})
    context = {
        "columns": columns, "asked": said, "query": urlencode(said), "payers": Payer.objects.of(user.clinic),
        "people": billers(user), "form": CloseForm(), "soon": board.SOON, "acts": OpenItem.Next.choices,
        "held": any(one.held for one in columns),
    }  # fmt: skip
    return render(request, "denials/board.html", context)


@page("read_claims")
def denial_column(request: HttpRequest, column: str) -> HttpResponse:
    """One column of the board, page by page."""
    user, today = person(request), timezone.localdate()
    if column not in OpenItem.Next.values:
        return redirect("denials")
    said = board.asked(request.GET.dict())
    items = board.listed(user, said, today)
    number = max(int(request.GET["page"]), 1) if request.GET.get("page", "").isdecimal() else 1
    cards = board.cards(user, items, column, today, (number - 1) * board.CARDS)
    note(user, "read", user.clinic, {"list": "denials", "column": column, "items": [one.item.pk for one in cards]})
    held = items.filter(next=column).count()
    context = {
        "column": OpenItem.Next(column), "cards": cards, "asked": said, "query": urlencode(said), "number": number,
        "held": held, "more": held > number * board.CARDS, "people": billers(user), "acts": OpenItem.Next.choices,
    }  # fmt: skip
    return render(request, "denials/column.html", context)


@require_POST
@page("write_claims")
def many_denials(request: HttpRequest) -> HttpResponse:
    """Move, assign or close the items that are chosen."""
    user, act, said = person(request), request.POST.get("act", ""), request.POST
    chosen = [int(one) for one in said.getlist("item") if one.isdecimal()][:_MOST_AT_ONCE]
    items = list(OpenItem.objects.of(user.clinic).filter(pk__in=chosen, closed=None).select_related("decision"))
    done = 0
    for item in items:
        try:
            _do(request, item, act)
        except RefusedError as error:
            messages.error(request, f"{item}: {error}")
            break
        done += 1
    if items:
        messages.success(request, f"{done} denial{'' if done == 1 else 's'} changed.")
    else:
        messages.error(request, "No denial is chosen: tick those that are meant.")
    asked = board.asked(dict(part.split("=", 1) for part in said.get("asked", "").split("&") if "=" in part))
    return HttpResponseRedirect(f"{redirect('denials').url}?{urlencode(asked)}")


def _do(request: HttpRequest, item: OpenItem, act: str) -> None:
    user, said = person(request), request.POST
    if act == "close":
        outcome = said.get("outcome", "")
        if outcome not in OpenItem.Outcome.values:
            raise RefusedError("Say what became of it.")
        kind = OpenItem.Outcome(outcome)
        off = item.amount if kind in WRITES_OFF else 0
        close(user, item, kind, said.get("reason", ""), off, timezone.localdate())
    elif act in OpenItem.Next.values:
        item.next = act
        keep(user, item)
    elif act == "assign":
        to = said.get("to", "")
        item.assigned = get_object_or_404(billers(user), pk=int(to)) if to.isdecimal() else None
        keep(user, item)


@page("read_claims")
def denial_causes(request: HttpRequest) -> HttpResponse:
    """What was refused in the last twelve months, and why, with the money."""
    user, today = person(request), timezone.localdate()
    by = request.GET.get("by", "") if request.GET.get("by") in FIELDS else "carc"
    rows = causes(user.clinic, by, today)
    note(user, "read", user.clinic, {"list": "denial causes", "by": by})
    if request.GET.get("as") == "csv":
        return _csv(by, rows)
    over = months(user.clinic, today)
    values: list[bars.Value] = [(f"{month:%b %Y}", cents, f"{cents / 100:,.2f}") for month, _, cents in over]
    chart = bars.months("refused", "Dollars refused by month", values)
    context = {"by": by, "titles": TITLES, "rows": rows, "months": over, "title": TITLES[by], "chart": chart}
    return render(request, "denials/causes.html", context)


def _csv(by: str, rows: list[Cause]) -> HttpResponse:
    money = ("cents", "open", "written_off", "won")
    head = [TITLES[by], "Refused", "Dollars", "Open", "Written off", "Paid after all", "First", "Last"]
    lines: list[list[Cell]] = []
    for row in rows:
        name = row.words if by in ("payer", "provider") else row.key
        dollars = [f"{getattr(row, one) / 100:.2f}" for one in money]
        lines.append([name, row.refused, *dollars, row.first, row.last])
    return file_of("csv", "causes", head, lines)
