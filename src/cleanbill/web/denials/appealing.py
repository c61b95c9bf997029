"""The letter about an item, from what the site holds of it; kept when it is sent, with the payer's answer."""

import datetime as dt
from hashlib import sha256
from io import BytesIO

from django.db import transaction

from cleanbill import notes
from cleanbill.forms.letters import Head, draw
from cleanbill.guide.pdf import PrinterMissingError
from cleanbill.model.finding import Finding
from cleanbill.model.letter import Letter
from cleanbill.remittance.appeals import NoGroundError, Receipt, Refused, letter, receipt
from cleanbill.remittance.tracing import stands_on
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Event, Identity
from cleanbill.web.claims.timeline import tell
from cleanbill.web.denials.models import Appeal
from cleanbill.web.remits.models import OpenItem
from cleanbill.x12 import read_277ca

ENCLOSED = ("The signed note of the visit", "The claim (CMS-1500)")


def letter_about(item: OpenItem, kind: str) -> Letter:
    """The letter of a kind about an item. Raises `NoGroundError`, and `KeyError` for no kind."""
    claim = item.claim.read
    text = claim.note.text if claim.note else None
    facts = notes.read(text, item.claim.service_date) if text else None
    refused = Refused(
        line=item.line,
        amount=item.amount,
        reasons=tuple(item.reasons),
        decided=item.opened,
        claim_number=item.decision.claim_number or item.claim.payer_number,
        receipt=_receipt(item),
        file_by=item.claim.file_by,
    )
    return letter(kind, claim, refused, facts, _findings(item))


def _receipt(item: OpenItem) -> Receipt | None:
    """The payer's own acknowledgement that it took the claim, as it came in."""
    told = item.claim.events.filter(kind=Event.Kind.STATUS).exclude(transmission__test=True)
    files = (
        BytesIO(bytes(one.transmission.content)) for one in told.select_related("transmission") if one.transmission
    )
    found = (receipt(read_277ca(file), item.claim.claim_id) for file in files)
    return next(filter(None, found), None)


def _findings(item: OpenItem) -> list[Finding]:
    """What the rules said on the item's line or the whole claim, with what they cite."""
    return [one for one in item.claim.said if stands_on(one.where.line, item.refusal.line)]


def printed(actor: User, item: OpenItem, made: Letter, on: dt.date) -> bytes:
    """The letter as PDF. Raises `RefusedError` where the machine cannot print, or the clinic has not said who it is."""
    claim = item.claim.read
    identity = Identity.objects.of(actor.clinic).first()
    if claim.billing is None or identity is None:
        raise RefusedError("The billing identity is not entered: a letter needs its sender.")
    head = Head(claim.billing, claim.billing_npi or "", claim.payer.name or str(item.claim.payer), on, actor.name)
    try:
        return draw(made, head, ENCLOSED)
    except PrinterMissingError as error:
        raise RefusedError(str(error)) from error


@transaction.atomic
def send(actor: User, item: OpenItem, kind: str, way: str, on: dt.date) -> Appeal:
    """Keep the letter as it goes out. Raises `RefusedError` for an item that is closed and a letter without ground."""
    if item.closed is not None:
        raise RefusedError("It is closed; open it again first.")
    try:
        made = letter_about(item, kind)
    except NoGroundError as error:
        raise RefusedError(str(error)) from error
    content = printed(actor, item, made, on)
    appeal = Appeal(
        item=item, kind=kind, title=made.title, sent=on, way=way, by=actor, letter=content,
        sha256=sha256(content).hexdigest(),
    )  # fmt: skip
    keep(actor, appeal)
    tell(actor, item.claim, Event.Kind.APPEALED, f"{item}: {made.title}, by {appeal.get_way_display().lower()}.")
    return appeal


@transaction.atomic
def answer(actor: User, appeal: Appeal, outcome: str, cents: int, on: dt.date) -> None:
    """Write down what the payer answered. Raises `RefusedError` for no answer, and more won than was refused."""
    if outcome not in Appeal.Outcome.values or not outcome:
        raise RefusedError("Say what the payer answered.")
    if not 0 <= cents <= appeal.item.amount or (cents and outcome == Appeal.Outcome.UPHELD):
        raise RefusedError(f"{cents / 100:.2f} cannot have been won: {appeal.item.amount / 100:.2f} was refused.")
    appeal.outcome, appeal.won, appeal.answered = outcome, cents, on
    keep(actor, appeal)
    won = f" {cents / 100:.2f} is to be paid." if cents else ""
    tell(actor, appeal.item.claim, Event.Kind.APPEALED, f"{appeal}: {appeal.get_outcome_display().lower()}.{won}")
