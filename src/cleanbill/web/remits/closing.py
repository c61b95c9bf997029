"""Closing what a payer refused or never answered, with a reason, and opening it again.

The account is balanced anew each time.
"""

import datetime as dt

from django.db import transaction

from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep, remove_many
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.checking import OPEN
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.timeline import tell
from cleanbill.web.remits.accounts import balance_anew
from cleanbill.web.remits.models import Account, OpenItem, WriteOff
from cleanbill.web.remits.standing import stand

WRITES_OFF = (OpenItem.Outcome.WRITTEN_OFF, OpenItem.Outcome.LOST)


@transaction.atomic
def close(actor: User, item: OpenItem, outcome: OpenItem.Outcome, reason: str, cents: int, on: dt.date) -> None:
    """Close an item: what became of it, why, and how many cents of it are written off.

    Raises `RefusedError` for an item that is closed, no reason, a write-off beyond what was refused or for an outcome
    that writes nothing off, and for what would be the patient's though the payer does not say so (group PR).
    """
    locked = _locked(actor, item)
    if locked.closed is not None:
        raise RefusedError("It is closed already.")
    if not reason.strip():
        raise RefusedError("Say why it is closed, for whoever reads it next.")
    if not 0 <= cents <= locked.amount or (cents and outcome not in WRITES_OFF):
        raise RefusedError(f"{cents / 100:.2f} is not written off: {locked.amount / 100:.2f} was refused.")
    if outcome == OpenItem.Outcome.PATIENT and not locked.carc.startswith("PR-"):
        raise RefusedError(f"The payer gives it to the patient by group PR alone; this is {locked.carc}.")
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


@transaction.atomic
def write_off(actor: User, account: Account, reason: str, on: dt.date) -> None:
    """Write off what nothing is said of on an account: it was never answered, or the payer took its decision back.

    Raises `RefusedError` where there is nothing of the kind, for a claim in our own hands, and without a reason.
    """
    locked = _account(actor, account.pk)
    claim = locked.claim
    if claim.state in OPEN or not locked.live:
        raise RefusedError(f"{claim} is {claim.get_state_display().lower()}: nothing of it waits for a payer.")
    if locked.open <= 0 or hasattr(locked, "write_off"):
        raise RefusedError("Nothing is left on it that nobody has decided on.")
    if not reason.strip():
        raise RefusedError("Say why it is written off, for whoever reads it next.")
    told = reason.strip()[:500]
    made = WriteOff(account=locked, cents=locked.open, reason=told, on=on, by=actor, before=claim.state)
    keep(actor, made)
    _stand_anew(actor, locked.pk, claim.pk, Event.Kind.WRITTEN_OFF, f"{made.cents / 100:.2f} is written off. {told}")


@transaction.atomic
def undo_write_off(actor: User, account: Account) -> None:
    """Take the write-off of an account back. Raises `RefusedError` where there is none."""
    locked = _account(actor, account.pk)
    made = WriteOff.objects.of(actor.clinic).filter(account=locked).first()
    if made is None:
        raise RefusedError("Nothing of it is written off.")
    remove_many(actor, [made])
    claim = locked.claim
    _stand_anew(actor, locked.pk, claim.pk, Event.Kind.WRITTEN_OFF, "What was written off is open again.", made.before)


def _locked(actor: User, item: OpenItem) -> OpenItem:
    held = OpenItem.objects.of(actor.clinic).select_for_update(of=("self",)).select_related("decision")
    return held.get(pk=item.pk)


def _account(actor: User, pk: int) -> Account:
    held = Account.objects.of(actor.clinic).select_for_update(of=("self",))
    return held.select_related("claim__coverage", "claim__patient", "write_off__by").get(pk=pk)


def _settle(actor: User, item: OpenItem, kind: Event.Kind, text: str) -> None:
    keep(actor, item)
    _stand_anew(actor, item.account_id, item.decision.claim_id or 0, kind, text)


def _stand_anew(actor: User, account: int, claim: int, kind: Event.Kind, text: str, before: str = "") -> None:
    """Balance an account anew, have its claim stand by it, and say in the timeline why."""
    items = balance_anew(actor, [_account(actor, account)])
    held = Claim.objects.of(actor.clinic).select_related("appointment", "replaces").get(pk=claim)
    stand(actor, {claim: held}, items, {claim: before})
    tell(actor, held, kind, text)
