"""What every template knows: what the person may do, in which part of the site they are, when idling ends."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import MAY

_PARTS = {
    **dict.fromkeys(("coverages", "episodes", "plans", "authorizations", "benefits", "amounts"), "patients"),
    **dict.fromkeys(("appointments", "waitlist", "waiting"), "schedule"),
}
"""The part of the site that an address belongs to, where it does not begin with its name."""


def allowed(request: HttpRequest) -> dict[str, Any]:
    """`may`: acts by name, true or false; `section`; `idle_seconds`: how long a session lives without a request."""
    user = getattr(request, "user", None)
    may = {act: isinstance(user, User) and user.may(act) for act in MAY}
    first, *others = request.path.strip("/").split("/")
    section = "notes" if "note" in others else _PARTS.get(first, first)
    return {"may": may, "section": section, "idle_seconds": settings.SESSION_COOKIE_AGE}
