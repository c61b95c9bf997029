"""Who stands on a claim beside its patient and payer, and what is said to the payer in words.

A check needs none of it; the file that is sent does.
"""

import datetime as dt
from typing import Literal

from cleanbill.model.document import Document


class Address(Document, frozen=True):
    """A postal address in the United States; `zip` has five or nine digits."""

    street: str | None = None
    street2: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None


class Reference(Document, frozen=True):
    """A number that a payer knows something by, with X12's code of what it is (2U: the payer; G2: the provider)."""

    type: str
    number: str


class PayerNumber(Document, frozen=True):
    """A number given by a payer; `payer_id` names one of the other payers, and is absent for the payer billed."""

    number: str
    payer_id: str | None = None


class PayToPlan(Document, frozen=True):
    """The health plan that is to be paid back, where one bills what it has paid for another."""

    name: str | None = None
    id: str | None = None
    tax_id: str | None = None
    address: Address | None = None


class Billing(Document, frozen=True):
    """Who bills. `name` is the organization's, or a person's last name where `first_name` is given.

    `tax_id` is the employer identification number, or where `tax_id_type` says so a social security number. `pay_to` is
    where payments go, when not to `address`.
    """

    name: str | None = None
    first_name: str | None = None
    tax_id: str | None = None
    taxonomy: str | None = None
    phone: str | None = None
    address: Address | None = None
    tax_id_type: Literal["ein", "ssn"] | None = None
    pay_to: Address | None = None
    pay_to_plan: PayToPlan | None = None


class Provider(Document, frozen=True):
    """The name of a clinician whose NPI stands beside it."""

    first_name: str | None = None
    last_name: str | None = None


class Facility(Document, frozen=True):
    """Where the service was given, when not at the billing provider's address."""

    name: str | None = None
    npi: str | None = None
    address: Address | None = None


Rank = Literal[
    "primary", "secondary", "tertiary", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "unknown",
]  # fmt: skip
LaterRank = Literal[
    "secondary", "tertiary", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "unknown",
]  # fmt: skip


class Subscriber(Document, frozen=True):
    """The insured. `relationship` is the patient's to the insured; absent: the patient is the insured.

    `priority` is the payer's place in the order in which payers are billed; absent: the first. `insurance_type` is
    X12's code of why Medicare is not the first (12 working aged, 14 no-fault, 15 workers' compensation, 47 liability).
    The name, the date of birth and the address are only for an insured who is not the patient. The member id is
    `patient.id`. `group` is the group's number, `group_name` stands where there is none; `ssn` is the insured's.
    """

    relationship: Literal["spouse", "child", "employee", "other"] | None = None
    priority: LaterRank | None = None
    group: str | None = None
    insurance_type: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    dob: dt.date | None = None
    sex: str | None = None
    address: Address | None = None
    group_name: str | None = None
    ssn: str | None = None
    phone: str | None = None  # for the paper form
    middle_name: str | None = None
    suffix: str | None = None


class Manipulation(Document, frozen=True):
    """The condition that is manipulated: A acute, C chronic, M acute manifestation of a chronic one, and so on."""

    condition: Literal["A", "C", "D", "E", "F", "G", "M"] | None = None
    description: str | None = None
    description2: str | None = None


class Attachment(Document, frozen=True):
    """A paper that belongs to the claim: X12's codes of what it is and how it comes, and the number on it."""

    type: str | None = None
    by: str | None = None
    control_number: str | None = None


class Remark(Document, frozen=True):
    """Words for the payer, with X12's code of what they are (ADD: additional information)."""

    text: str | None = None
    type: str | None = None
