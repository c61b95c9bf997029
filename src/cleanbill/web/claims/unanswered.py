"""Claims that were sent and are not answered in time: which answer is awaited, since when, and what to do."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cleanbill.parameters import value
from cleanbill.payers import shipped
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.charts.models import Payer
from cleanbill.web.claims.models import Claim

State = Claim.State
NEAR = 30  # days left to file
_AWAITED = {State.SENT: "read", State.ACKNOWLEDGED: "taken", State.ACCEPTED: "decided"}
_WORDS = {
    State.SENT: "no word that the file was read (999)",
    State.ACKNOWLEDGED: "no word that the claim was taken (277CA)",
    State.ACCEPTED: "no decision (835)",
}
_TAKEN_BACK = "no decision: the payer took back the one that it made (835)"


class Expected(NamedTuple):
    """In how many days after it was sent a claim is answered; whether a source says so of its payer."""

    days: int
    known: bool


class Silence(NamedTuple):
    """A claim without its answer: what is missing, the days since it was sent, when it was due, and the next act.

    `act` is ask, call or resend. `left` is the days to file, None where the limit is not known.
    """

    claim: Claim
    missing: str
    days: int
    expected: Expected
    left: int | None
    act: str


def late(clinic: Clinic, on: dt.date) -> "QuerySet[Claim]":
    """The claims whose next answer is overdue or was taken back, those that wait longest first."""
    found = Q(state=State.SENT, sent_at__lt=_before(on, expected(State.SENT, "", on).days))
    found |= Q(state=State.ACKNOWLEDGED, sent_at__lt=_before(on, expected(State.ACKNOWLEDGED, "", on).days))
    alike = defaultdict[int, list[int]](list)
    for key, profile in Payer.objects.of(clinic).order_by().values_list("pk", "profile"):
        alike[expected(State.ACCEPTED, profile, on).days].append(key)
    for days, payers in alike.items():
        found |= Q(state=State.ACCEPTED, payer__in=payers, sent_at__lt=_before(on, days))
    found |= Q(state=State.ACCEPTED, paid__isnull=False)
    awaiting = Claim.objects.of(clinic).filter(state__in=list(_AWAITED))  # of these there is an index
    return awaiting.filter(found).order_by("sent_at", "pk").defer(*Claim.LONG)


def least_left_first(claims: "QuerySet[Claim]") -> "QuerySet[Claim]":
    """Those with the fewest days left to file first."""
    return claims.order_by(F("file_by").asc(nulls_last=True), "sent_at", "pk")


def expected(state: str, profile: str, on: dt.date) -> Expected:
    """When a claim that stands there is answered, by its payer's profile; a day of ours where nobody says."""
    usual = value(f"asking_days.{_AWAITED[State(state)]}", on) or 0
    own = value(f"decision_days.{shipped().type_of(profile)}", on) if state == State.ACCEPTED else None
    return Expected(own, True) if own is not None else Expected(usual, state != State.ACCEPTED)


def due(claim: Claim, on: dt.date) -> dt.date:
    """The day by which a claim that was sent should have had its next answer."""
    return _sent(claim) + dt.timedelta(expected(claim.state, claim.payer.profile, on).days)


def silence(claim: Claim, on: dt.date) -> Silence:
    """What a claim waits for, and what is to be done about it."""
    awaited, days = expected(claim.state, claim.payer.profile, on), (on - _sent(claim)).days
    left = claim.days_left(on)
    taken_back = claim.state == State.ACCEPTED and claim.paid is not None
    missing = _TAKEN_BACK if taken_back else _WORDS[State(claim.state)]
    return Silence(claim, missing, days, awaited, left, _act(claim, days, awaited, left))


def _act(claim: Claim, days: int, awaited: Expected, left: int | None) -> str:
    """A file that nobody read is handed in anew; then a question (276); twice over time, or late to file, a call."""
    if claim.state == State.SENT:
        return "resend"
    pressing = claim.state == State.ACKNOWLEDGED and left is not None and left < NEAR
    return "call" if pressing or days > 2 * awaited.days else "ask"


def _sent(claim: Claim) -> dt.date:
    return timezone.localdate(claim.sent_at)


def _before(on: dt.date, days: int) -> dt.datetime:
    """The moment before which a claim was sent that is overdue by then."""
    return timezone.make_aware(dt.datetime.combine(on - dt.timedelta(days), dt.time()))
