"""Valid files have no finding; each of many single defects in them is found at the segment where it stands."""

import io
import re
from pathlib import Path

import pytest

from cleanbill.x12.validation.validator import Validator

FOLDER = Path(__file__).parent / "valid"
FILES = ("claims", "remittance", "acknowledgement", "claim_acknowledgement", "eligibility")
# The file, the old text, the new one, and how the segment begins at which the defect must be told.
DEFECTS = [
    # envelope
    ("claims", "SE*69*0001", "SE*68*0001", "SE*68"),
    ("claims", "SE*69*0001", "SE*69*0002", "SE*69"),
    ("claims", "GE*1*7", "GE*2*7", "GE*2"),
    ("claims", "GE*1*7", "GE*1*8", "GE*1*8"),
    ("claims", "IEA*1*000000007", "IEA*1*000000008", "IEA"),
    ("claims", "*00501*", "*00401*", "ISA"),
    ("claims", "*X*005010X222A1", "*X*005010X223A2", "ST"),
    ("claims", "GS*HC*", "GS*HP*", "GS"),
    ("claims", "*20261102*0930*7", "*20261302*0930*7", "GS"),
    ("claims", "BHT*0019*00", "BHT*0019*01", "BHT"),
    # levels
    ("claims", "HL*3*1*22*1", "HL*9*1*22*1", "HL*9"),
    ("claims", "HL*4*3*23*0", "HL*4*2*23*0", "HL*4"),
    ("claims", "HL*2*1*22*0", "HL*2*1*22*1", "HL*2"),
    ("claims", "HL*3*1*22*1", "HL*3*1*22*0", "HL*3"),
    ("claims", "HL*4*3*23*0\nPAT*19\nNM1*QC*1*HOLDER*KIM\nN3*9 ELM ST\nN4*PEORIA*IL*616020002\nDMG*D8*20120229*M\n", "",
     "SBR*S"),
    ("claims", "SBR*S**GRP1", "SBR*S*18*GRP1", "HL*4"),
    # loops and segments
    ("claims", "PER*IC*OFFICE*TE*2175550100\n", "", "NM1*41"),
    ("claims", "N4*SPRINGFIELD*IL*627010001\n", "", "NM1*85"),
    ("claims", "REF*EI*123456789\n", "", "NM1*85"),
    ("claims", "NM1*PR*2*EXAMPLE AUTO PLAN*****PI*99001\n", "", "HL*2"),
    ("claims", "PAT*19\n", "", "HL*4"),
    ("claims", "REF*G1*AUTH1", "REF*G1*AUTH1\nREF*G1*AUTH2", "REF*G1*AUTH2"),
    ("claims", "REF*G1*AUTH1", "REF*ZZ*AUTH1", "REF*ZZ"),
    ("claims", "REF*G1*AUTH1\n", "", None),
    ("claims", "REF*F8*26261\nNTE*ADD*SEEN AFTER A FALL", "NTE*ADD*SEEN AFTER A FALL\nREF*F8*26261", "REF*F8"),
    ("claims", "CR2********A\n", "CR2********A\nCR2********C\n", "CR2********C"),
    ("claims", "CR2********A\n", "CL1*1\nCR2********A\n", "CL1"),
    ("claims", "HI*ABK:M5416\n", "", "CLM*B1-1"),
    ("claims", "OI***Y***Y\n", "", "SBR*P*19"),
    ("claims", "NM1*IL*1*HOLDER*LOU****MI*OTH1\n", "", "SBR*P*19"),
    ("claims", "NM1*77*2*EXAMPLE GYM\n", "NM1*77*2*EXAMPLE GYM\nNM1*88*2*NOBODY\n", "NM1*88"),
    ("claims", "DTP*472*D8*20261007\n", "", "LX*1"),
    ("claims", "SV1*HC:97110:GP*100*UN*1***1\n", "", "LX*1"),
    ("claims", "LX*2", "LX*3", "LX*3"),
    # elements
    ("claims", "CLM*A1-1*", "CLM**", "CLM**"),
    ("claims", "CLM*B1-1*100*", "CLM*B1-1*100.005*", "CLM*B1-1"),
    ("claims", "*Y*A*Y*Y**AA", "*Y*X*Y*Y**AA", "CLM*A1-1"),
    ("claims", "11:B:7*", "11:B*", "CLM*A1-1"),
    ("claims", "11:B:1*", "1:B:1*", "CLM*B1-1"),
    ("claims", "11:B:1*", "67:B:1*", "CLM*B1-1"),
    ("claims", "****XX*1200000119", "****XX*1200000118", "NM1*82"),
    ("claims", "****XX*1200000119", "****XX", "NM1*82"),
    ("claims", "****XX*1200000440", "****34*1200000440", "NM1*DN"),
    ("claims", "NM1*82*1*THERAPIST*", "NM1*82*1*" + "T" * 61 + "*", "NM1*82"),
    ("claims", "N3*100 MAIN ST", "N3*PO BOX 5", "N3*PO"),
    ("claims", "N4*SPRINGFIELD*IL*627010001", "N4*SPRINGFIELD*IL*62701", "N4*SPRINGFIELD*IL*62701"),
    ("claims", "N4*PEORIA*IL*", "N4*PEORIA*XX*", "N4*PEORIA"),
    ("claims", "REF*EI*123456789", "REF*EI*12345678", "REF*EI"),
    ("claims", "PRV*PE*PXC*225100000X", "PRV*PE*PXC*2251", "PRV*PE"),
    ("claims", "DMG*D8*20120229*M", "DMG*D8*20110229*M", "DMG*D8*20110229"),
    ("claims", "DMG*D8*19710404*F", "DMG*D8*20270404*F", "DMG*D8*2027"),
    ("claims", "SBR*P*18*******AM", "SBR*P*18*******QQ", "SBR*P*18"),
    ("claims", "SBR*P*18*******AM", "SBR*P*18", "SBR*P*18"),
    ("claims", "N3*12 OAK ST\nN4*SPRINGFIELD*IL*627040002\n", "N4*SPRINGFIELD*IL*627040002\n", "NM1*IL*1*SAMPLE"),
    ("claims", "PWK*PZ*BM***AC*PAPER1", "PWK*PZ*BM", "PWK"),
    ("claims", "NTE*ADD*SEEN", "NTE*ADD*SEEN" + "N" * 70, "NTE"),
    ("claims", "NTE*ADD*SEEN AFTER A FALL", "NTE*ADD*SEEN AFTER A FALL*", "NTE"),
    ("claims", "REF*6R*A1-1-2", "REF*6R*" + "9" * 31, "REF*6R*9"),
    # the claim as a whole
    ("claims", "CLM*A1-1*182.25", "CLM*A1-1*182.26", "CLM*A1-1"),
    ("claims", "***1:2\n", "***1:4\n", "SV1*HC:97110:GP*124"),
    ("claims", "***1:2\n", "***2:2\n", "SV1*HC:97110:GP*124"),
    ("claims", "*124*UN*2***", "*124*UN*0***", "SV1*HC:97110:GP*124"),
    ("claims", "97140:GP:59", "97140:GP:GP", "SV1*HC:97140"),
    ("claims", "97140:GP:59", "97140:GP:QQ", "SV1*HC:97140"),
    ("claims", "HI*ABK:M5450", "HI*ABK:M545", "HI*ABK:M545*"),
    ("claims", "HI*ABK:M5450", "HI*ABK:M54.50", "HI*ABK:M54."),
    ("claims", "HI*ABK:M5416", "HI*BK:7242", "HI*BK"),
    ("claims", "ABF:V4352XA", "ABF:M5450", "HI*ABK:M5450"),
    ("claims", "REF*F8*26261\n", "", "CLM*A1-1"),
    ("claims", "11:B:7*", "11:B:1*", "REF*F8"),
    ("claims", "DTP*439*D8*20260930\n", "", "CLM*A1-1"),
    ("claims", "AA:::IL", "AA", "CLM*A1-1"),
    ("claims", "DTP*439*D8*20260930", "DTP*439*D8*20261020", "DTP*439"),
    ("claims", "DTP*472*D8*20261007", "DTP*472*D8*20261107", "DTP*472*D8*20261107"),
    ("claims", "20261005-20261006", "20261006-20261005", "DTP*472*RD8"),
    ("claims", "DTP*472*D8*20261007", "DTP*472*RD8*20261007", "DTP*472*RD8*20261007"),
    ("claims", "DTP*472*D8*20261007", "DTP*472*D8*20261007-20261008", "DTP*472*D8*20261007-20261008"),
    ("claims", "CLM*B1-1*", "CLM*A1-1*", "CLM*A1-1*100"),
    ("claims", "SVD*88001*70", "SVD*88001*71", "SVD"),
    ("claims", "SVD*88001*70", "SVD*88009*70", "SVD"),
    ("claims", "AMT*D*65", "AMT*D*70", "SBR*P*19"),
    ("claims", "CAS*CO*45*20**253*4", "CAS*CO*45*20**253", "CAS*CO*45"),
    ("claims", "DTP*573*D8*20261020\n", "", "SVD"),
    ("claims", "88001\nLX", "88001\nDTP*573*D8*20261020\nLX", "SBR*P*19"),
    ("claims", "N3*9 ELM ST", "N3*9 ELM ST ", "N3*9 ELM"),
    ("claims", "NM1*77*2", "NM1*DQ*1*THERAPIST*SAM****XX*1200000119\nNM1*77*2", "NM1*DQ"),
    ("claims", "REF*6R*B1-1-1", "REF*6R*B1-1-1\nNM1*DN*1*LINE*PAT****XX*1200000440", "NM1*DN*1*LINE"),
    # what comes back
    ("remittance", "BPR*I*121", "BPR*I*120", "BPR"),
    ("remittance", "*182.25*125*15*", "*182.25*126*15*", "CLP*A1-1"),
    ("remittance", "CAS*CO*45*29", "CAS*CO*45*28", "SVC*HC:97110:GP*124"),
    ("remittance", "CLP*A1-1*1*", "CLP*A1-1*9*", "CLP*A1-1"),
    ("remittance", "CAS*CO*197*62", "CAS*CO*999*62", "CAS*CO*999"),
    ("remittance", "CAS*PR*3*15", "CAS*XX*3*15", "CAS*XX"),
    ("remittance", "PER*BL*EDI SUPPORT*TE*6145550199\n", "", "N1*PR"),
    ("remittance", "DTM*472*20261007", "DTM*472*20261307", "DTM*472*20261307"),
    ("remittance", "TRN*1*EFT1*1999999999", "TRN*1*EFT1*19999", "TRN"),
    ("remittance", "4*62*0**12*2632*11*1", "4*72*0**12*2632*11*1\nCAS*CO*45*10", "CLP*B1-1"),
    ("acknowledgement", "IK4*9*1363*1", "IK4*9*1363*99", "IK4"),
    ("acknowledgement", "IK5*R*5\n", "", "AK2*837*0002"),
    ("acknowledgement", "AK9*P*2*2*1", "AK9*P*2*2", "AK9"),
    ("claim_acknowledgement", "*20261103*U*100", "*20261103*X*100", "STC*A7"),
    ("claim_acknowledgement", "HL*5*3*PT", "HL*5*2*PT", "HL*5"),
    ("claim_acknowledgement", "DTP*050*D8*20261102\n", "", "TRN*1"),
    ("eligibility", "EB*F*IND", "EB*Z*IND", "EB*Z"),
    ("eligibility", "*VS*4**Y", "*VS***Y", "EB*F"),
    ("eligibility", "NM1*IL*1*SAMPLE", "NM1*QC*1*SAMPLE", "NM1*QC"),
]  # fmt: skip
HARMLESS = [defect for defect in DEFECTS if defect[3] is None]
PLANTED = [defect for defect in DEFECTS if defect[3] is not None]


def segments(name: str, old: str = "", new: str = "") -> list[str]:
    """The segments of a valid file with one text replaced, the count in SE as it should then be."""
    text = (FOLDER / f"{name}.edi").read_text()
    assert text.count(old) >= 1, old
    edited = text.replace(old, new, 1).splitlines()
    lost = len(edited) - len(text.splitlines())
    return [re.sub(r"^SE\*(\d+)", lambda found: f"SE*{int(found[1]) + lost}", line) for line in edited]


def places(lines: list[str]) -> set[int | None]:
    """Where in a file something is found."""
    data = "".join(line + "~\n" for line in lines).encode()
    return {finding.where.position for finding in Validator(io.BytesIO(data))}


@pytest.mark.parametrize("name", FILES)
def test_a_valid_file_has_no_finding(name: str) -> None:
    assert places(segments(name)) == set()


@pytest.mark.parametrize(("name", "old", "new", "at"), HARMLESS)
def test_what_may_be_left_out_is_not_missed(name: str, old: str, new: str, at: None) -> None:
    assert places(segments(name, old, new)) == set()


def test_single_defects_are_found_at_their_segment() -> None:
    missed = []
    for name, old, new, at in PLANTED:
        lines = segments(name, old, new)
        wanted = [number for number, line in enumerate(lines, 1) if line.startswith(at or "")]
        assert wanted, (at, new)
        if not places(lines) & set(wanted):
            missed.append((old, new, at, places(lines)))
    assert len(PLANTED) >= 60
    assert missed == []
