"""What the site keeps out: foreign forms, scripts in any field, stolen sessions, guessed passwords, leaks."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db.models import CharField, TextField
from django.test import Client, override_settings
from django.urls import reverse

from cleanbill.web.accounts.links import password_link, setup_code
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.charts import forms
from cleanbill.web.claims.models import Allowance, Identity
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.intake.models import Consent
from cleanbill.web.jobs.models import JobRun
from cleanbill.web.notes.models import Allowed
from cleanbill.web.remits.models import PatientPayment, WriteOff
from cleanbill.web.tests.test_access import ACTS, POSTED, address_of

SCRIPT = "\"'><script>alert(1)</script>"
PASSWORD = "a calm green river"
FORMS = {
    "patient": forms.PatientForm, "coverage": forms.CoverageForm, "episode": forms.EpisodeForm, "plan": forms.PlanForm,
    "payer": forms.PayerForm, "provider": forms.ProviderForm, "referrer": forms.ReferrerForm,
}  # fmt: skip


@pytest.fixture
def clinician(practice: Practice) -> User:
    """Someone with a password."""
    user = practice.people[Role.CLINICIAN]
    user.password = make_password(PASSWORD)
    user.save()
    return user


def _sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def test_a_form_of_another_site_is_refused(practice: Practice) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(practice.owner, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("new_payer"), {"name": "Acme", "profile": "commercial"})
    assert answer.status_code == 403
    assert "did not come from this site" in answer.content.decode()


@pytest.mark.parametrize("kind", FORMS)
def test_a_script_in_any_free_text_is_shown_as_text(kind: str, practice: Practice, browse: SignIn) -> None:
    record = practice.records[kind]
    fields = [name for name, field in FORMS[kind].base_fields.items() if type(field).__name__ == "CharField"]
    for name in fields:
        setattr(record, name, SCRIPT[: record._meta.get_field(name).max_length or 80])
    record.save()
    client = browse(practice.owner)
    chart = reverse("patient", args=[practice.records["patient"].pk])
    listed = [reverse(f"{kind}s")] if kind in ("patient", "payer", "provider", "referrer") else []
    for address in (chart, reverse(f"edit_{kind}", args=[record.pk]), *listed):
        text = client.get(address).content.decode()
        assert "<script>a" not in text, address
    assert fields


_NO_WORDS = {
    "document", "dx", "token", "key", "npi", "state", "profile", "year_starts", "claim_id", "way", "payer_number",
    "password",
}  # fmt: skip
"""Texts that a page reads as something else than words."""
_ELSEWHERE = {
    "audit.entry", "notes.addendum", "claims.event", "claims.transmission", "dashboards.fact", "denials.trial",
}  # fmt: skip
"""What nobody may change, or what holds no words of a person; what is said of claims is tested with them."""


def _every_record(practice: Practice) -> list[Any]:
    """A record of each kind that holds words, but those of `_ELSEWHERE`."""
    owner, of = practice.owner, practice.records
    now = of["appointment"].start
    further = [
        Consent(intake=of["intake"], text=of["consent"], name="John Smith", at=now),
        Allowed(note=of["note"], rule="UN101", finding="0" * 64, reason="Seen.", by=owner),
        Allowance(claim=of["claim"], rule="UN101", reason="Seen.", by=owner, since=now.date()),
        Identity(name="Example", npi="1234567893", tax_id="123456789", street="1 Main Street", city="Springfield"),
        PatientPayment(account=of["account"], cents=100, on=now.date(), remark="Cash.", by=owner),
        WriteOff(account=of["account"], cents=100, reason="No answer.", on=now.date(), by=owner, before="sent"),
        JobRun(job="remind", started=now, ended=now, did="Nothing."),
    ]
    for record in further:
        record.clinic = practice.clinic
        record.save()
    return [practice.clinic, owner, *further, *of.values()]


def _words(model: Any) -> dict[str, int]:
    """How long each text of a kind of record may be."""
    return {
        field.name: field.max_length or 80
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices and field.name not in _NO_WORDS
    }


def test_a_script_in_any_text_of_any_record_is_shown_as_text_on_every_page(practice: Practice, browse: SignIn) -> None:
    written = set()
    for record in _every_record(practice):
        if (kind := record._meta.label_lower) not in _ELSEWHERE:
            words = {name: SCRIPT[:length] for name, length in _words(type(record)).items()}
            type(record).objects.filter(pk=record.pk).update(**words)
            written.add(kind)
    ours = {model for model in apps.get_models() if model.__module__.startswith("cleanbill.") and _words(model)}
    assert {model._meta.label_lower for model in ours} - written == _ELSEWHERE
    client = browse(User.objects.get(pk=practice.owner.pk))
    for name in set(ACTS) - set(POSTED):
        answer = client.get(address_of(name, practice))
        if "html" in answer.get("Content-Type", ""):
            assert SCRIPT[:4] not in answer.content.decode(), name


@pytest.mark.parametrize("address", ["/codes/?q=", "/codes/changes/?codes=", "/payers/?q=", "/audit/?actor="])
def test_a_script_in_a_search_is_shown_as_text(address: str, practice: Practice, browse: SignIn) -> None:
    text = browse(practice.owner).get(address + SCRIPT).content.decode()
    assert "<script>a" not in text
    assert "&lt;script&gt;" in text


def test_the_policy_forbids_scripts_and_styles_that_are_not_files(practice: Practice, browse: SignIn) -> None:
    answer = browse(practice.owner).get(reverse("patients"))
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "no-store"


def test_no_template_holds_a_script_a_style_or_an_event(practice: Practice) -> None:
    from cleanbill.web import settings

    for path in (settings._HERE / "templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<script(?! src)|<style| style=| on\w+=|hx-on|javascript:|hx-vals", text), path


def test_a_session_begins_anew_at_sign_in(practice: Practice, clinician: User) -> None:
    client = Client()
    client.get(password_link(practice.owner))
    given = client.cookies["session"].value
    _sign_in(client, clinician)
    assert client.cookies["session"].value not in ("", given)
    assert client.cookies["session"]["httponly"]
    assert client.get("/patients/").status_code == 200
    client.cookies["session"] = given
    assert client.get("/patients/").status_code == 302


def test_a_new_password_ends_every_other_session(practice: Practice, clinician: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        _sign_in(client, clinician)
    sent = {"oldpassword": PASSWORD, "password1": "another calm green river", "password2": "another calm green river"}
    assert here.post(reverse("account_change_password"), sent).status_code == 302
    assert (here.get("/patients/").status_code, there.get("/patients/").status_code) == (200, 302)


def test_five_wrong_passwords_lock_and_the_right_one_does_not_open(practice: Practice, clinician: User) -> None:
    client = Client()
    for _ in range(4):
        assert _sign_in(client, clinician, "wrong").status_code == 200
    assert _sign_in(client, clinician, "wrong").status_code == 429
    locked = _sign_in(client, clinician)
    assert (locked.status_code, client.get("/patients/").status_code) == (429, 302)
    assert "Wait 15 minutes" in locked.content.decode()
    actions = list(Entry.objects.order_by("number").values_list("action", flat=True))
    assert actions.count("sign-in refused") >= 4
    assert "locked out" in actions


def test_a_name_that_nobody_has_is_not_written_down(practice: Practice) -> None:
    Client().post(reverse("account_login"), {"login": "my secret password", "password": "x"})
    assert not Entry.objects.filter(actor__contains="secret").exists()


def test_an_idle_session_ends(practice: Practice, clinician: User, settings: Any) -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    client = Client()
    _sign_in(client, clinician)
    left = Session.objects.get(pk=client.cookies["session"].value).expire_date - timezone.now()
    assert 14 * 60 < left.total_seconds() <= 15 * 60
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/patients/").status_code == 302


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(practice: Practice) -> None:
    answer = Client().post(reverse("patients"), {"q": "s"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in/")


def test_a_password_link_works_once_and_is_out_of_the_address(practice: Practice, clinician: User) -> None:
    link, client = password_link(clinician), Client()
    shown = client.get(link)
    assert shown["Location"].endswith("/now/")
    sent = {"password1": "another calm green river", "password2": "another calm green river"}
    assert client.post(shown["Location"], sent).status_code == 302
    assert Client().get(link, follow=True).status_code == 410
    assert _sign_in(Client(), clinician).status_code == 200
    assert _sign_in(Client(), clinician, sent["password1"]).status_code == 302


def test_a_weak_password_is_refused(practice: Practice, clinician: User) -> None:
    client = Client()
    address = client.get(password_link(clinician))["Location"]
    answer = client.post(address, {"password1": "short", "password2": "short"})
    assert "at least 12 characters" in answer.content.decode()


def test_the_first_run_needs_the_terminals_code_and_is_then_over(db: None) -> None:
    client = Client()
    assert client.get("/")["Location"] == "/set-up/"
    sent = {"code": "guess", "clinic_name": "Example", "name": "Maria Lee", "username": "m.lee",
            "password1": PASSWORD, "password2": PASSWORD}  # fmt: skip
    assert "not the code that the terminal shows" in client.post("/set-up/", sent).content.decode()
    assert client.post("/set-up/", {**sent, "code": setup_code()}).status_code == 302
    assert User.objects.get().role == Role.OWNER
    assert client.get("/patients/").status_code == 200
    assert Client().post("/set-up/", {**sent, "code": setup_code(), "username": "second"})["Location"] == "/sign-in/"
    assert User.objects.count() == 1


def test_an_error_page_and_its_log_line_say_nothing_of_a_patient(
    practice: Practice, browse: SignIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import logging

    from cleanbill.web.errors import WithoutPatients

    def broken(*_: Any) -> None:
        raise ValueError("Smith, John, born 1951")

    monkeypatch.setattr("cleanbill.web.charts.views.patients.duplicates", broken)
    client = browse(practice.owner)
    client.raise_request_exception = False
    seen: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(WithoutPatients().format(record))  # type: ignore[method-assign]
    logging.getLogger("django.request").addHandler(handler)
    answer = client.get(reverse("patient", args=[practice.records["patient"].pk]))
    logging.getLogger("django.request").removeHandler(handler)
    assert answer.status_code == 500
    assert "Smith" not in answer.content.decode() + "".join(seen)
    assert "ValueError" in seen[0]


def test_no_address_of_the_site_holds_a_name(practice: Practice, browse: SignIn) -> None:
    client = browse(practice.owner)
    for name in ("patients", "payers"):
        links = re.findall(r'href="([^"]+)"', client.get(reverse(name)).content.decode())
        assert not [link for link in links if "Smith" in link or "smith" in link]
    form = client.get(reverse("patients")).content.decode()
    assert '<form method="post" action="/patients/" role="search" hx-post=' in form


def test_what_is_sent_is_bounded(practice: Practice, browse: SignIn) -> None:
    client = browse(practice.owner)
    answer = client.post(reverse("new_payer"), {"name": "x" * 1_100_000})
    assert answer.status_code == 413
    assert "nothing of it was saved" in answer.content.decode()
    assert client.post(reverse("new_payer"), {"name": BytesIO(b"x" * 1_100_000)}).status_code == 413


@override_settings(SECURE_SSL_REDIRECT=True)
def test_plain_http_is_sent_to_https(practice: Practice) -> None:
    assert Client().get("/sign-in/")["Location"] == "https://testserver/sign-in/"


@pytest.mark.parametrize("name", sorted(set(ACTS) - set(POSTED)))
def test_no_page_names_a_patient_where_the_browser_keeps_it_in_its_history(
    name: str, practice: Practice, browse: SignIn
) -> None:
    answer = browse(practice.owner).get(address_of(name, practice))
    title = re.search("<title>(.*?)</title>", answer.content.decode()) if b"<title>" in answer.content else None
    assert practice.records["patient"].last_name not in (title[1] if title else "")


def test_a_wrong_password_is_told_without_saying_which_of_the_two_is_wrong(clinician: User) -> None:
    pages = [_sign_in(Client(), clinician, "wrong"), _sign_in(Client(), User(username="nobody"))]
    assert all("This user name and this password do not belong together." in one.content.decode() for one in pages)
    assert ">User name" in Client().get(reverse("account_login")).content.decode()
