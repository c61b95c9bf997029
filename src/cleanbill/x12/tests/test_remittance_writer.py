"""A remittance that is written reads back the same, and a judge that is not ours takes it."""

import datetime as dt
import io
import logging
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment, Payee, Payment, Person, Reference, Remittance, ServicePayment
from cleanbill.x12 import RemittanceReader, Sending, Trading, UnwritableError, write_835
from cleanbill.x12.tests.remittance_strategies import ON, PAYER, balanced, remittances

SENDING = Sending(ON, 501)
LINE = ServicePayment(
    "97110", Decimal("124.00"), Decimal("60.60"), ("GP",), units=Decimal(2), date=dt.date(2026, 10, 26),
    adjustments=(Adjustment("CO", "45", Decimal("43.40")), Adjustment("PR", "3", Decimal("20.00"))),
    control_number="A1-1", allowed=Decimal("80.60"),
)  # fmt: skip
CLAIM = ClaimPayment(
    "A1", "1", Decimal("124.00"), Decimal("60.60"), Decimal("20.00"), "12", "26300001", "11", "1",
    patient=Person("SAMPLE", "ALEX", id="MBR1", id_type="MI"), lines=(LINE,),
)  # fmt: skip
REMITTANCE = balanced((CLAIM,), (), "EFT1")


def written(*given_remittances: Remittance, sending: Sending = SENDING) -> bytes:
    stream = io.BytesIO()
    assert write_835(given_remittances, stream, sending) == len(given_remittances)
    return stream.getvalue()


def plain(remittance: Remittance) -> Remittance:
    """The remittance without what only a file says of it."""
    claims = tuple(replace(claim, position=None) for claim in remittance.claims)
    return replace(remittance, claims=claims, source=None)


def refusal(remittance: Remittance) -> str:
    with pytest.raises(UnwritableError) as refused:
        written(remittance)
    return str(refused.value)


def test_a_remittance_is_written_segment_by_segment() -> None:
    assert written(REMITTANCE).decode().split("~\n")[:-1] == [
        "ISA*00*          *00*          *ZZ*99001          *ZZ*123456789      *261115*0000*^*00501*000000501*0*P*:",
        "GS*HP*99001*123456789*20261115*0000*501*X*005010X221A1",
        "ST*835*0001",
        "BPR*I*60.6*C*ACH************20261115",
        "TRN*1*EFT1*1999999999",
        "DTM*405*20261115",
        "N1*PR*EXAMPLE HEALTH PLAN",
        "N3*1 PAYER WAY",
        "N4*COLUMBUS*OH*432150001",
        "REF*2U*99001",
        "PER*CX*CLAIMS HELP*TE*2175550188",
        "PER*BL*EDI SUPPORT*TE*2175550199",
        "PER*IC**UR*PAYER.EXAMPLE/POLICY",
        "N1*PE*EXAMPLE SPINE AND REHAB*XX*1234567893",
        "REF*TJ*123456789",
        "LX*1",
        "CLP*A1*1*124*60.6*20*12*26300001*11*1",
        "NM1*QC*1*SAMPLE*ALEX****MI*MBR1",
        "SVC*HC:97110:GP*124*60.6**2",
        "DTM*472*20261026",
        "CAS*CO*45*43.4",
        "CAS*PR*3*20",
        "REF*6R*A1-1",
        "AMT*B6*80.6",
        "SE*23*0001",
        "GE*1*501",
        "IEA*1*000000501",
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(remittances(), min_size=1, max_size=3))
def test_what_is_written_reads_back_the_same(given_remittances: list[Remittance]) -> None:
    data = written(*given_remittances)
    reader = RemittanceReader(io.BytesIO(data))
    back = [plain(received.whole()) for received in reader]
    assert reader.damage == []
    assert back == given_remittances
    assert written(*back) == data


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"charge": Decimal("124.01")}, "/claims/0/lines/0/paid does not balance: 124.01 less adjustments of 63.40"),
        ({"paid": Decimal("60.00")}, "/claims/0/lines/0/paid does not balance"),
        ({"adjustments": ()}, "/claims/0/lines/0/paid does not balance: 124.00 less adjustments of 0"),
        ({"code": ""}, "/claims/0/lines/0/code is ''"),
        ({"modifiers": ("GP", "59", "KX", "CQ", "25")}, "/claims/0/lines/0/modifiers has 5 entries; at most 4"),
        ({"control_number": "A~1"}, "/claims/0/lines/0/control_number is 'A~1'"),
    ],
)
def test_a_line_that_is_not_right_is_refused(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(replace(REMITTANCE, claims=(replace(CLAIM, lines=(replace(LINE, **changes),)),)))


def test_a_claim_that_does_not_balance_is_refused() -> None:
    claim = replace(CLAIM, paid=Decimal("60.61"))
    assert "/claims/0/paid does not balance" in refusal(balanced((claim,), (), "EFT1"))
    claim = replace(CLAIM, charge=Decimal("124.50"))
    assert "/claims/0/charge does not balance" in refusal(balanced((claim,), (), "EFT1"))


def test_a_person_that_has_no_id_is_refused_where_one_is_always_sent() -> None:
    claim = replace(CLAIM, rendering=Person("THERAPIST", "SAM"))
    assert "/claims/0/rendering/id is missing" in refusal(balanced((claim,), (), "EFT1"))


def test_references_of_a_line_stand_around_its_control_number_as_the_guide_has_them() -> None:
    line = replace(LINE, references=(Reference("0K", "POLICY"), Reference("G1", "AUTH1")))
    segments = written(replace(REMITTANCE, claims=(replace(CLAIM, lines=(line,)),))).decode().split("~\n")
    assert [one for one in segments if one.startswith("REF*")][2:] == ["REF*G1*AUTH1", "REF*6R*A1-1", "REF*0K*POLICY"]


def test_a_payment_that_is_not_the_sum_of_its_claims_is_refused() -> None:
    payment = replace(REMITTANCE.payment, amount=Decimal("60.59"))
    assert "/payment/amount does not balance" in refusal(replace(REMITTANCE, payment=payment))


def test_a_payment_below_zero_is_refused() -> None:
    payment = replace(REMITTANCE.payment, amount=Decimal("-1"))
    assert "/payment/amount is '-1'" in refusal(replace(REMITTANCE, payment=payment))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"payment": Payment(Decimal("60.6"), "I", "ACH", ON, None, "1999999999")}, "it lacks /payment/trace"),
        ({"payment": Payment(Decimal("60.6"), "I", "NON", ON, "E", "1999999999")}, "/payment/method must be NON where"),
        ({"payee": Payee("CLINIC")}, "it lacks /payee/tax_id"),
        ({"payer": replace(PAYER, technical=None)}, "/payer/technical is missing: it says whom to ask"),
        ({"payer": replace(PAYER, address=None)}, "it lacks /payer/address/street, /payer/address/city"),
    ],
)
def test_what_a_remittance_lacks_is_named(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(replace(REMITTANCE, **changes))


def test_a_set_holds_at_most_ten_thousand_claims() -> None:
    claim = ClaimPayment("A1", "1", Decimal(1), Decimal(1), None, "12", "1", patient=Person("A"))
    assert written(balanced((claim,) * 10_000, (), "EFT1")).count(b"CLP*") == 10_000
    assert "/claims has 10,001 entries; at most 10,000 can be sent" in refusal(balanced((claim,) * 10_001, (), "EFT1"))


def test_a_file_without_a_remittance_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no remittance to write"):
        written()


def test_partners_that_are_named_stand_in_the_envelope() -> None:
    data = written(REMITTANCE, sending=Sending(ON, 7, Trading("PAYERHUB", receiver_id="CLINIC", test=True)))
    assert b"*ZZ*PAYERHUB       *ZZ*CLINIC         *261115*" in data
    assert b"*0*T*:~" in data


def judged(data: bytes) -> list[str]:
    """What pyx12 does not like about a file."""
    from pyx12.params import params
    from pyx12.x12n_document import x12n_document

    told: list[str] = []

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "Loop FOOTER exceeded" not in record.getMessage():  # it takes one PLB; the guide any number
                told.append(record.getMessage())

    logger, heard = logging.getLogger("pyx12"), Heard(logging.WARNING)
    logger.addHandler(heard)
    try:
        x12n_document(params(), io.StringIO(data.decode()), None, None)
    finally:
        logger.removeHandler(heard)
    return told


def test_an_outside_judge_takes_what_is_written() -> None:
    found: list[Remittance] = []

    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(remittances())
    def draw(remittance: Remittance) -> None:
        found.append(remittance)

    draw()
    assert judged(written(*found)) == []


def test_the_judge_hears_what_is_wrong() -> None:
    assert judged(written(REMITTANCE).replace(b"N4*COLUMBUS*OH", b"N4*COLUMBUS*ZZ"))


OWN = ("msk_denials_mixed", "reversal_correction_plb", "secondary_payer_oa23", "zero_pay_deductible")
FOLDER = Path(__file__).parents[5] / "shared" / "data" / "x12"


@pytest.mark.skipif(not FOLDER.exists(), reason="the shared folder is not beside the repository")
@pytest.mark.parametrize("name", OWN)
def test_a_sound_file_is_written_as_it_was_read(name: str) -> None:
    with (FOLDER / f"835_{name}_own.edi").open("rb") as stream:
        read = [plain(received.whole()) for received in RemittanceReader(stream)]
    back = [plain(received.whole()) for received in RemittanceReader(io.BytesIO(written(*read)))]
    assert back == read
