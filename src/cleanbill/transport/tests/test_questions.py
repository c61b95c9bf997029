"""Questions go out in files of their own, and answers are matched to them, over plain folders with either store."""

from pathlib import Path
from typing import IO

import pytest

from cleanbill.transport import files, sending
from cleanbill.transport.local import LocalFolder
from cleanbill.transport.store import Store
from cleanbill.transport.tests.test_out_and_in import NOW, ON, TRADING, Make, queued, send, states, take
from cleanbill.transport.tests.written import interchange
from cleanbill.x12 import Sending


@pytest.fixture
def sent(store: Store, claim: Make, folders: tuple[LocalFolder, LocalFolder]) -> Store:
    """A store from which the claims A1 and A2 were sent."""
    for name in ("A1", "A2"):
        queued(store, claim(name))
    send(store, folders[0])
    return store


def ask(store: Store, folder: LocalFolder, kind: str, *segments: str) -> str:
    """Send a file of questions from the clinic to the hub."""

    def write(stream: IO[bytes], sending: Sending) -> None:
        data = interchange(kind, sending.number, *segments, sender="CLINIC", receiver="HUB")
        stream.write(data)

    name = files.ask(store, "hub", TRADING, write, ON, NOW)
    assert [one.reason for one in sending.carry(store, sending.due(store, "hub", NOW), folder, NOW)] == [""]
    return name


@pytest.mark.parametrize(
    ("question", "kind"), [("270", "271"), ("278-13", "278")], ids=["eligibility", "authorization"]
)
def test_an_answer_is_matched_to_its_question_by_the_trace(
    question: str, kind: str, store: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    name = ask(store, folders[0], question[:3], "HL*1**20*1", "TRN*1*TRACE9*9CLINIC")
    (in_ / "1").write_bytes(interchange(kind, 1, "HL*1**20*1", "TRN*2*TRACE9*9CLINIC", "AAA*N**75*C"))
    (in_ / "2").write_bytes(interchange(kind, 2, "HL*1**20*1", "TRN*2*OTHER*9CLINIC"))
    assert [one.state for one in take(store, folders[1])] == ["taken", "quarantined"]
    assert store.rows("SELECT reference, reason FROM answer") == [("TRACE9", "AAA 75")]
    assert store.rows("SELECT name, state FROM file") == [(name, "sent")]


def test_a_status_is_matched_by_the_claim_or_by_the_questions_trace(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    ask(sent, folders[0], "276", "HL*1**20*1", "TRN*1*Q1")
    levels = ("HL*1**20*1", "HL*2*1*22*0", "TRN*2*Q1", "STC*F1:65*20261105**138*100", "REF*EJ*A2")
    (in_ / "1").write_bytes(interchange("277", 1, *levels))
    (in_ / "2").write_bytes(interchange("277", 2, *levels[:-1]))
    assert [one.state for one in take(sent, folders[1])] == ["taken", "taken"]
    ((version,),) = sent.rows("SELECT version FROM claim WHERE claim_id = 'A2'")
    assert sent.rows("SELECT reference, version, reason FROM answer ORDER BY reference") == [
        ("A2", version, "F1:65"),
        ("Q1", "", "F1:65"),
    ]
    assert states(sent)["A2"] == "sent", "a status changes nothing"


def test_each_claim_of_an_insured_is_answered_by_itself_with_all_that_is_said_of_it_as_a_whole(
    sent: Store, in_: Path, folders: tuple[LocalFolder, LocalFolder]
) -> None:
    first = ("TRN*2*Q1", "STC*P1>20*20261105********P2>46", "REF*1K*P1", "REF*EJ*A1")
    line = ("SVC*HC>97110*69*0****1", "STC*F2>54*20261105", "REF*FJ*A1-1")
    second = ("TRN*2*Q2", "STC*F1>65*20261105", "STC*F1>3*20261105", "REF*EJ*a2")
    content = interchange("277", 1, "HL*1**20*1", "HL*2*1*22*0", *first, *line, *second)
    (in_ / "1").write_bytes(content.replace(b"*T*:~", b"*T*>~"))
    assert [one.state for one in take(sent, folders[1])] == ["taken"]
    assert sent.rows("SELECT reference, reason FROM answer ORDER BY place") == [
        ("A1", "P1:20 P2:46"),
        ("A2", "F1:65 F1:3"),
    ]
    assert sent.rows("SELECT payer_number FROM claim ORDER BY claim_id") == [("P1",), ("",)]


def test_a_file_of_ours_says_what_it_holds(sent: Store, folders: tuple[LocalFolder, LocalFolder]) -> None:
    name = ask(sent, folders[0], "276", "HL*1**20*1", "TRN*1*Q1")
    kinds = {name: files.kind(bytes(content)) for name, content in sent.rows("SELECT name, content FROM file")}
    assert kinds.pop(name) == "276"
    assert set(kinds.values()) == {"837"}
