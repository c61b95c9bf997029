"""Who reaches a page: signed in, with a role that allows the act. Every page of the site is marked by `page`."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import Act

View = Callable[..., HttpResponse]


def page(act: Act) -> Callable[[View], View]:
    """Mark a view as a page of an act: others are sent to sign in, or answered 403."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            allow(request, act)
            return view(request, *args, **kwargs)

        guarded.act = act  # type: ignore[attr-defined]
        return login_required(guarded)

    return mark


def allow(request: HttpRequest, act: Act) -> None:
    """Raise `PermissionDenied` unless the person's role allows the act."""
    if not person(request).may(act):
        raise PermissionDenied


def person(request: HttpRequest) -> User:
    """Who is signed in, on a page that nobody else reaches."""
    return cast(User, request.user)
