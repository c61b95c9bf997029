"""A clinic asks whether a person is covered, and reads the benefits or why there is no answer."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cleanbill.model.claim import Patient
from cleanbill.model.eligibility import CoveredBenefit, EligibilityReply, EligibilityRequest, Related
from cleanbill.model.trade import Delivery, Party, Period, Reference, Rejection
from cleanbill.x12 import Sending, Trading, UnwritableError, read_270, read_271, write_270, write_271
from cleanbill.x12.tests import answers as made
from cleanbill.x12.tests.answers import HUB, ON, SHARED, file_of, read, sample, segments_of

shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the repository")
ALEX = Patient("MBR1", "ALEX", "SAMPLE", dt.date(1971, 4, 4))
PAYER, CLINIC = Party("EXAMPLE HEALTH PLAN", None, "99001"), Party("CLINIC", None, "1234567893")
REQUEST = EligibilityRequest(
    ALEX, None, None, "EL1", PAYER, CLINIC, "EL1-1", "9CLINIC001", Period(ON), ("30", "PT")
)  # fmt: skip
REPLY = EligibilityReply(ALEX, None, None, "EL1", PAYER, CLINIC, "EL1-1", "9CLINIC001")


@shared
def test_a_question_on_physical_therapy_is_read() -> None:
    (asked,), damage = sample(read_270, "270_physical_therapy_own.edi")
    assert damage == []
    assert asked == EligibilityRequest(
        subscriber=Patient("MBR000001", "ALEX", "SAMPLE", dt.date(1971, 4, 4)),
        reference="EL0001",
        payer=PAYER,
        provider=Party("EXAMPLE SPINE AND REHAB", None, "1234567893"),
        trace="EL0001",
        traced_by="9EXAMPLECL",
        service=Period(dt.date(2026, 10, 20)),
        service_types=("30", "PT"),
    )


@shared
def test_every_question_of_a_batch_is_read() -> None:
    documents, damage = sample(read_270, "270_batch_two_sets.edi")
    assert damage == []
    assert [(one.trace, one.subscriber.first_name, one.reference) for one in documents] == [
        ("TRACE0001", "PATIENT", "10001234"),
        ("TRACE0002", "JANE", "10001235"),
    ]


@shared
def test_a_published_question_is_read() -> None:
    (asked,), damage = sample(read_270, "270_tr3_clinic_subscriber.edi")
    assert damage == []
    assert asked.provider == Party("BONE AND JOINT CLINIC", None, "2000035", "SV")
    assert (asked.subscriber.id, asked.service_types) == ("11122333301", ("30",))


@shared
def test_a_reply_with_visits_left_is_read_benefit_by_benefit() -> None:
    (reply,), damage = sample(read_271, "271_pt_visit_limit_remaining_own.edi")
    assert damage == []
    assert reply.payer.phone == "5555550188"
    assert reply.subscriber.address
    assert reply.subscriber.address.zip == "627040002"
    assert reply.dates == (Period(dt.date(2026, 1, 1), kind="346"),)
    assert [one.kind for one in reply.benefits] == ["1", "C", "C", "1", "B", "F", "F", "A"]
    assert reply.benefits[0].plan == "EXAMPLE PPO"
    limit, left, coinsurance = reply.benefits[5:]
    assert (limit.quantity_type, limit.quantity, limit.period, limit.in_network) == ("VS", 30, "23", "yes")
    assert limit.messages == ("COMBINED WITH OCCUPATIONAL THERAPY",)
    assert (left.quantity, left.period) == (4, "29")
    assert (coinsurance.percent, coinsurance.authorization) == (Decimal("0.2"), "yes")


@shared
def test_a_published_reply_is_read_with_its_many_service_types_and_related_provider() -> None:
    (reply,), damage = sample(read_271, "271_tr3_clinic_subscriber.edi")
    assert damage == []
    assert reply.subscriber.address
    assert reply.subscriber.address.street2 == "APT 215"
    types = ("1", "33", "35", "47", "86", "88", "98", "AL", "MH", "UC")
    assert reply.benefits[2].service_types == types
    inside, outside = reply.benefits[3:]
    assert (inside.money, inside.in_network, inside.insurance_type, inside.period) == (10, "yes", "HM", "27")
    assert (outside.money, outside.in_network) == (30, "no")
    assert outside.related == (Related(Party("JONES", "MARCUS", "0202034", "SV", "P3")),)


@shared
def test_a_reply_with_a_date_of_its_own_for_a_benefit_is_read() -> None:
    (reply,), damage = sample(read_271, "271_multiple_eb.edi")
    assert damage == []
    assert reply.dates == ()
    assert (reply.benefits[1].money, reply.benefits[1].dates) == (5, (Period(dt.date(2026, 4, 12), kind="291"),))


@shared
def test_a_member_id_that_is_refused_is_told() -> None:
    (reply,), damage = sample(read_271, "271_rejected_subscriber.edi")
    assert damage == []
    assert reply.rejections == (Rejection("subscriber", "72", "C"),)
    assert (reply.subscriber.id, reply.benefits) == ("000123452", ())


@shared
def test_a_payer_that_cannot_answer_is_told_without_a_person() -> None:
    (reply,), damage = sample(read_271, "271_oopfactory_aaa_source.edi")
    assert reply.rejections == (Rejection("payer", "42", "Y"),)
    assert reply.subscriber == Patient()
    assert [found.rule for found in damage] == ["XR005"]  # the count in its SE is wrong


def test_a_question_is_written_segment_by_segment() -> None:
    assert segments_of(write_270, [REQUEST]) == [
        "ISA*00*          *00*          *ZZ*1234567893     *ZZ*99001          *261105*0000*^*00501*000000007*0*P*:",
        "GS*HS*1234567893*99001*20261105*0000*7*X*005010X279A1",
        "ST*270*0001*005010X279A1",
        "BHT*0022*13*EL1*20261105*0000",
        "HL*1**20*1",
        "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99001",
        "HL*2*1*21*1",
        "NM1*1P*2*CLINIC*****XX*1234567893",
        "HL*3*2*22*0",
        "TRN*1*EL1-1*9CLINIC001",
        "NM1*IL*1*SAMPLE*ALEX****MI*MBR1",
        "DMG*D8*19710404",
        "DTP*291*D8*20261105",
        "EQ*30",
        "EQ*PT",
        "SE*14*0001",
        "GE*1*7",
        "IEA*1*000000007",
    ]


def test_a_question_on_a_dependent_names_both() -> None:
    child = Patient(None, "ROBIN", "SAMPLE", dt.date(2015, 1, 2), sex="F")
    segments = segments_of(write_270, [replace(REQUEST, dependent=child, relationship="child")])
    start = segments.index("HL*3*2*22*1")
    assert segments[start + 1 : start + 9] == [
        "NM1*IL*1*SAMPLE*ALEX****MI*MBR1",
        "DMG*D8*19710404",
        "HL*4*3*23*0",
        "TRN*1*EL1-1*9CLINIC001",
        "NM1*03*1*SAMPLE*ROBIN",
        "DMG*D8*20150102*F",
        "INS*N*19",
        "DTP*291*D8*20261105",
    ]


def test_partners_that_are_named_stand_in_the_envelope() -> None:
    data = file_of(write_270, [REQUEST], Sending(ON, 8, Trading(submitter_id="ME", receiver_id="HUB", test=True)))
    assert b"*ZZ*ME             *ZZ*HUB            *" in data
    assert b"*T*:~" in data
    assert b"GS*HS*ME*HUB*" in data


def test_questions_to_two_payers_in_one_file_need_somebody_who_passes_them_on() -> None:
    two = [REQUEST, replace(REQUEST, payer=Party("OTHER PLAN", None, "99002"))]
    with pytest.raises(
        UnwritableError, match="it goes from 1234567893 to 99002, the one before from 1234567893 to 99001"
    ):
        file_of(write_270, two)
    sending = Sending(ON, 7, Trading(receiver_id="HUB"))
    assert read(read_270, file_of(write_270, two, sending)) == (two, [])


def test_a_question_without_a_number_of_its_own_gets_the_files_and_its_place() -> None:
    segments = segments_of(write_270, [replace(REQUEST, reference=None)] * 2)
    assert [segment.split("*")[3] for segment in segments if segment.startswith("BHT")] == ["7-1", "7-2"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"trace": None}, "Eligibility request None cannot be written: it lacks /trace."),
        ({"traced_by": "CLINIC"}, "/traced_by is 'CLINIC'; it must be ten characters"),
        ({"service_types": ()}, "it lacks /service_types."),
        ({"service_types": ("30", "physical therapy")}, "/service_types/1 is 'physical therapy'"),
        ({"subscriber": Patient(None, "ALEX", "SAMPLE")}, "/subscriber/id is missing, and so is a name with a date of"),
        ({"subscriber": replace(ALEX, sex="U")}, "/subscriber/sex is 'U'; it must be F or M, or absent where"),
        ({"provider": Party("CLINIC")}, "it lacks /provider/id"),
        ({"provider": Party("A VERY GOOD CLINIC", None, "1234567893123456")}, "x12.submitter_id of cleanbill.toml has"),
        ({"service": Period(ON, ON)}, "/service is"),
    ],
)
def test_a_question_that_lacks_something_is_refused_by_its_field(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnwritableError) as refused:
        file_of(write_270, [replace(REQUEST, **changes)])
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"subscriber": Patient()}, "Eligibility reply 'EL1-1' cannot be written: it lacks /subscriber."),
        ({"benefits": (CoveredBenefit("", service_types=("PT",)),)}, "it lacks /benefits/0/kind."),
        (
            {"benefits": (CoveredBenefit("A", percent=Decimal(20)),)},
            "/benefits/0/percent is '20'; it must be a fraction",
        ),
        ({"benefits": (CoveredBenefit("F", quantity=Decimal(3)),)}, "it lacks /benefits/0/quantity_type."),
        (
            {"benefits": (CoveredBenefit("F", deliveries=(Delivery("VS"),)),)},
            "it lacks /benefits/0/deliveries/0/quantity.",
        ),
        (
            {"benefits": (CoveredBenefit("F", deliveries=(Delivery(periods=2),)),)},
            "it lacks /benefits/0/deliveries/0/per",
        ),
        ({"dates": (Period(ON),)}, "it lacks /dates/0/kind."),
        ({"benefits": (CoveredBenefit("1", messages=("A*B",)),)}, "/benefits/0/messages/0 is 'A*B'"),
    ],
)
def test_a_reply_that_lacks_something_is_refused_by_its_field(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnwritableError) as refused:
        file_of(write_271, [replace(REPLY, **changes)])
    assert sentence in str(refused.value)


PERSONS: dict[str, Any] = {
    "reference": made.numbers,
    "payer": made.payers,
    "trace": made.numbers,
    "traced_by": made.tracers,
    "subscriber": made.persons(id=True, address=True),
}
dependents: dict[str, Any] = {
    "dependent": made.persons(id=False, address=True),
    "relationship": st.sampled_from([None, "spouse", "child", "other"]),
}
asked: dict[str, Any] = {
    "provider": made.parties(taxonomy=True),
    "service": made.optional(made.spans()),
    "service_types": made.tuples(made.service_types, least=1),
}
requests = st.builds(EligibilityRequest, **PERSONS, **asked) | st.builds(
    EligibilityRequest, **PERSONS, **asked, **dependents
)


REASONS = {"payer": "42", "provider": "43", "subscriber": "75", "dependent": "67", "service": "57"}


def rejections(*of: str) -> st.SearchStrategy[Any]:
    each = {
        part: st.builds(Rejection, of=st.just(part), reason=st.just(REASONS[part]), next=st.just("C")) for part in of
    }
    return st.tuples(*[made.tuples(each[part], most=2) for part in of]).map(lambda found: sum(found, ()))


related = st.builds(
    Related,
    party=st.builds(
        Party, kind=st.just("P3"), name=made.words, first_name=made.optional(made.names), id=made.numbers,
        id_type=st.just("XX"), phone=made.optional(made.phones), taxonomy=made.optional(st.just("225100000X")),
    ),
    address=made.optional(made.addresses),
)  # fmt: skip
benefits = st.builds(
    CoveredBenefit,
    kind=st.sampled_from(["1", "6", "A", "B", "C", "F", "I"]),
    coverage=made.optional(st.just("IND")),
    service_types=made.tuples(made.service_types),
    insurance_type=made.optional(st.just("HM")),
    plan=made.optional(made.words),
    period=made.optional(st.sampled_from(["23", "27", "29"])),
    money=made.optional(made.money),
    percent=made.optional(st.just(Decimal("0.2"))),
    authorization=st.sampled_from([None, "yes", "no", "unknown"]),
    in_network=st.sampled_from([None, "yes", "no", "unknown", "both"]),
    deliveries=made.tuples(made.deliveries),
    references=made.tuples(made.references),
    dates=made.tuples(made.spans(st.sampled_from(["292", "348"]))),
    rejections=rejections("service"),
    messages=made.tuples(made.words),
    details=made.tuples(st.builds(Reference, kind=st.just("ZZ"), number=st.just("11"))),
    related=made.tuples(related),
)
counted = st.tuples(benefits, made.counts).map(lambda it: replace(it[0], quantity_type="VS", quantity=Decimal(it[1])))
with_procedures = st.tuples(benefits, made.procedures, made.modifiers).map(
    lambda it: replace(it[0], code=it[1], modifiers=it[2])
)
said: dict[str, Any] = {
    "provider": made.parties(taxonomy=True),
    "references": made.tuples(made.references),
    "dates": made.tuples(made.spans(st.sampled_from(["291", "346"]))),
    "benefits": made.tuples(benefits | counted | with_procedures),
}
replies = st.builds(
    EligibilityReply, rejections=rejections("payer", "provider", "subscriber"), **PERSONS, **said
) | st.builds(EligibilityReply, rejections=rejections("subscriber", "dependent"), **PERSONS, **said, **dependents)


@settings(max_examples=80, deadline=None)
@given(st.lists(requests, min_size=1, max_size=3))
def test_questions_read_back_the_same(given_: list[EligibilityRequest]) -> None:
    data = file_of(write_270, given_, HUB)
    assert read(read_270, data) == (given_, [])
    assert file_of(write_270, given_, HUB) == data


@settings(max_examples=80, deadline=None)
@given(st.lists(replies, min_size=1, max_size=3))
def test_replies_read_back_the_same(given_: list[EligibilityReply]) -> None:
    assert read(read_271, file_of(write_271, given_, HUB)) == (given_, [])


def test_a_payer_or_a_provider_that_is_refused_is_answered_without_a_person() -> None:
    payer = EligibilityReply(reference="EL1", payer=PAYER, rejections=(Rejection("payer", "42", "R"),))
    provider = EligibilityReply(
        reference="EL1", payer=PAYER, provider=CLINIC, rejections=(Rejection("provider", "43", "C"),)
    )
    sending = Sending(ON, 7, Trading(receiver_id="CLINIC"))
    data = file_of(write_271, [payer, provider], sending)
    assert b"AAA*Y**42*R~" in data
    assert b"AAA*N**43*C~" in data
    assert read(read_271, data) == ([payer, provider], [])


def test_a_number_of_the_plan_is_kept() -> None:
    reply = replace(REPLY, references=(Reference("6P", "GROUP1"),))
    assert "REF*6P*GROUP1" in segments_of(write_271, [reply])
