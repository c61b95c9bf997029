"""What every page of the demo says: that nobody in it is real, and who may be tried."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cleanbill.web.accounts.models import User


def demo(request: HttpRequest) -> dict[str, Any]:
    """`demo`: whether this is the synthetic clinic; `cast`: its people, on pages of those who are not signed in."""
    if not settings.DEMO:
        return {"demo": False}
    nobody = not getattr(request, "user", None) or not request.user.is_authenticated
    return {"demo": True, "cast": User.objects.order_by("pk") if nobody else ()}
