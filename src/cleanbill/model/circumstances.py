"""What surrounds the services of a claim: inability to work, conditions, a contract, a drug, a service bought in."""

import datetime as dt
from decimal import Decimal

from msgspec import field

from cleanbill.model.document import Document


class Disability(Document, frozen=True):
    """The days on which the patient cannot work; one of them may be open."""

    from_: dt.date | None = field(default=None, name="from")
    to: dt.date | None = None


class Condition(Document, frozen=True):
    """What X12 asks in a CRC: the category (75 homebound, ZZ screening of a child), the codes, whether they apply."""

    category: str
    codes: tuple[str, ...] = ()
    applies: bool = True


class Contract(Document, frozen=True):
    """The contract a claim is sent under: X12's code of its kind, dollars, percents, its number and version."""

    type: str
    amount: Decimal | None = None
    percent: Decimal | None = None
    number: str | None = None
    discount: Decimal | None = None
    version: str | None = None


class Drug(Document, frozen=True):
    """What was injected: the eleven digits of the NDC, how much in F2, GR, ME, ML or UN, the prescription's number."""

    ndc: str
    quantity: int | float | None = None
    unit: str | None = None
    prescription: str | None = None


class Purchase(Document, frozen=True):
    """A service bought from another provider: its NPI, the number it is known by, and what it cost, in dollars."""

    npi: str
    number: str | None = None
    amount: Decimal | None = None
