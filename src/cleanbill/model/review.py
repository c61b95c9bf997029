"""The request that a payer authorize services beforehand, and what it decides (278: services review)."""

import datetime as dt
from decimal import Decimal

from cleanbill.model.document import Document
from cleanbill.model.trade import Delivery, Insured, Party, Period, Reference, Rejection


class Outcome(Document, frozen=True):
    """What was decided: X12's action (A1 certified, A2 in part, A3 not, A4 pended, A6 modified, C cancelled).

    `number` is that of the certification; `reason` is why not, or why not all.
    """

    action: str
    number: str | None = None
    reason: str | None = None


class ReviewedService(Document, frozen=True):
    """One service: procedure, dollars, quantity (UN units). A reply may decide each by itself."""

    code: str | None = None
    modifiers: tuple[str, ...] = ()
    charge: Decimal | None = None
    unit: str | None = None
    quantity: Decimal | None = None
    outcome: Outcome | None = None
    service: Period | None = None
    delivery: Delivery | None = None
    rejections: tuple[Rejection, ...] = ()


class Review(Insured, frozen=True):
    """What is reviewed.

    `category`: HS services, SC specialty care, AR admission. `type`: I initial, R renewal, S revised. `service_type` is
    as in eligibility (PT), `place` a place of service. `service` are the days asked for, `dx` dotted. `provider` is who
    gives the services: the first that is named.
    """

    reference: str | None = None
    payer: Party = Party()
    requester: Party = Party()
    trace: str | None = None
    traced_by: str | None = None
    category: str | None = None
    type: str | None = None
    service_type: str | None = None
    place: str | None = None
    service: Period | None = None
    dx: tuple[str, ...] = ()
    delivery: Delivery | None = None
    messages: tuple[str, ...] = ()
    provider: Party | None = None
    services: tuple[ReviewedService, ...] = ()


class ReviewRequest(Review, frozen=True):
    """The request."""


class ReviewReply(Review, frozen=True):
    """The reply. `delivery` is what was approved. `certified` are the days the certification holds, `issued` the day
    it was given and `expires` the last one it is good for. With `rejections` it is no decision."""

    outcome: Outcome | None = None
    certified: Period | None = None
    issued: dt.date | None = None
    expires: dt.date | None = None
    references: tuple[Reference, ...] = ()
    rejections: tuple[Rejection, ...] = ()
