"""A draft of a rule from a refusal that no rule caught."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cleanbill.remittance.backtest import Row
from cleanbill.remittance.drafting import draft_rule
from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.denials.views.one import item_of
from cleanbill.web.remits.models import OpenItem


@page("read_claims")
def draft_of_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a rule's file with the claim, without its persons, as the example that fails; or the file."""
    one = item_of(request, pk)
    if one.traced == OpenItem.Traced.CAUGHT:
        messages.error(request, f"{one.rule} would have caught it; it needs no rule of its own.")
        return redirect("denial", pk)
    text, as_file = _draft(one), request.GET.get("as") == "file"
    note(person(request), "exported" if as_file else "read", one, {"draft of a rule": True})
    if not as_file:
        return render(request, "denials/rule.html", {"item": one, "text": text})
    answer = HttpResponse(text, content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="draft_of_rule_{one.pk}.py"'
    return answer


def _draft(one: OpenItem) -> str:
    refusal = one.refusal
    row = Row("missed", one.claim.claim_id, refusal.line, one.code, refusal.reasons, refusal.remarks, one.amount, ())
    return draft_rule(one.claim.read, row)
