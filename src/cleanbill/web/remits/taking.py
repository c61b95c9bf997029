"""Taking remittances in: each payment of an 835 becomes a row with its decisions, matched, and waits to be posted."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

import msgspec
from django.db import transaction
from django.utils import timezone

from cleanbill.codes import adjustments
from cleanbill.model import balance
from cleanbill.model import remittance as model
from cleanbill.remittance import content_of, doubts, payment_key
from cleanbill.remittance.ledger import PostingError, cents
from cleanbill.web.audit.keep import Actor, keep, keep_many
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Transmission
from cleanbill.web.remits.accounts import keep_up
from cleanbill.web.remits.matching import Found, account_of, match, stored
from cleanbill.web.remits.models import Decision, Remittance
from cleanbill.x12 import RemittanceReader

Look = Decision.Look
_AT_ONCE = 500


class Taken(NamedTuple):
    """What a file held: payments that are new, and how many are in the books already."""

    new: list[Remittance]
    known: int


def receive(actor: Actor, name: str, content: bytes) -> Taken:
    """Take in an 835 that a person uploads. Raises `RefusedError` for a file that is none, or is known."""
    key = sha256(content).hexdigest()
    if Transmission.objects.of(actor.clinic).filter(sha256=key).exists():
        raise RefusedError("This very file was taken in before.")
    file = Transmission(
        direction="in", kind="835", name=name[:200], sha256=key, test=None, at=timezone.now(), content=content
    )
    with transaction.atomic():
        keep(actor, file)
        taken = take_in(actor, file)
        if not taken.new and not taken.known:
            raise RefusedError("There is no payment in this file; an 835 begins with ISA and holds BPR and CLP.")
    return taken


@transaction.atomic
def take_in(actor: Actor, file: Transmission) -> Taken:
    """Make rows of the payments of a file; a payment that is in the books already, whatever its file, changes nothing.

    Raises `RefusedError` for amounts in parts of a cent.
    """
    keep_up(actor, actor.clinic)
    reader = RemittanceReader(BytesIO(bytes(file.content)))
    new, known = [], 0
    for received in reader:
        whole = received.whole()
        broken = [one.message for one in reader.take_damage() if one.severity == "error"]
        made = enter(actor, whole, broken, transmission=file, received_at=file.at)
        if made:
            new.append(made)
        else:
            known += 1
    return Taken(new, known)


def enter(
    actor: Actor,
    whole: model.Remittance,
    broken: Iterable[str],
    transmission: Transmission | None,
    received_at: dt.datetime,
) -> Remittance | None:
    """The rows of one payment; None where it is in the books already."""
    key, content = payment_key(whole)[:180], content_of(whole)
    others = Remittance.objects.of(actor.clinic).exclude(state=Remittance.State.DISCARDED)
    before = list(others.filter(key__startswith=key).values_list("key", "content"))
    if any(one == content for _, one in before):
        return None
    twice = any(one == key for one, _ in before)
    remittance = Remittance(
        transmission=transmission,
        key=f"{key} {content[:12]}" if twice else key,
        content=content,
        received_at=received_at,
        why=[*dict.fromkeys([*broken, *doubts(whole, twice)])][:20],
        **_sums(whole),
    )
    try:
        rows = _decisions(actor, whole)
    except PostingError as error:
        raise RefusedError(f"Payment {whole.payment.trace}: {error}") from error
    remittance.claims = len(rows)
    remittance.exceptions = sum(one.look != Look.NOTHING for one in rows)
    keep(actor, remittance)
    for row in rows:
        row.clinic, row.remittance = actor.clinic, remittance
    keep_many(actor, rows)
    return remittance


def _sums(whole: model.Remittance) -> dict[str, object]:
    payment = whole.payment
    amount, paid = cents(payment.amount), sum(cents(one.paid) for one in whole.claims)
    adjusted = sum(cents(one.amount) for one in whole.provider_adjustments)
    return {
        "payer_name": (whole.payer.name or "")[:60],
        "payer_tax": payment.payer_tax_id or whole.payer.id or "",
        "method": payment.method or "",
        "trace": (payment.trace or "")[:50],
        "date": payment.date,
        "amount": amount,
        "paid": paid,
        "adjusted": adjusted,
        "difference": amount - paid + adjusted,
        "others": [
            {"reason": one.reason, "amount": cents(one.amount), "reference": one.reference or ""}
            for one in whole.provider_adjustments
        ],
    }


def _decisions(actor: Actor, whole: model.Remittance) -> list[Decision]:
    rows: list[Decision] = []
    for first in range(0, len(whole.claims), _AT_ONCE):
        some = list(whole.claims[first : first + _AT_ONCE])
        for payment, found in zip(some, match(actor.clinic, some), strict=True):
            rows.append(decision_of(payment, found, len(rows), whole.payment.date))
    return rows


def decision_of(payment: model.ClaimPayment, found: Found, at: int, day: dt.date | None) -> Decision:
    """The row of what a payment decides on a claim; not saved, and without its remittance."""
    taken = [*payment.adjustments, *(one for line in payment.lines for one in line.adjustments)]
    refused = [one for one in taken if adjustments.refuses(one.reason, one.amount)]
    return Decision(
        at=at,
        claim=found.claim,
        account=account_of(found.claim) if found.claim else None,
        matched=found.by,
        candidates=stored(found.candidates),
        look=_look(payment, found, bool(refused)),
        named=payment.claim_id[:50],
        claim_number=(payment.claim_number or "")[:50],
        status=payment.status[:2],
        charge=cents(payment.charge),
        paid=cents(payment.paid),
        patient=cents(sum((one.amount for one in taken if one.group == "PR"), Decimal(0))),
        denied=cents(sum((one.amount for one in refused), Decimal(0))),
        day=day,
        document=msgspec.to_builtins(payment),
    )


def _look(payment: model.ClaimPayment, found: Found, refused: bool) -> Look:
    if found.claim is None:
        return Look.UNMATCHED
    if any(fault.equation != "patient" for fault in balance.of_claim(payment)):
        return Look.UNBALANCED
    if payment.reverses:
        return Look.REVERSAL
    return Look.DENIED if refused else Look.NOTHING
