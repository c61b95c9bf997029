"""The timeline of a claim: each step is written down when it is done, with its entry in the audit log."""

import datetime as dt
from typing import Any

from django.utils import timezone

from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.audit.keep import Actor, keep
from cleanbill.web.claims.models import Claim, Event, Transmission


class Machine:
    """The site itself, when it works by a command: named in the audit log, and nobody who can sign in."""

    username = "(the site)"

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.clinic_id = clinic.pk


def tell(
    actor: Actor,
    claim: Claim,
    kind: Event.Kind,
    text: str,
    detail: dict[str, Any] | None = None,
    transmission: Transmission | None = None,
    raw: str = "",
    at: dt.datetime | None = None,
) -> Event:
    """Add an event to a claim: what happened, in words. Now, where no other moment is given.

    What a file says, its sender says: nobody of the clinic stands beside it.
    """
    event = event_of(actor, claim, kind, text, detail, transmission, raw, at)
    keep(actor, event)
    return event


def event_of(
    actor: Actor,
    claim: Claim,
    kind: Event.Kind,
    text: str,
    detail: dict[str, Any] | None = None,
    transmission: Transmission | None = None,
    raw: str = "",
    at: dt.datetime | None = None,
) -> Event:
    """The event, not saved yet."""
    return Event(
        clinic=actor.clinic,
        claim=claim,
        kind=kind,
        at=at or timezone.now(),
        by=actor if isinstance(actor, User) and not transmission else None,
        text=text[:1000],
        detail=detail or {},
        transmission=transmission,
        raw=raw,
    )
