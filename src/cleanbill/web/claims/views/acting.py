"""Pages that only do something with a record, and lead back to it or on to a claim."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cleanbill.transport.store import StoreError
from cleanbill.web.accounts.access import page
from cleanbill.web.claims.acts import RefusedError

Page = Callable[..., HttpResponse]


def posted(
    find: Callable[[HttpRequest, int], Any], act: Callable[[HttpRequest, Any], str], done: str,
    back: Callable[[Any], HttpResponse],
) -> Page:  # fmt: skip
    """A page that finds a record and does an act with it, all or nothing, and says that it is `done` or why not.

    It leads on to the claim whose number the act gives, else `back`.
    """

    @require_POST
    @page("write_claims")
    def acted(request: HttpRequest, pk: int) -> HttpResponse:
        one = find(request, pk)
        try:
            with transaction.atomic():
                onward = act(request, one)
        except (RefusedError, StoreError) as error:
            messages.error(request, str(error))
            return back(one)
        messages.success(request, done)
        return redirect("claim", onward) if onward else back(one)

    return acted
