"""Where claims stand by what is posted on them, and what their timelines say of it."""

from collections import defaultdict
from collections.abc import Iterable

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor, keep_many
from cleanbill.web.claims.answers import settle_the_one_before
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.timeline import event_of
from cleanbill.web.remits.models import Decision, OpenItem, Remittance, WriteOff
from cleanbill.web.remits.words import decided, refusals

State = Claim.State
DECIDED = (State.PAID, State.DENIED, State.CLOSED)
_STAYS = (State.REPLACED, State.VOIDED, State.WITHDRAWN)


def remember(actor: Actor, rows: list[Decision], claims: dict[int, Claim]) -> None:
    """Note on decisions that are about to be posted where their claims stood before anything was decided."""
    earlier = Decision.objects.of(actor.clinic).filter(claim__in=list(claims), posted=True).exclude(before="")
    known = {one.claim_id: one.before for one in earlier.only("claim", "before")}
    for row in rows:
        state = claims[row.claim_id or 0].state
        row.before = known.get(row.claim_id, state if state not in DECIDED else State.ACCEPTED)


def stand(
    actor: Actor, claims: dict[int, Claim], items: dict[int, list[OpenItem]], before: dict[int, str] | None = None
) -> None:
    """Have each claim stand where its decisions put it: paid, denied, closed; else where it stood `before`."""
    sums = _sums(actor.clinic, claims)
    written_off = WriteOff.objects.of(actor.clinic).filter(account__claim__in=list(claims))
    given_up = set(written_off.values_list("account__claim_id", flat=True))
    refused: defaultdict[int, list[OpenItem]] = defaultdict(list)
    for item in (one for some in items.values() for one in some):
        refused[item.decision.claim_id or 0].append(item)
    for pk, claim in claims.items():
        charge, paid, known = sums.get(pk, (0, 0, ""))
        claim.paid = paid if pk in sums else None
        if claim.state not in _STAYS:
            claim.state = (
                _state(refused[pk], charge, paid, pk in given_up) or known or (before or {}).get(pk) or claim.state
            )
    keep_many(actor, list(claims.values()), ("state", "paid", "payer_number"))
    for claim in claims.values():
        settle_the_one_before(actor, claim)


def _state(items: list[OpenItem], charge: int, paid: int, given_up: bool) -> str:
    """The state that decisions and persons put a claim into; "" where they say nothing, or took it back."""
    if any(item.closed is None for item in items):
        return State.DENIED
    if (items or given_up) and not paid:
        return State.CLOSED
    return State.PAID if charge > 0 else ""


def _sums(clinic: Clinic, claims: Iterable[int]) -> dict[int, tuple[int, int, str]]:
    """Charge and pay of what is posted on claims, and where they stood before; of those alone that have any."""
    found: dict[int, tuple[int, int, str]] = {}
    posted = Decision.objects.of(clinic).filter(claim__in=list(claims), posted=True)
    for one in posted.only("claim", "charge", "paid", "before"):
        charge, paid, _ = found.get(one.claim_id or 0, (0, 0, ""))
        found[one.claim_id or 0] = charge + one.charge, paid + one.paid, one.before
    return found


def tell_posted(actor: Actor, remittance: Remittance, rows: list[Decision], claims: dict[int, Claim]) -> None:
    """Put what a payment decided into the timelines."""
    events = []
    file = remittance.transmission
    for row in rows:
        payment = row.read
        refused = refusals(payment)
        detail = {"refused": refused, "remittance": remittance.pk}
        text = decided(payment, refused)
        events.append(event_of(actor, claims[row.claim_id or 0], Event.Kind.REMITTANCE, text, detail, file))
    keep_many(actor, events)


def tell_taken_out(actor: Actor, rows: list[Decision], claims: dict[int, Claim]) -> None:
    """Put into the timelines that decisions do not count any more."""
    keep_many(
        actor,
        [
            event_of(
                actor, claims[row.claim_id or 0], Event.Kind.TAKEN_OUT,
                f"{row.remittance} was taken out: what it decided does not count.", {"remittance": row.remittance_id},
            )
            for row in rows
        ],
    )  # fmt: skip
