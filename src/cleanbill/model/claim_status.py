"""What a payer says of a claim: the acknowledgement (277CA), the question where it stands (276), the reply (277).

A claim acknowledgement comes as a stream: each batch, then its providers, each followed by its claims.
"""

import datetime as dt
from decimal import Decimal
from typing import Literal

from cleanbill.model.claim import Patient
from cleanbill.model.document import Document
from cleanbill.model.trade import Insured, Party, Period


class Status(Document, frozen=True):
    """X12's category, status and entity, if one is meant: A7, 562, 85. `text` is the payer's own words on a claim."""

    category: str
    code: str
    entity: str | None = None
    text: str | None = None


class Said(Document, frozen=True):
    """What was said: the statuses, of how many dollars charged; whether it was accepted, if told."""

    statuses: tuple[Status, ...] = ()
    accepted: bool | None = None
    charge: Decimal | None = None


class Totals(Document, frozen=True):
    """How many claims were accepted and rejected, and their dollars."""

    accepted: int | None = None
    rejected: int | None = None
    accepted_charge: Decimal | None = None
    rejected_charge: Decimal | None = None


class AcknowledgedBatch(Said, frozen=True, tag_field="of", tag="batch"):
    """The file as a whole: who answers (`source`) whom (`receiver`). `batch_id` is the number of what was sent (BHT03).

    `trace` is the answer's number; `received` and `processed` are the days on which that happened.
    """

    date: dt.date | None = None
    source: Party = Party()
    receiver: Party = Party()
    trace: str | None = None
    batch_id: str | None = None
    received: dt.date | None = None
    processed: dt.date | None = None
    totals: Totals | None = None


class AcknowledgedProvider(Said, frozen=True, tag_field="of", tag="provider"):
    """The claims of one billing provider together. Without claims behind it, the provider as a whole was rejected."""

    provider: Party = Party()
    trace: str | None = None
    totals: Totals | None = None


class AcknowledgedLine(Said, frozen=True):
    """A line that was rejected. `control_number` is the line's own, as it was sent."""

    date: dt.date | None = None
    code: str | None = None
    modifiers: tuple[str, ...] = ()
    units: Decimal | None = None
    control_number: str | None = None
    service: Period | None = None


class AcknowledgedClaim(Said, frozen=True, tag_field="of", tag="claim"):
    """One claim, by the id it was sent with. The payer's own number of it is what a replacement has to name."""

    claim_id: str | None = None
    date: dt.date | None = None
    patient: Patient = Patient()
    payer_claim_number: str | None = None
    clearinghouse_trace: str | None = None
    service: Period | None = None
    lines: tuple[AcknowledgedLine, ...] = ()


Acknowledged = AcknowledgedBatch | AcknowledgedProvider | AcknowledgedClaim


class StatusLine(Document, frozen=True):
    """A line that is asked about, or that a reply speaks of. `charge` and `paid` are dollars."""

    code: str | None = None
    modifiers: tuple[str, ...] = ()
    charge: Decimal | None = None
    paid: Decimal | None = None
    units: Decimal | None = None
    statuses: tuple[Status, ...] = ()
    date: dt.date | None = None
    control_number: str | None = None
    service: Period | None = None


class AskedClaim(Insured, frozen=True):
    """A claim that is asked about. `trace` is the question's number; `claim_id` the claim's.

    `receiver` is who asks, `provider` whose claim it is.
    """

    reference: str | None = None
    payer: Party = Party()
    receiver: Party = Party()
    provider: Party = Party()
    trace: str | None = None
    claim_id: str | None = None
    payer_claim_number: str | None = None
    clearinghouse_trace: str | None = None
    charge: Decimal | None = None
    service: Period | None = None
    lines: tuple[StatusLine, ...] = ()


class ClaimStatusRequest(AskedClaim, frozen=True):
    """The question where a claim stands (276)."""


class ClaimStatusReply(AskedClaim, frozen=True):
    """Where a claim stands (277), as of `date`. `of` tells what the statuses speak of: a request that could not be
    read is answered at its receiver or its provider. `paid`: dollars, with the day it was decided and the payment."""

    of: Literal["receiver", "provider", "claim"] = "claim"
    statuses: tuple[Status, ...] = ()
    date: dt.date | None = None
    paid: Decimal | None = None
    decided: dt.date | None = None
    payment_date: dt.date | None = None
    payment_number: str | None = None
