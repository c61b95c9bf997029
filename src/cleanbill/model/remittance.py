"""The remittance document: what a payer paid in one payment, and why not more.

Dates are ISO, money is decimal dollars, kept exact (`Decimal`). A reversal carries the amounts of the claim that it
takes back with their signs turned. An adjustment above zero lowers what is paid.
"""

import datetime as dt
from decimal import Decimal

from msgspec import field

from cleanbill.model.document import Document
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.parties import Address

REVERSAL = "22"  # the claim status that takes an earlier decision back


class Reference(Document, frozen=True):
    """A number, and X12's code of what it is the number of."""

    qualifier: str
    value: str


class Contact(Document, frozen=True):
    """Whom to ask."""

    name: str | None = None
    phone: str | None = None
    url: str | None = None


class Payment(Document, frozen=True):
    """The payment, in dollars of 0 or more.

    `handling`: X12's code (I with the payment, H no payment, P prenotification ...). `method`: ACH, CHK, NON (none),
    BOP or FWT. `trace` is the number of the check or transfer; `payer_tax_id` is 1 and the payer's tax number.
    """

    amount: Decimal
    handling: str = "I"
    method: str | None = None
    date: dt.date | None = None
    trace: str | None = None
    payer_tax_id: str | None = None
    debit: bool | None = None


class RemittancePayer(Document, frozen=True):
    """Who pays. `id` is where claims are sent; `claims_office` answers for claims, `technical` for the file."""

    name: str | None = None
    id: str | None = None
    plan_id: str | None = None
    address: Address | None = None
    references: tuple[Reference, ...] = ()
    claims_office: Contact | None = None
    technical: Contact | None = None
    policies: str | None = None


class Payee(Document, frozen=True):
    """Who is paid."""

    name: str | None = None
    npi: str | None = None
    tax_id: str | None = None
    plan_id: str | None = None
    address: Address | None = None
    references: tuple[Reference, ...] = ()


class Person(Document, frozen=True):
    """A person, or an organization by its last name alone; `id_type` is X12's code of what the id is (MI, XX ...)."""

    last_name: str | None = None
    first_name: str | None = None
    middle_name: str | None = None
    suffix: str | None = None
    id: str | None = None
    id_type: str | None = None


class Submitted(Document, frozen=True):
    """The service as it was billed, where the payer decided on another one."""

    code: str
    modifiers: tuple[str, ...] = ()
    units: Decimal | None = None


class ServicePayment(Document, frozen=True):
    """What was decided on one service line.

    `type` is X12's code of the kind of code (absent: HC, a CPT or HCPCS code). `units` that are absent are 1. `allowed`
    is the price that the payer reckons with. `control_number` is the one that the claim's line was sent with; `remarks`
    are remark codes (RARC); `amounts` go by X12's qualifier.
    """

    code: str
    charge: Decimal
    paid: Decimal
    modifiers: tuple[str, ...] = ()
    type: str | None = None
    revenue_code: str | None = None
    units: Decimal | None = None
    submitted: Submitted | None = None
    date: dt.date | None = None
    to: dt.date | None = None
    adjustments: tuple[Adjustment, ...] = ()
    control_number: str | None = None
    allowed: Decimal | None = None
    remarks: tuple[str, ...] = ()
    amounts: dict[str, Decimal] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()


class ClaimPayment(Document, frozen=True):
    """What was decided on one claim.

    `status` is X12's code (1, 2, 3 processed as primary, secondary, tertiary; 4 denied; 19, 20, 21 and forwarded; 22
    reversal). `claim_number` is the payer's. `corrected` names the insured as the payer knows him, `crossover` the
    payer that the claim went on to. `position` is the segment of the file where the claim begins.
    """

    claim_id: str
    status: str
    charge: Decimal
    paid: Decimal
    patient_responsibility: Decimal | None = None
    filing: str | None = None
    claim_number: str | None = None
    place_of_service: str | None = None
    frequency_code: str | None = None
    adjustments: tuple[Adjustment, ...] = ()
    patient: Person | None = None
    insured: Person | None = None
    corrected: Person | None = None
    rendering: Person | None = None
    crossover: Person | None = None
    corrected_payer: Person | None = None
    other_insured: Person | None = None
    remarks: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    service_from: dt.date | None = None
    service_to: dt.date | None = None
    coverage_ended: dt.date | None = None
    received: dt.date | None = None
    amounts: dict[str, Decimal] = field(default_factory=dict)
    lines: tuple[ServicePayment, ...] = ()
    position: int | None = None

    @property
    def reverses(self) -> bool:
        """Whether this takes an earlier decision back."""
        return self.status == REVERSAL


class ProviderAdjustment(Document, frozen=True):
    """What was taken off the whole payment, for no claim of it (PLB). An amount below zero was added.

    `reason` is X12's code: WO recovery of an overpayment, FB balance carried forward, L6 interest, 72 refund ...
    """

    reason: str
    amount: Decimal
    reference: str | None = None
    provider: str | None = None
    period_end: dt.date | None = None


class RemittanceSource(Document, frozen=True):
    """The envelope that the remittance came in: who sent it to whom, and its numbers."""

    sender: str = ""
    receiver: str = ""
    interchange: str = ""
    group: str = ""
    set: str = ""
    test: bool = False


class Remittance(Document, frozen=True):
    """One payment with all that it pays."""

    payment: Payment
    produced: dt.date | None = None
    payer: RemittancePayer = RemittancePayer()
    payee: Payee = Payee()
    receiver: str | None = None
    claims: tuple[ClaimPayment, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    source: RemittanceSource | None = None
