"""Claims go out and answers come in, over plain folders, with either kind of store."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from cleanbill.model.claim import Claim
from cleanbill.model.other_payer import OtherPayer
from cleanbill.model.parties import Subscriber
from cleanbill.transport import inbox, sending, standing
from cleanbill.transport.answers import HANDLERS
from cleanbill.transport.documents import Answers
from cleanbill.transport.folder import RouteError
from cleanbill.transport.local import LocalFolder
from cleanbill.transport.matching import Answer
from cleanbill.transport.numbers import Partner, next_number
from cleanbill.transport.queue import NotQueuedError, queue, stamp
from cleanbill.transport.store import Store, StoreError, open_store
from cleanbill.transport.tests.written import claim_status, functional, interchange, payment, ta1
from cleanbill.x12 import Trading, read_837

ON = dt.date(2026, 11, 5)
NOW = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
TRADING = Trading(submitter_id="CLINIC", receiver_id="HUB", test=True)
FIRST_PAYER = OtherPayer(
    "primary", "commercial", "First", "1", last_name="Sample", member_id="M1", paid=Decimal(0), date=ON
)
Make = Callable[..., Claim]


def queued(store: Store, claim: Claim, again: bool = False) -> str:
    return queue(store, claim, "hub", TRADING, ON, NOW, again)


def send(store: Store, folder: LocalFolder, now: dt.datetime = NOW) -> list[sending.Sent]:
    sending.write(store, "hub", TRADING, ON, now)
    return sending.carry(store, sending.due(store, "hub", now), folder, now)


def take(store: Store, folder: LocalFolder, again: bool = False) -> list[inbox.Taken]:
    inbox.fetch(store, "hub", folder, NOW)
    return inbox.take(store, NOW, again=again)


def states(store: Store) -> dict[str, str]:
    return dict(store.rows("SELECT claim_id, state FROM claim"))


@pytest.fixture
def sent(store: Store, claim: Make, folders: tuple[LocalFolder, LocalFolder]) -> Store:
    """A store from which the claims A1 and A2 were sent as file number 1."""
    for name in ("A1", "A2"):
        queued(store, claim(name))
    assert [one.reason for one in send(store, folders[0])] == [""]
    return store


def test_queued_claims_go_out_in_one_file_under_its_own_name(sent: Store, out: Path) -> None:
    assert [path.name for path in out.iterdir()] == ["CLINIC_HUB_T_000000001.edi"]
    with next(out.iterdir()).open("rb") as stream:
        assert [claim.claim_id for claim in read_837(stream)] == ["A1", "A2"]
    assert states(sent) == {"A1": "sent", "A2": "sent"}


def test_what_an_answer_will_name_is_kept_with_each_claim(sent: Store) -> None:
    rows = sent.rows("SELECT interchange, functional_group, transaction_set, reference FROM sent ORDER BY reference")
    assert rows == [("000000001", "1", "0001", "A1"), ("000000001", "1", "0001", "A2")]


def test_the_same_version_of_a_claim_is_never_sent_twice(
    sent: Store, claim: Make, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    assert queued(sent, claim("A1")) == "known"
    assert queued(sent, claim("A1", note=None, history=None)) == "known", "the note is not sent"
    assert send(sent, folders[0]) == []


def test_another_version_waits_until_the_payer_has_rejected_the_first(sent: Store, claim: Make) -> None:
    with pytest.raises(NotQueuedError, match=r"'A1' is at the payer in another form; give frequency_code 7"):
        queued(sent, claim("A1", dx=("M54.50",)))
    assert queued(sent, claim("A1", frequency_code="7", original_claim_ref="P1")) == "queued"


def test_the_claim_to_the_second_payer_goes_out_beside_that_to_the_first(
    sent: Store, claim: Make, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    secondary = structs.replace(TRADING, receiver_id="SECOND")
    second = claim("A1", subscriber=Subscriber(priority="secondary"), other_payers=(FIRST_PAYER,))
    assert queue(sent, second, "second", secondary, ON, NOW) == "queued"
    sending.write(sent, "second", secondary, ON, NOW)
    sending.carry(sent, sending.due(sent, "second", NOW), folders[0], NOW)
    (in_ / "1").write_bytes(payment(1, [("A1", "P1")]))
    assert [one.state for one in take(sent, folders[1])] == ["taken"]
    rows = sent.rows("SELECT priority, state FROM claim WHERE claim_id = 'A1' ORDER BY priority")
    assert rows == [("primary", "adjudicated"), ("secondary", "sent")], "the first payer has answered"


def test_claims_with_one_id_to_two_payers_go_into_files_of_their_own(
    store: Store, claim: Make, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    queued(store, claim("A1"))
    queued(store, claim("A1", subscriber=Subscriber(priority="secondary"), other_payers=(FIRST_PAYER,)))
    assert len(send(store, folders[0])) == 2
    assert store.rows("SELECT DISTINCT state FROM claim") == [("sent",)]


def test_a_version_that_is_queued_still_gives_way_to_the_next(
    store: Store, claim: Make, folders: tuple[LocalFolder, LocalFolder], out: Path
) -> None:
    queued(store, claim("A1"))
    queued(store, claim("A1", dx=("M54.50",)))
    send(store, folders[0])
    with next(out.iterdir()).open("rb") as stream:
        assert [claim.dx for claim in read_837(stream)] == [("M54.50",)]


def test_files_to_different_receivers_have_numbers_of_their_own(store: Store) -> None:
    clinic = Partner("CLINIC", "HUB", test=False)
    other = Partner("CLINIC", "OTHER", test=False)
    tests = Partner("CLINIC", "HUB", test=True)
    assert [next_number(store, one) for one in (clinic, clinic, other, tests, clinic)] == [1, 2, 1, 1, 3]


def test_numbers_end_with_nine_digits(store: Store) -> None:
    clinic = Partner("CLINIC", "HUB", test=False)
    next_number(store, clinic)
    store.rows("UPDATE partner SET last = 999999998")
    assert next_number(store, clinic) == 999_999_999
    with pytest.raises(StoreError, match="All 999,999,999 control numbers from CLINIC to HUB are used up"):
        next_number(store, clinic)


def test_claims_of_different_payers_go_into_files_of_their_own_where_no_receiver_is_agreed(
    store: Store, claim: Make, folders: tuple[LocalFolder, LocalFolder], out: Path
) -> None:
    one = claim("A1")
    other = claim("A2", payer=structs.replace(one.payer, id="88002"))
    for each in (one, other):
        queue(store, each, "hub", Trading(), ON, NOW)
    sending.write(store, "hub", Trading(), ON, NOW)
    sending.carry(store, sending.due(store, "hub", NOW), folders[0], NOW)
    names = sorted(path.name for path in out.iterdir())
    assert names == ["123456789_88002_P_000000001.edi", "123456789_99001_P_000000001.edi"]


def test_every_answer_finds_its_claim(sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]) -> None:
    for name, data, after in (
        ("1", ta1(1, of=1), {"A1": "acknowledged", "A2": "acknowledged"}),
        ("2", functional(2, of=1), {"A1": "acknowledged", "A2": "acknowledged"}),
        (
            "3",
            claim_status(3, "1-1", [("A1", "A2:20", "P1"), ("A2", "A7:562:85", "")]),
            {"A1": "accepted", "A2": "rejected"},
        ),
        ("4", payment(4, [("A1", "P1")]), {"A1": "adjudicated", "A2": "rejected"}),
    ):
        (in_ / name).write_bytes(data)
        assert [taken.state for taken in take(sent, folders[1])] == ["taken"]
        assert states(sent) == after
    assert sent.rows("SELECT payer_number FROM claim WHERE claim_id = 'A1'") == [("P1",)]
    assert sent.rows("SELECT reason FROM claim WHERE claim_id = 'A2'") == [("A7:562:85",)]


def test_a_late_acknowledgement_takes_nothing_back(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    (in_ / "1").write_bytes(payment(1, [("A1", "P1")]))
    take(sent, folders[1])
    (in_ / "2").write_bytes(claim_status(2, "1-1", [("A1", "A2:20", "P1")]))
    take(sent, folders[1])
    assert states(sent)["A1"] == "adjudicated"


def test_the_claims_of_a_rejected_set_are_rejected_and_may_be_sent_again(
    sent: Store, claim: Make, in_: Path, out: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    errors = ("IK3*SV1*22*2400*8", "CTX*CLM01:A2", "IK4*1:2*1*7")
    (in_ / "1").write_bytes(functional(1, 1, "R", *errors))
    take(sent, folders[1])
    assert dict(sent.rows("SELECT claim_id, reason FROM claim")) == {
        "A1": "999 R: SV1, segment 22, code 8, in another claim: send this one again",
        "A2": "999 R: SV1, segment 22, code 8",
    }
    assert queued(sent, claim("A1")) == "known"
    assert queued(sent, claim("A1"), again=True) == "again"
    send(sent, folders[0])
    assert sorted(path.name for path in out.iterdir())[-1] == "CLINIC_HUB_T_000000002.edi"
    assert states(sent) == {"A1": "sent", "A2": "rejected"}


def test_the_same_bytes_are_taken_once_under_whatever_name(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    for name in ("1", "2"):
        (in_ / name).write_bytes(functional(1, of=1))
    assert len(take(sent, folders[1])) == 1
    assert take(sent, folders[1]) == []


def test_a_rejection_is_told_alike_whatever_parts_its_elements(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    content = claim_status(3, "1-1", [("A2", "A7>562>85", "")])
    (in_ / "1").write_bytes(content.replace(b"*T*:~", b"*T*>~"))
    take(sent, folders[1])
    assert sent.rows("SELECT reason FROM claim WHERE claim_id = 'A2'") == [("A7:562:85",)]


def test_a_control_number_of_a_sender_is_taken_once(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    (in_ / "1").write_bytes(functional(7, of=1))
    take(sent, folders[1])
    (in_ / "2").write_bytes(functional(7, of=1, verdict="R"))
    assert [(one.state, one.reason) for one in take(sent, folders[1])] == [
        ("repeated", "Its control number was taken before.")
    ]
    assert states(sent)["A1"] == "acknowledged"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (functional(1, of=99), "Nothing that was sent is called 99."),
        (payment(1, [("B1", ""), ("B2", "")]), "Nothing that was sent is called B1, B2."),
        (b"hello", "an interchange begins with an ISA segment"),
        (functional(1, of=1)[:-20], "The file ends "),
    ],
)
def test_what_cannot_be_matched_or_read_is_quarantined_with_the_reason(
    data: bytes, reason: str, sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    (in_ / "1").write_bytes(data)
    ((state, why),) = [(one.state, one.reason) for one in take(sent, folders[1])]
    assert state == "quarantined"
    assert reason in why
    assert states(sent) == {"A1": "sent", "A2": "sent"}
    assert sent.rows("SELECT count(*) FROM interchange") == [(0,)]


def test_the_whole_file_takes_the_place_of_the_part_that_was_fetched_while_it_was_written(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    whole = functional(1, of=1)
    (in_ / "1").write_bytes(whole[:-40])
    take(sent, folders[1])
    (in_ / "1").write_bytes(whole)
    assert [one.state for one in take(sent, folders[1])] == ["taken"]
    assert sent.rows("SELECT state FROM document ORDER BY state") == [("replaced",), ("taken",)]


def test_a_quarantined_document_is_taken_once_its_claims_are_known(
    store: Store, claim: Make, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    (in_ / "1").write_bytes(claim_status(3, "1-1", [("A1", "A2:20", "P1")]))
    assert [one.state for one in take(store, folders[1])] == ["quarantined"]
    queued(store, claim("A1"))
    send(store, folders[0])
    assert take(store, folders[1]) == []
    assert [one.state for one in take(store, folders[1], again=True)] == ["taken"]


def test_a_test_answer_never_touches_a_claim_sent_in_earnest(
    store: Store, claim: Make, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    earnest = structs.replace(TRADING, test=False)
    queue(store, claim("A1"), "hub", earnest, ON, NOW)
    sending.write(store, "hub", earnest, ON, NOW)
    sending.carry(store, sending.due(store, "hub", NOW), folders[0], NOW)
    for name, data in (("1", functional(1, of=1)), ("2", payment(2, [("A1", "")])), ("3", ta1(3, of=1))):
        (in_ / name).write_bytes(data)
    assert [one.state for one in take(store, folders[1])] == ["quarantined"] * 3


def test_what_a_later_layer_does_with_a_document_is_kept_with_it_or_not_at_all(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    sent.rows("CREATE TABLE posted (n INTEGER)")

    def post(store: Store, answers: Answers) -> list[Answer]:
        store.rows("INSERT INTO posted VALUES (1)")
        raise inbox.UnmatchedError("The payment does not balance.")

    (in_ / "1").write_bytes(payment(1, [("A1", "P1")]))
    inbox.fetch(sent, "hub", folders[1], NOW)
    (taken,) = inbox.take(sent, NOW, {**HANDLERS, "835": post})
    assert (taken.state, taken.reason) == ("quarantined", "The payment does not balance.")
    assert sent.rows("SELECT * FROM posted") == []


def test_two_programs_do_not_send_from_one_store_at_a_time(place: str, store: Store) -> None:
    busy = pytest.raises(StoreError, match=r"Another cleanbill is at work on the outbox")
    with open_store(place) as other, other.alone("outbox"), busy:
        sending.carry(store, [], LocalFolder(Path()), NOW)
    assert sending.carry(store, [], LocalFolder(Path()), NOW) == []


def test_of_two_partners_with_the_same_number_the_one_who_answers_is_meant(
    sent: Store, claim: Make, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    other = structs.replace(TRADING, receiver_id="OTHER")
    queue(sent, claim("B1"), "other", other, ON, NOW)
    sending.write(sent, "other", other, ON, NOW)
    sending.carry(sent, sending.due(sent, "other", NOW), folders[0], NOW)
    (in_ / "1").write_bytes(functional(1, of=1))
    assert [one.state for one in take(sent, folders[1])] == ["taken"]
    assert states(sent) == {"A1": "acknowledged", "A2": "acknowledged", "B1": "sent"}
    (in_ / "2").write_bytes(ta1(2, of=1).replace(b"HUB            ", b"STRANGER       "))
    assert [one.state for one in take(sent, folders[1])] == ["quarantined"], "it may be either"


def test_a_file_that_cannot_be_read_does_not_keep_the_others_back(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    class Locked(LocalFolder):
        def read(self, name: str) -> bytes | None:
            if name == "1":
                raise RouteError("1 may not be read.")
            return super().read(name)

    for name in ("1", "2"):
        (in_ / name).write_bytes(functional(int(name), of=1))
    with pytest.raises(RouteError, match="1 may not be read"):
        inbox.fetch(sent, "hub", Locked(in_), NOW)
    assert [(one.name, one.state) for one in inbox.take(sent, NOW)] == [("2", "taken")]


def test_claims_of_which_nothing_was_heard_are_found(sent: Store) -> None:
    later = stamp(NOW + dt.timedelta(days=3))
    assert [one.claim_id for one in standing.unanswered(sent, later, 20)] == ["A1", "A2"]
    assert standing.unanswered(sent, stamp(NOW), 20) == []


@given(data=st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_stop_the_inbox(data: st.DataObject, sent: Store) -> None:
    answers = (
        ta1(1, of=1),
        functional(2, 1, "R", "IK3*SV1*22*2400*8", "CTX*CLM01:A2"),
        claim_status(3, "1-1", [("A1", "A2:20", "P1")]),
        payment(4, [("A1", "P1")]),
        interchange("277", 5, "HL*2*1*22*0", "TRN*2*Q1", "STC*F1:65", "REF*EJ*A2"),
    )
    content = bytearray(data.draw(st.sampled_from(answers)))
    for at, what in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.binary(max_size=4)), max_size=4)):
        content[at : at + len(what)] = what
    with sent.transaction():
        inbox.receive(sent, "hub", "any name", bytes(content), NOW)
    for one in inbox.take(sent, NOW):
        assert one.state in ("taken", "repeated", "quarantined")
