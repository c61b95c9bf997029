"""What goes out: a role's daily summary, by e-mail or to a web address. Counts and links, never a patient."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec
from django.conf import settings
from django.core.mail import EmailMessage

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.accounts.roles import Role
from cleanbill.web.jobs.models import Outlet
from cleanbill.web.jobs.today import counts
from cleanbill.web.jobs.webhook import PostError, post


class OutletError(Exception):
    """A summary did not go out, and why."""


def tell_all(clinic: Clinic, on: dt.date) -> int:
    """Send each outlet that is switched on its role's summary; how many went. Raises `OutletError` if one did not."""
    outlets = list(Outlet.objects.of(clinic).filter(on=True))
    wrong = [f"{outlet}: {error}" for outlet in outlets for error in _told(outlet, on)]
    if wrong:
        raise OutletError(f"{len(outlets) - len(wrong)} of {len(outlets)} summaries went out. {wrong[0]}")
    return len(outlets)


def _told(outlet: Outlet, on: dt.date) -> Iterable[str]:
    """Send one; the sentence why it did not go, if it did not."""
    said = summary(outlet.clinic, outlet.role, on)
    try:
        if outlet.kind == Outlet.Kind.EMAIL:
            _mail(outlet.address, said)
        else:
            post(outlet.address, msgspec.json.encode(said), outlet.secret)
    except PostError as error:
        yield str(error)
    except OSError as error:
        yield f"The mail server did not take it ({type(error).__name__})."


def summary(clinic: Clinic, role: str, on: dt.date) -> dict[str, Any]:
    """The summary of a role's day: for each kind of work how much there is, and the page of it."""
    work = [
        {"what": one.title, "count": count, "link": f"{settings.ADDRESS}{one.all}"}
        for one, count in counts(clinic, role, on)
    ]
    return {
        "clinic": clinic.pk,
        "role": role,
        "day": on.isoformat(),
        "link": f"{settings.ADDRESS}/today/",
        "work": work,
    }


def _mail(address: str, said: dict[str, Any]) -> None:
    count = sum(one["count"] for one in said["work"])
    lines = [f"{one['count']:>5}  {one['what']}: {one['link']}" for one in said["work"]]
    text = f"To do on {said['day']}, {Role(said['role']).label.lower()}:\n\n" + "\n".join(lines)
    text += f"\n\n{said['link']}\nThis is sent once a day. The owner switches it off under Nightly work.\n"
    EmailMessage(f"cleanbill: {count} to do", text, to=[address]).send()
