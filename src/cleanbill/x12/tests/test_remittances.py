"""An 835 is read: what it says, what of it does not balance and where, whatever its delimiters; no bytes raise."""

import datetime as dt
import io
import json
from decimal import Decimal
from typing import BinaryIO, cast

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbill.model.other_payer import Adjustment
from cleanbill.model.parties import Address
from cleanbill.model.remittance import (
    ClaimPayment,
    Contact,
    Payment,
    Person,
    ProviderAdjustment,
    Reference,
    Remittance,
    Submitted,
)
from cleanbill.x12 import RemittanceReader

ISA = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *261115*0930*^*00501*000000501*0*T*:"
GS = "GS*HP*PAYER*CLINIC*20261115*0930*501*X*005010X221A1"
HEAD = """
BPR*I*40.3*C*ACH*CCP*01*999999992*DA*123456*1999999999**01*999988880*DA*98765*20261116
TRN*1*EFT1*1999999999
REF*EV*HUB
DTM*405*20261114
N1*PR*EXAMPLE HEALTH PLAN*XV*77001
N3*1 PAYER WAY
N4*COLUMBUS*OH*432150001
REF*2U*99001
PER*CX*CLAIMS HELP*TE*5555550188
PER*BL*EDI SUPPORT*TE*5555550199
PER*IC**UR*PAYER.EXAMPLE/POLICY
N1*PE*EXAMPLE SPINE AND REHAB*XX*1234567893
REF*TJ*123456789
LX*1
"""
CLAIM = """
CLP*A1*1*124*44.3*20*12*2631*11*1
NM1*QC*1*SAMPLE*ALEX****MI*MBR1
NM1*74*1*SAMPLES
NM1*82*1*THERAPIST*SAM****XX*1200000119
NM1*TT*2*SUPPLEMENT PLAN*****PI*99005
MOA***MA01*MA18
REF*EA*CHART7
DTM*232*20261026
DTM*050*20261030
AMT*AU*64.3
SVC*HC:97110:GP*124*44.3**1*HC:97530:GP:59*2
DTM*472*20261026
CAS*CO*45*43.4**151*16.3*1
CAS*PR*3*20
REF*6R*A1-1
AMT*B6*64.3
LQ*HE*N362
PLB*1234567893*20261231*WO:2629*6.5*L6*-2.5
"""


def sent(*sets: str, separator: str = "*", component: str = ":", end: str = "~\n") -> bytes:
    """An interchange of sets, its counts right."""
    segments = [ISA, GS]
    for number, body in enumerate(sets, 1):
        lines = [line for line in body.split("\n") if line]
        segments += [f"ST*835*{number:04}", *lines, f"SE*{len(lines) + 2}*{number:04}"]
    segments += [f"GE*{len(sets)}*501", "IEA*1*000000501"]
    text = "".join(segment + "~\n" for segment in segments)
    return text.replace(":", component).replace("*", separator).replace("~\n", end).encode()


def read(data: bytes) -> tuple[list[Remittance], list[tuple[str, str | None, int | None]]]:
    reader = RemittanceReader(io.BytesIO(data))
    found = [received.whole() for received in reader]
    return found, [(one.rule, one.where.element or one.where.segment, one.where.position) for one in reader.damage]


def edited(*pairs: str) -> bytes:
    body = HEAD + CLAIM
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in body
        body = body.replace(old, new)
    return sent(body)


def test_a_remittance_is_read_whole() -> None:
    (remittance,), damage = read(sent(HEAD + CLAIM))
    assert damage == []
    assert remittance.payment == Payment(Decimal("40.3"), "I", "ACH", dt.date(2026, 11, 16), "EFT1", "1999999999")
    assert (remittance.produced, remittance.receiver) == (dt.date(2026, 11, 14), "HUB")
    payer = remittance.payer
    assert (payer.name, payer.id, payer.plan_id) == ("EXAMPLE HEALTH PLAN", "99001", "77001")
    assert payer.address == Address("1 PAYER WAY", None, "COLUMBUS", "OH", "432150001")
    assert (payer.claims_office, payer.policies) == (Contact("CLAIMS HELP", "5555550188"), "PAYER.EXAMPLE/POLICY")
    assert (remittance.payee.npi, remittance.payee.tax_id) == ("1234567893", "123456789")
    assert remittance.provider_adjustments == (
        ProviderAdjustment("WO", Decimal("6.5"), "2629", "1234567893", dt.date(2026, 12, 31)),
        ProviderAdjustment("L6", Decimal("-2.5"), None, "1234567893", dt.date(2026, 12, 31)),
    )
    assert remittance.source
    assert (remittance.source.interchange, remittance.source.set, remittance.source.test) == ("000000501", "0001", True)


def test_a_claim_is_read_with_its_people_remarks_and_lines() -> None:
    (remittance,), _ = read(sent(HEAD + CLAIM))
    (claim,) = remittance.claims
    assert (claim.claim_id, claim.status, claim.claim_number, claim.position) == ("A1", "1", "2631", 18)
    assert (claim.charge, claim.paid, claim.patient_responsibility) == (Decimal(124), Decimal("44.3"), Decimal(20))
    assert claim.patient == Person("SAMPLE", "ALEX", id="MBR1", id_type="MI")
    assert claim.corrected == Person("SAMPLES")
    assert claim.crossover == Person("SUPPLEMENT PLAN", id="99005", id_type="PI")
    assert (claim.remarks, claim.references) == (("MA01", "MA18"), (Reference("EA", "CHART7"),))
    assert (claim.service_from, claim.received) == (dt.date(2026, 10, 26), dt.date(2026, 10, 30))
    assert claim.amounts == {"AU": Decimal("64.3")}
    (line,) = claim.lines
    assert (line.code, line.modifiers, line.units, line.control_number) == ("97110", ("GP",), Decimal(1), "A1-1")
    assert line.submitted == Submitted("97530", ("GP", "59"), Decimal(2))
    assert (line.date, line.allowed, line.remarks) == (dt.date(2026, 10, 26), Decimal("64.3"), ("N362",))
    assert line.adjustments == (
        Adjustment("CO", "45", Decimal("43.4")),
        Adjustment("CO", "151", Decimal("16.3"), Decimal(1)),
        Adjustment("PR", "3", Decimal(20)),
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("SVC*HC:97110:GP*124*44.3", "SVC*HC:97110:GP*124*44.2", [("RA001", "SVC03", 28)]),
        ("CLP*A1*1*124*44.3*", "CLP*A1*1*124*44.2*", [("RA002", "CLP04", 18), ("RA004", "BPR02", 4)]),
        ("CLP*A1*1*124*", "CLP*A1*1*125*", [("RA002", "CLP04", 18), ("RA003", "CLP03", 18)]),
        ("BPR*I*40.3*", "BPR*I*40.31*", [("RA004", "BPR02", 4)]),
        ("*44.3*20*12*", "*44.3*21*12*", [("RA005", "CLP05", 18)]),
    ],
)
def test_what_does_not_balance_is_told_at_the_amount_it_is_of(
    old: str, new: str, told: list[tuple[str, str, int]]
) -> None:
    assert read(edited(old, new))[1] == told


def test_an_adjustment_of_the_claim_counts_with_those_of_its_lines() -> None:
    data = edited("NM1*QC", "CAS*CO*253*0.89\nNM1*QC", "124*44.3*20*12", "124*43.41*20*12", "BPR*I*40.3", "BPR*I*39.41")
    assert read(data)[1] == []


def test_a_claim_without_lines_balances_on_its_own() -> None:
    claim = "CLP*A1*2*124*40.3\nCAS*OA*23*83.7\nNM1*QC*1*SAMPLE*ALEX\n"
    assert read(sent(HEAD + claim))[1] == []


def test_what_a_reversal_says_of_the_patients_part_is_not_held_against_it() -> None:
    claim = "CLP*A1*22*-124*-104*20*12*2631\nSVC*HC:97110*-124*-104\nCAS*PR*3*-20\n"
    other = "CLP*A2*1*144.3*144.3**12*2632\nSVC*HC:97110*144.3*144.3\n"
    assert read(sent(HEAD + claim + other))[1] == []


def test_an_id_that_is_sent_twice_is_kept_as_a_reference() -> None:
    (remittance,), damage = read(edited("REF*2U*99001", "REF*2U*99001\nREF*2U*99002\nREF*NF*54321"))
    assert damage == []
    assert remittance.payer.id == "99001"
    assert remittance.payer.references == (Reference("2U", "99002"), Reference("NF", "54321"))


@pytest.mark.parametrize("status", ["5", "10", "13", "15", "16", "17", "27"])
def test_a_status_of_old_payers_is_taken(status: str) -> None:
    (remittance,), damage = read(edited("CLP*A1*1*", f"CLP*A1*{status}*"))
    assert damage == []
    assert remittance.claims[0].status == status


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("*44.3**1*HC", "*4.4.3**1*HC", ("XR016", "SVC03", 28)),
        ("CAS*PR*3*20", "CAS*PR*3*", ("XR015", "CAS03", 31)),
        ("CAS*PR*3*20", "CAS*PR**20", ("XR015", "CAS02", 31)),
        ("DTM*472*20261026", "DTM*472*20261326", ("XR017", "DTM02", 29)),
        ("*98765*20261116", "*98765*20261316", ("XR017", "BPR16", 4)),
        ("TRN*1*EFT1*", "TRN*1**", ("XR015", "TRN02", 5)),
        ("WO:2629*6.5", "WO:2629*", ("XR015", "PLB04", 35)),
        ("NM1*74*", "NM1*ZZ*", ("XR012", "NM101", 20)),
        ("LQ*HE*N362", "HI*ABK:M5450", ("XR012", "HI", 34)),
        ("N1*PE*", "N1*XX*", ("XR014", "N1", 3)),
        ("TRN*1*EFT1*1999999999\n", "", ("XR014", "TRN", 3)),
    ],
)
def test_damage_is_told_at_its_place(old: str, new: str, told: tuple[str, str, int]) -> None:
    assert told in read(edited(old, new))[1]


@pytest.mark.parametrize(
    ("separator", "component", "end"), [("|", ">", "~"), ("\x1d", "\x1f", "\x1c"), ("+", "/", "\n")]
)
def test_delimiters_are_those_of_the_file(separator: str, component: str, end: str) -> None:
    data = sent(
        (HEAD + CLAIM).replace("PAYER.EXAMPLE/POLICY", "POLICY"), separator=separator, component=component, end=end
    )
    (remittance,), damage = read(data)
    assert damage == []
    assert remittance.claims[0].lines[0].modifiers == ("GP",)


def test_every_set_of_every_interchange_is_a_remittance() -> None:
    again = HEAD.replace("EFT1", "EFT2") + CLAIM
    remittances, damage = read(sent(HEAD + CLAIM, again) + sent(HEAD + CLAIM))
    assert damage == []
    assert [one.payment.trace for one in remittances] == ["EFT1", "EFT2", "EFT1"]


def test_claims_that_nobody_asks_for_are_passed_over() -> None:
    reader = RemittanceReader(io.BytesIO(sent(HEAD + CLAIM, HEAD + CLAIM)))
    assert [received.remittance.claims for received in reader] == [(), ()]
    assert reader.damage == []


def test_claims_are_given_before_the_rest_is_read() -> None:
    (received, *_) = [next(iter(RemittanceReader(io.BytesIO(sent(HEAD + CLAIM)))))]
    assert received.remittance.provider_adjustments == ()
    assert isinstance(next(iter(received)), ClaimPayment)
    assert list(received) == []
    assert len(received.remittance.provider_adjustments) == 2


def test_a_file_without_an_interchange_is_told_once() -> None:
    data = sent(HEAD + CLAIM)
    remittances, damage = read(data[data.index(b"ST*835") :])
    assert remittances == []
    assert damage == [("XR001", "ISA", 1)]


def test_a_claim_that_is_cut_off_is_not_given() -> None:
    data = sent(HEAD + CLAIM)
    (remittance,), damage = read(data[: data.index(b"LQ*HE")])
    assert remittance.claims == ()
    assert damage == [("XR003", "SE", 33)]


def test_a_claim_of_a_set_that_another_one_cuts_off_is_not_given() -> None:
    data = sent(HEAD + CLAIM)
    (first, second), damage = read(data[: data.index(b"LQ*HE")] + sent(HEAD + CLAIM))
    assert (len(first.claims), len(second.claims)) == (0, 1)
    assert {rule for rule, *_ in damage} == {"XR004"}


def test_memory_does_not_grow_with_the_file() -> None:
    import tracemalloc

    class Endless(io.RawIOBase):
        """A set of as many claims as are asked for, made while it is read."""

        def __init__(self, claims: int) -> None:
            self.left = claims
            self.waiting = sent(HEAD)[: -len("SE*16*0001~\nGE*1*501~\nIEA*1*000000501~\n")]

        def read(self, size: int = -1) -> bytes:
            if not self.waiting and self.left:
                self.left -= 100
                body = CLAIM[: CLAIM.index("PLB")].strip().replace("\n", "~\n") + "~\n"
                self.waiting = "".join(body.replace("A1", f"A{self.left + n}") for n in range(100)).encode()
            given, self.waiting = self.waiting[:size], self.waiting[size:]
            return given

    def peak(claims: int) -> int:
        tracemalloc.start()
        reader = RemittanceReader(cast("BinaryIO", Endless(claims)))
        count = len([1 for received in reader for _ in received])
        assert count == claims - 1  # the last one is cut off
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(6_000) < peak(3_000) * 1.2


PIECES = st.sampled_from([
    b"~", b"*", b":", b"~~", b"ST*835*1~", b"SE~", b"LX*1~", b"CLP~", b"CLP*A*1*1*1~", b"SVC~", b"SVC*HC*1*1~", b"CAS~",
    b"CAS*CO***1~", b"PLB~", b"PLB***WO~", b"MIA~", b"BPR~", b"TRN~", b"N1~", b"N4~", b"AMT~", b"DTM*472~", b"\xff",
    b"NaN",
])  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.one_of(PIECES, st.binary(max_size=8))), max_size=6))
def test_a_remittance_with_pieces_cut_out_and_put_in_does_not_raise(edits: list[tuple[float, int, bytes]]) -> None:
    data = sent(HEAD + CLAIM, HEAD + CLAIM)
    for where, cut, piece in edits:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + cut :]
    reader = RemittanceReader(io.BytesIO(data))
    for received in reader:
        json.loads(msgspec.json.encode(received.whole()))
    for found in reader.damage:
        assert found.where.position
        assert found.message.endswith(".")
