"""Whether a person is covered, and for what: the question (270) and the payer's reply (271)."""

from decimal import Decimal

from cleanbill.model.document import Document
from cleanbill.model.parties import Address
from cleanbill.model.trade import Answer, Delivery, Insured, Network, Party, Period, Reference, Rejection


class EligibilityRequest(Insured, frozen=True):
    """The question. `service_types` are X12's codes (30 the plan, PT physical therapy, 33 chiropractic).

    `trace` is the question's number, `traced_by` the id of who gave it; `service` the days that are asked about.
    """

    reference: str | None = None
    payer: Party = Party()
    provider: Party = Party()
    trace: str | None = None
    traced_by: str | None = None
    service: Period | None = None
    service_types: tuple[str, ...] = ()


class Related(Document, frozen=True):
    """Somebody a benefit goes with: a primary care provider (P3), another payer (PRP), where to ask (VN)."""

    party: Party
    address: Address | None = None


class CoveredBenefit(Document, frozen=True):
    """One thing said of the coverage. Codes are X12's.

    `kind`: 1 active, 6 inactive, A coinsurance, B co-payment, C deductible, F limitation, I not covered, and so on.
    `coverage`: IND, FAM. `period`: 23 calendar year, 29 what remains, 27 a visit. `money` is dollars, `percent` a
    fraction: 0.2 is 20 percent. `quantity_type`: VS visits. `details`: what III adds (a list and a code in it).
    """

    kind: str
    coverage: str | None = None
    service_types: tuple[str, ...] = ()
    insurance_type: str | None = None
    plan: str | None = None
    period: str | None = None
    money: Decimal | None = None
    percent: Decimal | None = None
    quantity_type: str | None = None
    quantity: Decimal | None = None
    authorization: Answer | None = None
    in_network: Network | None = None
    code: str | None = None
    modifiers: tuple[str, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Period, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    messages: tuple[str, ...] = ()
    details: tuple[Reference, ...] = ()
    related: tuple[Related, ...] = ()


class EligibilityReply(Insured, frozen=True):
    """The reply, in the payer's own spelling of the person's name, birth date and address.

    `dates` are those of the coverage (346 plan begins, 347 ends, 307 eligible). With `rejections` it is no answer.
    """

    reference: str | None = None
    payer: Party = Party()
    provider: Party = Party()
    trace: str | None = None
    traced_by: str | None = None
    references: tuple[Reference, ...] = ()
    dates: tuple[Period, ...] = ()
    benefits: tuple[CoveredBenefit, ...] = ()
    rejections: tuple[Rejection, ...] = ()


class ServiceCoverage(Document, frozen=True):
    """What a reply says of one service type, in or out of the network. What it does not say, or says twice and
    differently, is absent; `authorization` is then unknown.

    Dollars; `coinsurance` is a fraction. `visit_limit` counts within `visit_period` (23 calendar year).
    """

    copay: Decimal | None = None
    coinsurance: Decimal | None = None
    deductible: Decimal | None = None
    deductible_remaining: Decimal | None = None
    visit_limit: int | None = None
    visit_period: str | None = None
    visits_remaining: int | None = None
    authorization: Answer = "unknown"
    covered: bool | None = None
    messages: tuple[str, ...] = ()
