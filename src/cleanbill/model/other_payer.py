"""What other payers of a claim are and have decided: coordination of benefits."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from cleanbill.model.document import Document
from cleanbill.model.parties import Address, Rank, Reference


class Adjustment(Document, frozen=True):
    """What a payer took off: the group (CO, PR, OA, PI), the reason code, dollars, and units where units went."""

    group: str
    reason: str
    amount: Decimal
    quantity: Decimal | None = None


class Outpatient(Document, frozen=True):
    """What Medicare said of a claim it decided: its rate, dollars, and the remark codes."""

    rate: Decimal | None = None
    payable: Decimal | None = None
    remarks: tuple[str, ...] = ()
    renal: Decimal | None = None
    not_payable: Decimal | None = None


class OtherPayer(Document, frozen=True):
    """Another payer of the patient, by its place in the order of payers, and what it decided on the whole claim.

    `first_name`, `last_name` and `member_id` are the insured's there; `relationship` is absent where that is the
    patient. `paid`, `not_covered` and `patient_owes` are dollars; `claim_number` is the payer's own.
    `benefits_assigned` and `release` are as they are of the claim; `adjusted`: the payer changed an earlier decision.
    """

    priority: Rank
    type: Literal["medicare_b", "medicare_advantage", "medicaid", "commercial", "workers_comp", "auto"] | None = None
    name: str | None = None
    id: str | None = None
    relationship: Literal["spouse", "child", "employee", "other"] | None = None
    first_name: str | None = None
    last_name: str | None = None
    member_id: str | None = None
    group: str | None = None
    paid: Decimal | None = None
    patient_owes: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    date: dt.date | None = None
    claim_number: str | None = None
    group_name: str | None = None
    insurance_type: str | None = None
    insured_address: Address | None = None
    address: Address | None = None
    auth_number: str | None = None
    referral_number: str | None = None
    references: tuple[Reference, ...] = ()
    adjusted: bool | None = None
    not_covered: Decimal | None = None
    benefits_assigned: bool | None = None
    release: Literal["I"] | None = None
    outpatient: Outpatient | None = None
    filing_code: str | None = None


class Adjudication(Document, frozen=True):
    """What another payer, named by its id, decided on a line: the service as it paid it, dollars, the day.

    `bundled_into` is the number of the line that it was paid with; `patient_owes` is said here or of the whole claim.
    """

    payer_id: str
    paid: Decimal
    code: str
    modifiers: tuple[str, ...] = ()
    units: int | float | None = None
    adjustments: tuple[Adjustment, ...] = ()
    date: dt.date | None = None
    patient_owes: Decimal | None = None
    bundled_into: int | None = None
