"""The outbox and the inbox at work: files are carried and fetched, and what they say stands with their claims.

The store of the transport and the site's database are two. The store is written first, and each of its files is told
here once, in one transaction with what follows from it: a run that is broken off is made up for by the next.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from cleanbill.transport import files, inbox, sending
from cleanbill.transport.folder import RouteError
from cleanbill.transport.routes import Route as Way
from cleanbill.transport.routes import opened
from cleanbill.transport.store import Store
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor, keep, keep_many
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.answers import claims_of, take
from cleanbill.web.claims.asking import asked_about
from cleanbill.web.claims.models import Claim, Event, Route, Transmission
from cleanbill.web.claims.post import NO_WAY, trading
from cleanbill.web.claims.timeline import event_of
from cleanbill.web.claims.ways import ways

TakeIn = Callable[[Actor, Transmission], Any]
_SENT = (
    "SELECT name, content, changed FROM file WHERE route = ? AND state IN ('sent', 'acknowledged', 'rejected') "
    "ORDER BY changed, name"
)
_TAKEN = (
    "SELECT sha256, name, kind, content, changed FROM document WHERE route = ? AND state = 'taken' "
    "ORDER BY changed, name"
)


class Worked(NamedTuple):
    """What a run did: files that went out and came in, payments posted, and what went wrong, a sentence each."""

    sent: int
    received: int
    wrong: list[str]
    posted: int = 0

    @property
    def words(self) -> str:
        """As a person reads it."""
        text = f"{_counted(self.sent, 'file')} sent, {_counted(self.received, 'answer')} received"
        return f"{text}, {_counted(self.posted, 'payment')} posted." if self.posted else f"{text}."


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def work(actor: Actor, clinic: Clinic, kept: Store, now: dt.datetime, on: dt.date, take_in: TakeIn) -> Worked:
    """Send what is queued on the clinic's routes, fetch what lies there, and tell the claims.

    `take_in` is given each file of payments, within the transaction in which it is told.
    """
    laid = ways()
    sent = received = 0
    wrong: list[str] = []
    for route in Route.objects.of(clinic):
        if route.way not in laid:
            wrong.append(NO_WAY.format(route))
            continue
        wrong += _carry(kept, route, laid, now, on)
        inbox.take(kept, now)
        sent += sum(1 for _ in _tell_sent(actor, kept, route))
        received += _tell_taken(actor, kept, route, take_in, wrong)
    return Worked(sent, received, wrong)


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
            kind = "276" if files.kind(data) == "276" else "837P"
            file = _file(actor, route, "out", kind, name, key, data, changed)
            numbers = [number for (number,) in kept.rows("SELECT reference FROM sent WHERE file = ?", (name,))]
            if kind == "276":
                _tell(actor, file, Event.Kind.QUESTION, map(asked_about, numbers))
            else:
                _begin_to_wait(actor, file, _tell(actor, file, Event.Kind.SENT, numbers))
        yield file


def _tell(actor: Actor, file: Transmission, kind: Event.Kind, numbers: Iterable[str]) -> list[Claim]:
    """Tell the claims with these numbers that a file went out; which they are."""
    claims = list(claims_of(file, numbers).values())
    text = f"Sent to {file.route} in {file.name}, {'as a test' if file.test else 'in earnest'}."
    keep_many(actor, [event_of(actor, one, kind, text, None, file, at=file.at) for one in claims])
    return claims


def _begin_to_wait(actor: Actor, file: Transmission, claims: list[Claim]) -> None:
    queued = [claim for claim in claims if claim.state == Claim.State.QUEUED]
    for claim in queued:
        claim.state, claim.sent_at = Claim.State.SENT, file.at
    keep_many(actor, queued, ("state", "sent_at"))


def _tell_taken(actor: Actor, kept: Store, route: Route, take_in: TakeIn, wrong: list[str]) -> int:
    """Tell each answer that came in, and was not told yet, to its claims; how many. What is refused is `wrong`."""
    told = 0
    for key, name, kind, content, changed in kept.rows(_TAKEN, (route.way,)):
        if Transmission.objects.of(route.clinic).filter(sha256=key).exists():
            continue
        try:
            with transaction.atomic():
                file = _file(actor, route, "in", kind, name, key, bytes(content), changed)
                take(actor, kept, file)
                if "835" in kind:
                    take_in(actor, file)
        except RefusedError as error:
            wrong.append(f"{name}: {error}")
        else:
            told += 1
    return told


def _file(
    actor: Actor, route: Route, direction: str, kind: str, name: str, key: str, data: bytes, changed: str
) -> Transmission:
    file = Transmission(
        clinic=route.clinic, route=route, direction=direction, kind=kind, name=name, sha256=key, test=route.test,
        at=dt.datetime.fromisoformat(changed) if changed else timezone.now(), content=data,
    )  # fmt: skip
    keep(actor, file)
    return file
