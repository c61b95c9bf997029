"""The outbox and the inbox at work: files are carried and fetched, and what they say stands with their claims.

The store of the transport and the site's database are two. The store is written first, and each of its files is told
here once, in one transaction with what follows from it: a run that is broken off is made up for by the next.
"""

import datetime as dt
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from cleanbill.transport import inbox, sending
from cleanbill.transport.folder import RouteError
from cleanbill.transport.routes import Route as Way
from cleanbill.transport.routes import opened
from cleanbill.transport.store import Store
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor, keep, keep_many
from cleanbill.web.claims.answers import claims_of, take
from cleanbill.web.claims.models import Claim, Event, Route, Transmission
from cleanbill.web.claims.post import store, trading
from cleanbill.web.claims.timeline import Machine, event_of
from cleanbill.web.claims.ways import ways

_SENT = (
    "SELECT name, content, changed FROM file WHERE route = ? AND state IN ('sent', 'acknowledged', 'rejected') "
    "ORDER BY changed, name"
)
_TAKEN = (
    "SELECT sha256, name, kind, content, changed FROM document WHERE route = ? AND state = 'taken' "
    "ORDER BY changed, name"
)


class Worked(NamedTuple):
    """What a run did: files that went out, files that came in, and what went wrong, a sentence each."""

    sent: int
    received: int
    wrong: list[str]

    @property
    def words(self) -> str:
        """As a person reads it."""
        out = f"{self.sent} file{'' if self.sent == 1 else 's'} sent"
        return f"{out}, {self.received} answer{'' if self.received == 1 else 's'} received."


def work(actor: Actor, clinic: Clinic, kept: Store, now: dt.datetime, on: dt.date) -> Worked:
    """Send what is queued on the clinic's routes, fetch what lies there, and tell the claims."""
    laid = ways()
    sent = received = 0
    wrong: list[str] = []
    for route in Route.objects.of(clinic):
        if route.way not in laid:
            wrong.append(f"cleanbill.toml has no way {route.way!r} any more; {route} is not reached.")
            continue
        wrong += _carry(kept, route, laid, now, on)
        inbox.take(kept, now)
        sent += sum(1 for _ in _tell_sent(actor, kept, route))
        received += sum(1 for _ in _tell_taken(actor, kept, route))
    return Worked(sent, received, wrong)


def work_for_all(now: dt.datetime, on: dt.date) -> list[tuple[Clinic, Worked]]:
    """Do the work of every clinic of the site that has a route. Raises `StoreError` and `PlaceError`."""
    with store() as kept:
        clinics = [clinic for clinic in Clinic.objects.order_by("pk") if Route.objects.of(clinic).exists()]
        return [(clinic, work(Machine(clinic), clinic, kept, now, on)) for clinic in clinics]


def _carry(kept: Store, route: Route, laid: dict[str, Way], now: dt.datetime, on: dt.date) -> list[str]:
    sending.write(kept, route.way, trading(route), on, now)
    due = sending.due(kept, route.way, now)
    try:
        with opened(laid[route.way]) as (out, in_):
            told = sending.carry(kept, due, out, now)
            inbox.fetch(kept, route.way, in_, now)
    except RouteError as error:
        for name in due:
            sending.put_off(kept, name, str(error), now)
        return [f"{route} is not reached: {error}"]
    return [f"{one.name} is not sent: {one.reason}" for one in told if one.reason]


def _tell_sent(actor: Actor, kept: Store, route: Route) -> Iterator[Transmission]:
    """Each file that went out and was not told yet, told to its claims."""
    for name, content, changed in kept.rows(_SENT, (route.way,)):
        data = bytes(content)
        key = sha256(data).hexdigest()
        if Transmission.objects.of(route.clinic).filter(sha256=key).exists():
            continue
        with transaction.atomic():
            file = _file(actor, route, "out", "837P", name, key, data, changed)
            numbers = [number for (number,) in kept.rows("SELECT reference FROM sent WHERE file = ?", (name,))]
            claims = list(claims_of(file, numbers).values())
            text = f"Sent to {route} in {name}, {'as a test' if file.test else 'in earnest'}."
            keep_many(actor, [event_of(actor, one, Event.Kind.SENT, text, None, file, at=file.at) for one in claims])
            queued = [claim for claim in claims if claim.state == Claim.State.QUEUED]
            for claim in queued:
                claim.state, claim.sent_at = Claim.State.SENT, file.at
            keep_many(actor, queued, ("state", "sent_at"))
        yield file


def _tell_taken(actor: Actor, kept: Store, route: Route) -> Iterator[Transmission]:
    """Each answer that came in and was not told yet, told to its claims."""
    for key, name, kind, content, changed in kept.rows(_TAKEN, (route.way,)):
        if Transmission.objects.of(route.clinic).filter(sha256=key).exists():
            continue
        with transaction.atomic():
            file = _file(actor, route, "in", kind, name, key, bytes(content), changed)
            take(actor, kept, file)
        yield file


def _file(
    actor: Actor, route: Route, direction: str, kind: str, name: str, key: str, data: bytes, changed: str
) -> Transmission:
    file = Transmission(
        clinic=route.clinic, route=route, direction=direction, kind=kind, name=name, sha256=key, test=route.test,
        at=dt.datetime.fromisoformat(changed) if changed else timezone.now(), content=data,
    )  # fmt: skip
    keep(actor, file)
    return file
