"""What the documents between a clinic and a payer have in common, beside claims: who speaks, when, of what service.

A code of X12 stays as it is sent; what it means is said by `codes`.
"""

import datetime as dt
from decimal import Decimal
from typing import Literal

from msgspec import field

from cleanbill.model.claim import Patient
from cleanbill.model.document import Document

Answer = Literal["yes", "no", "unknown"]
Network = Literal["yes", "no", "unknown", "both"]
Relationship = Literal["spouse", "child", "employee", "other"]


class Party(Document, frozen=True):
    """A payer, a clearinghouse or a provider. `name` is the organization's, or a person's last name.

    `id_type` is X12's code of what the id is (PI payer id, XX national provider identifier, 46 as agreed), and `kind`
    that of the party (PR payer, 1P provider, 41 submitter, SJ who gives the service): absent where the place says it.
    """

    name: str | None = None
    first_name: str | None = None
    id: str | None = None
    id_type: str | None = None
    kind: str | None = None
    taxonomy: str | None = None
    phone: str | None = None


class Period(Document, frozen=True):
    """A day, or the days from one to another, both included. `kind` is X12's code of what happens then."""

    from_: dt.date = field(name="from")
    to: dt.date | None = None
    kind: str | None = None


class Reference(Document, frozen=True):
    """A number by which somebody knows something, and X12's code of what number it is (6P group, 18 plan)."""

    kind: str
    number: str


class Rejection(Document, frozen=True):
    """Why a request was not answered: X12's reject reason, and what to do next (C: correct and send again).

    `of` is the part of the request that is refused.
    """

    of: Literal["payer", "provider", "subscriber", "dependent", "service"]
    reason: str
    next: str | None = None


class Delivery(Document, frozen=True):
    """How services are given out: a quantity (VS visits), so many a unit of time, for so many periods of time.

    12 visits, 2 a week, for 2 months: quantity 12 of VS, `rate` 2, `each` WK, `periods` 2 of `period` 34.
    """

    quantity_type: str | None = None
    quantity: Decimal | None = None
    each: str | None = None
    rate: Decimal | None = None
    period: str | None = None
    periods: int | None = None


class Insured(Document, frozen=True):
    """Whose coverage it is. `dependent` is the patient where that is not the subscriber, `relationship` what he is to
    the subscriber, if told. The member id is the subscriber's."""

    subscriber: Patient = Patient()
    dependent: Patient | None = None
    relationship: Relationship | None = None
