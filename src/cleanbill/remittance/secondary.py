"""The claim to the next payer, made from what the payer before it decided."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Literal

from msgspec import structs

from cleanbill.model.claim import Claim, Line, Payer
from cleanbill.model.other_payer import Adjudication, OtherPayer
from cleanbill.model.parties import Subscriber
from cleanbill.model.remittance import ClaimPayment, ServicePayment
from cleanbill.remittance.ledger import PostingError, account
from cleanbill.remittance.matching import line_of

ORDER: tuple[Literal["primary", "secondary", "tertiary"], ...] = ("primary", "secondary", "tertiary")


def next_claim(
    claim: Claim, decided: ClaimPayment, on: dt.date, payer: Payer, member_id: str, insured: Subscriber | None = None
) -> Claim:
    """The claim to `payer`, after the payer of `claim` has `decided` on it in a payment of the day `on`.

    `member_id` and `insured` are those of the next payer; its place in the order is put in here. The numbers of the
    earlier payer (authorization, referral, claim) are left out of what the next one gets as its own. `write_837` writes
    the claim. Raises `PostingError` after the third payer, for a reversal, and for services that are not the claim's.
    """
    place = ORDER.index((claim.subscriber and claim.subscriber.priority) or "primary")
    if place + 1 == len(ORDER):
        raise PostingError("There is no payer after the third.")
    if decided.reverses:
        raise PostingError("A reversal is no decision for the next payer; wait for the corrected one.")
    before = _decided_on(claim, decided, None if decided.lines else on, ORDER[place])
    return structs.replace(
        claim,
        payer=payer,
        patient=structs.replace(claim.patient, id=member_id),
        subscriber=structs.replace(insured or Subscriber(), priority=ORDER[place + 1]),
        other_payers=(*(one for one in claim.other_payers if one.priority != ORDER[place + 1]), before),
        lines=_lines(claim, decided, on),
        auth=None,
        referral_number=None,
        frequency_code=None,
        original_claim_ref=None,
    )


def _decided_on(
    claim: Claim, decided: ClaimPayment, day: dt.date | None, priority: Literal["primary", "secondary", "tertiary"]
) -> OtherPayer:
    """The payer of a claim as the next payer is told of it, with what it decided on the whole."""
    insured = claim.subscriber or Subscriber()
    name = insured if insured.relationship else claim.patient
    return OtherPayer(
        priority=priority,
        type=claim.payer.type,
        name=claim.payer.name,
        id=claim.payer.id,
        relationship=insured.relationship,
        first_name=name.first_name,
        last_name=name.last_name,
        member_id=claim.patient.id,
        group=insured.group,
        paid=decided.paid,
        adjustments=decided.adjustments,
        date=day,
        claim_number=decided.claim_number,
    )


def _lines(claim: Claim, decided: ClaimPayment, on: dt.date) -> tuple[Line, ...]:
    """The lines with what was decided on each; services that the payer split are put together."""
    billed = account(claim)
    services: defaultdict[int, list[ServicePayment]] = defaultdict(list)
    for service in decided.lines:
        at = line_of(service, billed)
        if at is None:
            raise PostingError(f"{service.code} of {service.date} is no line of claim {claim.claim_id!r} for certain.")
        services[at].append(service)
    return tuple(
        structs.replace(line, adjudications=(*line.adjudications, _adjudication(claim, line, services[at], on)))
        if at in services
        else line
        for at, line in enumerate(claim.lines)
    )


def _adjudication(claim: Claim, line: Line, services: list[ServicePayment], on: dt.date) -> Adjudication:
    charge = sum((one.charge for one in services), Decimal(0))
    if charge != line.charge:
        raise PostingError(f"The payer decided on {charge} of {line.code}; claim {claim.claim_id!r} has {line.charge}.")
    units = sum((Decimal(1) if one.units is None else one.units for one in services), Decimal(0))
    return Adjudication(
        payer_id=claim.payer.id or "",
        paid=sum((one.paid for one in services), Decimal(0)),
        code=services[0].code,
        modifiers=services[0].modifiers,
        units=int(units) if units == int(units) else float(units),
        adjustments=tuple(one for service in services for one in service.adjustments),
        date=on,
    )
