"""What a person does with the account of a claim that no payer says a word of any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from cleanbill.web.accounts.access import person
from cleanbill.web.claims.views.acting import posted
from cleanbill.web.remits import closing
from cleanbill.web.remits.models import Account


def _account_of(request: HttpRequest, pk: int) -> Account:
    return get_object_or_404(Account.objects.of(person(request).clinic), pk=pk)


def _back(account: Account) -> HttpResponse:
    return redirect("claim", account.claim_id)


def _write_off(request: HttpRequest, account: Account) -> str:
    closing.write_off(person(request), account, request.POST.get("reason", ""), timezone.localdate())
    return ""


def _undo(request: HttpRequest, account: Account) -> str:
    closing.undo_write_off(person(request), account)
    return ""


write_off = posted(_account_of, _write_off, "It is written off.", _back)
undo_write_off = posted(_account_of, _undo, "It is open again.", _back)
