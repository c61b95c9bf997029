"""What a claim of an 837P says, it says in the claim document; what is damaged in the file is told, never raised."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import msgspec
import pytest

from cleanbill.model.claim import Claim, Rendering
from cleanbill.model.decode import decode_claim
from cleanbill.model.finding import Finding
from cleanbill.x12 import Reader, read_837
from cleanbill.x12.tests.conftest import CLAIM

Edit = Callable[..., bytes]
Told = tuple[str, int | None, str | None, str | None, str | None]

SAME_AS_JSON = b"""
{"claim_id": "A1-1",
 "payer": {"type": "commercial", "name": "EXAMPLE HEALTH PLAN", "id": "99001"},
 "frequency_code": "7", "original_claim_ref": "26261", "place_of_service": "11",
 "patient": {"id": "MBR1", "first_name": "ALEX", "last_name": "SAMPLE", "dob": "1971-04-04", "sex": "F",
             "address": {"street": "12 OAK ST", "city": "SPRINGFIELD", "state": "IL", "zip": "627040002"}},
 "billing_npi": "1234567893",
 "billing": {"name": "EXAMPLE CLINIC", "tax_id": "123456789", "taxonomy": "225100000X",
             "address": {"street": "100 MAIN ST", "city": "SPRINGFIELD", "state": "IL", "zip": "627010001"}},
 "rendering": {"npi": "1200000119", "taxonomy": "225100000X", "credential": "PT",
               "first_name": "SAM", "last_name": "THERAPIST"},
 "referring_npi": "1200000440", "referring": {"first_name": "PAT", "last_name": "REFERRER"},
 "accident": {"type": "auto", "date": "2026-09-30", "state": "IL", "claim_number": "PC-17"},
 "date_initial_treatment": "2026-10-01", "date_last_xray": "2026-10-02",
 "dx": ["M54.50", "M62.830"],
 "auth": {"number": "AUTH1"},
 "lines": [
  {"n": 1, "code": "97110", "modifiers": ["GP"], "units": 1, "charge": 62.00, "dx_pointers": [1], "date": "2026-10-05",
   "control_number": "A1-1-1"},
  {"n": 2, "code": "97140", "modifiers": ["GP", "59"], "units": 1, "charge": 58.25, "dx_pointers": [1, 2],
   "date": "2026-10-05", "control_number": "A1-1-2"}]}
"""


def read(data: bytes) -> tuple[list[Claim], list[Finding]]:
    reader = Reader(io.BytesIO(data))
    return list(reader), reader.damage


def told(data: bytes) -> list[Told]:
    """The damage, as rule, position, loop, segment, element."""
    return [
        (found.rule, found.where.position, found.where.loop, found.where.segment, found.where.element)
        for found in read(data)[1]
    ]


def test_a_claim_says_the_same_in_837p_and_in_json(edited: Edit) -> None:
    data = edited(
        "11:B:1*Y*A*Y*Y", "11:B:7*Y*A*Y*Y**AA:::IL",
        "HI*ABK", "DTP*439*D8*20260930\nDTP*454*D8*20261001\nDTP*455*D8*20261002\nREF*F8*26261\nREF*G1*AUTH1\nHI*ABK",
        "NM1*82", "NM1*DN*1*REFERRER*PAT****XX*1200000440\nNM1*82",
        "DMG*D8*19710404*F", "DMG*D8*19710404*F\nREF*Y4*PC-17",
    )  # fmt: skip
    claims, damage = read(data)
    assert damage == []
    assert [msgspec.structs.replace(claim, source=None) for claim in claims] == [decode_claim(SAME_AS_JSON)]


def test_every_place_is_the_segment_that_says_it(valid: bytes) -> None:
    segments = ["", *valid.decode().split("~\n")]
    (claim,), _ = read(valid)
    assert claim.source is not None
    assert claim.source.interchange == "000000007"
    starts = {pointer: segments[position][:7] for pointer, position in claim.source.positions.items()}
    assert starts == {
        "": "CLM*A1-", "/dx": "HI*ABK:", "/billing_npi": "NM1*85*", "/payer": "NM1*PR*", "/payer/type": "SBR*P*1",
        "/patient": "NM1*IL*", "/patient/dob": "DMG*D8*", "/rendering": "NM1*82*", "/rendering/taxonomy": "PRV*PE*",
        "/lines/0": "SV1*HC:", "/lines/0/n": "LX*1", "/lines/0/date": "DTP*472",
        "/lines/1": "SV1*HC:", "/lines/1/n": "LX*2", "/lines/1/date": "DTP*472",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("filing", "payer_type"),
    [
        ("MB", "medicare_b"), ("16", "medicare_advantage"), ("MC", "medicaid"), ("BL", "commercial"),
        ("WC", "workers_comp"), ("AM", "auto"), ("VA", None), ("ZZ", None), ("MA", None),
    ],
)  # fmt: skip
def test_the_filing_indicator_says_what_kind_of_payer(edited: Edit, filing: str, payer_type: str | None) -> None:
    (claim,), _ = read(edited("*CI", f"*{filing}"))
    assert claim.payer.type == payer_type


def test_a_dependent_is_the_patient_under_the_subscribers_member_id(edited: Edit) -> None:
    child = "HL*3*2*23*0\nPAT*19\nNM1*QC*1*SAMPLE*JO\nN3*12 OAK ST\nN4*SPRINGFIELD*IL*627040002\nDMG*D8*20150606*M"
    (claim,), damage = read(edited("HL*2*1*22*0\nSBR*P*18*", "HL*2*1*22*1\nSBR*P**", "CLM*A1-1", child + "\nCLM*A1-1"))
    assert damage == []
    assert (claim.patient.first_name, claim.patient.dob) == ("JO", dt.date(2015, 6, 6))
    assert claim.patient.id == "MBR1"


def test_the_claim_number_of_one_dependent_is_not_that_of_the_next(edited: Edit) -> None:
    child = "HL*{}*2*23*0\nPAT*19\nNM1*QC*1*SAMPLE*{}\nN3*12 OAK ST\nN4*SPRINGFIELD*IL*627040002\nDMG*D8*20150606*M\n"
    first = child.format(3, "JO") + "REF*Y4*PC-17\n" + CLAIM.strip().replace("A1-1", "A0-1")
    data = edited(
        "HL*2*1*22*0\nSBR*P*18*", "HL*2*1*22*1\nSBR*P**", "CLM*A1-1", f"{first}\n{child.format(4, 'KIM')}CLM*A1-1"
    )
    claims, damage = read(data)
    assert damage == []
    assert [claim.accident and claim.accident.claim_number for claim in claims] == ["PC-17", None]


def test_the_patients_death_is_read(edited: Edit) -> None:
    (claim,), damage = read(edited("NM1*IL", "PAT*****D8*20261004\nNM1*IL"))
    assert damage == []
    assert claim.patient.dod == dt.date(2026, 10, 4)


def test_the_billing_provider_rendered_when_no_other_is_named(edited: Edit) -> None:
    gone = "NM1*82*1*THERAPIST*SAM****XX*1200000119\nPRV*PE*PXC*225100000X\n"
    (claim,), damage = read(edited(gone, ""))
    assert damage == []
    assert claim.rendering == Rendering(npi="1234567893", taxonomy="225100000X", credential="PT")


def test_who_is_named_on_every_line_rendered(edited: Edit) -> None:
    own = "\nNM1*82*1*OTHER*KIM****XX*1200000333\nPRV*PE*PXC*111N00000X"
    (claim,), damage = read(edited("REF*6R*A1-1-1", "REF*6R*A1-1-1" + own, "REF*6R*A1-1-2", "REF*6R*A1-1-2" + own))
    assert damage == []
    assert (claim.rendering.npi, claim.rendering.credential) == ("1200000333", "DC")
    (claim,), _ = read(edited("REF*6R*A1-1-1", "REF*6R*A1-1-1" + own))
    assert claim.rendering.npi == "1200000119"


def test_a_physicians_taxonomy_does_not_say_md_or_do(edited: Edit) -> None:
    (claim,), _ = read(edited("PRV*PE*PXC*225100000X", "PRV*PE*PXC*207Q00000X"))
    assert claim.rendering.credential is None


def test_minutes_are_not_units(edited: Edit) -> None:
    (claim,), _ = read(edited("62*UN*1", "62*MJ*61"))
    assert (claim.lines[0].units, claim.lines[0].minutes) == (None, 61)


def test_a_range_of_service_dates_counts_from_its_first_day(edited: Edit) -> None:
    (claim,), damage = read(
        edited("97110:GP*62*UN*1***1\nDTP*472*D8*20261005", "97110:GP*62*UN*1***1\nDTP*472*RD8*20261003-20261005")
    )
    assert damage == []
    assert claim.lines[0].date == dt.date(2026, 10, 3)


def test_two_equal_lines_stay_two(edited: Edit) -> None:
    twice = edited(
        "*120.25*", "*124*", "LX*2\nSV1*HC:97140:GP:59*58.25*UN*1***1:2", "LX*2\nSV1*HC:97110:GP*62*UN*1***1"
    )
    (claim,), damage = read(twice)
    assert damage == []
    assert claim.lines[0] is not claim.lines[1]


def test_icd9_codes_are_dotted_as_icd9_and_only_right_before_october_2015(edited: Edit) -> None:
    old = ("ABK:M5450*ABF:M62830", "BK:7242*BF:E8888")
    (claim,), damage = read(edited(*old, "*20261005", "*20150930"))
    assert damage == []
    assert claim.dx == ("724.2", "E888.8")
    assert [found[0] for found in told(edited(*old))] == ["XR020"]


def test_a_whole_amount_and_one_with_zeros_are_the_same_money(edited: Edit) -> None:
    (claim,), damage = read(edited("GP*62*UN*1", "GP*62.00*UN*1.00"))
    assert damage == []
    assert claim.lines[0].charge == Decimal(62)
    assert claim.lines[0].units == 1


def test_the_door_gives_claims_only(valid: bytes) -> None:
    assert [claim.claim_id for claim in read_837(io.BytesIO(valid))] == ["A1-1"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("CLM*A1-1*120.25", "CLM*A1-1*12O.25"), ("XR016", 21, "2300", "CLM", "CLM02")),
        (("CLM*A1-1*120.25", "CLM*A1-1*120.20"), ("XR021", 21, "2300", "CLM", "CLM02")),
        (("62*UN*1", "62*UN*-1"), ("XR016", 26, "2400", "SV1", "SV104")),
        (("HC:97110:GP", "97110"), ("XR015", 26, "2400", "SV1", "SV101-2")),
        (("UN*1***1\n", "UN*1***A\n"), ("XR019", 26, "2400", "SV1", "SV107")),
        (("D8*19710404", "D8*19711304"), ("XR017", 19, "2010BA", "DMG", "DMG02")),
        (("HI*ABK:M5450", "DTP*454*D8*20260230\nHI*ABK:M5450"), ("XR017", 22, "2300", "DTP", "DTP03")),
        (("HI*ABK:M5450*", "HI*ABK*M5450*"), ("XR019", 22, "2300", "HI", "HI01")),
        (("ABK:M5450", "ABK:M54.50"), ("XR019", 22, "2300", "HI", "HI01")),
        (("HI*ABK:M5450*ABF:M62830\n", ""), ("XR014", 21, "2300", "HI", None)),
        (("11:B:1", ""), ("XR015", 21, "2300", "CLM", "CLM05")),
        (("NM1*82*1*", "NM1**1*"), ("XR015", 23, "2300", "NM1", "NM101")),
        (("NM1*82*1*", "NM1*82**"), ("XR015", 23, "2310B", "NM1", "NM102")),
        (("NM1*82*1*", "NM1*QQ*1*"), ("XR012", 23, "2300", "NM1", None)),
        (("PRV*PE", "N3*1 STREET\nPRV*PE"), ("XR012", 24, "2310B", "N3", None)),
        (("REF*EI*123456789", "REF*EI*123456789\nREF*EI*123456780"), ("XR013", 14, "2010AA", "REF", None)),
        (("N3*100 MAIN ST\n", ""), ("XR014", 10, "2010AA", "N3", None)),
        (("LX*2", "LX*3"), ("XR019", 29, "2400", "LX", "LX01")),
        (("HL*2*1", "HL*3*1"), ("XR011", 14, "2000B", "HL", "HL01")),
        (("HL*2*1", "HL*2*9"), ("XR011", 14, "2000B", "HL", "HL02")),
        (("*22*0", "*24*0"), ("XR011", 14, None, "HL", "HL03")),
        (("SBR*P*18*", "SBR*P**"), ("XR022", 15, "2000B", "SBR", "SBR02")),
    ],
)  # fmt: skip
def test_damage_is_told_at_its_place(edited: Edit, edit: tuple[str, str], expected: Told) -> None:
    assert told(edited(*edit))[0] == expected


def test_a_claim_without_lines_is_told_and_still_read(edited: Edit) -> None:
    data = edited("".join(["LX*1\nSV1*HC:97110:GP*62*UN*1***1\nDTP*472*D8*20261005\nREF*6R*A1-1-1\n"]), "",
                  "LX*2\nSV1*HC:97140:GP:59*58.25*UN*1***1:2\nDTP*472*D8*20261005\nREF*6R*A1-1-2\n", "")  # fmt: skip
    claims, damage = read(data)
    assert [(claim.claim_id, claim.lines) for claim in claims] == [("A1-1", ())]
    assert [(found.rule, found.where.claim_id) for found in damage] == [("XR018", "A1-1")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("SE*31*0001", "SE*30*0001", ("XR005", 33, None, "SE", "SE01")),
        ("SE*31*0001", "SE*31*0002", ("XR006", 33, None, "SE", "SE02")),
        ("GE*1*7", "GE*2*7", ("XR005", 34, None, "GE", "GE01")),
        ("GE*1*7", "GE*1*8", ("XR006", 34, None, "GE", "GE02")),
        ("IEA*1*000000007", "IEA*3*000000007", ("XR005", 35, None, "IEA", "IEA01")),
        ("IEA*1*000000007", "IEA*1*000000008", ("XR006", 35, None, "IEA", "IEA02")),
        ("SE*31*0001~\n", "", ("XR004", 33, None, "SE", None)),
        ("GE*1*7~\n", "", ("XR004", 34, None, "GE", None)),
        ("GS*HC*CLINIC*HUB*20261102*0930*7*X*005010X222A1~\n", "", ("XR004", 2, None, "ST", None)),
        ("IEA*1*000000007~\n", "", ("XR003", 34, None, "IEA", None)),
        ("REF*6R*A1-1-1~", "REF*6R*A1-1-1~~", ("XR008", 29, "2400", None, None)),
        ("*ALEX*", "*AL\x01EX*", ("XR009", 16, None, "NM1", None)),
        ("ST*837*", "ST*835*", ("XR007", 3, None, "ST", "ST01")),
        ("ST*837*0001*005010X222A1", "ST*837*0001*005010X223A2", ("XR007", 3, None, "ST", "ST03")),
    ],
)  # fmt: skip
def test_a_broken_envelope_is_told_at_its_place(valid: bytes, old: str, new: str, expected: Told) -> None:
    assert valid.count(old.encode()) == 1
    assert told(valid.replace(old.encode(), new.encode()))[0] == expected


def test_a_claim_that_is_cut_off_is_not_given(valid: bytes) -> None:
    claims, damage = read(valid[: valid.index(b"LX*2") + 12])
    assert claims == []
    assert [(found.rule, found.where.position, found.where.claim_id) for found in damage] == [("XR003", 29, "A1-1")]
    assert "SE, GE and IEA" in damage[0].message


def test_without_iea_every_claim_is_still_given(valid: bytes) -> None:
    claims, damage = read(valid[: valid.index(b"IEA")])
    assert len(claims) == 1
    assert [found.rule for found in damage] == ["XR003"]


def test_a_second_interchange_ends_one_that_was_not_closed(valid: bytes) -> None:
    claims, damage = read(valid[: valid.index(b"IEA")] + valid)
    assert len(claims) == 2
    assert [found.rule for found in damage] == ["XR004"]


def test_too_many_lines_are_told(edited: Edit) -> None:
    lines = "".join(f"LX*{n}\nSV1*HC:97110:GP*62*UN*1***1\nDTP*472*D8*20261005\n" for n in range(3, 54))
    (claim,), damage = read(edited("*120.25*", "*3282.25*", "REF*6R*A1-1-2\n", "REF*6R*A1-1-2\n" + lines))
    assert len(claim.lines) == 53
    assert [found.rule for found in damage] == ["XR013"]


def test_a_patient_who_keeps_the_benefits_is_read_as_not_assigning_them(edited: Edit) -> None:
    (claim,), _ = read(edited("*Y*A*Y*Y", "*Y*A*W*Y"))
    assert claim.benefits_assigned is False


def test_a_service_of_several_days_has_its_last_day(edited: Edit) -> None:
    (claim,), damage = read(edited("SV1*HC:97140:GP:59*58.25*UN*1***1:2\nDTP*472*D8*20261005",
                                   "SV1*HC:97140:GP:59*58.25*UN*1***1:2\nDTP*472*RD8*20261005-20261007"))  # fmt: skip
    assert damage == []
    assert [(line.date, line.date_to) for line in claim.lines] == [
        (dt.date(2026, 10, 5), None), (dt.date(2026, 10, 5), dt.date(2026, 10, 7)),
    ]  # fmt: skip


def test_a_line_names_who_treated_only_where_that_is_not_as_of_the_claim(edited: Edit) -> None:
    other = "NM1*82*1*DOCTOR*ANN****XX*1200000440\nPRV*PE*PXC*207Q00000X\n"
    (claim,), damage = read(edited("REF*6R*A1-1-2\n", "REF*6R*A1-1-2\n" + other))
    assert damage == []
    assert claim.rendering.npi == "1200000119"
    assert [line.rendering and line.rendering.npi for line in claim.lines] == [None, "1200000440"]
    both = ("REF*6R*A1-1-1\n", "REF*6R*A1-1-1\n" + other, "REF*6R*A1-1-2\n", "REF*6R*A1-1-2\n" + other)
    (claim,), damage = read(edited(*both))
    assert claim.rendering.npi == "1200000440"
    assert [line.rendering for line in claim.lines] == [None, None]


def test_a_kind_of_payer_without_a_type_keeps_its_code(edited: Edit) -> None:
    codes = {"CI": ("commercial", None), "BL": ("commercial", "BL"), "CH": (None, "CH"), "MB": ("medicare_b", None)}
    for code, expected in codes.items():
        (claim,), _ = read(edited("SBR*P*18*******CI", f"SBR*P*18*******{code}"))
        assert (claim.payer.type, claim.payer.filing_code) == expected
