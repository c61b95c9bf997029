"""What the first payer decided becomes the claim to the second, and that claim can be written."""

import io
from decimal import Decimal

import pytest
from msgspec.structs import replace

from cleanbill.model.claim import Authorization, Claim, Payer
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.parties import Subscriber
from cleanbill.remittance import PostingError, next_claim
from cleanbill.remittance.tests.sent_claims import DAY, ON, claim, decided, reversal
from cleanbill.x12 import Reader, Sending, Writer

SENT = claim()
FIRST = decided(SENT, (("CO", "45", "43.40"), ("PR", "2", "16.12")), (("CO", "45", "30.35"), ("PR", "2", "5.58")))
SECOND = Payer("commercial", "SUPPLEMENT PLAN", "99005")


def written(one: Claim) -> list[str]:
    stream = io.BytesIO()
    writer = Writer(stream, Sending(ON, 7))
    writer.add(one)
    writer.close()
    reader = Reader(io.BytesIO(stream.getvalue()))
    assert len(list(reader)) == 1
    assert reader.damage == []
    return stream.getvalue().decode().split("~\n")


def test_the_claim_to_the_second_payer_says_what_the_first_decided() -> None:
    segments = written(next_claim(SENT, FIRST, ON, SECOND, "SUP1"))
    assert "SBR*S*18*******CI" in segments
    assert "NM1*PR*2*SUPPLEMENT PLAN*****PI*99005" in segments
    assert "NM1*IL*1*SAMPLEA1*ALEX****MI*SUP1" in segments
    start = segments.index("SBR*P*18*******MB")
    assert segments[start + 1 : start + 6] == [
        "AMT*D*86.8",
        "OI***Y***Y",
        "NM1*IL*1*SAMPLEA1*ALEX****MI*MBR-A1",
        "NM1*PR*2*CONTRACTOR*****PI*99002",
        "REF*F8*ICN-A1",
    ]
    line = segments.index("SVD*99002*64.48*HC:97110:GP**1")
    assert segments[line + 1 : line + 4] == ["CAS*CO*45*43.4", "CAS*PR*2*16.12", "DTP*573*D8*20261115"]


def test_what_was_taken_off_the_whole_claim_stands_with_the_payer() -> None:
    whole = replace(FIRST, adjustments=(Adjustment("CO", "253", Decimal("1.74")),), paid=Decimal("85.06"))
    segments = written(next_claim(SENT, whole, ON, SECOND, "SUP1"))
    assert "CAS*CO*253*1.74" in segments
    assert "AMT*D*85.06" in segments


def test_a_decision_without_lines_is_dated_with_the_payer() -> None:
    whole = replace(FIRST, lines=(), adjustments=(Adjustment("CO", "45", Decimal("95.45")),))
    segments = written(next_claim(SENT, whole, ON, SECOND, "SUP1"))
    assert "DTP*573*D8*20261115" in segments
    assert not any(segment.startswith("SVD") for segment in segments)


def test_a_line_that_the_payer_split_is_told_as_one() -> None:
    first, second = FIRST.lines
    half = replace(first, charge=Decimal(62), paid=Decimal("18.60"), adjustments=first.adjustments[:1])
    rest = replace(first, charge=Decimal(62), paid=Decimal("45.88"), adjustments=first.adjustments[1:])
    segments = written(next_claim(SENT, replace(FIRST, lines=(half, rest, second)), ON, SECOND, "SUP1"))
    assert "SVD*99002*64.48*HC:97110:GP**2" in segments


def test_the_third_payer_hears_of_both() -> None:
    second = next_claim(SENT, FIRST, ON, SECOND, "SUP1")
    decision = decided(
        second, (("OA", "23", "107.88"), ("PR", "3", "1.00")), (("OA", "23", "52.67"), ("PR", "3", "1.00")), status="2"
    )
    third = next_claim(second, decision, ON, Payer("medicaid", "STATE PLAN", "99009"), "MCD1")
    segments = written(third)
    assert [one for one in segments if one.startswith("SBR")] == [
        "SBR*T*18*******MC", "SBR*P*18*******MB", "SBR*S*18*******CI",
    ]  # fmt: skip
    assert sum(one.startswith("SVD") for one in segments) == 4
    with pytest.raises(PostingError, match="There is no payer after the third"):
        next_claim(third, decision, ON, SECOND, "X")


def test_numbers_of_the_first_payer_do_not_go_to_the_second_as_its_own() -> None:
    sent = replace(SENT, auth=Authorization(number="AUTH1"), frequency_code="7", original_claim_ref="OLD1")
    following = next_claim(sent, FIRST, ON, SECOND, "SUP1", Subscriber(group="G1"))
    assert (following.auth, following.frequency_code, following.original_claim_ref) == (None, None, None)
    assert following.subscriber == Subscriber(priority="secondary", group="G1")


def test_a_dependent_keeps_the_insured_of_each_payer() -> None:
    sent = replace(SENT, subscriber=Subscriber("spouse", first_name="PAT", last_name="SAMPLE", group="P1"))
    (before,) = next_claim(sent, FIRST, ON, SECOND, "SUP1").other_payers
    assert (before.relationship, before.first_name, before.group) == ("spouse", "PAT", "P1")


def test_a_reversal_makes_no_claim() -> None:
    with pytest.raises(PostingError, match="A reversal is no decision for the next payer"):
        next_claim(SENT, reversal(FIRST), ON, SECOND, "SUP1")


def test_a_service_that_is_not_the_claims_makes_no_claim() -> None:
    strange = replace(FIRST.lines[0], code="99213", control_number=None)
    with pytest.raises(PostingError, match=f"99213 of {DAY} is no line of claim 'A1'"):
        next_claim(SENT, replace(FIRST, lines=(strange, FIRST.lines[1])), ON, SECOND, "SUP1")


def test_a_line_that_is_decided_only_in_part_makes_no_claim() -> None:
    half = replace(FIRST.lines[0], charge=Decimal(62))
    with pytest.raises(PostingError, match=r"decided on 62 of 97110; claim 'A1' has 124\.00"):
        next_claim(SENT, replace(FIRST, lines=(half, FIRST.lines[1])), ON, SECOND, "SUP1")
