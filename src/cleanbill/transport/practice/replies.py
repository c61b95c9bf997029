"""What the practice payer replies to the question where a claim stands (276): what its book holds of the claim."""

import datetime as dt

from msgspec import structs

from cleanbill.model.claim_status import ClaimStatusReply, ClaimStatusRequest, Status
from cleanbill.transport.practice.book import Book
from cleanbill.transport.practice.payments import NAME
from cleanbill.transport.practice.ways import ways


def reply(asked: ClaimStatusRequest, book: Book, on: dt.date) -> ClaimStatusReply:
    """The reply to a question. It decides at once, so a claim is decided, in review once more, or not known to it."""
    decided = book.of(asked.claim_id)
    payment = decided.payment if decided else None
    said = "unknown"
    if decided and payment:
        said = "taken_back" if decided.taken_back else "paid" if payment.paid else "refused"
    standing = ways().standings[said]
    common = structs.asdict(asked) | {
        "payer": structs.replace(asked.payer, name=NAME),
        "payer_claim_number": payment.claim_number if payment else None,
        "charge": payment.charge if payment else asked.charge,
        "lines": (),
    }
    return ClaimStatusReply(
        **common,
        statuses=(Status(standing.category, standing.code),),
        date=on,
        paid=payment.paid if payment and said == "paid" else None,
    )
