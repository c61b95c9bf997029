"""The proof that a payer received a claim: its acknowledgement (277CA)."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from cleanbill.model.claim_status import Acknowledged, AcknowledgedBatch, AcknowledgedClaim

_PAYER = (None, "PR")  # a reader leaves out the kind that is usual there


class Receipt(Struct, frozen=True):
    """Who says that a claim was taken, the day it was received there, and the acknowledgement's own number."""

    by: str
    on: dt.date
    number: str


def receipt(acknowledged: Iterable[Acknowledged], claim_id: str) -> Receipt | None:
    """The proof that the payer received and took a claim, in the documents of a 277CA; None where it proves neither.

    A clearinghouse's acknowledgement says nothing of the payer, and one of a rejected claim is none.
    """
    batch = AcknowledgedBatch()
    for one in acknowledged:
        if isinstance(one, AcknowledgedBatch):
            batch = one
        elif isinstance(one, AcknowledgedClaim) and one.claim_id == claim_id and one.accepted:
            return _of(batch)
    return None


def _of(batch: AcknowledgedBatch) -> Receipt | None:
    by = batch.source.name or batch.source.id
    if batch.source.kind not in _PAYER or not by or not batch.received or not batch.trace:
        return None
    return Receipt(by, batch.received, batch.trace)
