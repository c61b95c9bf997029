"""What holds for every answer of the site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

Next = Callable[[HttpRequest], HttpResponse]


class BoundedRequests:
    """A request that says it is longer than the site takes is refused before any of it is read."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or 413."""
        longest = settings.LONGEST_UPLOAD.get(request.path, settings.LONGEST_REQUEST)
        if int(request.META.get("CONTENT_LENGTH") or 0) > longest:
            return render(request, "413.html", status=413)
        return self.get_response(request)


class PrivateResponses:
    """No page is kept by a browser or a proxy, and what the site does not use of a browser is switched off.

    A part of a page that is asked for after the session has ended sends the whole page to sign in.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with its headers."""
        response = self.get_response(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        if getattr(request, "htmx", False) and response.get("Location", "").startswith(sign_in):
            response = HttpResponse(status=204, headers={"HX-Redirect": sign_in})
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
