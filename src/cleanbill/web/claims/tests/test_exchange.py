"""Claims go out and answers come back: over folders, over SFTP, mended, corrected, voided."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from cleanbill.transport.practice.payer import PracticePayer
from cleanbill.web.claims import acts, making, post
from cleanbill.web.claims.models import Claim, Event, Transmission
from cleanbill.web.claims.tests.billable import ON, built, ready, route_to
from cleanbill.web.claims.timeline import Machine
from cleanbill.web.conftest import Practice
from cleanbill.web.place import folder
from cleanbill.web.remits.models import Remittance
from cleanbill.web.remits.posting import unpost_all
from cleanbill.web.remits.work import work
from cleanbill.web.schedule.models import Appointment

NOW = dt.datetime(2026, 11, 10, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a store of its own."""
    monkeypatch.setenv("CLEANBILL_STORE", str(tmp_path / "store.sqlite3"))


def _send(practice: Practice, claim: Claim) -> None:
    with post.store() as kept:
        post.send(practice.owner, claim, kept, NOW, ON)


def _work(practice: Practice) -> str:
    with post.store() as kept:
        did = work(Machine(practice.clinic), practice.clinic, kept, timezone.now(), ON)
    assert not did.wrong
    return did.words


def _there_and_back(practice: Practice, payer: PracticePayer) -> None:
    _work(practice)
    payer.work(ON)
    _work(practice)


def _kinds(claim: Claim) -> list[str]:
    return [one.kind for one in Event.objects.filter(claim=claim)]


def _again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_a_claim_goes_out_and_its_answers_stand_in_its_timeline(practice: Practice, tmp_path: Path) -> None:
    claim, payer = ready(practice), PracticePayer(tmp_path)
    route_to(practice, tmp_path)
    _send(practice, claim)
    assert _again(claim).state == "queued"
    assert Appointment.objects.get(pk=claim.appointment_id).state == "billed"
    assert _work(practice) == "1 file sent, 0 answers received."
    assert _again(claim).state == "sent"
    payer.work(ON)
    assert _work(practice) == "0 files sent, 3 answers received, 1 payment posted."
    after = _again(claim)
    assert after.state in ("paid", "denied")
    assert after.payer_number
    assert after.paid is not None
    assert _kinds(claim)[-4:] == ["sent", "999", "277CA", "835"]
    assert Transmission.objects.filter(test=True).count() == 4


def test_a_claim_whose_payment_is_taken_out_again_is_one_that_the_payer_took(
    practice: Practice, tmp_path: Path
) -> None:
    claim, payer = ready(practice), PracticePayer(tmp_path)
    route_to(practice, tmp_path)
    _send(practice, claim)
    _there_and_back(practice, payer)
    unpost_all(practice.owner, Remittance.objects.get())
    assert _again(claim).state == "accepted"


def test_nothing_is_told_twice_however_often_the_work_is_done(practice: Practice, tmp_path: Path) -> None:
    claim = ready(practice)
    route_to(practice, tmp_path)
    _send(practice, claim)
    _there_and_back(practice, PracticePayer(tmp_path))
    told = _kinds(claim)
    assert _work(practice) == "0 files sent, 0 answers received."
    assert _kinds(claim) == told


def test_a_claim_with_errors_is_never_sent(practice: Practice, tmp_path: Path) -> None:
    claim = ready(practice)
    route_to(practice, tmp_path)
    claim.document["lines"][0]["modifiers"] = []
    acts.edit(practice.owner, claim, claim.document, ON)
    for state in ("ready", "rejected", "person"):
        Claim.objects.filter(pk=claim.pk).update(state=state, faults=0)
        with pytest.raises(acts.RefusedError, match="not sent"):
            _send(practice, _again(claim))
    with post.store() as kept:
        assert kept.rows("SELECT count(*) FROM claim") == [(0,)]


def test_a_claim_that_nobody_confirmed_is_not_sent(practice: Practice, tmp_path: Path) -> None:
    claim = built(practice)
    route_to(practice, tmp_path)
    with pytest.raises(acts.RefusedError, match="nobody has confirmed"):
        _send(practice, claim)


def test_without_a_route_it_is_said_and_nothing_changes(practice: Practice) -> None:
    claim = ready(practice)
    practice.records["payer_route"].delete()
    practice.records["route"].delete()
    with pytest.raises(acts.RefusedError, match="no route"):
        _send(practice, claim)
    assert _again(claim).state == "ready"
    assert Appointment.objects.get(pk=claim.appointment_id).state == "signed"


def _rejected(practice: Practice, tmp_path: Path) -> tuple[Claim, PracticePayer]:
    """A claim that the payer rejects: its own rules find what was allowed here."""
    claim = ready(practice)
    route_to(practice, tmp_path)
    claim.document["dx"] = ["M54.5"]
    acts.edit(practice.owner, claim, claim.document, ON)
    for number, finding in enumerate(claim.findings):
        if finding["severity"] == "error" and not finding["allowed"]:
            acts.let(practice.owner, claim, number, "Trying it.", None, ON)
    payer = PracticePayer(tmp_path)
    _send(practice, claim)
    _there_and_back(practice, payer)
    return _again(claim), payer


def test_a_rejection_is_told_in_words_and_the_mended_claim_goes_again(practice: Practice, tmp_path: Path) -> None:
    claim, payer = _rejected(practice, tmp_path)
    assert claim.state == "rejected"
    said = Event.objects.get(claim=claim, kind="277CA")
    assert said.detail["rejections"][0]["pointer"].startswith("/dx")
    assert "diagnosis" in said.text.lower()
    claim.document["dx"] = ["M62.830"]
    acts.edit(practice.owner, claim, claim.document, ON)
    assert _again(claim).state == "ready"
    _send(practice, _again(claim))
    _there_and_back(practice, payer)
    assert _again(claim).state in ("paid", "denied")


def _decided(practice: Practice, tmp_path: Path) -> tuple[Claim, PracticePayer]:
    claim, payer = ready(practice), PracticePayer(tmp_path)
    route_to(practice, tmp_path)
    _send(practice, claim)
    _there_and_back(practice, payer)
    return _again(claim), payer


def test_a_correction_keeps_the_payers_number_and_replaces_the_claim(practice: Practice, tmp_path: Path) -> None:
    claim, payer = _decided(practice, tmp_path)
    corrected = making.follow(practice.owner, claim, Claim.Frequency.REPLACEMENT, ON)
    assert corrected.document["original_claim_ref"] == claim.payer_number
    assert corrected.document["frequency_code"] == "7"
    assert corrected.claim_id != claim.claim_id
    acts.confirm(practice.owner, corrected, ON)
    _send(practice, corrected)
    _there_and_back(practice, payer)
    assert _again(claim).state == "replaced"
    assert _again(corrected).state in ("paid", "denied")


def test_a_void_ends_the_claim_and_gives_the_visit_back(practice: Practice, tmp_path: Path) -> None:
    claim, payer = _decided(practice, tmp_path)
    void = making.follow(practice.owner, claim, Claim.Frequency.VOID, ON)
    _send(practice, void)
    _there_and_back(practice, payer)
    assert (_again(claim).state, _again(void).state) == ("voided", "voided")
    assert Appointment.objects.get(pk=claim.appointment_id).state == "signed"
    assert making.build(practice.owner, claim.appointment, ON).frequency == "1"


def test_a_claim_is_followed_by_one_other_alone_and_only_with_the_payers_number(
    practice: Practice, tmp_path: Path
) -> None:
    claim, _ = _decided(practice, tmp_path)
    making.follow(practice.owner, claim, Claim.Frequency.REPLACEMENT, ON)
    with pytest.raises(acts.RefusedError, match="follows this one already"):
        making.follow(practice.owner, claim, Claim.Frequency.VOID, ON)
    claim.payer_number = ""
    with pytest.raises(acts.RefusedError, match="has not given its number"):
        making.follow(practice.owner, claim, Claim.Frequency.VOID, ON)


def test_a_claim_goes_out_over_sftp_and_an_835_comes_back(practice: Practice, tmp_path: Path) -> None:
    pytest.importorskip("asyncssh", reason="SFTP needs asyncssh")
    from cleanbill.transport.practice.server import ANSWERS, CLAIMS, HOST, USER, serving

    claim, payer = ready(practice), PracticePayer(tmp_path)
    route_to(practice, tmp_path)
    with serving(tmp_path) as door:
        (folder() / "cleanbill.toml").write_text(
            f'[routes.practice]\nkind = "sftp"\nhost = "{HOST}"\nport = {door.port}\nuser = "{USER}"\n'
            f'key_file = "{door.user_key}"\nknown_hosts = "{door.known_hosts}"\nout = "{CLAIMS}"\nin = "{ANSWERS}"\n'
        )
        _send(practice, claim)
        _there_and_back(practice, payer)
    assert "835" in _kinds(claim)
    assert _again(claim).state in ("paid", "denied")


def test_a_payer_that_is_not_reached_is_told_and_the_claim_waits(practice: Practice, tmp_path: Path) -> None:
    claim = ready(practice)
    route_to(practice, tmp_path)
    _send(practice, claim)
    (tmp_path / "claims").rmdir()
    with post.store() as kept:
        did = work(Machine(practice.clinic), practice.clinic, kept, NOW, ON)
    assert did.sent == 0
    assert did.wrong
    assert _again(claim).state == "queued"


def test_answers_of_another_clinic_are_not_told_here(practice: Practice, other: Practice, tmp_path: Path) -> None:
    claim = ready(practice)
    route_to(practice, tmp_path)
    _send(practice, claim)
    with post.store() as kept:
        assert work(Machine(other.clinic), other.clinic, kept, NOW, ON).words == "0 files sent, 0 answers received."
    assert _again(claim).state == "queued"
