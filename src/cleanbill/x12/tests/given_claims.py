"""Claims drawn at random that hold everything a professional claim of the trade can say."""

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.codes.npi import fault
from cleanbill.codes.taxonomy import credential_of
from cleanbill.model.circumstances import Condition, Contract, Disability, Drug, Purchase
from cleanbill.model.claim import Accident, Authorization, Claim, Line, Patient, Payer, Rendering
from cleanbill.model.other_payer import Adjudication, Adjustment, OtherPayer, Outpatient
from cleanbill.model.parties import (
    Address,
    Attachment,
    Billing,
    Facility,
    Manipulation,
    PayerNumber,
    PayToPlan,
    Provider,
    Reference,
    Remark,
    Subscriber,
)

ON = dt.date(2026, 11, 2)
NPIS = [text for text in (f"12000{n:05}" for n in range(400)) if not fault(text)]


def optional(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


words = st.from_regex(r"[A-Z][A-Za-z0-9.,'#&/-]{0,10}( [A-Z0-9]{1,6})?", fullmatch=True)
names = st.from_regex(r"[A-Z][A-Za-z'-]{0,12}", fullmatch=True)
numbers = st.from_regex(r"[A-Z0-9]{2,15}", fullmatch=True)
cents = st.integers(0, 99_999).map(lambda value: Decimal(value) / 100)
days = st.dates(dt.date(2026, 1, 2), ON)
before = st.dates(dt.date(2025, 1, 1), dt.date(2026, 1, 1))
born = st.dates(dt.date(1930, 1, 1), dt.date(2024, 1, 1))
npis = st.sampled_from(NPIS[10:])
addresses = st.builds(
    Address,
    street=st.from_regex(r"[1-9][0-9]{0,3} [A-Z]{2,9} ST", fullmatch=True),
    street2=optional(st.just("STE 200")),
    city=st.sampled_from(["SPRINGFIELD", "Peoria"]),
    state=st.just("IL"),
    zip=st.sampled_from(["627010001", "616020002"]),
)
providers = st.builds(Provider, first_name=names, last_name=names)
remarks = st.builds(Remark, text=words, type=st.sampled_from([None, "DCP"]))
dx = st.lists(
    st.sampled_from([
        "M54.50", "M62.830", "M54.16", "M25.511", "M99.03", "M99.01", "R26.2", "M17.11", "M75.101", "M51.360", "G89.29",
        "S39.012A", "Z96.651", "M54.2",
    ]),
    min_size=1, max_size=12, unique=True,
)  # fmt: skip


papers = st.builds(Attachment, st.sampled_from(["PZ", "PN", "09"]), st.just("BM"), numbers) | st.just(
    Attachment("CB", "AA")
)
flags = st.just(True)
facilities = st.builds(Facility, words, st.sampled_from([None, NPIS[6]]), addresses)
renderings = st.builds(
    Rendering, st.sampled_from(NPIS[20:30]), st.just("111N00000X"), st.just(credential_of("111N00000X")), names, names
)
payer_numbers = st.lists(st.builds(PayerNumber, numbers, optional(numbers)), min_size=1, max_size=2).map(tuple)
OF_LINE: dict[str, st.SearchStrategy] = {
    "date_to": st.just(ON),
    "place_of_service": st.sampled_from(["12", "22"]),
    "emergency": flags,
    "epsdt": flags,
    "family_planning": flags,
    "copay_exempt": flags,
    "rendering": renderings,
    "purchase": st.builds(Purchase, npis, numbers, cents),
    "facility": facilities,
    "drug": st.builds(
        Drug, st.from_regex(r"[0-9]{11}", fullmatch=True), st.sampled_from([1, 2.5]), st.just("ML"), optional(numbers)
    ),
    "date_begin_therapy": before,
    "date_last_certification": before,
    "date_recertification": before,
    "date_last_seen": before,
    "date_initial_treatment": before,
    "date_last_xray": before,
    "authorizations": payer_numbers,
    "referrals": payer_numbers,
    "clia_number": st.just("14D1234567"),
    "attachments": st.lists(papers, min_size=1, max_size=2).map(tuple),
    "conditions": st.just((Condition("70", ("65",), True),)),
    "file_information": st.lists(words, min_size=1, max_size=2).map(tuple),
}
OF_CLAIM: dict[str, st.SearchStrategy] = {
    "primary_care": providers,
    "release": st.just("I"),
    "signature_on_file": st.just(False),
    "signature_source": st.just("P"),
    "special_program": st.sampled_from(["02", "03", "05", "09"]),
    "delay_reason": st.sampled_from(["1", "7", "11"]),
    "condition_codes": st.lists(st.sampled_from(["W2", "W3", "W4"]), min_size=1, max_size=3, unique=True).map(tuple),
    "conditions": st.sampled_from([
        (Condition("75", ("IH",)),), (Condition("ZZ", ("AV", "S2"), False),),
    ]),
    "contract": st.builds(
        Contract, st.just("02"), optional(cents), st.just(Decimal("12.5")), numbers, st.just(Decimal(2)), numbers
    ),
    "disability": st.builds(Disability, optional(before), optional(days)).filter(lambda one: one != Disability()),
    "date_last_menstruation": before,
    "date_last_worked": before,
    "date_return_to_work": days,
    "date_admitted": before,
    "date_discharged": days,
    "date_care_assumed": before,
    "date_care_relinquished": days,
    "date_first_contact": before,
    "auth_exception": st.sampled_from("1234567"),
    "clearinghouse_number": numbers,
    "clia_number": st.just("14D1234567"),
    "demonstration_number": numbers,
    "file_information": st.lists(words, min_size=1, max_size=2).map(tuple),
}  # fmt: skip
payer_references = st.lists(st.builds(Reference, st.sampled_from(["2U", "FY", "NF"]), numbers), max_size=1).map(tuple)
billing_references = st.lists(
    st.builds(Reference, st.sampled_from(["2U", "G2", "LU"]), numbers), max_size=2, unique_by=lambda one: one.type
).map(tuple)


def some(of: dict[str, st.SearchStrategy]) -> st.SearchStrategy:
    """Values for some of the fields."""
    return st.fixed_dictionaries({}, optional=of)


@st.composite
def lines(draw: st.DrawFn, diagnoses: int) -> Line:
    pointers = st.lists(st.integers(1, diagnoses), min_size=1, max_size=4, unique=True)
    modifiers = st.lists(st.sampled_from(["GP", "59", "KX", "CQ", "AT", "25"]), max_size=4, unique=True)
    line = Line(
        code=draw(st.sampled_from(["97110", "97140", "98941", "99213", "97161", "G0283"])),
        modifiers=tuple(draw(modifiers)),
        units=draw(st.sampled_from([1, 2, 3, 1.5, 12])),
        charge=draw(cents),
        dx_pointers=tuple(draw(pointers)),
        date=draw(days),
        description=draw(optional(words)),
        control_number=draw(optional(numbers)),
        remark=draw(optional(remarks)),
    )
    if draw(st.booleans()):
        line = replace(line, **draw(some(OF_LINE)))
    if draw(st.booleans()):
        line = replace(line, supervising_npi=NPIS[7], supervising=draw(providers))
    if draw(st.booleans()):
        line = replace(line, ordering_npi=NPIS[8], ordering=draw(providers))
    return line if not line.date_to or line.date != ON else replace(line, date_to=None)


@st.composite
def accidents(draw: st.DrawFn) -> Accident:
    kind = draw(st.sampled_from(["auto", "employment", "other"]))
    also = draw(st.sampled_from([None, "other"])) if kind == "auto" else None
    return Accident(kind, draw(before), "IL" if kind == "auto" else None, draw(optional(numbers)), also)


billing = st.builds(
    Billing,
    name=words,
    first_name=st.none(),
    tax_id=st.just("123456789"),
    taxonomy=optional(st.just("225100000X")),
    phone=st.sampled_from(["2175550100", "3125550123"]),
    address=addresses,
    tax_id_type=st.sampled_from([None, "ssn"]),
    pay_to=optional(st.just(Address("PO BOX 7", None, "PEORIA", "IL", "616010001"))),
    pay_to_plan=optional(st.builds(PayToPlan, words, numbers, st.just("123456780"), addresses)),
)
ssns = optional(st.just("900112222"))
insured = st.builds(
    Subscriber,
    relationship=st.sampled_from(["spouse", "child", "employee", "other"]),
    priority=st.sampled_from([None, "secondary"]),
    group=optional(numbers),
    insurance_type=st.just("12"),
    first_name=names,
    last_name=names,
    dob=born,
    sex=st.sampled_from("FM"),
    address=addresses,
    ssn=ssns,
    middle_name=optional(names),
    suffix=st.sampled_from([None, "JR"]),
)
grouped = st.builds(
    Subscriber,
    priority=st.sampled_from([None, "secondary", "tertiary"]),
    group=numbers,
    insurance_type=st.just("12"),
    ssn=ssns,
)
named = st.builds(Subscriber, priority=st.just("secondary"), group_name=words, insurance_type=st.just("12"))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    codes = draw(dx)
    frequency = draw(st.sampled_from([None, "1", "7", "8"]))
    taxonomy = draw(st.sampled_from(["225100000X", "111N00000X", "207Q00000X"]))
    return Claim(
        claim_id=draw(numbers),
        payer=Payer(
            type=draw(st.sampled_from(["medicare_b", "medicaid", "commercial", "workers_comp", "auto"])),
            name=draw(words),
            id=draw(numbers),
            address=draw(optional(addresses)),
            references=draw(billing_references),
        ),
        frequency_code=frequency,
        original_claim_ref=draw(numbers) if frequency in ("7", "8") else None,
        patient=Patient(
            id=draw(numbers),
            first_name=draw(names),
            last_name=draw(names),
            dob=draw(born),
            sex=draw(st.sampled_from("FMU")),
            address=draw(addresses),
            dod=draw(optional(st.just(ON))),
            weight=draw(st.sampled_from([None, 150])),
            pregnant=draw(st.sampled_from([None, True])),
            middle_name=draw(optional(names)),
            suffix=draw(st.sampled_from([None, "III"])),
        ),
        subscriber=draw(st.none() | insured | grouped | named),
        place_of_service=draw(st.sampled_from(["11", "12", "24"])),
        billing_npi=draw(st.sampled_from(NPIS[:3])),
        billing=draw(billing),
        rendering=draw(
            st.just(Rendering())
            | st.builds(Rendering, npis, st.just(taxonomy), st.just(credential_of(taxonomy)), names, names)
        ),
        accident=draw(optional(accidents())),
        date_initial_treatment=draw(optional(before)),
        date_last_xray=draw(optional(before)),
        date_onset=draw(optional(before)),
        date_last_seen=draw(optional(before)),
        date_acute_manifestation=draw(optional(before)),
        manipulation=draw(
            optional(st.builds(Manipulation, st.sampled_from("ACM"), optional(words), st.none()))
        ),
        dx=tuple(codes),
        auth=draw(optional(numbers.map(lambda number: Authorization(number=number)))),
        referral_number=draw(optional(numbers)),
        record_number=draw(optional(numbers)),
        patient_paid=draw(optional(cents)),
        assignment=draw(st.sampled_from([None, "B", "C"])),
        benefits_assigned=draw(st.sampled_from([None, False])),
        attachments=tuple(draw(st.lists(papers, max_size=2))),
        remark=draw(optional(remarks)),
        lines=tuple(draw(st.lists(lines(len(codes)), min_size=1, max_size=5))),
    )  # fmt: skip


filings: st.SearchStrategy = st.sampled_from([
    {"type": "commercial", "filing_code": "BL"}, {"type": None, "filing_code": "CH"},
    {"type": None, "filing_code": "ZZ"},
])  # fmt: skip
OF_PAYER: dict[str, st.SearchStrategy] = {
    "group_name": words,
    "insured_address": addresses,
    "address": addresses,
    "auth_number": numbers,
    "referral_number": numbers,
    "references": payer_references,
    "adjusted": flags,
    "not_covered": cents,
    "benefits_assigned": st.just(False),
    "release": st.just("I"),
    "outpatient": st.builds(
        Outpatient, st.just(Decimal("0.8")), cents, st.sampled_from([(), ("MA01", "N130")]), st.none(), optional(cents)
    ),
    "relationship": st.just("spouse"),
}


@st.composite
def whole(draw: st.DrawFn) -> Claim:
    """A claim with the parties that not every one has."""
    claim = replace(draw(claims()), **draw(some(OF_CLAIM)))
    if claim.primary_care:
        claim = replace(claim, primary_care_npi=NPIS[9])
    if draw(st.booleans()):
        claim = replace(claim, payer=replace(claim.payer, **draw(filings)))
    if draw(st.booleans()):
        first = replace(claim.lines[0], referring_npi=NPIS[3], referring=draw(providers))
        claim = replace(claim, referring_npi=NPIS[4], referring=draw(providers), lines=(first, *claim.lines[1:]))
    if draw(st.booleans()):
        claim = replace(claim, supervising_npi=NPIS[5], supervising=draw(providers))
    if claim.payer.id != "99002" and draw(st.booleans()):
        claim = settled(claim, draw(st.integers(0, 100)), draw(some(OF_PAYER)))
    if draw(st.booleans()):
        claim = replace(claim, facility=draw(facilities))
    if len({line.rendering for line in claim.lines}) == 1:  # whom every line names is read as the claim's
        claim = replace(claim, lines=tuple(replace(line, rendering=None) for line in claim.lines))
    return claim


def settled(claim: Claim, part: int, more: dict[str, Any]) -> Claim:
    """The claim after Medicare paid a part of each line, in percent."""
    lines = []
    for line in claim.lines:
        charge = line.charge or Decimal(0)
        paid = (charge * part / 100).quantize(Decimal("0.01"))
        owed = ((charge - paid) / 5).quantize(Decimal("0.01"))
        taken = (
            Adjustment("CO", "45", charge - paid - owed),
            Adjustment("PR", "2", owed),
            Adjustment("PR", "1", Decimal("0.01")),
            Adjustment("CO", "253", Decimal("-0.01"), Decimal(2)),
        )
        rank = {"CO": 0, "PR": 1}
        kept = sorted((one for one in taken if one.amount), key=lambda one: rank[one.group])
        decided = Adjudication("99002", paid, line.code, line.modifiers, line.units, tuple(kept), ON)
        lines.append(replace(line, adjudications=(decided,)))
    total = sum((line.adjudications[0].paid for line in lines), Decimal(0))
    medicare = OtherPayer(
        "primary", "medicare_b", "MEDICARE CONTRACTOR", "99002", None, "ANN", "OTHER", "1EG4TE5MK73",
        paid=total, patient_owes=Decimal("1.25"), claim_number="26273000012345",
    )  # fmt: skip
    return replace(claim, other_payers=(replace(medicare, **more),), lines=tuple(lines))


many = st.lists(whole(), min_size=1, max_size=6, unique_by=lambda claim: claim.claim_id)
