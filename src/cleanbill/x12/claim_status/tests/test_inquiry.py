"""A clinic asks where a claim stands, and reads what the payer says of it and of its lines."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.model.claim import Patient
from cleanbill.model.claim_status import ClaimStatusReply, ClaimStatusRequest, Status, StatusLine
from cleanbill.model.trade import Party, Period
from cleanbill.x12 import UnwritableError, read_276, read_277, write_276, write_277
from cleanbill.x12.tests import answers as made
from cleanbill.x12.tests.answers import HUB, ON, SHARED, file_of, read, sample, segments_of

shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the repository")
PAYER, CLINIC = Party("EXAMPLE HEALTH PLAN", None, "99001"), Party("CLINIC", None, "CLINIC")
ASKED: dict[str, Any] = {
    "subscriber": Patient("MBR1", "ALEX", "SAMPLE", dt.date(1971, 4, 4), sex="F"),
    "reference": "CS1",
    "payer": PAYER,
    "receiver": CLINIC,
    "provider": Party("CLINIC", None, "1234567893"),
    "trace": "CS1-1",
    "claim_id": "A1-1",
    "payer_claim_number": "26307000000001",
    "charge": Decimal("120.25"),
    "service": Period(dt.date(2026, 10, 5)),
}
REQUEST = ClaimStatusRequest(**ASKED)
DENIED = (Status("F2", "88", "QC"),)
LINE = StatusLine("97110", ("GP",), Decimal(62), Decimal(0), Decimal(2), DENIED, ON, "A1-1-1", Period(ON))
REPLY = replace(
    ClaimStatusReply(**ASKED), subscriber=Patient("MBR1", "ALEX", "SAMPLE"), statuses=DENIED, date=ON, paid=Decimal(0)
)


@shared
def test_each_claim_that_is_asked_about_is_read_with_its_patient() -> None:
    documents, damage = sample(read_276, "276_tr3_claim.edi")
    assert damage == []
    assert [(one.trace, one.claim_id, one.charge) for one in documents] == [
        ("ABCXYZ1", "SM123456", Decimal("8513.88")),
        ("ABCXYZ2", "JO234567", Decimal(7599)),
        ("ABCXYZ3", "MA345678", None),
    ]
    assert documents[0].service == Period(dt.date(2005, 8, 31), dt.date(2005, 9, 6))
    assert documents[2].subscriber == Patient("345678901", "JOHN", "MANN")
    assert documents[2].dependent == Patient(None, "JOSEPH", "MANN", dt.date(1995, 11, 1), sex="M")
    assert documents[2].provider.name == "HOME HOSPITAL PHYSICIANS"
    (line,) = documents[2].lines
    assert (line.code, line.charge, line.units, line.service) == ("99203", 150, 1, Period(dt.date(2005, 5, 1)))


@shared
def test_our_own_question_is_read() -> None:
    (asked,), damage = sample(read_276, "276_claim_status_request_own.edi")
    assert damage == []
    assert (asked.reference, asked.payer.id, asked.receiver.id) == ("CS0001", "99001", "EXAMPLECLINIC")
    assert (asked.trace, asked.payer_claim_number, asked.charge) == ("PT0001-1", "26307000000001", Decimal("388.25"))
    assert asked.subscriber.dob == dt.date(1971, 4, 4)


@shared
def test_a_reply_says_pending_paid_and_denied() -> None:
    documents, damage = sample(read_277, "277_tr3_claim.edi")
    assert damage == []
    assert [(one.claim_id, one.statuses, one.charge, one.paid) for one in documents] == [
        ("SM123456", (Status("P3", "317"),), Decimal("8513.88"), None),
        ("JO234567", (Status("F0", "3"),), 7599, 7599),
        ("MA345678", DENIED, 150, 0),
    ]
    assert [one.payer_claim_number for one in documents] == ["05347006051", "0529675341", "051681010827"]
    (line,) = documents[2].lines
    assert (line.code, line.statuses, line.date, line.paid) == ("99203", DENIED, dt.date(2005, 6, 12), 0)
    assert documents[2].dependent
    assert documents[2].dependent.first_name == "JOSEPH"


def test_a_question_is_written_segment_by_segment() -> None:
    assert segments_of(write_276, [REQUEST]) == [
        "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*99001          *261105*0000*^*00501*000000007*0*P*:",
        "GS*HR*CLINIC*99001*20261105*0000*7*X*005010X212",
        "ST*276*0001*005010X212",
        "BHT*0010*13*CS1*20261105*0000",
        "HL*1**20*1",
        "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99001",
        "HL*2*1*21*1",
        "NM1*41*2*CLINIC*****46*CLINIC",
        "HL*3*2*19*1",
        "NM1*1P*2*CLINIC*****XX*1234567893",
        "HL*4*3*22*0",
        "DMG*D8*19710404*F",
        "NM1*IL*1*SAMPLE*ALEX****MI*MBR1",
        "TRN*1*CS1-1",
        "REF*1K*26307000000001",
        "REF*EJ*A1-1",
        "AMT*T3*120.25",
        "DTP*472*D8*20261005",
        "SE*17*0001",
        "GE*1*7",
        "IEA*1*000000007",
    ]


def test_a_reply_is_written_with_what_was_decided_on_a_line() -> None:
    segments = segments_of(write_277, [replace(REPLY, lines=(LINE,), decided=ON, payment_number="EFT1")])
    start = segments.index("TRN*2*CS1-1")
    assert segments[start + 1 : start + 9] == [
        "STC*F2:88:QC*20261105**120.25*0*20261105***EFT1",
        "REF*1K*26307000000001",
        "REF*EJ*A1-1",
        "DTP*472*D8*20261005",
        "SVC*HC:97110:GP*62*0****2",
        "STC*F2:88:QC*20261105",
        "REF*FJ*A1-1-1",
        "DTP*472*D8*20261105",
    ]


def test_a_question_that_could_not_be_read_is_answered_at_who_asked_it() -> None:
    refusal = ClaimStatusReply(
        reference="CS1", payer=PAYER, receiver=CLINIC, of="receiver", trace="CS1", date=ON,
        statuses=(Status("E0", "24", "41"),),
    )  # fmt: skip
    data = file_of(write_277, [refusal])
    assert b"HL*2*1*21*0~" in data
    assert read(read_277, data) == ([refusal], [])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"trace": None}, "Claim status request None cannot be written: it lacks /trace."),
        ({"payer": Party("PLAN")}, "it lacks /payer/id, x12.receiver_id of cleanbill.toml."),
        ({"subscriber": Patient("MBR1", "ALEX", "SAMPLE")}, "it lacks /subscriber/dob."),
        ({"lines": (replace(LINE, units=None, service=None),)}, "it lacks /lines/0/units, /lines/0/service."),
        ({"charge": Decimal("1.005")}, "/charge is '1.005'; it must be dollars and whole cents"),
    ],
)
def test_a_question_that_lacks_something_is_refused_by_its_field(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnwritableError) as refused:
        file_of(write_276, [replace(REQUEST, **changes)])
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"statuses": ()}, "Claim status reply 'CS1-1' cannot be written: it lacks /statuses."),
        ({"date": None}, "it lacks /date."),
        ({"statuses": (Status("P1", "20", None, "SOON"),)}, "/statuses/0/text is given"),
        ({"lines": (replace(LINE, paid=None),)}, "it lacks /lines/0/paid."),
    ],
)
def test_a_reply_that_lacks_something_is_refused_by_its_field(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnwritableError) as refused:
        file_of(write_277, [replace(REPLY, **changes)])
    assert sentence in str(refused.value)


statuses = made.tuples(
    st.builds(Status, category=st.just("P1"), code=made.counts.map(str), entity=made.optional(st.just("QC"))), least=1
)
OF_LINE: dict[str, Any] = {
    "code": made.procedures,
    "modifiers": made.modifiers,
    "charge": made.money,
    "units": made.quantities,
    "control_number": made.optional(made.numbers),
    "service": made.spans(),
}
OF_CLAIM: dict[str, Any] = {
    "reference": made.numbers,
    "payer": made.payers,
    "receiver": made.receivers,
    "provider": made.parties(),
    "trace": made.numbers,
    "claim_id": made.optional(made.numbers),
    "payer_claim_number": made.optional(made.numbers),
    "clearinghouse_trace": made.optional(made.numbers),
    "charge": made.optional(made.money),
    "service": made.optional(made.spans()),
}
lines = made.tuples(st.builds(StatusLine, **OF_LINE))
requests = st.builds(
    ClaimStatusRequest, subscriber=made.persons(id=True), dependent=st.none(), lines=lines, **OF_CLAIM
) | st.builds(
    ClaimStatusRequest,
    subscriber=made.persons(id=True, birth=False),
    dependent=made.persons(id=False),
    lines=lines,
    **OF_CLAIM,
)
replies = st.builds(
    ClaimStatusReply,
    subscriber=made.persons(id=True, birth=False),
    dependent=made.optional(made.persons(id=False, birth=False)),
    statuses=statuses,
    date=made.days,
    paid=made.optional(made.money),
    decided=made.optional(made.days),
    payment_date=made.optional(made.days),
    payment_number=made.optional(made.numbers),
    lines=made.tuples(
        st.builds(StatusLine, paid=made.money, statuses=statuses, date=made.days, **OF_LINE),
    ),
    **OF_CLAIM,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(requests, min_size=1, max_size=3))
def test_questions_read_back_the_same(given_: list[ClaimStatusRequest]) -> None:
    data = file_of(write_276, given_, HUB)
    assert read(read_276, data) == (given_, [])
    assert file_of(write_276, given_, HUB) == data


@settings(max_examples=60, deadline=None)
@given(st.lists(replies, min_size=1, max_size=3))
def test_replies_read_back_the_same(given_: list[ClaimStatusReply]) -> None:
    assert read(read_277, file_of(write_277, given_, HUB)) == (given_, [])
