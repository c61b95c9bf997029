"""A clinic asks for an authorization, reads what was decided, and writes it on its claims."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.model.claim import Authorization, Patient
from cleanbill.model.review import Outcome, ReviewedService, ReviewReply, ReviewRequest
from cleanbill.model.trade import Delivery, Party, Period, Rejection
from cleanbill.x12 import UnwritableError, read_278, write_278
from cleanbill.x12.review.authorization import authorization
from cleanbill.x12.tests import answers as made
from cleanbill.x12.tests.answers import HUB, SHARED, file_of, read, sample, segments_of

shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the repository")
ALEX = Patient("MBR1", "ALEX", "SAMPLE", dt.date(1971, 4, 4), sex="F")
PAYER, CLINIC = Party("EXAMPLE HEALTH PLAN", None, "99001"), Party("CLINIC", None, "1234567893", phone="2175550100")
FROM, TO = dt.date(2026, 10, 26), dt.date(2026, 12, 20)
TWELVE = Delivery("VS", Decimal(12), "WK", Decimal(2), "34", 2)
SERVICE = ReviewedService("97110", ("GP",), Decimal(62), None, Decimal(24))
REVIEW: dict[str, Any] = {
    "subscriber": ALEX,
    "reference": "AR1",
    "payer": PAYER,
    "requester": CLINIC,
    "trace": "AR1-1",
    "traced_by": "9CLINIC001",
    "category": "HS",
    "type": "I",
    "service_type": "PT",
    "place": "11",
    "service": Period(FROM, TO),
    "dx": ("M54.16",),
}
REQUEST = ReviewRequest(**REVIEW, delivery=TWELVE, services=(SERVICE,))
REPLY = ReviewReply(**REVIEW, delivery=Delivery("VS", Decimal(8)), outcome=Outcome("A6", "AUTH1"))


@shared
def test_our_own_request_for_twelve_visits_is_read() -> None:
    (request,), damage = sample(read_278, "278_request_pt_12_visits_own.edi")
    assert damage == []
    assert isinstance(request, ReviewRequest)
    assert (request.category, request.type, request.service_type, request.place) == ("HS", "I", "PT", "11")
    assert (request.service, request.dx) == (Period(FROM, TO), ("M54.16",))
    assert request.delivery == TWELVE
    assert request.provider == Party("THERAPIST", "SAM", "1200000119", taxonomy="225100000X")
    assert request.services == (ReviewedService("97110", ("GP",), Decimal(62), "UN", Decimal(24)),)
    assert request.requester.phone == "5555550100"


@shared
def test_an_approval_of_eight_visits_gives_the_claim_its_authorization() -> None:
    (reply,), damage = sample(read_278, "278_response_approved_8_visits_own.edi")
    assert damage == []
    assert isinstance(reply, ReviewReply)
    assert reply.outcome == Outcome("A6", "AUTH0001")
    assert authorization(reply) == Authorization(number="AUTH0001", from_=FROM, to=TO, counts="visits", approved=8)


@shared
def test_a_published_referral_is_read_both_ways() -> None:
    (request,), damage = sample(read_278, "278_tr3_referral_request.edi")
    assert damage == []
    assert isinstance(request, ReviewRequest)
    assert (request.category, request.dx, request.trace) == ("SC", ("410.90",), "111099")
    assert request.provider == Party("WATSON", "SUSAN", "987654321", "34", phone="4029993456")
    (reply,), damage = sample(read_278, "278_tr3_referral_response.edi")
    assert damage == []
    assert reply.trace == request.trace
    assert authorization(reply) == Authorization(
        number="AUTH0001", from_=dt.date(2005, 5, 2), to=dt.date(2005, 6, 2), counts="visits", approved=1
    )


def test_a_request_is_written_segment_by_segment() -> None:
    therapist = Party("THERAPIST", "SAM", "1200000119", taxonomy="225100000X")
    assert segments_of(write_278, [replace(REQUEST, provider=therapist, messages=("NEW PATIENT",))]) == [
        "ISA*00*          *00*          *ZZ*1234567893     *ZZ*99001          *261105*0000*^*00501*000000007*0*P*:",
        "GS*HI*1234567893*99001*20261105*0000*7*X*005010X217",
        "ST*278*0001*005010X217",
        "BHT*0007*13*AR1*20261105*0000",
        "HL*1**20*1",
        "NM1*X3*2*EXAMPLE HEALTH PLAN*****PI*99001",
        "HL*2*1*21*1",
        "NM1*1P*2*CLINIC*****XX*1234567893",
        "PER*IC**TE*2175550100",
        "HL*3*2*22*1",
        "NM1*IL*1*SAMPLE*ALEX****MI*MBR1",
        "DMG*D8*19710404*F",
        "HL*4*3*EV*1",
        "TRN*1*AR1-1*9CLINIC001",
        "UM*HS*I*PT*11:B",
        "DTP*AAH*RD8*20261026-20261220",
        "HI*ABK:M5416",
        "HSD*VS*12*WK*2*34*2",
        "MSG*NEW PATIENT",
        "NM1*SJ*1*THERAPIST*SAM****XX*1200000119",
        "PRV*PE*PXC*225100000X",
        "HL*5*4*SS*0",
        "SV1*HC:97110:GP*62*UN*24",
        "SE*22*0001",
        "GE*1*7",
        "IEA*1*000000007",
    ]


def test_a_reply_says_what_was_decided_before_it_says_of_which_days() -> None:
    segments = segments_of(write_278, [replace(REPLY, certified=Period(FROM, TO), issued=FROM, expires=TO)])
    assert "BHT*0007*11*AR1*20261105*0000*18" in segments
    start = segments.index("TRN*2*AR1-1*9CLINIC001")
    assert segments[start + 1 : start + 9] == [
        "UM*HS*I*PT*11:B",
        "HCR*A6*AUTH1",
        "DTP*AAH*RD8*20261026-20261220",
        "DTP*102*D8*20261026",
        "DTP*036*D8*20261220",
        "DTP*007*RD8*20261026-20261220",
        "HI*ABK:M5416",
        "HSD*VS*8",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"trace": None}, "Authorization request None cannot be written: it lacks /trace."),
        ({"category": None, "type": None}, "it lacks /category, /type."),
        ({"delivery": None, "services": ()}, "/delivery is missing, and so are /services"),
        ({"dx": ("BACK",)}, "/dx/0 is 'BACK'; it must be an ICD-10-CM code"),
        ({"dx": ("M54.16",) * 13}, "/dx has 13 entries; at most 12 can be sent"),
        ({"place": "office"}, "/place is 'office'; it must be a place of service"),
        ({"services": (replace(SERVICE, modifiers=("GP",) * 5),)}, "/services/0/modifiers has 5 entries"),
        ({"subscriber": Patient()}, "it lacks /subscriber/last_name, /subscriber/id."),
    ],
)
def test_a_request_that_lacks_something_is_refused_by_its_field(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnwritableError) as refused:
        file_of(write_278, [replace(REQUEST, **changes)])
    assert sentence in str(refused.value)


def test_a_reply_without_a_decision_is_refused() -> None:
    with pytest.raises(
        UnwritableError, match="Reply to authorization request 'AR1-1' cannot be written: it lacks /out"
    ):
        file_of(write_278, [replace(REPLY, outcome=None)])


def test_a_request_that_is_rejected_is_answered_where_it_is_wrong() -> None:
    rejected = ReviewReply(
        subscriber=Patient("MBR9", "ALEX", "SAMPLE"), reference="AR1", payer=PAYER, requester=CLINIC,
        rejections=(Rejection("subscriber", "75", "C"),),
    )  # fmt: skip
    data = file_of(write_278, [rejected])
    assert b"AAA*N**75*C~" in data
    assert read(read_278, data) == ([rejected], [])
    assert authorization(rejected) is None


@pytest.mark.parametrize("action", ["A1", "A2", "A6"])
def test_what_was_approved_in_full_or_in_part_gives_an_authorization(action: str) -> None:
    found = authorization(replace(REPLY, outcome=Outcome(action, "AUTH1")))
    assert found == Authorization(number="AUTH1", from_=FROM, to=TO, counts="visits", approved=8)


@pytest.mark.parametrize("action", ["A3", "A4", "C"])
def test_what_was_refused_pended_or_cancelled_gives_none(action: str) -> None:
    assert authorization(replace(REPLY, outcome=Outcome(action, "AUTH1"))) is None


def test_visits_that_the_reply_does_not_tell_are_not_taken_from_the_request() -> None:
    found = authorization(replace(REPLY, delivery=None))
    assert found
    assert (found.counts, found.approved) == (None, None)


def test_the_days_of_the_certification_go_before_those_asked_for() -> None:
    found = authorization(replace(REPLY, certified=Period(dt.date(2026, 11, 1)), expires=dt.date(2026, 11, 30)))
    assert found
    assert (found.from_, found.to) == (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    open_ended = authorization(replace(REPLY, certified=Period(dt.date(2026, 11, 1))))
    assert open_ended
    assert (open_ended.from_, open_ended.to) == (dt.date(2026, 11, 1), None)


def test_only_services_that_were_approved_are_in_the_authorization() -> None:
    refused = replace(SERVICE, code="97140", outcome=Outcome("A3"))
    units = Delivery("FL", Decimal(24))
    found = authorization(replace(REPLY, delivery=None, services=(replace(SERVICE, delivery=units), refused)))
    assert found == Authorization(number="AUTH1", from_=FROM, to=TO, counts="units", approved=24, codes=("97110",))


outcomes = st.builds(
    Outcome,
    action=st.sampled_from(["A1", "A3", "A6"]),
    number=made.optional(made.numbers),
    reason=made.optional(st.just("0V")),
)
refusals = made.tuples(st.builds(Rejection, of=st.just("service"), reason=st.just("33"), next=st.just("C")))
OF_SERVICE: dict[str, Any] = {
    "code": made.procedures,
    "modifiers": made.modifiers,
    "charge": made.optional(made.money),
    "unit": st.just("UN"),
    "quantity": made.optional(made.quantities),
    "service": made.optional(made.spans()),
    "delivery": made.optional(made.deliveries),
}
OF_REVIEW: dict[str, Any] = {
    "reference": made.numbers,
    "payer": made.payers,
    "requester": made.parties(phone=True, taxonomy=True),
    "trace": made.numbers,
    "traced_by": made.tracers,
    "category": st.just("HS"),
    "type": st.just("I"),
    "service_type": made.optional(made.service_types),
    "place": made.optional(st.just("11")),
    "service": made.optional(made.spans()),
    "dx": made.tuples(st.sampled_from(["M54.16", "M54.50", "S39.012A"])),
    "messages": made.tuples(made.words),
    "provider": made.optional(made.parties(phone=True, taxonomy=True)),
}
alone: dict[str, Any] = {"subscriber": made.persons(id=True, address=True)}
family: dict[str, Any] = {
    "subscriber": made.persons(id=True, address=True),
    "dependent": made.persons(id=False, address=True),
    "relationship": st.sampled_from([None, "spouse", "child", "employee", "other"]),
}
asked: dict[str, Any] = {
    "delivery": made.deliveries,
    "services": made.tuples(st.builds(ReviewedService, **OF_SERVICE)),
}
replied: dict[str, Any] = {
    "delivery": made.optional(made.deliveries),
    "outcome": outcomes,
    "certified": made.optional(made.spans()),
    "issued": made.optional(made.days),
    "expires": made.optional(made.days),
    "references": made.tuples(made.references),
    "rejections": refusals,
    "services": made.tuples(
        st.builds(ReviewedService, outcome=made.optional(outcomes), rejections=refusals, **OF_SERVICE)
    ),
}
reviews = st.one_of(
    [st.builds(ReviewRequest, **OF_REVIEW, **asked, **who) for who in (alone, family)]
    + [st.builds(ReviewReply, **OF_REVIEW, **replied, **who) for who in (alone, family)]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(reviews, min_size=1, max_size=3))
def test_requests_and_replies_read_back_the_same(given_: list[ReviewRequest | ReviewReply]) -> None:
    data = file_of(write_278, given_, HUB)
    assert read(read_278, data) == (given_, [])
    assert file_of(write_278, given_, HUB) == data
