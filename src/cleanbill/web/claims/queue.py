"""The queue of claims: its tabs, filters and counts, by queries that an index answers."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet

from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.claims.models import Claim

State = Claim.State
SIGNS = {
    State.PERSON: ("▲", "doubt"), State.HELD: ("‖", "doubt"), State.READY: ("✓", "good"), State.QUEUED: ("→", "quiet"),
    State.SENT: ("→", "quiet"), State.ACKNOWLEDGED: ("→", "quiet"), State.ACCEPTED: ("◐", "quiet"),
    State.REJECTED: ("✗", "bad"), State.DENIED: ("✗", "bad"), State.PAID: ("●", "good"), State.CLOSED: ("●", "quiet"),
    State.REPLACED: ("↷", "quiet"), State.VOIDED: ("○", "quiet"), State.WITHDRAWN: ("○", "quiet"),
}  # fmt: skip
"""Shape and colour of a state; its word stands beside them."""


class Tab(NamedTuple):
    """A part of the queue: its name in the address, its title, its states, how many claims are in it."""

    name: str
    title: str
    states: tuple[State, ...]
    held: int = 0


TABS = (
    Tab("ready", "Ready", (State.READY,)),
    Tab("person", "Needs a person", (State.PERSON, State.HELD)),
    Tab("waiting", "Waiting", (State.QUEUED, State.SENT, State.ACKNOWLEDGED, State.ACCEPTED)),
    Tab("rejected", "Rejected", (State.REJECTED,)),
    Tab("denied", "Denied", (State.DENIED,)),
    Tab("paid", "Paid", (State.PAID,)),
    Tab("over", "Closed", (State.CLOSED, State.REPLACED, State.VOIDED, State.WITHDRAWN)),
)


def tabs(clinic: Clinic) -> list[Tab]:
    """The tabs with their counts; one query, of an index alone."""
    rows = Claim.objects.of(clinic).order_by().values_list("state").annotate(Count("pk"))
    counts: dict[str, int] = dict(rows)
    return [tab._replace(held=sum(counts.get(state, 0) for state in tab.states)) for tab in TABS]


def tab_of(name: str) -> Tab:
    """The tab of a name; the first where there is none of it."""
    return next((tab for tab in TABS if tab.name == name), TABS[0])


def listed(user: User, tab: Tab, payer: int | None, mine: bool) -> "QuerySet[Claim, int]":
    """The keys of a tab's claims, those that must be filed first before the others: an index has all of it."""
    claims = Claim.objects.of(user.clinic).filter(state__in=tab.states)
    if payer:
        claims = claims.filter(payer=payer)
    if mine:
        claims = claims.filter(assigned=user)
    return claims.order_by(F("file_by").asc(nulls_last=True), "pk").values_list("pk", flat=True)


def rows_of(user: User, keys: Iterable[int]) -> list[Claim]:
    """The claims of some keys, in their order, as the queue shows them."""
    wanted = list(keys)
    claims = Claim.objects.of(user.clinic).filter(pk__in=wanted).select_related("patient", "payer", "assigned")
    found = {one.pk: one for one in claims.defer(*Claim.LONG)}
    return [found[key] for key in wanted]


def shown(claim: Claim) -> dict[str, Any]:
    """The shape, colour and word of a claim's state."""
    sign, colour = SIGNS[State(claim.state)]
    return {"sign": sign, "colour": colour, "word": claim.get_state_display()}
