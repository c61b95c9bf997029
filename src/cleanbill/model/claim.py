"""The claim document: one JSON object a claim.

Absent or null means not known or not applicable. Dates are ISO, money is decimal dollars, kept exact
(`Decimal`). Unknown keys are refused by the decoder with their path.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import Meta, field

from cleanbill.model.circumstances import Condition, Contract, Disability, Drug, Purchase
from cleanbill.model.document import Document, amount
from cleanbill.model.other_payer import Adjudication, OtherPayer
from cleanbill.model.parties import (
    Address,
    Attachment,
    Billing,
    Facility,
    Manipulation,
    PayerNumber,
    Provider,
    Reference,
    Remark,
    Subscriber,
)

MOST = 999_999  # no count, quantity of units or number of minutes of a claim is larger
Count = Annotated[int, Meta(ge=0, le=MOST)]
Quantity = Annotated[int, Meta(ge=0, le=MOST)] | Annotated[float, Meta(ge=0, le=MOST)]
Money = Decimal
NoteText = Annotated[str, Meta(max_length=1_000_000)]  # code points; a thousand times a usual note
Credential = Literal["PT", "OT", "SLP", "PTA", "OTA", "DC", "MD", "DO", "NP", "PA"]
PayerType = Literal["medicare_b", "medicare_advantage", "medicaid", "commercial", "workers_comp", "auto"]
DecisionMaking = Literal["straightforward", "low", "moderate", "high"]
UnitRule = Literal["cms8", "ama_midpoint"]


class Payer(Document, frozen=True):
    """Who is billed: a type, a profile by name, and traits that override the profile.

    `contractor`: of Medicare, the contractor that pays; part of its name, or its number. `filing_code`: X12's code of
    what kind of payer it is, where the type does not say it (BL, HM, CH ...). `references`: what it is known by, and
    what it knows the billing provider by.
    """

    type: PayerType | None = None
    name: str | None = None
    id: str | None = None
    profile: str | None = None
    contractor: str | None = None
    unit_rule: UnitRule | None = None
    timely_filing: str | None = None
    ncci: bool | None = None
    requires_therapy_modifier: bool | None = None
    assistant_modifier: bool | None = None
    accepts_97014: bool | None = None
    accepts_G0283: bool | None = None  # noqa: N815 - the HCPCS code as it is written
    pays_97010: bool | None = None
    covers_98943: bool | None = None
    active_treatment_modifier: bool | None = None
    subluxation_first: bool | None = None
    initial_treatment_date: bool | None = None
    therapists_bill_visits: bool | None = None
    asks_authorization: bool | None = None
    filing_code: str | None = None
    address: Address | None = None
    references: tuple[Reference, ...] = ()


class Patient(Document, frozen=True):
    """The person treated."""

    id: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    dob: dt.date | None = None
    dod: dt.date | None = None
    sex: str | None = None
    address: Address | None = None
    weight: Quantity | None = None  # pounds
    pregnant: bool | None = None
    phone: str | None = None  # for the paper form; no 837P has it
    middle_name: str | None = None
    suffix: str | None = None


class Rendering(Document, frozen=True):
    """Who treated: NPI, NUCC taxonomy code, credential and name."""

    npi: str | None = None
    taxonomy: str | None = None
    credential: Credential | None = None
    first_name: str | None = None
    last_name: str | None = None


class Accident(Document, frozen=True):
    """The event behind the claim, for workers' compensation, auto and other liability; `also` is a second cause."""

    type: str | None = None
    date: dt.date | None = None
    state: str | None = None
    claim_number: str | None = None
    also: str | None = None


class Authorization(Document, frozen=True):
    """A prior authorization as it stands before this claim."""

    required: bool | None = None
    number: str | None = None
    from_: dt.date | None = field(default=None, name="from")
    to: dt.date | None = None
    counts: Literal["visits", "units"] | None = None
    approved: Count | None = None
    used_before: Count | None = None
    codes: tuple[str, ...] | None = None
    codes_not_counted: tuple[str, ...] = ()


class Benefit(Document, frozen=True):
    """The plan's visit limit, a thing of its own beside an authorization."""

    visit_limit: Count | None = None
    visits_used_before: Count | None = None
    scope: str | None = None


class Line(Document, frozen=True):
    """One service line. `minutes` are one-on-one; `assistant_minutes` the part given by an assistant alone.

    `description` says what a code without a meaning of its own stands for; `control_number` comes back with the
    payment. `date_to` is the last day of a service of several days. Providers, places, dates and numbers are only for
    what differs from the claim's; `copay_exempt`, `epsdt` and `family_planning` are said only where they are true.
    """

    code: str
    n: Count | None = None
    modifiers: tuple[str, ...] = ()
    units: Quantity | None = None
    charge: Money | None = None
    dx_pointers: tuple[int, ...] = ()
    date: dt.date | None = None
    minutes: Quantity | None = None
    assistant_minutes: Quantity | None = None
    separate_time_or_site_documented: bool | None = None
    region: str | None = None
    expected_allowed: Money | None = None
    description: str | None = None
    control_number: str | None = None
    remark: Remark | None = None
    adjudications: tuple[Adjudication, ...] = ()
    date_to: dt.date | None = None
    place_of_service: str | None = None
    emergency: bool | None = None
    epsdt: bool | None = None
    family_planning: bool | None = None
    copay_exempt: bool | None = None
    rendering: Rendering | None = None
    purchase: Purchase | None = None
    facility: Facility | None = None
    supervising_npi: str | None = None
    supervising: Provider | None = None
    ordering_npi: str | None = None
    ordering: Provider | None = None
    referring_npi: str | None = None
    referring: Provider | None = None
    drug: Drug | None = None
    date_begin_therapy: dt.date | None = None
    date_last_certification: dt.date | None = None
    date_recertification: dt.date | None = None
    date_last_seen: dt.date | None = None
    date_initial_treatment: dt.date | None = None
    date_last_xray: dt.date | None = None
    authorizations: tuple[PayerNumber, ...] = ()
    referrals: tuple[PayerNumber, ...] = ()
    clia_number: str | None = None
    attachments: tuple[Attachment, ...] = ()
    conditions: tuple[Condition, ...] = ()
    file_information: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.charge is not None:
            amount("charge", self.charge)
        if self.expected_allowed is not None:
            amount("expected_allowed", self.expected_allowed)


class ManipulationNote(Document, frozen=True):
    """What the note says of spinal manipulation: regions, PART elements, phase of care."""

    regions: tuple[str, ...] | None = None
    extraspinal: tuple[str, ...] | bool | None = None
    part: tuple[Literal["P", "A", "R", "T"], ...] | dict[str, bool] | str | None = None
    phase: Literal["active", "maintenance"] | None = None


class VisitLevelNote(Document, frozen=True):
    """What the note says of an evaluation and management visit.

    `mdm` is its level of decision making; `problems`, `data` and `risk` are the levels of its three elements, two of
    which have to reach it ("straightforward" stands for minimal or none).
    """

    mdm: DecisionMaking | None = None
    problems: DecisionMaking | None = None
    data: DecisionMaking | None = None
    risk: DecisionMaking | None = None
    total_time_min: Quantity | None = None
    separate_from_procedure: bool | None = None


class EvaluationNote(Document, frozen=True):
    """The four components of a therapy evaluation (97161-97168)."""

    personal_factors: Count | None = None
    elements_examined: Count | None = None
    presentation: Literal["stable", "evolving", "unstable"] | None = None
    decision_making: Literal["low", "moderate", "high"] | None = None


class MonitoringNote(Document, frozen=True):
    """Remote therapeutic monitoring in the period."""

    days_of_data: Count | None = None
    minutes: Quantity | None = None
    interactive: bool | None = None


class Note(Document, frozen=True):
    """The visit note: its text and what is known of it. `abn_signed`: when the notice of noncoverage was signed."""

    text: NoteText | None = None
    signed: bool | None = None
    signer_credential: str | None = None
    timed_minutes_total: Quantity | None = None
    total_treatment_minutes: Quantity | None = None
    cmt: ManipulationNote | None = None
    em: VisitLevelNote | None = None
    eval: EvaluationNote | None = None
    rtm: MonitoringNote | None = None
    abn_on_file: bool | None = None
    abn_signed: dt.date | None = None
    telehealth: bool | None = None
    cause: str | None = None
    auto_benefits_exhausted: bool | None = None
    encounter_phase: str | None = None


class TherapyAmountUsed(Document, frozen=True):
    """Medicare-allowed dollars of the year before this claim, by discipline group."""

    year: int | None = None
    pt_slp: Money | None = None
    ot: Money | None = None

    def __post_init__(self) -> None:
        if self.pt_slp is not None:
            amount("pt_slp", self.pt_slp)
        if self.ot is not None:
            amount("ot", self.ot)


class PlanOfCare(Document, frozen=True):
    """The dates of the plan of care and its certification."""

    first_treatment_date: dt.date | None = None
    plan_established: dt.date | None = None
    poc_sent_to_physician: dt.date | None = None
    cert_signed: dt.date | None = None
    order_signed_on_file: bool | None = None
    plan_duration_days: Count | None = None
    last_recert_signed: dt.date | None = None


class Progress(Document, frozen=True):
    """Where the ten-treatment-day progress report stands."""

    treatment_days_since_last_report: Count | None = None
    report_written_today: bool | None = None
    last_report_author: str | None = None


class History(Document, frozen=True):
    """What came before this claim."""

    therapy_amount_used: TherapyAmountUsed | None = None
    poc: PlanOfCare | None = None
    progress: Progress | None = None
    prior_claims: tuple[dict[str, Any], ...] | None = None
    last_seen_same_group_specialty: dt.date | None = None


class Source(Document, frozen=True):
    """Where an 837P says it: segment positions, counted from ISA = 1, by JSON pointer of the document.

    A pointer that is absent stands at its nearest parent's segment; "" is the CLM segment.
    """

    interchange: str
    positions: dict[str, int]


class Claim(Document, frozen=True):
    """One claim. See the module for what absence means.

    `assignment`: A accepted, B for laboratory services only, C not accepted; absent: accepted. `benefits_assigned`:
    whether the payer is to pay the provider; absent: it is. `release`: I where information is released by informed
    consent, not by a signature. `signature_on_file`: the provider's; absent: it is. `signature_source`: P where the
    provider signed for the patient. `auth_exception`, `special_program`, `delay_reason`: X12's codes of why there is no
    authorization, what program pays, why the claim is late. `file_information`: what a payer asks for in its own words.
    """

    claim_id: str = ""
    payer: Payer = Payer()
    received_date: dt.date | None = None
    frequency_code: str | None = None
    original_claim_ref: str | None = None
    patient: Patient = Patient()
    place_of_service: str | None = None
    subscriber: Subscriber | None = None
    other_payers: tuple[OtherPayer, ...] = ()
    billing_npi: str | None = None
    billing: Billing | None = None
    rendering: Rendering = Rendering()
    referring_npi: str | None = None
    referring: Provider | None = None
    supervising_npi: str | None = None
    supervising: Provider | None = None
    facility: Facility | None = None
    accident: Accident | None = None
    date_initial_treatment: dt.date | None = None
    date_last_xray: dt.date | None = None
    date_onset: dt.date | None = None
    date_last_seen: dt.date | None = None
    date_acute_manifestation: dt.date | None = None
    manipulation: Manipulation | None = None
    dx: tuple[str, ...] = ()
    auth: Authorization | None = None
    referral_number: str | None = None
    record_number: str | None = None
    benefit: Benefit | None = None
    patient_paid: Money | None = None
    assignment: Literal["A", "B", "C"] | None = None
    benefits_assigned: bool | None = None
    attachments: tuple[Attachment, ...] = ()
    remark: Remark | None = None
    lines: tuple[Line, ...] = ()
    note: Note | None = None
    history: History | None = None
    source: Source | None = None
    primary_care_npi: str | None = None
    primary_care: Provider | None = None
    release: Literal["I"] | None = None
    signature_on_file: bool | None = None
    signature_source: Literal["P"] | None = None
    special_program: str | None = None
    delay_reason: str | None = None
    condition_codes: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    contract: Contract | None = None
    disability: Disability | None = None
    date_last_menstruation: dt.date | None = None
    date_last_worked: dt.date | None = None
    date_return_to_work: dt.date | None = None
    date_admitted: dt.date | None = None
    date_discharged: dt.date | None = None
    date_care_assumed: dt.date | None = None
    date_care_relinquished: dt.date | None = None
    date_first_contact: dt.date | None = None
    auth_exception: str | None = None
    clearinghouse_number: str | None = None
    clia_number: str | None = None
    demonstration_number: str | None = None
    file_information: tuple[str, ...] = ()
