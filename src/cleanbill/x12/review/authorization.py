"""What an approved request for authorization gives a claim."""

from collections.abc import Iterable
from typing import Literal

from cleanbill.model.claim import Authorization
from cleanbill.model.review import Outcome, ReviewReply
from cleanbill.model.trade import Delivery

APPROVED = ("A1", "A2", "A6")  # HCR01: certified, certified in part, modified
COUNTS: dict[str, Literal["visits", "units"]] = {"VS": "visits", "FL": "units", "UN": "units"}  # HSD01


def authorization(reply: ReviewReply) -> Authorization | None:
    """The claim's `auth`: number, days, how many visits or units; None where nothing was approved.

    What the reply does not say is absent, even where the request said it.
    """
    if reply.rejections or not _approved(reply.outcome):
        return None
    days = reply.certified or reply.service
    last = (days and days.to) or reply.expires
    granted = [one for one in reply.services if one.outcome is None or _approved(one.outcome)]
    delivery = reply.delivery or _only(one.delivery for one in granted)
    quantity = delivery.quantity if delivery else None
    counts = COUNTS.get(delivery.quantity_type or "") if delivery else None
    whole = counts is not None and quantity is not None and quantity % 1 == 0
    return Authorization(
        number=reply.outcome.number if reply.outcome else None,
        from_=days.from_ if days else None,
        to=last or (days.from_ if days and days is reply.service else None),
        counts=counts,
        approved=int(quantity) if whole and quantity is not None else None,
        codes=tuple(one.code for one in granted if one.code) or None,
    )


def _approved(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.action in APPROVED


def _only(deliveries: Iterable[Delivery | None]) -> Delivery | None:
    """The one that there is; None where there are more."""
    found = [one for one in deliveries if one]
    return found[0] if len(found) == 1 else None
