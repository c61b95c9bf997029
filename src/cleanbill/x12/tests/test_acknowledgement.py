"""The answer to a file: what is taken, what not and why; it reads back the same, and an outside judge takes it."""

import datetime as dt
import io
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
import pyx12.params
import pyx12.x12n_document
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.model.acknowledgement import (
    Acknowledgement,
    ElementError,
    GroupAnswer,
    InterchangeAnswer,
    SegmentError,
    SetAnswer,
)
from cleanbill.x12.acknowledgement.answer import answer
from cleanbill.x12.acknowledgement.document import Stamp, read_acknowledgement, write_acknowledgement
from cleanbill.x12.validation.validator import Validator

SHARED = Path(__file__).parents[5] / "shared" / "data" / "x12"
STAMP = Stamp(dt.datetime(2026, 11, 2, 9, 30), 7)
Edit = Callable[..., bytes]


def answers(data: bytes) -> list[Acknowledgement]:
    validator = Validator(io.BytesIO(data), keep=True)
    assert all(validator)
    return [answer(receipt) for receipt in validator.receipts]


def judged(data: bytes) -> list[str]:
    """What pyx12 has against a file."""
    told: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("pyx12")
    logger.addHandler(handler)
    try:
        taken = pyx12.x12n_document.x12n_document(
            param=pyx12.params.params(), src_file=io.StringIO(data.decode()), fd_997=io.StringIO(), fd_html=None
        )
    finally:
        logger.removeHandler(handler)
    told = [text for text in told if "GS_LOOP" not in text]  # pyx12 asks a TA1 for a group
    return told if taken else [*told, "not taken"]


def test_a_valid_file_is_accepted(valid: bytes) -> None:
    (found,) = answers(valid)
    assert found == Acknowledgement(
        "HUB", "CLINIC", (),
        (GroupAnswer("HC", "7", "005010X222A1", "A", 1, 1, 1, (), (SetAnswer("837", "0001", "005010X222A1", "A"),)),),
    )  # fmt: skip
    assert found.accepted
    assert write_acknowledgement(found, STAMP).decode().splitlines() == [
        "ISA*00*          *00*          *ZZ*HUB            *ZZ*CLINIC         *261102*0930*^*00501*000000007*0*P*:~",
        "GS*FA*HUB*CLINIC*20261102*0930*7*X*005010X231A1~",
        "ST*999*0001*005010X231A1~",
        "AK1*HC*7*005010X222A1~",
        "AK2*837*0001*005010X222A1~",
        "IK5*A~",
        "AK9*A*1*1*1~",
        "SE*6*0001~",
        "GE*1*7~",
        "IEA*1*000000007~",
    ]


def test_a_wrong_element_is_named_by_segment_element_and_claim(edited: Edit) -> None:
    (found,) = answers(edited("11:B:1*Y*A", "11:X:1*Y*A"))
    (group,) = found.groups
    (one,) = group.sets
    element = ElementError(5, "7", 2, None, "1332", "X")
    assert one.errors == (SegmentError("CLM", 19, "8", "2300", ("CLM01:A1-1",), (element,)),)
    assert (one.status, one.reasons, group.status, group.accepted) == ("R", ("5",), "R", 0)
    assert not found.accepted


def test_a_missing_segment_is_told_where_its_loop_begins(edited: Edit) -> None:
    (found,) = answers(edited("REF*EI*123456789\n", ""))
    (error,) = found.groups[0].sets[0].errors
    assert (error.segment, error.position, error.loop, error.code) == ("REF", 8, "2010", "3")


def test_a_warning_does_not_reject(edited: Edit) -> None:
    (found,) = answers(edited("N4*SPRINGFIELD*IL*627010001", "N4*SPRINGFIELD*IL*62701"))
    assert found.accepted


def test_a_wrong_count_rejects_the_set_the_group_or_the_interchange(valid: bytes) -> None:
    (found,) = answers(valid.replace(b"SE*31", b"SE*30"))
    assert found.groups[0].sets[0].reasons == ("4",)
    (found,) = answers(valid.replace(b"GE*1*7", b"GE*3*7"))
    assert (found.groups[0].status, found.groups[0].reasons, found.groups[0].included) == ("R", ("5",), 3)
    (found,) = answers(valid.replace(b"IEA*1*", b"IEA*2*"))
    assert found.groups == ()
    assert found.interchanges == (InterchangeAnswer("000000007", "261102", "0930", "R", "021"),)


def test_each_set_is_answered_for_its_own_faults(valid: bytes) -> None:
    body = valid[valid.index(b"ST*") : valid.index(b"GE*")]
    other = body.replace(b"*0001", b"*0002")
    cut = body[: body.index(b"LX*1")]  # neither a line nor an SE
    (found,) = answers(valid.replace(body, cut + other).replace(b"GE*1", b"GE*2"))
    first, second = found.groups[0].sets
    assert (first.status, first.reasons[0]) == ("R", "2")
    assert [(error.segment, error.position, error.code) for error in first.errors] == [("LX", 19, "I7")]
    assert (second.status, second.errors) == ("A", ())
    assert (found.groups[0].status, found.groups[0].accepted) == ("P", 1)


def test_each_interchange_is_answered_for_its_own_faults(valid: bytes) -> None:
    next_one = valid.replace(b"000000007", b"000000008")
    first, second = answers(valid[: valid.index(b"IEA*")] + next_one)
    assert first.interchanges == (InterchangeAnswer("000000007", "261102", "0930", "R", "023"),)
    assert (first.groups, second.interchanges, second.accepted) == ((), (), True)


def test_a_file_that_asks_for_a_ta1_gets_one(valid: bytes) -> None:
    (found,) = answers(valid.replace(b"*000000007*0*T", b"*000000007*1*T"))
    assert found.interchanges == (InterchangeAnswer("000000007", "261102", "0930", "A", "000"),)
    assert found.groups


def test_an_acknowledgement_is_not_answered() -> None:
    data = (Path(__file__).parent / "valid" / "acknowledgement.edi").read_text().replace("\n", "~\n")
    (found,) = answers(data.encode())
    assert found.groups == ()


def test_a_999_says_what_was_taken_and_what_not() -> None:
    data = (Path(__file__).parent / "valid" / "acknowledgement.edi").read_text().replace("\n", "~\n")
    found, damage = read_acknowledgement(io.BytesIO(data.encode()))
    assert damage == []
    (group,) = found.groups
    assert (group.status, group.included, group.received, group.accepted) == ("P", 2, 2, 1)
    taken, refused = group.sets
    assert taken == SetAnswer("837", "0001", "005010X222A1", "A")
    element = ElementError(9, "1", None, None, "1363")
    assert refused.errors == (SegmentError("CLM", 22, "8", "2300", ("CLM01:B1-1",), (element,)),)


def test_a_file_of_ta1_alone_has_no_damage(valid: bytes) -> None:
    data = write_acknowledgement(answers(valid.replace(b"IEA*1*", b"IEA*2*"))[0], STAMP)
    found, damage = read_acknowledgement(io.BytesIO(data))
    assert damage == []
    assert [one.note for one in found.interchanges] == ["021"]
    assert [*Validator(io.BytesIO(data))] == []


words = st.from_regex(r"[A-Z0-9]{2,9}", fullmatch=True)
numbers = st.integers(1, 999)
elements = st.builds(
    ElementError, st.integers(1, 16), st.sampled_from(["1", "7", "I10"]), st.none() | st.integers(1, 7), st.none(),
    st.none() | st.just("1332"), st.none() | words,
)  # fmt: skip
segments = st.builds(
    SegmentError, st.sampled_from(["CLM", "HI", "N3"]), numbers, st.sampled_from(["2", "3", "8"]),
    st.none() | st.just("2300"), st.just(()) | st.just(("CLM01:A1-1",)), st.lists(elements, max_size=3).map(tuple),
)  # fmt: skip
sets = st.builds(
    SetAnswer, st.sampled_from(["837", "835"]), st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.none() | st.just("005010X222A1"), st.sampled_from("AER"), st.just(()) | st.just(("5",)),
    st.lists(segments, max_size=3).map(tuple),
)  # fmt: skip
groups = st.builds(
    GroupAnswer, st.just("HC"), numbers.map(str), st.none() | st.just("005010X222A1"), st.sampled_from("APR"),
    numbers, numbers, numbers, st.just(()) | st.just(("5",)), st.lists(sets, max_size=3).map(tuple),
)  # fmt: skip
interchanges = st.builds(
    InterchangeAnswer, st.just("000000007"), st.just("261102"), st.just("0930"), st.sampled_from("AER"), st.just("000")
)
acknowledgements = st.builds(
    Acknowledgement,
    words,
    words,
    st.lists(interchanges, max_size=2).map(tuple),
    st.lists(groups, max_size=3).map(tuple),
)


@settings(deadline=None)
@given(acknowledgements)
def test_an_acknowledgement_reads_back_the_same(given_answer: Acknowledgement) -> None:
    data = write_acknowledgement(given_answer, STAMP)
    assert data == write_acknowledgement(given_answer, STAMP)
    assert read_acknowledgement(io.BytesIO(data))[0] == given_answer


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the repository")
@pytest.mark.parametrize("name", sorted(path.name for path in SHARED.glob("*.edi")))
def test_an_outside_judge_takes_our_answer_to_any_file(name: str) -> None:
    for found in answers((SHARED / name).read_bytes()):
        if not (found.groups or found.interchanges):
            continue
        data = write_acknowledgement(found, STAMP)
        assert judged(data) == []
        assert read_acknowledgement(io.BytesIO(data)) == (found, [])
        assert [finding for finding in Validator(io.BytesIO(data)) if finding.severity == "error"] == []
