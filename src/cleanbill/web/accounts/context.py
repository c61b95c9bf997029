"""What every template knows: what the person may do, in which part of the site they are, when idling ends."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import MAY

_OF_PATIENTS = {"coverages", "episodes", "plans", "authorizations", "benefits"}


def allowed(request: HttpRequest) -> dict[str, Any]:
    """`may`: acts by name, true or false; `section`; `idle_seconds`: how long a session lives without a request."""
    user = getattr(request, "user", None)
    may = {act: isinstance(user, User) and user.may(act) for act in MAY}
    first = request.path.strip("/").partition("/")[0]
    section = "patients" if first in _OF_PATIENTS else "schedule" if first == "appointments" else first
    return {"may": may, "section": section, "idle_seconds": settings.SESSION_COOKIE_AGE}
