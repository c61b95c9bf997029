"""A small valid 837P for the tests of this room: one visit of two lines, in the segments a clinic sends."""

from collections.abc import Callable

import pytest

ISA = "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*HUB            *261102*0930*^*00501*000000007*0*T*:"
GS = "GS*HC*CLINIC*HUB*20261102*0930*7*X*005010X222A1"
HEADER = """
BHT*0019*00*A1*20261102*0930*CH
NM1*41*2*EXAMPLE CLINIC*****46*CLINIC
PER*IC*OFFICE*TE*5555550100
NM1*40*2*EXAMPLE HUB*****46*HUB
HL*1**20*1
PRV*BI*PXC*225100000X
NM1*85*2*EXAMPLE CLINIC*****XX*1234567893
N3*100 MAIN ST
N4*SPRINGFIELD*IL*627010001
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*******CI
NM1*IL*1*SAMPLE*ALEX****MI*MBR1
N3*12 OAK ST
N4*SPRINGFIELD*IL*627040002
DMG*D8*19710404*F
NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99001
"""
CLAIM = """
CLM*A1-1*120.25***11:B:1*Y*A*Y*Y
HI*ABK:M5450*ABF:M62830
NM1*82*1*THERAPIST*SAM****XX*1200000119
PRV*PE*PXC*225100000X
LX*1
SV1*HC:97110:GP*62*UN*1***1
DTP*472*D8*20261005
REF*6R*A1-1-1
LX*2
SV1*HC:97140:GP:59*58.25*UN*1***1:2
DTP*472*D8*20261005
REF*6R*A1-1-2
"""


def write(header: str = HEADER, claim: str = CLAIM) -> bytes:
    """An interchange around the segments, its counts and control numbers right."""
    body = ["ST*837*0001*005010X222A1", *header.split("\n"), *claim.split("\n")]
    body = [segment for segment in body if segment]
    segments = [ISA, GS, *body, f"SE*{len(body) + 1}*0001", "GE*1*7", "IEA*1*000000007"]
    return "".join(segment + "~\n" for segment in segments).encode()


@pytest.fixture
def valid() -> bytes:
    """The valid file."""
    return write()


@pytest.fixture
def edited() -> Callable[..., bytes]:
    """The valid file with some of its text replaced, its counts still right: `edited("old", "new", ...)`."""

    def edit(*pairs: str) -> bytes:
        header, claim = HEADER, CLAIM
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in header + claim
            header, claim = header.replace(old, new), claim.replace(old, new)
        return write(header, claim)

    return edit
