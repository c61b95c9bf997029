"""The site's billing at work: what is queued goes out, answers come in, and what is clear of them is posted."""

import datetime as dt

from cleanbill.transport.store import Store
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor
from cleanbill.web.claims import exchange
from cleanbill.web.claims.exchange import Worked
from cleanbill.web.claims.models import Route
from cleanbill.web.claims.post import store
from cleanbill.web.claims.timeline import Machine
from cleanbill.web.remits.models import Decision, Remittance
from cleanbill.web.remits.posting import post_all
from cleanbill.web.remits.taking import take_in

_DOUBTFUL = (Decision.Look.UNMATCHED, Decision.Look.UNBALANCED)


def work(actor: Actor, clinic: Clinic, kept: Store, now: dt.datetime, on: dt.date) -> Worked:
    """Send what is queued, fetch what lies there, tell the claims, and post the payments that nothing is odd about."""
    did = exchange.work(actor, clinic, kept, now, on, take_in)
    return did._replace(posted=post_clear(actor, clinic))


def work_for_all(now: dt.datetime, on: dt.date) -> list[tuple[Clinic, Worked]]:
    """Do the work of every clinic of the site that has a route. Raises `StoreError` and `PlaceError`."""
    with store() as kept:
        clinics = [clinic for clinic in Clinic.objects.order_by("pk") if Route.objects.of(clinic).exists()]
        return [(clinic, work(Machine(clinic), clinic, kept, now, on)) for clinic in clinics]


def post_clear(actor: Actor, clinic: Clinic) -> int:
    """Post what came in by a route, adds up and has a claim of ours for each of its claims; how many payments.

    What a person uploaded, that person posts.
    """
    waiting = Remittance.objects.of(clinic).filter(
        state=Remittance.State.WAITING, why=[], transmission__route__isnull=False
    )
    doubtful = Decision.objects.of(clinic).filter(look__in=_DOUBTFUL).values("remittance")
    clear = list(waiting.exclude(pk__in=doubtful).order_by("received_at", "pk"))
    for remittance in clear:
        post_all(actor, remittance)
    return len(clear)
