"""Claims go into the outbox: which route, between whom, and only what is clean."""

import datetime as dt
import os
from io import BytesIO
from typing import IO

from django.db import transaction

from cleanbill.transport import files
from cleanbill.transport.queue import NotQueuedError, queue
from cleanbill.transport.store import Store, open_store
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep
from cleanbill.web.claims import asking
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.checking import check
from cleanbill.web.claims.models import Claim, Event, Identity, PayerRoute, Route
from cleanbill.web.claims.timeline import tell
from cleanbill.web.claims.ways import ways
from cleanbill.web.place import STORE, PlaceError, folder
from cleanbill.web.schedule.booking import move
from cleanbill.x12 import Sending, Trading, UnwritableError, write_276
from cleanbill.x12.trading import filled

NO_WAY = "cleanbill.toml has no way {0.way!r} any more; {0} is not reached."


def store() -> Store:
    """The store of what is on its way: CLEANBILL_STORE, else a file in the site's folder. Raises `StoreError`."""
    return open_store(os.environ.get("CLEANBILL_STORE") or str(folder() / STORE))


def route_of(claim: Claim) -> Route:
    """By which route a claim goes. Raises `RefusedError` where that is not said."""
    named = PayerRoute.objects.of(claim.clinic).filter(payer=claim.payer_id).select_related("route").first()
    if named:
        return named.route
    routes = list(Route.objects.of(claim.clinic)[:2])
    if len(routes) == 1:
        return routes[0]
    if routes:
        raise RefusedError(f"It is not said by which of the routes {claim.payer} is reached; choose one under Routes.")
    raise RefusedError("There is no route to a payer yet; the owner adds one under Routes.")


def trading(route: Route) -> Trading:
    """Between whom the files of a route go."""
    identity = Identity.objects.of(route.clinic).first()
    return Trading(
        submitter_id=route.submitter_id,
        submitter_name=identity.name if identity else "",
        contact=identity.contact if identity else "",
        phone=identity.phone if identity else "",
        receiver_id=route.receiver_id,
        receiver_name=route.receiver_name,
        test=route.test,
    )


def send(actor: User, claim: Claim, kept: Store, now: dt.datetime, on: dt.date) -> None:
    """Put a claim into the outbox. It is checked once more, and one with an error that is not allowed is refused.

    Raises `RefusedError`, one plain sentence, and leaves everything as it was.
    """
    with transaction.atomic():
        check(claim, on)
        if claim.state not in (Claim.State.READY, Claim.State.REJECTED) or claim.faults or not claim.confirmed:
            raise RefusedError(f"Claim {claim.claim_id} is not sent: {_why(claim)}.")
        route = route_of(claim)
        claim.state, claim.test = Claim.State.QUEUED, route.test
        keep(actor, claim)
        marked = "as a test" if route.test else "in earnest"
        tell(actor, claim, Event.Kind.QUEUED, f"Put into the outbox to {route}, {marked}.")
        if claim.appointment.state == "signed":
            move(actor, claim.appointment, "billed")
        # Last, so that what the store refuses is not kept here; what it took and this forgot, it knows again.
        try:
            queue(kept, claim.read, route.way, trading(route), on, now, again=True)
        except (NotQueuedError, UnwritableError) as error:
            raise RefusedError(str(error)) from error


@transaction.atomic
def ask(actor: User, claim: Claim, kept: Store, now: dt.datetime, on: dt.date) -> None:
    """Put the question where a claim stands (276) into the outbox of its route, in a file of its own.

    Raises `RefusedError`, one plain sentence, and leaves everything as it was.
    """
    Claim.objects.of(actor.clinic).select_for_update().only("pk").get(pk=claim.pk)  # one who asks at a time
    told = list(claim.events.filter(kind__in=asking.STEPS).defer("raw"))
    if claim.state not in asking.AWAITING:
        raise RefusedError(f"{claim} is {claim.get_state_display().lower()}; the payer owes no answer to it.")
    if day := asking.awaited(told, on).get(claim.pk):
        raise RefusedError(f"{claim} was asked about on {day}, and that question awaits its answer.")
    route, trace = _laid(route_of(claim)), asking.next_trace(claim.claim_id, told)
    between = filled(trading(route), claim.read)
    asked = asking.question(claim, between, trace)

    def write(stream: IO[bytes], sending: Sending) -> None:
        write_276([asked], stream, sending)

    try:
        write(BytesIO(), Sending(on, 1, between))
    except UnwritableError as error:
        raise RefusedError(str(error)) from error
    marked = "as a test" if route.test else "in earnest"
    tell(actor, claim, Event.Kind.ASKED, f"The question {trace} is in the outbox to {route}, {marked}.", at=now)
    # Last, as a claim is: what the store took and this forgot is not asked a second time.
    if not kept.rows("SELECT file FROM sent WHERE reference = ?", (trace,)):
        files.ask(kept, route.way, between, write, on, now)


def _laid(route: Route) -> Route:
    """A route whose way is laid. Raises `RefusedError` where it is not."""
    try:
        laid = ways()
    except PlaceError as error:
        raise RefusedError(str(error)) from error
    if route.way not in laid:
        raise RefusedError(NO_WAY.format(route))
    return route


def _why(claim: Claim) -> str:
    if claim.held:
        return f"it is held ({claim.held})"
    if claim.faults:
        return f"{claim.faults} finding{'s' if claim.faults > 1 else ''} stop{'' if claim.faults > 1 else 's'} it"
    if not claim.confirmed:
        return "nobody has confirmed its coding"
    return f"it is {claim.get_state_display().lower()}"
