"""The payer is asked where a claim stands (276): once, by the outbox; what it answers (277) stands in the timeline."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cleanbill.transport import files
from cleanbill.transport.practice.payer import PracticePayer
from cleanbill.transport.tests.written import functional, interchange
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.claims import asking, post
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.answers import standing
from cleanbill.web.claims.models import Claim, Event, Transmission
from cleanbill.web.claims.tests.billable import ON, ready, route_to
from cleanbill.web.claims.timeline import Machine
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.place import folder
from cleanbill.web.remits.work import work

NOW = dt.datetime(2026, 11, 10, 15, tzinfo=dt.UTC)
DAY = dt.timedelta(1)
Answer = Callable[[bytes], str]


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a store of its own."""
    monkeypatch.setenv("CLEANBILL_STORE", str(tmp_path / "store.sqlite3"))


@pytest.fixture
def claim(practice: Practice, tmp_path: Path) -> Claim:
    """A claim that was sent to a payer that says nothing."""
    one = ready(practice)
    route_to(practice, tmp_path)
    with post.store() as kept:
        post.send(practice.owner, one, kept, NOW, ON)
    _work(practice)
    return _again(one)


@pytest.fixture
def answer(practice: Practice, tmp_path: Path) -> Answer:
    """Lays what a payer says into the folder, and takes it in; what the work did, in words."""

    def take(content: bytes) -> str:
        content = content.replace(b"HUB            ", b"PRACTICE       ").replace(
            b"CLINIC         ", b"123456789      "
        )
        (tmp_path / "answers" / f"{len(list((tmp_path / 'answers').iterdir()))}.edi").write_bytes(content)
        return _work(practice)

    return take


def _work(practice: Practice) -> str:
    with post.store() as kept:
        did = work(Machine(practice.clinic), practice.clinic, kept, timezone.now(), ON)
    assert not did.wrong
    return did.words


def _again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def _ask(practice: Practice, claim: Claim, day: int = 0) -> None:
    with post.store() as kept:
        post.ask(practice.owner, _again(claim), kept, NOW + day * DAY, ON + day * DAY)


def _told(claim: Claim) -> list[str]:
    """What was told of the claim's questions."""
    return [one.kind for one in Event.objects.filter(claim=claim, kind__in=("asked", "276", "answered"))]


def _277(number: int, *said: str) -> bytes:
    return interchange("277", number, "HL*1**20*1", "HL*2*1*21*1", "HL*3*2*19*1", "HL*4*3*22*0", *said)


def test_a_question_goes_out_in_a_file_of_its_own_and_stands_in_timeline_and_audit_log(
    practice: Practice, claim: Claim, tmp_path: Path
) -> None:
    _ask(practice, claim)
    assert _told(claim) == ["asked"]
    asked = Event.objects.get(claim=claim, kind="asked")
    assert asked.by == practice.owner
    assert "as a test" in asked.text
    assert Entry.objects.filter(kind="event", record=str(asked.pk), actor=practice.owner.username).exists()
    assert _work(practice) == "1 file sent, 0 answers received."
    assert _told(claim) == ["asked", "276"]
    file = Transmission.objects.get(kind="276")
    assert (tmp_path / "claims" / file.name).read_bytes() == bytes(file.content)
    assert f"TRN*1*{claim.claim_id}-Q1~".encode() in bytes(file.content)
    assert file.name.endswith("_T_000000002.edi"), "the number after the claim's file"
    assert Event.objects.get(claim=claim, kind="276").transmission == file
    assert _again(claim).state == "sent"


def test_it_is_asked_once_while_the_answer_is_awaited_and_anew_when_nobody_answers(
    practice: Practice, claim: Claim
) -> None:
    _ask(practice, claim)
    for day in (0, 5):
        with pytest.raises(RefusedError, match="was asked about on 2026-11-10, and that question awaits"):
            _ask(practice, claim, day)
    _ask(practice, claim, 6)
    with post.store() as kept:
        numbers = kept.rows("SELECT reference FROM sent WHERE reference LIKE '%-Q%' ORDER BY reference")
    assert numbers == [(f"{claim.claim_id}-Q1",), (f"{claim.claim_id}-Q2",)]


def test_a_question_that_the_store_took_and_the_site_forgot_is_not_written_twice(
    practice: Practice, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.ask

    def broken_off(*values: Any) -> None:
        write(*values)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(files, "ask", broken_off)
        with pytest.raises(KeyboardInterrupt):
            _ask(practice, claim)
    assert _told(claim) == []
    _ask(practice, claim)
    assert _work(practice) == "1 file sent, 0 answers received."
    assert _told(claim) == ["asked", "276"]


@pytest.mark.parametrize("named", [True, False], ids=["by the claim's number", "by the trace alone"])
def test_the_answer_is_told_in_words_and_ends_the_waiting(
    practice: Practice, claim: Claim, answer: Answer, named: bool
) -> None:
    _ask(practice, claim)
    _work(practice)
    said = [f"TRN*2*{claim.claim_id}-Q1", "STC*P1:20*20261111**100", "REF*1K*ICN9"]
    assert answer(_277(1, *said, *([f"REF*EJ*{claim.claim_id}"] if named else []))) == (
        "0 files sent, 1 answer received."
    )
    told = Event.objects.get(claim=claim, kind="answered")
    assert told.text == "The claim is in process. Accepted for processing. [P1:20]"
    assert told.by is None
    assert told.transmission is not None
    assert told.transmission.kind == "277"
    assert _again(claim).state == "sent", "a status decides nothing"
    assert _again(claim).payer_number == ("ICN9" if named else "")
    _ask(practice, claim)
    assert _told(claim) == ["asked", "276", "answered", "asked"]


def test_what_speaks_of_no_claim_that_was_sent_is_quarantined(practice: Practice, claim: Claim, answer: Answer) -> None:
    _ask(practice, claim)
    _work(practice)
    assert answer(_277(1, "TRN*2*99P9-Q1", "STC*P1:20*20261111", "REF*EJ*99P9")) == "0 files sent, 0 answers received."
    assert _told(claim) == ["asked", "276"]
    with post.store() as kept:
        assert kept.rows("SELECT state, kind FROM document") == [("quarantined", "277")]


def test_a_question_that_could_be_read_is_awaited_and_one_that_could_not_may_be_asked_anew(
    practice: Practice, claim: Claim, answer: Answer
) -> None:
    _ask(practice, claim)
    _work(practice)
    answer(functional(1, of=2))
    assert _told(claim) == ["asked", "276"]
    answer(functional(2, of=2, verdict="R").replace(b"*837*", b"*276*"))
    assert _told(claim) == ["asked", "276", "answered"]
    assert "could not read the question: 999 R" in Event.objects.get(claim=claim, kind="answered").text
    assert _again(claim).state == "sent"
    _ask(practice, claim)


@pytest.mark.parametrize("state", ["person", "ready", "rejected", "paid", "denied", "voided", "withdrawn"])
def test_only_what_the_payer_has_and_has_not_decided_on_is_asked_about(
    practice: Practice, claim: Claim, state: str
) -> None:
    Claim.objects.filter(pk=claim.pk).update(state=state)
    with pytest.raises(RefusedError, match="the payer owes no answer to it"):
        _ask(practice, claim)


def test_a_route_that_leads_nowhere_says_why_in_one_sentence(practice: Practice, claim: Claim) -> None:
    (folder() / "cleanbill.toml").write_text("[routes]\n")
    with pytest.raises(RefusedError, match=r"cleanbill\.toml has no way 'practice' any more"):
        _ask(practice, claim)
    (folder() / "cleanbill.toml").write_text("[routes")
    with pytest.raises(RefusedError, match=r"cleanbill\.toml"):
        _ask(practice, claim)
    assert _told(claim) == []


def test_a_question_that_lacks_something_is_refused_and_takes_no_number(practice: Practice, claim: Claim) -> None:
    claim.document["billing_npi"] = None
    Claim.objects.filter(pk=claim.pk).update(document=claim.document)
    with pytest.raises(RefusedError, match="Claim status request"):
        _ask(practice, claim)
    with post.store() as kept:
        assert kept.rows("SELECT last FROM partner") == [(1,)]


@pytest.mark.parametrize("over", ["folder", "sftp"])
def test_the_practice_payer_tells_where_a_claim_stands_that_it_decided(
    practice: Practice, claim: Claim, tmp_path: Path, over: str
) -> None:
    payer = PracticePayer(tmp_path)
    _ask(practice, claim)
    if over == "folder":
        _work(practice)
        payer.work(ON)
        _work(practice)
    else:
        pytest.importorskip("asyncssh", reason="SFTP needs asyncssh")
        from cleanbill.transport.practice.server import ANSWERS, CLAIMS, HOST, USER, serving

        with serving(tmp_path) as door:
            (folder() / "cleanbill.toml").write_text(
                f'[routes.practice]\nkind = "sftp"\nhost = "{HOST}"\nport = {door.port}\nuser = "{USER}"\n'
                f'key_file = "{door.user_key}"\nknown_hosts = "{door.known_hosts}"\n'
                f'out = "{CLAIMS}"\nin = "{ANSWERS}"\n'
            )
            _work(practice)
            payer.work(ON)
            _work(practice)
    assert _told(claim) == ["asked", "276", "answered"]
    told = Event.objects.get(claim=claim, kind="answered")
    assert told.text.startswith("The payer has decided")
    assert told.transmission is not None
    assert b"SYNTHETIC" in bytes(told.transmission.content)


def test_a_biller_asks_on_the_claims_page_and_reads_question_and_answer_there(
    practice: Practice, claim: Claim, answer: Answer, browse: SignIn
) -> None:
    biller = browse(practice.people[Role.BILLER])
    page = reverse("claim", args=[claim.pk])
    assert "Ask the payer (276)" in biller.get(page).content.decode()
    said = biller.post(reverse("ask_claim", args=[claim.pk]), follow=True).content.decode()
    assert "The question is in the outbox." in said
    assert "the answer is awaited" in said
    assert "Ask the payer (276)" not in said
    said = biller.post(reverse("ask_claim", args=[claim.pk]), follow=True).content.decode()
    assert "that question awaits its answer" in said
    _work(practice)
    answer(_277(1, f"TRN*2*{claim.claim_id}-Q1", "STC*F2:1*20261111"))
    assert "Ask the payer (276)" in biller.get(page).content.decode()
    for kind, segment in (("276", "ST*276*"), ("answered", "STC*F2:1*")):
        event = Event.objects.get(claim=claim, kind=kind)
        assert segment in biller.get(reverse("claim_event", args=[event.pk])).content.decode()


def test_of_the_claims_without_an_answer_those_chosen_are_asked_about_once(
    practice: Practice, claim: Claim, browse: SignIn
) -> None:
    Claim.objects.filter(pk=claim.pk).update(sent_at=timezone.now() - 9 * DAY)
    biller: Client = browse(practice.people[Role.BILLER])
    posted = {"act": "ask", "claim": [claim.pk]}
    said = biller.post(reverse("many_claims"), posted, follow=True).content.decode()
    assert "1 claim is asked about." in said
    assert f"Asked on {timezone.localdate()}" in said
    said = biller.post(reverse("many_claims"), posted, follow=True).content.decode()
    assert "0 claims are asked about." in said
    assert "that question awaits its answer" in said


def test_a_trace_leads_back_to_its_claim_and_no_claims_number_is_one() -> None:
    assert asking.asked_about(asking.trace("1234P1", 12)) == "1234P1"
    assert asking.asked_about("1234P1") == asking.asked_about("") == ""


def test_a_status_that_is_not_known_is_said_to_be_so() -> None:
    assert standing("Z9:9999") == "The payer gives a status that is not known here. [Z9:9999]"
    assert standing("F1:9999") == "The payer has decided to pay. [F1:9999]"
