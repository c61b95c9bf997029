"""Closing what a payer refused, with a reason, and opening it again. The account is balanced anew each time."""

import datetime as dt

from django.db import transaction

from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.timeline import tell
from cleanbill.web.remits.accounts import balance_anew
from cleanbill.web.remits.models import Account, OpenItem
from cleanbill.web.remits.standing import stand

WRITES_OFF = (OpenItem.Outcome.WRITTEN_OFF, OpenItem.Outcome.LOST)


@transaction.atomic
def close(actor: User, item: OpenItem, outcome: OpenItem.Outcome, reason: str, cents: int, on: dt.date) -> None:
    """Close an item: what became of it, why, and how many cents of it are written off.

    Raises `RefusedError` for an item that is closed, no reason, and a write-off beyond what was refused or for an
    outcome that writes nothing off.
    """
    locked = _locked(actor, item)
    if locked.closed is not None:
        raise RefusedError("It is closed already.")
    if not reason.strip():
        raise RefusedError("Say why it is closed, for whoever reads it next.")
    if not 0 <= cents <= locked.amount or (cents and outcome not in WRITES_OFF):
        raise RefusedError(f"{cents / 100:.2f} is not written off: {locked.amount / 100:.2f} was refused.")
    locked.outcome, locked.reason, locked.written_off = outcome, reason.strip()[:500], cents
    locked.closed, locked.closed_by = on, actor
    written = f" {cents / 100:.2f} is written off." if cents else ""
    _settle(actor, locked, Event.Kind.CLOSED, f"{locked}: {outcome.label.lower()}. {locked.reason}{written}")
    item.refresh_from_db()


@transaction.atomic
def reopen(actor: User, item: OpenItem) -> None:
    """Open an item again; what was written off of it is not any more. Raises `RefusedError` for one that is open."""
    locked = _locked(actor, item)
    if locked.closed is None:
        raise RefusedError("It is open.")
    locked.outcome, locked.reason, locked.written_off, locked.closed, locked.closed_by = "", "", 0, None, None
    _settle(actor, locked, Event.Kind.REOPENED, f"{locked}: open again.")
    item.refresh_from_db()


def _locked(actor: User, item: OpenItem) -> OpenItem:
    held = OpenItem.objects.of(actor.clinic).select_for_update(of=("self",)).select_related("decision")
    return held.get(pk=item.pk)


def _settle(actor: User, item: OpenItem, kind: Event.Kind, text: str) -> None:
    keep(actor, item)
    account = (
        Account.objects.of(actor.clinic).select_related("claim__coverage", "claim__patient").get(pk=item.account_id)
    )
    items = balance_anew(actor, [account])
    claim = Claim.objects.of(actor.clinic).select_related("appointment", "replaces").get(pk=item.decision.claim_id or 0)
    stand(actor, {claim.pk: claim}, items)
    tell(actor, claim, kind, text)
