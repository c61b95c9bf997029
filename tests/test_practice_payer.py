"""Claims go to the practice payer over SFTP, and everything it answers is fetched, matched and posted."""

import datetime as dt
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

import cleanbill
from cleanbill.model import balance
from cleanbill.model.claim import Claim
from cleanbill.model.decode import claim_from
from cleanbill.model.remittance import Remittance
from cleanbill.remittance import Ledger, account, books, next_claim, post
from cleanbill.transport import inbox, sending
from cleanbill.transport.queue import queue
from cleanbill.transport.routes import Route, opened
from cleanbill.transport.store import Store, open_store
from cleanbill.x12 import Trading, Validator

pytest.importorskip("asyncssh")

from cleanbill.transport.practice.payer import PracticePayer
from cleanbill.transport.practice.server import serving

ON = dt.date(2026, 11, 5)
NOW = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
TRADING = Trading(submitter_id="CLINIC", receiver_id="HUB", test=True)
COMMAND = Path(sys.executable).with_name("cleanbill")
Make = Callable[..., Claim]


@pytest.fixture
def claim(visit: dict[str, Any]) -> Make:
    """The claim of examples/visit.json under another id, with some of its fields changed."""
    return lambda claim_id, **changed: structs.replace(claim_from(visit), claim_id=claim_id, **changed)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(str(tmp_path / "store")) as store:
        yield store


@pytest.fixture
def payer(tmp_path: Path) -> PracticePayer:
    """A payer whose folder is `payer`."""
    return PracticePayer(tmp_path / "payer")


@pytest.fixture
def route(tmp_path: Path) -> Route:
    """The way to it by folders."""
    return Route("folder", str(tmp_path / "payer" / "claims"), str(tmp_path / "payer" / "answers"))


def exchange(store: Store, payer: PracticePayer, route: Route, *claims: Claim) -> list[inbox.Taken]:
    """Send claims, let the payer work, take what it answers."""
    for one in claims:
        queue(store, one, "practice", TRADING, ON, NOW)
    with opened(route) as (out, in_):
        sending.write(store, "practice", TRADING, ON, NOW)
        tried = sending.carry(store, sending.due(store, "practice", NOW), out, NOW)
        assert not any(one.reason for one in tried)
        payer.work(ON)
        inbox.fetch(store, "practice", in_, NOW)
    return inbox.take(store, NOW)


def states(store: Store) -> dict[str, str]:
    return dict(store.rows("SELECT claim_id, state FROM claim"))


def remittances(route: Route) -> list[Remittance]:
    files = sorted(Path(route.in_).glob("*_835.edi"))
    return [received.whole() for file in files for received in cleanbill.read_835(BytesIO(file.read_bytes()))]


def test_claims_go_out_and_acknowledgements_and_payments_come_back_over_sftp(
    store: Store, claim: Make, tmp_path: Path
) -> None:
    root = tmp_path / "payer"
    with serving(root) as door:
        route = Route(
            *("sftp", "claims", "answers", "127.0.0.1", door.port, "practice"),
            key_file=str(door.user_key),
            known_hosts=str(door.known_hosts),
            remove=True,
        )
        wrong = claim("WRONG", dx=("M54.5",))
        taken = exchange(store, PracticePayer(root), route, claim("A1"), claim("A2"), wrong)
    assert [(one.kind, one.state) for one in taken] == [("999", "taken"), ("277CA", "taken"), ("835", "taken")]
    assert states(store) == {"A1": "adjudicated", "A2": "adjudicated", "WRONG": "rejected"}
    ((reason,),) = store.rows("SELECT reason FROM claim WHERE claim_id = 'WRONG'")
    assert reason.startswith("A7:255")
    ((number,),) = store.rows("SELECT payer_number FROM claim WHERE claim_id = 'A1'")
    assert number.startswith("PP")
    said = store.rows(
        "SELECT kind, says FROM answer JOIN claim ON claim.version = answer.version WHERE claim_id = 'A1'"
    )
    assert sorted(said) == [("277CA", "accepted"), ("835", "adjudicated"), ("999", "acknowledged")]


def test_every_payment_of_many_runs_is_posted_as_it_is(
    store: Store, claim: Make, payer: PracticePayer, route: Route
) -> None:
    ledger = Ledger()
    for run in range(4):
        claims = [claim(f"R{run}-{number}") for number in range(15)]
        ledger = structs.replace(ledger, accounts=ledger.accounts | {one.claim_id: account(one) for one in claims})
        assert [one.state for one in exchange(store, payer, route, *claims)] == ["taken"] * 3
    outcomes = Counter[str]()
    for number, remittance in enumerate(remittances(route)):
        assert not balance.faults(remittance)
        posting = post(ledger, remittance, str(number))
        outcomes[posting.outcome] += 1
        ledger = posting.ledger
        assert not any(posted.unmatched for posted in ledger.payments.values())
    assert outcomes == {"posted": 4}
    assert all(one.decisions for one in ledger.accounts.values())
    assert books(ledger)


def test_everything_it_says_follows_its_guide_and_is_marked_as_a_test(
    store: Store, claim: Make, payer: PracticePayer, route: Route
) -> None:
    for run in range(2):
        exchange(store, payer, route, *(claim(f"R{run}-{number}") for number in range(8)))
    files = list(Path(route.in_).iterdir())
    assert len(files) == 6
    for file in files:
        assert file.name.startswith("SYNTHETIC_")
        data = file.read_bytes()
        assert data[102:103] == b"T"
        assert b"SYNTHETIC" in data or "_999" in file.name
        wrong = [finding.message for finding in Validator(BytesIO(data), ON) if finding.severity == "error"]
        assert not wrong, file.name


def test_the_same_files_are_answered_by_the_same_bytes(store: Store, claim: Make, route: Route, tmp_path: Path) -> None:
    exchange(store, PracticePayer(tmp_path / "payer"), route, claim("A1"), claim("A2"))
    first = {file.name: file.read_bytes() for file in Path(route.in_).iterdir()}
    other = PracticePayer(tmp_path / "other")
    for file in (tmp_path / "payer" / "taken").iterdir():
        (tmp_path / "other" / "claims" / file.name).write_bytes(file.read_bytes())
    other.work(ON)
    assert {file.name: file.read_bytes() for file in (tmp_path / "other" / "answers").iterdir()} == first


def lay(payer: PracticePayer, tmp_path: Path, name: str, data: bytes) -> list[str]:
    (tmp_path / "payer" / "claims" / name).write_bytes(data)
    return payer.work(ON)


def written(claims: list[Claim], number: int, test: bool = True) -> bytes:
    stream = BytesIO()
    trading = structs.replace(TRADING, test=test)
    cleanbill.write_837(claims, stream, ON, number, trading, force=True)
    return stream.getvalue()


def test_an_interchange_that_came_before_is_refused(payer: PracticePayer, claim: Make, tmp_path: Path) -> None:
    data = written([claim("A1")], 7)
    assert len(lay(payer, tmp_path, "a.edi", data)) == 3
    (name,) = lay(payer, tmp_path, "b.edi", data)
    assert b"TA1*000000007*261105*0000*R*025~" in (tmp_path / "payer" / "answers" / name).read_bytes()


def test_a_file_that_is_sent_in_earnest_is_refused(payer: PracticePayer, claim: Make, tmp_path: Path) -> None:
    (name,) = lay(payer, tmp_path, "a.edi", written([claim("A1")], 7, test=False))
    assert b"*R*020~" in (tmp_path / "payer" / "answers" / name).read_bytes()


def test_a_file_that_the_guide_refuses_is_answered_by_a_999_alone(
    payer: PracticePayer, claim: Make, tmp_path: Path
) -> None:
    data = written([claim("A1")], 7).replace(b"PRV*BI*PXC*", b"PRV*XX*PXC*")
    (name,) = lay(payer, tmp_path, "a.edi", data)
    assert name.endswith("_999.edi")
    assert b"IK5*R" in (tmp_path / "payer" / "answers" / name).read_bytes()


def test_what_is_no_x12_is_put_aside_without_an_answer(payer: PracticePayer, tmp_path: Path) -> None:
    assert lay(payer, tmp_path, "a.edi", b"hello") == []
    assert not list((tmp_path / "payer" / "claims").iterdir())


def test_a_claim_is_replaced_and_voided_by_the_payers_number(
    store: Store, claim: Make, payer: PracticePayer, route: Route
) -> None:
    exchange(store, payer, route, claim("A1"))
    ((number,),) = store.rows("SELECT payer_number FROM claim")
    taken = exchange(store, payer, route, claim("A1-R", frequency_code="7", original_claim_ref=number))
    assert [one.state for one in taken] == ["taken"] * 3
    first, second = remittances(route)
    reversed_, new = (one for one in second.claims if one.claim_id in ("A1", "A1-R"))
    assert (reversed_.claim_id, reversed_.status, reversed_.paid) == ("A1", "22", -first.claims[0].paid)
    assert (new.claim_id, new.status) == ("A1-R", "1")
    exchange(store, payer, route, claim("A1-V", frequency_code="8", original_claim_ref=new.claim_number))
    assert [one.status for one in remittances(route)[2].claims if one.claim_id == "A1-R"] == ["22"]


def test_a_replacement_of_what_it_does_not_know_is_rejected(
    store: Store, claim: Make, payer: PracticePayer, route: Route
) -> None:
    exchange(store, payer, route, claim("A1", frequency_code="7", original_claim_ref="NEVER"))
    assert store.rows("SELECT state, reason FROM claim") == [("rejected", "A7:464 SYNTHETIC")]


def test_what_the_first_payer_left_is_paid_by_the_second(
    store: Store, claim: Make, payer: PracticePayer, route: Route
) -> None:
    claims = [claim(f"A{number}") for number in range(6)]
    exchange(store, payer, route, *claims)
    (first,) = remittances(route)
    decided = {one.claim_id: one for one in first.claims}
    second = structs.replace(claims[0].payer, id="88002", name="Second Plan")
    owed = [one for one in claims if decided[one.claim_id].patient_responsibility]
    exchange(store, payer, route, *(next_claim(one, decided[one.claim_id], ON, second, "M2") for one in owed))
    paid = {one.claim_id: one for one in remittances(route)[1].claims if one.status == "2"}
    assert set(paid) == {one.claim_id for one in owed}
    for id, one in paid.items():
        assert one.paid + (one.patient_responsibility or 0) == decided[id].patient_responsibility
        assert {taken.reason for line in one.lines for taken in line.adjustments} <= {"23", "3"}


def test_the_command_answers_what_lies_there_once(claim: Make, tmp_path: Path) -> None:
    (tmp_path / "payer" / "claims").mkdir(parents=True)
    (tmp_path / "payer" / "claims" / "a.edi").write_bytes(written([claim("A1")], 7))
    command = [COMMAND, "practice-payer", "payer", "--once", "--on", "2026-11-05"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [name[-9:] for name in done.stdout.splitlines()] == ["1_999.edi", "277CA.edi", "3_835.edi"]


def test_the_command_serves_a_route_as_it_prints_it(tmp_path: Path, visit: dict[str, Any]) -> None:
    command = [COMMAND, "practice-payer", "payer", "--port", "0", "--on", "2026-11-05"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as serving_:
        assert serving_.stdout
        lines = []
        while not lines or not lines[-1].startswith("in ="):
            lines.append(serving_.stdout.readline())
        (tmp_path / "cleanbill.toml").write_text("".join(lines[1:]) + '[store]\nplace = "claims.sqlite3"\n')
        (tmp_path / "claim.json").write_text(json.dumps(visit))
        try:
            for words in ("outbox add claim.json --on 2026-11-05", "outbox send --on 2026-11-05"):
                subprocess.run([COMMAND, *words.split()], cwd=tmp_path, check=True, capture_output=True)
            answers = tmp_path / "payer" / "answers"
            deadline = time.monotonic() + 30
            while len([file for file in answers.iterdir() if file.suffix == ".edi"]) < 3:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            done = subprocess.run([COMMAND, "inbox", "fetch"], cwd=tmp_path, check=True, capture_output=True, text=True)
        finally:
            serving_.terminate()
    assert done.stdout.count("taken.") == 3
