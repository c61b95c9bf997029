"""One claim that fills nearly every box of a form."""

import datetime as dt
from decimal import Decimal

from cleanbill.model.circumstances import Disability, Drug, Purchase
from cleanbill.model.claim import Accident, Authorization, Claim, Line, Patient, Payer, Rendering
from cleanbill.model.other_payer import OtherPayer
from cleanbill.model.parties import Address, Attachment, Billing, Provider, Remark, Subscriber

ON = dt.date(2026, 11, 2)
HOME = Address("12 Oak St.", "Apt #4", "Springfield", "IL", "62704-0002")
SERVICE = dt.date(2026, 10, 5)
LINE = Line(code="97110", modifiers=("GP", "KX"), units=2, charge=Decimal("90.00"), dx_pointers=(1, 2), date=SERVICE)
INJECTION = Line(
    code="J3301", units=4, charge=Decimal("12345.67"), dx_pointers=(3,), date=dt.date(2026, 10, 5),
    date_to=dt.date(2026, 10, 6), emergency=True, family_planning=True, place_of_service="24",
    purchase=Purchase("1200000440", "P1", Decimal(10)), drug=Drug("00003-0293-05", 1.5, "ML"),
    remark=Remark("knee, left"), rendering=Rendering("1200000440", "207Q00000X", None, "ANN", "DOCTOR"),
)  # fmt: skip
CLAIM = Claim(
    claim_id="A12026",
    payer=Payer(
        "commercial", "Example Health Plan, Inc.", "99001",
        address=Address("PO Box 17", None, "Peoria", "IL", "616010001"),
    ),
    patient=Patient(
        "MBR1-22", "José", "O'Sample-Jones", dt.date(1971, 4, 4), None, "F", HOME,
        middle_name="Quinn", suffix="Jr.", phone="(217) 555-0111",
    ),
    subscriber=Subscriber(
        "child", "secondary", "GRP100", None, "Pat", "Sample", dt.date(1950, 1, 2), "M", HOME, phone="217 555-0112",
    ),
    place_of_service="11",
    billing_npi="1234567893",
    billing=Billing(
        "Example Clinic, Inc.", None, "12-3456789", "225100000X", "(217) 555-0100",
        Address("100 Main St", "Ste 200", "Springfield", "IL", "62701-0001"),
    ),
    rendering=Rendering("1200000119", "225100000X", "PT", "SAM", "THERAPIST"),
    referring_npi="1200000440",
    referring=Provider("Pat", "Referrer"),
    accident=Accident("auto", dt.date(2026, 9, 30), "IL", "PC-17", "other"),
    date_initial_treatment=dt.date(2026, 10, 2),
    dx=("M54.50", "M62.830", "M54.16"),
    auth=Authorization(number="AUTH-1"),
    frequency_code="7",
    original_claim_ref="26261XYZ",
    remark=Remark("See the plan of care"),
    attachments=(Attachment("PZ", "BM", "AT-1"),),
    disability=Disability(dt.date(2026, 10, 1), dt.date(2026, 10, 9)),
    date_admitted=dt.date(2026, 10, 2),
    date_discharged=dt.date(2026, 10, 3),
    condition_codes=("W2", "W3"),
    patient_paid=Decimal(20),
    other_payers=(
        OtherPayer(
            "primary", "commercial", "First Plan", "99002", None, "Ann", "Other", "M9", "G-9", paid=Decimal("100.5")
        ),
    ),
    lines=(LINE, INJECTION),
)  # fmt: skip
