"""A finding on a claim document names its place in the 837P."""

import io
from collections.abc import Callable

import pytest

from cleanbill.model.claim import Accident, Authorization, Claim, Line, Patient, Payer, Rendering
from cleanbill.x12 import Reader, place
from cleanbill.x12.claim.places import PLACES

Edit = Callable[..., bytes]
Expected = tuple[str, str, str | None, int]


def the_claim(data: bytes) -> Claim:
    (claim,) = Reader(io.BytesIO(data))
    return claim


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("", ("2300", "CLM", None, 21)),
        ("/place_of_service", ("2300", "CLM", "CLM05-1", 21)),
        ("/frequency_code", ("2300", "CLM", "CLM05-3", 21)),
        ("/payer/type", ("2000B", "SBR", "SBR09", 15)),
        ("/payer/id", ("2010BB", "NM1", "NM109", 20)),
        ("/patient/dob", ("2010BA", "DMG", "DMG02", 19)),
        ("/patient/sex", ("2010BA", "DMG", "DMG03", 19)),
        ("/patient/id", ("2010BA", "NM1", "NM109", 16)),
        ("/billing_npi", ("2010AA", "NM1", "NM109", 10)),
        ("/rendering/npi", ("2310B", "NM1", "NM109", 23)),
        ("/rendering/taxonomy", ("2310B", "PRV", "PRV03", 24)),
        ("/dx", ("2300", "HI", None, 22)),
        ("/dx/0", ("2300", "HI", "HI01", 22)),
        ("/dx/1", ("2300", "HI", "HI02", 22)),
        ("/dx/11", ("2300", "HI", "HI12", 22)),
        ("/lines", ("2400", "LX", None, 21)),
        ("/lines/1", ("2400", "SV1", None, 30)),
        ("/lines/1/n", ("2400", "LX", "LX01", 29)),
        ("/lines/1/code", ("2400", "SV1", "SV101-2", 30)),
        ("/lines/1/modifiers", ("2400", "SV1", "SV101-3..6", 30)),
        ("/lines/1/modifiers/1", ("2400", "SV1", "SV101-4", 30)),
        ("/lines/1/charge", ("2400", "SV1", "SV102", 30)),
        ("/lines/1/units", ("2400", "SV1", "SV104", 30)),
        ("/lines/0/units", ("2400", "SV1", "SV104", 26)),
        ("/lines/1/dx_pointers", ("2400", "SV1", "SV107", 30)),
        ("/lines/1/dx_pointers/1", ("2400", "SV1", "SV107-2", 30)),
        ("/lines/1/date", ("2400", "DTP", "DTP03", 31)),
    ],
)
def test_a_pointer_stands_in_its_segment(valid: bytes, pointer: str, expected: Expected) -> None:
    assert place(the_claim(valid), pointer) == expected


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/auth/number", ("2300", "REF", "REF02", 21)),
        ("/date_initial_treatment", ("2300", "DTP", "DTP03", 21)),
        ("/accident/claim_number", ("2010BA", "REF", "REF02", 21)),
        ("/lines/0/minutes", ("2400", "SV1", None, 26)),
        ("/history/poc/cert_signed", ("2300", "CLM", None, 21)),
        ("/note/text", ("2300", "CLM", None, 21)),
    ],
)
def test_what_the_file_does_not_say_has_the_position_of_its_parent(
    valid: bytes, pointer: str, expected: Expected
) -> None:
    assert place(the_claim(valid), pointer) == expected


def test_a_dependent_patient_stands_in_the_patient_loop(edited: Edit) -> None:
    child = "HL*3*2*23*0\nPAT*19\nNM1*QC*1*SAMPLE*JO\nN3*12 OAK ST\nN4*SPRINGFIELD*IL*627040002\nDMG*D8*20150606*M"
    claim = the_claim(edited("HL*2*1*22*0\nSBR*P*18*", "HL*2*1*22*1\nSBR*P**", "CLM*A1-1", child + "\nCLM*A1-1"))
    assert place(claim, "/patient/dob") == ("2010CA", "DMG", "DMG02", 26)
    assert place(claim, "/patient/last_name") == ("2010CA", "NM1", "NM103", 23)
    assert place(claim, "/patient/id") == ("2010BA", "NM1", "NM109", 16)


def test_a_billing_provider_who_renders_stands_in_the_billing_loop(edited: Edit) -> None:
    claim = the_claim(edited("NM1*82*1*THERAPIST*SAM****XX*1200000119\nPRV*PE*PXC*225100000X\n", ""))
    assert place(claim, "/rendering/npi") == ("2010AA", "NM1", "NM109", 10)
    assert place(claim, "/rendering/taxonomy") == ("2000A", "PRV", "PRV03", 9)


def test_a_claim_from_json_has_no_position() -> None:
    assert place(Claim(claim_id="A"), "/lines/0/units") == ("2400", "SV1", "SV104", None)


def test_every_place_leads_to_a_field_of_the_claim_document() -> None:
    nested = {"payer": Payer, "patient": Patient, "rendering": Rendering, "accident": Accident}
    nested |= {"auth": Authorization, "lines": Line}
    for pointer in PLACES:
        top, *below = [name for name in pointer.split("/") if name and name != "0"] or ["claim_id"]
        assert top in Claim.__struct_fields__
        assert not below or below[0] in nested[top].__struct_fields__
