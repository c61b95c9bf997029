"""What goes out: counts and links, signed, to nobody else, and never a patient."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.jobs.models import Outlet
from cleanbill.web.jobs.outlets import OutletError, summary, tell_all
from cleanbill.web.jobs.tests.receiver import Taken, receiving
from cleanbill.web.jobs.webhook import PRIVATE, PostError, post

ON = dt.date(2026, 11, 16)
INSIDE = ("https://localhost/x", "https://10.0.0.1/x", "https://[::1]/x", "https://169.254.169.254/")


@pytest.fixture
def taken() -> Taken:
    """What the receiver took."""
    return []


@pytest.fixture
def receiver(tmp_path: Path, taken: Taken, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A receiver on this machine, whose certificate is trusted and whose address is let."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))
    monkeypatch.setenv(PRIVATE, "1")
    with receiving(tmp_path, taken) as address:
        yield address


def _outlet(practice: Practice, **values: object) -> Outlet:
    made = Outlet(**{"clinic": practice.clinic, "on": True, **values})
    keep(practice.owner, made)
    return made


@pytest.mark.parametrize("role", Role)
def test_no_summary_names_a_patient(practice: Practice, role: Role) -> None:
    told, patient = json.dumps(summary(practice.clinic, role, ON)), practice.records["patient"]
    for secret in (patient.last_name, patient.first_name, str(patient.dob), practice.records["coverage"].member_id):
        assert secret not in told


def test_what_is_switched_off_goes_nowhere(practice: Practice) -> None:
    _outlet(practice, address="biller@example.org", on=False)
    assert tell_all(practice.clinic, ON) == 0
    assert not mail.outbox


def test_a_summary_goes_by_mail_with_counts_and_links(practice: Practice) -> None:
    _outlet(practice, address="biller@example.org", role=Role.BILLER)
    assert tell_all(practice.clinic, ON) == 1
    (sent,) = mail.outbox
    assert sent.to == ["biller@example.org"]
    assert "1  Tasks of billers: /tasks/?role=biller" in sent.body
    assert "Smith" not in f"{sent.subject} {sent.body}"


def test_a_summary_is_posted_and_signed(practice: Practice, receiver: str, taken: Taken) -> None:
    outlet = _outlet(practice, kind="webhook", address=f"{receiver}/take")
    assert tell_all(practice.clinic, ON) == 1
    ((headers, body),) = taken
    at, signed = (part.partition("=")[2] for part in headers["X-Cleanbill-Signature"].split(","))
    assert signed == hmac.new(outlet.secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert json.loads(body)["work"][0].keys() == {"what", "count", "link"}


def test_a_redirect_is_not_followed(practice: Practice, receiver: str, taken: Taken) -> None:
    _outlet(practice, kind="webhook", address=f"{receiver}/elsewhere")
    with pytest.raises(OutletError, match="answered 302"):
        tell_all(practice.clinic, ON)
    assert not taken


def test_one_that_does_not_go_stops_no_other(practice: Practice, receiver: str, taken: Taken) -> None:
    _outlet(practice, kind="webhook", address=f"{receiver}/elsewhere")
    _outlet(practice, kind="webhook", address=f"{receiver}/take")
    with pytest.raises(OutletError, match="1 of 2 summaries went out"):
        tell_all(practice.clinic, ON)
    assert len(taken) == 1


def test_no_private_address_is_posted_to_unless_it_is_let(
    receiver: str, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PRIVATE)
    for address in (f"{receiver}/take", *INSIDE):
        with pytest.raises(PostError, match="private network"):
            post(address, b"{}", "secret")
    assert not taken


def test_a_certificate_that_is_not_trusted_is_refused(
    receiver: str, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(PostError, match="not trusted"):
        post(f"{receiver}/take", b"{}", "secret")
    assert not taken


@pytest.mark.parametrize("address", ["http://example.org/x", "https://", "https://me:word@example.org/", "x"])
def test_only_a_web_address_with_https_is_taken(practice: Practice, address: str) -> None:
    with pytest.raises(ValidationError, match="https://"):
        _outlet(practice, kind="webhook", address=address)


def test_the_secret_of_an_outlet_is_not_in_the_audit_log(practice: Practice, browse: SignIn) -> None:
    client = browse(practice.owner)
    sent = {"kind": "webhook", "address": "https://example.org/x", "role": "owner", "on": "on"}
    assert client.post("/jobs/outlets/new/", sent)["Location"] == "/jobs/"
    outlet = Outlet.objects.get(kind="webhook")
    assert outlet.secret in client.get("/jobs/").content.decode()
    assert outlet.secret not in client.get("/audit/").content.decode()
