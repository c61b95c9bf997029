"""What a person does with the account of a claim that no payer says a word of any more."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cleanbill.web.accounts.access import page, person
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.remits import closing
from cleanbill.web.remits.models import Account

Act = Callable[[HttpRequest, Account], None]


def _posted(act: Act, done: str) -> Callable[..., HttpResponse]:
    """A page that only does something with an account, and comes back to its claim."""

    @require_POST
    @page("write_claims")
    def acted(request: HttpRequest, pk: int) -> HttpResponse:
        account = get_object_or_404(Account.objects.of(person(request).clinic), pk=pk)
        try:
            act(request, account)
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, done)
        return redirect("claim", account.claim_id)

    return acted


def _write_off(request: HttpRequest, account: Account) -> None:
    closing.write_off(person(request), account, request.POST.get("reason", ""), timezone.localdate())


def _undo(request: HttpRequest, account: Account) -> None:
    closing.undo_write_off(person(request), account)


write_off = _posted(_write_off, "It is written off.")
undo_write_off = _posted(_undo, "It is open again.")
