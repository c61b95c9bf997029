"""The segments of one claim: its levels as texts to compare with those of the claim before, then the claim itself."""

import datetime as dt
from functools import lru_cache

from msgspec import Struct, structs

from cleanbill.model.claim import Claim, Payer
from cleanbill.model.normal import normal
from cleanbill.model.parties import Billing, PayToPlan
from cleanbill.x12.claim import loops
from cleanbill.x12.claim.sent_claim import claim_segments
from cleanbill.x12.claim.sent_parts import references
from cleanbill.x12.rows import Row, Wrong, write

Segments = list[str]


class Sent(Struct, frozen=True):
    """A claim's segments by their level; `patient` is empty where the patient is the subscriber."""

    billing: Segments
    subscriber: Segments
    patient: Segments
    claim: Segments


def sent(claim: Claim, on: dt.date, wrong: list[Wrong]) -> Sent:
    """The segments of a claim in a file of the day `on`; what stops it is added to `wrong`."""
    claim = normal(claim)
    rendering, billing = claim.rendering, claim.billing
    if billing and not billing.taxonomy and rendering.taxonomy and rendering.npi in (None, claim.billing_npi):
        claim = structs.replace(claim, billing=structs.replace(billing, taxonomy=rendering.taxonomy))
    insured = claim.subscriber
    if claim.payer.type == "medicare_b" and insured and insured.priority and not insured.insurance_type:
        wrong.append(Wrong("/subscriber/insurance_type", "is missing: say why Medicare is not the first payer"))
    if insured and insured.group and insured.group_name:
        wrong.append(Wrong("/subscriber/group_name", "stands beside /subscriber/group; one of them can be sent"))
    dependent = insured is not None and insured.relationship is not None
    subscriber = loops.SUBSCRIBER if dependent else loops.PATIENT_IS_SUBSCRIBER
    return Sent(
        _kept(_billing(claim.billing, claim.billing_npi), wrong),
        write(subscriber, claim, wrong) + _kept(_payer(claim.payer), wrong),
        write(loops.PATIENT, claim, wrong) if dependent else [],
        claim_segments(claim, on, wrong),
    )


Known = tuple[Segments, list[Wrong]]


def _kept(known: Known, wrong: list[Wrong]) -> Segments:
    segments, found = known
    wrong += found
    return segments


@lru_cache(maxsize=256)
def _billing(billing: Billing | None, npi: str | None) -> Known:
    segments, wrong = _of(loops.BILLING, Claim(billing=billing, billing_npi=npi))
    if billing and billing.pay_to:
        segments += write(loops.PAY_TO, Claim(billing=billing), wrong)
    if billing and billing.pay_to_plan:
        segments += _plan(billing.pay_to_plan, wrong)
    return segments, wrong


def _plan(plan: PayToPlan, wrong: list[Wrong]) -> Segments:
    return write(loops.PAY_TO_PLAN, plan, wrong, "/billing/pay_to_plan")


@lru_cache(maxsize=4096)
def _payer(payer: Payer) -> Known:
    segments, wrong = _of(loops.PAYER, Claim(payer=payer))
    return segments + references(payer.references, "/payer", wrong), wrong


def _of(table: tuple[Row, ...], claim: Claim) -> Known:
    """The segments of a party that many claims share, and what is wrong with it."""
    wrong: list[Wrong] = []
    return write(table, claim, wrong), wrong
