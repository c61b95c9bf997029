"""What the synthetic clinic bills: its identity and charges, weeks that the practice payer has decided on, and a week
that is still to be sent."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from cleanbill.transport.practice.payer import PracticePayer
from cleanbill.web.audit.keep import keep
from cleanbill.web.claims import acts, making, post
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Charge, Claim, Identity, Route
from cleanbill.web.claims.ways import FILE
from cleanbill.web.demo.cast import told
from cleanbill.web.demo.charts import Cast
from cleanbill.web.place import folder
from cleanbill.web.remits.work import work
from cleanbill.web.schedule.booking import move
from cleanbill.web.schedule.models import Appointment

WEEK = dt.timedelta(weeks=1)
DECIDED = 4  # weeks of claims that the payer has decided on; older visits were billed before this clinic came here
UNSENT = dt.timedelta(days=9)  # the last days, of which nothing is sent yet
_NOON = dt.time(12)


def bill(cast: Cast, today: dt.date, last: dt.date) -> None:
    """Claims of the visits that were signed of late: sent and decided on up to the `last` day."""
    row = told("cast.toml")["billing"]
    keep(cast.owner, Identity(clinic=cast.owner.clinic, **row["identity"]))
    for code, cents in row["charges"].items():
        keep(cast.owner, Charge(clinic=cast.owner.clinic, code=code, cents=cents))
    payer = _route(cast)
    for visit in _signed(cast, None, last - DECIDED * WEEK):
        move(cast.users["robin"], visit, "billed")
    for week in range(DECIDED, 0, -1):
        _send(cast, payer, last - week * WEEK, last - (week - 1) * WEEK)
    for _ in _claims(cast, last, today):
        pass


def _route(cast: Cast) -> PracticePayer:
    """The way to the practice payer, through folders of the demo's own."""
    place = folder() / "practice"
    payer = PracticePayer(place)
    (folder() / FILE).write_text(
        f'[routes.practice]\nkind = "folder"\nout = "{place / "claims"}"\nin = "{place / "answers"}"\n'
    )
    route = Route(way="practice", receiver_name="Practice payer (synthetic)", receiver_id="PRACTICE", test=True)
    keep(cast.owner, route)
    return payer


def _claims(cast: Cast, since: dt.date, until: dt.date) -> Iterator[Claim]:
    """The claims of the visits signed in some days: proposed, and confirmed where nothing stands against them."""
    for number, visit in enumerate(_signed(cast, since, until)):
        try:
            claim = making.build(cast.users["robin"], visit, until)
        except RefusedError:
            continue
        if number % 3 and not any(finding["severity"] == "error" for finding in claim.findings):
            acts.confirm(cast.users["robin"], claim, until)
            yield claim


def _signed(cast: Cast, since: dt.date | None, until: dt.date) -> "QuerySet[Appointment]":
    signed = Appointment.objects.of(cast.owner.clinic).filter(state="signed", start__lt=_at(until))
    whole = signed.select_related("patient", "provider", "episode", "clinic")
    return whole.filter(start__gte=_at(since)) if since else whole


def _send(cast: Cast, payer: PracticePayer, since: dt.date, until: dt.date) -> None:
    """A week's claims go out, the payer decides, and what it pays is posted."""
    now = timezone.make_aware(dt.datetime.combine(until, _NOON))
    robin = cast.users["robin"]
    with post.store() as kept:
        for claim in _claims(cast, since, until):
            post.send(robin, claim, kept, now, until)
        work(robin, robin.clinic, kept, now, until)
        payer.work(until)
        work(robin, robin.clinic, kept, now + dt.timedelta(hours=1), until)


def _at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
