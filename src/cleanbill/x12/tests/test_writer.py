"""What the writer refuses, and how it lays out a file."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from cleanbill.model.circumstances import Condition, Disability, Drug, Purchase
from cleanbill.model.claim import Accident, Claim, Line, Patient, Payer, Rendering
from cleanbill.model.other_payer import Adjudication, Adjustment, OtherPayer
from cleanbill.model.parties import (
    Address,
    Attachment,
    Billing,
    PayerNumber,
    Provider,
    Reference,
    Remark,
    Subscriber,
)
from cleanbill.x12 import Sending, Trading, UnwritableError, Writer

ON = dt.date(2026, 11, 2)
HOME = Address("12 OAK ST", None, "SPRINGFIELD", "IL", "62704-0002")
LINE = Line(code="97110", modifiers=("GP",), units=2, charge=Decimal("90.00"), dx_pointers=(1,), date=ON)
CLAIM = Claim(
    claim_id="A1",
    payer=Payer("commercial", "EXAMPLE HEALTH PLAN", "99001"),
    patient=Patient("MBR1", "ALEX", "SAMPLE", dt.date(1971, 4, 4), None, "F", HOME),
    place_of_service="11",
    billing_npi="1234567893",
    billing=Billing(
        "EXAMPLE CLINIC", None, "12-3456789", "225100000X", "(217) 555-0100",
        Address("100 MAIN ST", None, "SPRINGFIELD", "IL", "62701-0001"),
    ),
    rendering=Rendering("1200000119", "225100000X", "PT", "SAM", "THERAPIST"),
    dx=("M54.50", "M62.830"),
    lines=(LINE,),
)  # fmt: skip


def written(*claims: Claim, sending: Sending | None = None) -> list[str]:
    """The segments of a file of claims."""
    stream = io.BytesIO()
    writer = Writer(stream, sending or Sending(ON, 7))
    for claim in claims:
        writer.add(claim)
    writer.close()
    return stream.getvalue().decode().split("~\n")[:-1]


def refusal(claim: Claim) -> str:
    with pytest.raises(UnwritableError) as refused:
        written(claim)
    return str(refused.value)


def one_line(**changes: Any) -> Claim:
    return replace(CLAIM, lines=(replace(LINE, **changes),))


def test_a_plain_claim_is_written_segment_by_segment() -> None:
    assert written(CLAIM) == [
        "ISA*00*          *00*          *ZZ*123456789      *ZZ*99001          *261102*0000*^*00501*000000007*0*P*:",
        "GS*HC*123456789*99001*20261102*0000*7*X*005010X222A1",
        "ST*837*0001*005010X222A1",
        "BHT*0019*00*7-1*20261102*0000*CH",
        "NM1*41*2*EXAMPLE CLINIC*****46*123456789",
        "PER*IC*EXAMPLE CLINIC*TE*2175550100",
        "NM1*40*2*EXAMPLE HEALTH PLAN*****46*99001",
        "HL*1**20*1",
        "PRV*BI*PXC*225100000X",
        "NM1*85*2*EXAMPLE CLINIC*****XX*1234567893",
        "N3*100 MAIN ST",
        "N4*SPRINGFIELD*IL*627010001",
        "REF*EI*123456789",
        "PER*IC**TE*2175550100",
        "HL*2*1*22*0",
        "SBR*P*18*******CI",
        "NM1*IL*1*SAMPLE*ALEX****MI*MBR1",
        "N3*12 OAK ST",
        "N4*SPRINGFIELD*IL*627040002",
        "DMG*D8*19710404*F",
        "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99001",
        "CLM*A1*90***11:B:1*Y*A*Y*Y",
        "HI*ABK:M5450*ABF:M62830",
        "NM1*82*1*THERAPIST*SAM****XX*1200000119",
        "PRV*PE*PXC*225100000X",
        "LX*1",
        "SV1*HC:97110:GP*90*UN*2***1",
        "DTP*472*D8*20261102",
        "REF*6R*A1-1",
        "SE*28*0001",
        "GE*1*7",
        "IEA*1*000000007",
    ]


def test_partners_that_are_named_stand_in_the_envelope() -> None:
    trading = Trading("CLINIC", "CLINIC INC", "BILLING OFFICE", "2175550111", "HUB", "EXAMPLE HUB", test=True)
    segments = written(CLAIM, sending=Sending(ON, 8, trading))
    assert "*ZZ*CLINIC         *ZZ*HUB            *261102*" in segments[0]
    assert segments[0].endswith("*T*:")
    assert segments[4:7] == [
        "NM1*41*2*CLINIC INC*****46*CLINIC",
        "PER*IC*BILLING OFFICE*TE*2175550111",
        "NM1*40*2*EXAMPLE HUB*****46*HUB",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"claim_id": ""}, "it lacks /claim_id."),
        ({"claim_id": "A" * 21}, "/claim_id has 21 characters; at most 20 can be sent"),
        ({"dx": ()}, "/dx is empty; a claim has at least one diagnosis"),
        ({"dx": tuple(f"M54.{n}" for n in range(13))}, "/dx has 13 entries; at most 12 can be sent"),
        ({"dx": ("M54.50", "BACK")}, "/dx/1 is 'BAC.K'"),
        ({"lines": ()}, "/lines is empty; a claim has at least one line"),
        ({"place_of_service": None}, "it lacks /place_of_service."),
        ({"billing_npi": "1234567890"}, "/billing_npi is '1234567890'; it must be an NPI"),
        ({"billing": None}, "it lacks /billing/name, /billing/address/street"),
        ({"rendering": Rendering("1200000119")}, "it lacks /rendering/last_name."),
        ({"referring": Provider("PAT", "REFERRER")}, "it lacks /referring_npi."),
        ({"supervising_npi": "1200000119", "supervising": Provider("A", "B")}, "nobody supervises himself"),
        ({"frequency_code": "7"}, "/original_claim_ref is missing: frequency 7 names the payer's claim number"),
        ({"original_claim_ref": "26261"}, "/frequency_code must be 7 or 8"),
        ({"accident": Accident("auto", ON)}, "it lacks /accident/state."),
        ({"accident": Accident("other")}, "it lacks /accident/date."),
        ({"accident": Accident(None, ON)}, "/accident/type is missing"),
        ({"attachments": (Attachment("PZ", "BM"),)}, "/attachments/0/control_number is missing"),
        ({"remark": Remark("x" * 81)}, "/remark/text has 81 characters; at most 80 can be sent"),
        ({"subscriber": Subscriber("child")}, "it lacks /subscriber/last_name, /subscriber/first_name."),
        (
            {"payer": Payer("medicare_b", "CONTRACTOR", "99002"), "subscriber": Subscriber(priority="secondary")},
            "/subscriber/insurance_type is missing: say why Medicare is not the first payer",
        ),
    ],
)  # fmt: skip
def test_a_claim_that_lacks_something_is_refused_by_the_name_of_its_field(
    changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in refusal(replace(CLAIM, **changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"charge": None}, "it lacks /lines/0/charge."),
        ({"charge": Decimal("-1")}, "/lines/0/charge is '-1'; it must be dollars and whole cents"),
        ({"charge": Decimal("1.005")}, "/lines/0/charge is '1.005'"),
        ({"units": None}, "it lacks /lines/0/units."),
        ({"units": 0}, "/lines/0/units is '0'; it must be a number above 0"),
        ({"modifiers": ("GP", "59", "KX", "CQ", "25")}, "/lines/0/modifiers has 5 entries; at most 4 can be sent"),
        ({"dx_pointers": ()}, "/lines/0/dx_pointers is empty"),
        ({"dx_pointers": (3,)}, "/lines/0/dx_pointers/0 is 3; it must be one of 1 to 2"),
        ({"dx_pointers": (1, 1)}, "/lines/0/dx_pointers/1 is 1"),
        ({"date": None}, "it lacks /lines/0/date."),
        ({"date": dt.date(2026, 11, 3)}, "/lines/0/date is 2026-11-03; it must be from 2015-10-01 to 2026-11-02"),
        ({"date": dt.date(2015, 9, 30)}, "/lines/0/date is 2015-09-30"),
    ],
)
def test_a_line_that_lacks_something_is_refused_by_the_name_of_its_field(
    changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in refusal(one_line(**changes))


@pytest.mark.parametrize("delimiter", "*:~^")
def test_a_delimiter_in_a_name_is_refused(delimiter: str) -> None:
    patient = replace(CLAIM.patient, last_name=f"SAM{delimiter}PLE")
    assert "/patient/last_name is 'SAM" in refusal(replace(CLAIM, patient=patient))


def test_an_accent_is_written_as_its_plain_letter() -> None:
    patient = replace(CLAIM.patient, last_name="Peña", first_name="José")
    assert "NM1*IL*1*Pena*Jose****MI*MBR1" in written(replace(CLAIM, patient=patient))


def test_a_post_office_box_does_not_bill() -> None:
    assert CLAIM.billing
    billing = replace(CLAIM.billing, address=replace(HOME, street="P.O. Box 7"))
    assert "/billing/address/street is 'P.O. Box 7'" in refusal(replace(CLAIM, billing=billing))


def test_minutes_are_sent_only_where_there_are_no_units() -> None:
    assert "SV1*HC:97110:GP*90*UN*2***1" in written(one_line(minutes=30))
    assert "SV1*HC:97110:GP*90*MJ*30***1" in written(one_line(minutes=30, units=None))


def test_a_dependent_stands_below_the_insured() -> None:
    insured = Subscriber("child", None, "GRP1", None, "PAT", "SAMPLE", dt.date(1950, 1, 2), "M", HOME)
    segments = written(replace(CLAIM, subscriber=insured))
    start = segments.index("HL*2*1*22*1")
    assert segments[start + 1 : start + 3] == ["SBR*P**GRP1******CI", "NM1*IL*1*SAMPLE*PAT****MI*MBR1"]
    child = segments.index("HL*3*2*23*0")
    assert segments[child + 1 : child + 3] == ["PAT*19", "NM1*QC*1*SAMPLE*ALEX"]


def test_claims_of_one_patient_share_their_levels_and_a_hundred_fill_one() -> None:
    segments = written(*(replace(CLAIM, claim_id=f"A{n}") for n in range(201)))
    assert [segment for segment in segments if segment.startswith("HL*")] == [
        "HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0", "HL*4*1*22*0",
    ]  # fmt: skip


def test_a_set_holds_at_most_five_thousand_claims() -> None:
    segments = written(*(replace(CLAIM, claim_id=f"A{n}") for n in range(5001)))
    sets = [segment for segment in segments if segment[:3] in ("ST*", "SE*", "GE*")]
    assert [segment.split("*")[-1] for segment in sets] == ["005010X222A1", "0001", "005010X222A1", "0002", "7"]
    assert sets[-1] == "GE*2*7"
    assert "SE*28*0002" in segments
    assert sum(segment.startswith("CLM*") for segment in segments) == 5001


def test_two_claims_with_one_id_are_refused() -> None:
    stream = io.BytesIO()
    writer = Writer(stream, Sending(ON))
    writer.add(CLAIM)
    before = stream.getvalue()
    with pytest.raises(UnwritableError, match="/claim_id is also that of an earlier claim"):
        writer.add(CLAIM)
    assert stream.getvalue() == before


def test_an_id_is_taken_once_in_a_file_however_many_sets_it_has() -> None:
    writer = Writer(io.BytesIO(), Sending(ON))
    for number in range(5001):
        writer.add(replace(CLAIM, claim_id=f"A{number}"))
    with pytest.raises(UnwritableError, match="/claim_id is also that of an earlier claim of the file"):
        writer.add(replace(CLAIM, claim_id="A0"))


def test_a_file_without_a_claim_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no claim to write"):
        Writer(io.BytesIO(), Sending(ON)).close()


def after_medicare(paid: str, total: str) -> Claim:
    taken = (Adjustment("CO", "45", Decimal("40.88")), Adjustment("PR", "2", Decimal("9.82")))
    decided = Adjudication("99002", Decimal(paid), "97110", ("GP",), 2, taken, ON)
    medicare = OtherPayer(
        "primary", "medicare_b", "CONTRACTOR", "99002", None, "ALEX", "SAMPLE", "1EG4", paid=Decimal(total)
    )
    claim = replace(CLAIM, subscriber=Subscriber(priority="secondary"), other_payers=(medicare,))
    return replace(claim, lines=(replace(LINE, adjudications=(decided,)),))


def test_what_medicare_decided_goes_to_the_second_payer() -> None:
    segments = written(after_medicare("39.30", "39.30"))
    start = segments.index("SBR*P*18*******MB")
    assert segments[start + 1 : start + 5] == [
        "AMT*D*39.3", "OI***Y***Y", "NM1*IL*1*SAMPLE*ALEX****MI*1EG4", "NM1*PR*2*CONTRACTOR*****PI*99002",
    ]  # fmt: skip
    line = segments.index("SVD*99002*39.3*HC:97110:GP**2")
    assert segments[line + 1 : line + 4] == ["CAS*CO*45*40.88", "CAS*PR*2*9.82", "DTP*573*D8*20261102"]


def test_a_payment_that_does_not_add_up_is_refused() -> None:
    assert "with the adjustments that makes 90.70, and the charge is 90.00" in refusal(after_medicare("40.00", "40.00"))
    assert "/other_payers/0/paid is 39.00; by the lines and adjustments it must be 39.30" in refusal(
        after_medicare("39.30", "39.00")
    )


def test_a_decision_of_a_payer_that_is_not_named_is_refused() -> None:
    claim = replace(after_medicare("39.30", "39.30"), other_payers=())
    assert "/lines/0/adjudications/0/payer_id is '99002'" in refusal(claim)


def of_medicare(**changes: Any) -> Claim:
    claim = after_medicare("39.30", "39.30")
    return replace(claim, other_payers=(replace(claim.other_payers[0], **changes),))


def test_the_day_of_a_decision_stands_at_the_claim_or_at_its_lines() -> None:
    assert "/other_payers/0/date is given for the claim and for its lines" in refusal(of_medicare(date=ON))
    claim = of_medicare(date=ON)
    line = claim.lines[0]
    undated = replace(claim, lines=(replace(line, adjudications=(replace(line.adjudications[0], date=None),)),))
    assert [segment for segment in written(undated) if "*573*" in segment] == ["DTP*573*D8*20261102"]
    assert "it lacks /other_payers/0/date." in refusal(
        replace(undated, other_payers=(replace(undated.other_payers[0], date=None),))
    )


def test_what_the_patient_owes_stands_at_the_claim_or_at_its_lines() -> None:
    claim = of_medicare(patient_owes=Decimal("9.82"))
    line = claim.lines[0]
    owed = replace(line.adjudications[0], patient_owes=Decimal("9.82"))
    assert "/other_payers/0/patient_owes is given for the claim and for its lines" in refusal(
        replace(claim, lines=(replace(line, adjudications=(owed,)),))
    )


def test_the_paying_of_a_bundled_line_names_the_line_it_went_into() -> None:
    claim = of_medicare()
    line = claim.lines[0]
    bundled = replace(line, adjudications=(replace(line.adjudications[0], bundled_into=2),))
    assert "SVD*99002*39.3*HC:97110:GP**2*2" in written(replace(claim, lines=(bundled,)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date_to": dt.date(2026, 11, 3)}, "/lines/0/date_to is 2026-11-03; it must be from 2015-10-01 to 2026-11-02"),
        ({"date_to": dt.date(2026, 11, 1)}, "/lines/0/date_to is 2026-11-01, before /lines/0/date"),
        ({"place_of_service": "5"}, "/lines/0/place_of_service is '5'; it must be a place of service, two digits"),
        ({"drug": Drug("123", 1, "ML")}, "/lines/0/drug/ndc is '123'; it must be the eleven digits of an NDC"),
        ({"drug": Drug("12345678901")}, "it lacks /lines/0/drug/quantity, /lines/0/drug/unit."),
        ({"conditions": (Condition("70"),)}, "/lines/0/conditions/0/codes is empty"),
        ({"authorizations": (PayerNumber("A"),) * 6}, "/lines/0/authorizations has 6 entries; at most 5 can be sent"),
        ({"referring_npi": "1200000440", "referring": Provider("A", "B")}, "/referring_npi is missing: /lines/0 has a"),
        ({"purchase": Purchase("1200000440", None, Decimal(5))}, "it lacks /lines/0/purchase/number."),
    ],
)  # fmt: skip
def test_what_a_line_says_beside_its_service_is_refused_by_the_name_of_its_field(
    changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in refusal(one_line(**changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"delay_reason": "12"}, "/delay_reason is '12'; it must be 1 to 11, or 15"),
        ({"special_program": "01"}, "/special_program is '01'; it must be 02, 03, 05 or 09"),
        ({"condition_codes": ("W",)}, "/condition_codes/0 is 'W'; it must be a condition code, two characters"),
        ({"conditions": (Condition("99", ("A",)),)}, "/conditions/0/category is '99'"),
        ({"disability": Disability(ON, dt.date(2026, 11, 1))}, "/disability/to is 2026-11-01, before 2026-11-02"),
        ({"file_information": ("x" * 81,)}, "/file_information/0 has 81 characters; at most 80 can be sent"),
        ({"primary_care": Provider("A", "B")}, "it lacks /primary_care_npi."),
        ({"subscriber": Subscriber(group="1", group_name="G")}, "/subscriber/group_name stands beside"),
        ({"auth_exception": "8"}, "/auth_exception is '8'; it must be 1 to 7"),
    ],
)
def test_what_few_claims_say_is_refused_by_the_name_of_its_field(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(replace(CLAIM, **changes))


def test_a_payer_s_numbers_are_sent_once_a_kind() -> None:
    payer = replace(CLAIM.payer, references=(Reference("G2", "1"), Reference("G2", "2")))
    assert "/payer/references/1/type is 'G2' once more; each type can be sent once" in refusal(
        replace(CLAIM, payer=payer)
    )


def test_payments_go_where_the_billing_provider_wants_them() -> None:
    assert CLAIM.billing
    box = replace(HOME, street="PO BOX 7")
    segments = written(replace(CLAIM, billing=replace(CLAIM.billing, tax_id_type="ssn", pay_to=box)))
    start = segments.index("REF*SY*123456789")
    assert segments[start + 2 : start + 5] == ["NM1*87*2", "N3*PO BOX 7", "N4*SPRINGFIELD*IL*627040002"]


def test_a_kind_of_payer_that_no_type_names_goes_by_its_own_code() -> None:
    assert "SBR*P*18*******CH" in written(replace(CLAIM, payer=replace(CLAIM.payer, type=None, filing_code="CH")))


def test_an_authorization_of_another_payer_names_it() -> None:
    segments = written(one_line(authorizations=(PayerNumber("A1", "99002"), PayerNumber("A2"))))
    assert [segment for segment in segments if segment.startswith("REF*G1")] == ["REF*G1*A1**2U:99002", "REF*G1*A2"]
