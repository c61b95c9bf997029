"""What a person does with a claim. Each act changes it, has it checked, and stands in its timeline, together or not."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import transaction

from cleanbill.engine import fix
from cleanbill.model.finding import Edit
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import Actor, keep
from cleanbill.web.claims.checking import OPEN, check
from cleanbill.web.claims.models import Allowance, Claim, Event
from cleanbill.web.claims.timeline import tell

Kind = Event.Kind


class RefusedError(ValueError):
    """Something is not done with a claim, and why, in one plain sentence."""


@transaction.atomic
def confirm(actor: User, claim: Claim, on: dt.date) -> None:
    """A person has looked at what was proposed, and it is right."""
    _in_hand(claim)
    claim.confirmed = True
    checked(actor, claim, on)
    tell(actor, claim, Kind.CONFIRMED, "Codes, units and modifiers are confirmed.")


@transaction.atomic
def mend(actor: User, claim: Claim, number: int, on: dt.date, sure: bool = False) -> None:
    """Make the repair of the finding of that number. One that states a fact is made only where a person says `sure`."""
    _in_hand(claim)
    try:
        finding = claim.findings[number]
        repair = finding["fix"] or {}
        edits = [msgspec.convert(edit, Edit) for edit in repair["edits"]]
        after = fix.apply(claim.document, edits)
    except (LookupError, ValueError) as error:
        raise RefusedError("This finding is gone; look at the claim again.") from error
    if not edits or repair["safety"] == "never" or (repair["safety"] == "ask" and not sure):
        raise RefusedError("This repair states a fact: a person answers its question first.")
    _edited(actor, claim, after, f"{finding['rule']}: {repair['text']}", on)


@transaction.atomic
def edit(actor: User, claim: Claim, document: dict[str, Any], on: dt.date) -> None:
    """Put another document in the claim's place; what changed stands in the timeline."""
    _in_hand(claim)
    _edited(actor, claim, document, "Changed by hand.", on)


@transaction.atomic
def let(actor: User, claim: Claim, number: int, reason: str, until: dt.date | None, on: dt.date) -> None:
    """Allow the finding of that number on this claim, for a reason, until a day where one is given."""
    _in_hand(claim)
    if not 0 <= number < len(claim.findings) or not claim.findings[number]["rule"]:
        raise RefusedError("This is not allowed: a file cannot do without it.")
    if not reason.strip():
        raise RefusedError("Say why it is allowed, for whoever reads it next.")
    rule = claim.findings[number]["rule"]
    held = Allowance(claim=claim, rule=rule, reason=reason.strip(), by=actor, since=on)
    if until:
        held.until = until
    keep(actor, held)
    checked(actor, claim, on)
    tell(actor, claim, Kind.ALLOWED, f"{rule} allowed: {held.reason}" + (f" Until {until}." if until else ""))


@transaction.atomic
def hold(actor: User, claim: Claim, reason: str, on: dt.date) -> None:
    """Hold a claim back for a reason; without one it is released."""
    _in_hand(claim)
    claim.held = reason.strip()[:200]
    checked(actor, claim, on)
    tell(actor, claim, Kind.HELD if claim.held else Kind.RELEASED, claim.held or "No longer held.")


@transaction.atomic
def assign(actor: User, claim: Claim, to: User | None) -> None:
    """Give a claim to a person, or to nobody."""
    claim.assigned = to
    keep(actor, claim)
    tell(actor, claim, Kind.ASSIGNED, f"Assigned to {to}." if to else "Assigned to nobody.")


@transaction.atomic
def withdraw(actor: User, claim: Claim) -> None:
    """Give up a claim that is still in our hands; its visit can be billed again under another number."""
    _in_hand(claim)
    claim.state = Claim.State.WITHDRAWN
    keep(actor, claim)
    tell(actor, claim, Kind.WITHDRAWN, "Withdrawn before it was sent.")


def recheck(actor: Actor, claims: Iterable[Claim], on: dt.date) -> None:
    """Check claims again as of today; what changed of them is saved."""
    for claim in claims:
        with transaction.atomic():
            checked(actor, claim, on)


def _in_hand(claim: Claim) -> None:
    if claim.state not in OPEN:
        raise RefusedError(f"Claim {claim.claim_id} is {claim.get_state_display().lower()}; nothing of it is changed.")


def _edited(actor: User, claim: Claim, after: dict[str, Any], why: str, on: dt.date) -> None:
    changes = fix.diff(claim.document, after, "The claim")
    if claim.state == Claim.State.REJECTED:
        claim.state = Claim.State.PERSON
    claim.document = after
    checked(actor, claim, on)
    tell(actor, claim, Kind.EDITED, why, raw=changes)


def checked(actor: Actor, claim: Claim, on: dt.date) -> None:
    """Have a claim checked, and save it."""
    check(claim, on)
    keep(actor, claim)
