"""Claims that are to be sent: each version of a claim once."""

import datetime as dt
from hashlib import sha256
from io import BytesIO
from typing import Literal

import msgspec
from msgspec import structs

from cleanbill.model.claim import Claim
from cleanbill.transport.states import AT_THE_PAYER, OPEN, State
from cleanbill.transport.store import Store
from cleanbill.x12 import Sending, Trading, Writer

_ENCODER = msgspec.json.Encoder(decimal_format="number", order="deterministic")
_REPLACES = ("7", "8")  # frequency codes of a claim that follows one which the payer has

Queued = Literal["queued", "again", "known"]


class NotQueuedError(ValueError):
    """A claim is not to be sent. The message is one sentence."""


def stamp(now: dt.datetime) -> str:
    """A moment as the store keeps it: UTC, to the second."""
    return now.astimezone(dt.UTC).isoformat(timespec="seconds")


def version(claim: Claim) -> tuple[str, str]:
    """The version of a claim, and its document as it is kept: without note and history, which are not sent."""
    document = _ENCODER.encode(structs.replace(claim, note=None, history=None, source=None))
    return sha256(document).hexdigest(), document.decode()


def queue(
    store: Store, claim: Claim, route: str, trading: Trading, on: dt.date, now: dt.datetime, again: bool = False
) -> Queued:
    """Queue a claim for a route. A version that is known already is left as it is ("known").

    A version that the payer rejected is sent once more where `again` says so. Raises `NotQueuedError` while another
    version is on its way or at the payer (unless this one replaces or voids it), and `cleanbill.x12.UnwritableError`
    for a claim that no file can hold.
    """
    Writer(BytesIO(), Sending(on, 1, trading)).add(claim)
    key, document = version(claim)
    with store.transaction():
        known = store.rows("SELECT state FROM claim WHERE version = ?", (key,))
        if known and not (again and known[0][0] in ("rejected", "failed")):
            return "known"
        _make_way(store, claim, key, now)
        store.rows(
            "INSERT INTO claim (version, claim_id, priority, route, document, state, reason, payer_number, changed) "
            "VALUES (?, ?, ?, ?, ?, 'queued', '', '', ?) ON CONFLICT (version) DO UPDATE SET "
            "route = excluded.route, state = 'queued', file = NULL, reason = '', changed = excluded.changed",
            (key, *_addressed(claim), route, document, stamp(now)),
        )
    return "again" if known else "queued"


def _make_way(store: Store, claim: Claim, key: str, now: dt.datetime) -> None:
    """Withdraw the version that is queued still; refuse where one is past that. Each payer in the order has its own."""
    same = (*_addressed(claim), key)
    others = store.rows("SELECT state FROM claim WHERE claim_id = ? AND priority = ? AND version <> ?", same)
    states: set[State] = {state for (state,) in others}
    if going := states.intersection(OPEN):
        raise NotQueuedError(
            f"Claim {claim.claim_id!r} is on its way in another form ({min(going)}); wait for its answer."
        )
    if states.intersection(AT_THE_PAYER) and claim.frequency_code not in _REPLACES:
        raise NotQueuedError(
            f"Claim {claim.claim_id!r} is at the payer in another form; give frequency_code 7 (replacement) or 8 "
            "(void) with the payer's number in original_claim_ref."
        )
    store.rows(
        "UPDATE claim SET state = 'replaced', changed = ? "
        "WHERE claim_id = ? AND priority = ? AND version <> ? AND state = 'queued'",
        (stamp(now), *same),
    )


def _addressed(claim: Claim) -> tuple[str, str]:
    """The id of a claim, and which payer in the order of payers it goes to."""
    return claim.claim_id, (claim.subscriber and claim.subscriber.priority) or "primary"
