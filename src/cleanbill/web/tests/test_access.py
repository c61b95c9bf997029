"""Who reaches which page: by role, by clinic, and nobody who is not signed in."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import MAY, Role
from cleanbill.web.audit.keep import keep
from cleanbill.web.conftest import Practice, SignIn

OPEN = {
    "home", "favicon", "set_up", "set_password", "intake_link", "intake_start", "intake_step", "intake_check",
    "intake_done", "intake_leave", "intake_stay",
}  # fmt: skip
"""Ours that are reached without signing in; names of django-allauth begin with account_ and mfa_."""


def _patterns(resolver: Any = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += _patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


OURS = [p for p in _patterns() if not (p.name or "").startswith(("account_", "mfa_"))]
ACTS: dict[str, Any] = {str(p.name): getattr(p.callback, "act", None) for p in OURS if p.name not in OPEN}
NOTE_POSTED = (
    "save_note", "copy_note", "check_note", "note_rows", "note_minutes", "write_note", "allow_finding", "ask_again",
    "add_addendum", "note_intake",
)  # fmt: skip
INTAKE_POSTED = ("resend_intake", "hand_over_intake", "end_intake", "take_intake", "choose_episode")
SCHEDULE_POSTED = {"move_appointment": "appointment", "end_task": "task", "end_waiting": "waiting"}
CLAIM_POSTED = tuple(
    f"{act}_claim"
    for act in (
        "confirm", "check", "rebuild", "mend", "allow", "send", "ask", "hold", "assign", "withdraw", "correct", "void",
    )
)  # fmt: skip
BILLING_POSTED = ("build_claims", "many_claims", "work_outbox", *CLAIM_POSTED)
PAYMENT_POSTED = ("post_payment", "unpost_payment", "discard_payment", "find_paper_claim")
DECISION_POSTED = ("assign_decision", "drop_from_payment")
ACCOUNT_POSTED = ("write_off", "undo_write_off")
RECORDS_POSTED = ("send_item_records", "send_claim_records")
STATEMENT_POSTED = ("make_statements", "make_statement")
DENIAL_POSTED = tuple(f"{act}_denial" for act in ("move", "assign", "close", "reopen", "correct", "remark"))
REMITS_POSTED = (
    "many_denials",
    "try_rules",
    *DENIAL_POSTED,
    "upload_payments",
    "bill_next_payers",
    *PAYMENT_POSTED,
    *DECISION_POSTED,
    *STATEMENT_POSTED,
    *ACCOUNT_POSTED,
    *RECORDS_POSTED,
)
POSTED = (
    *BILLING_POSTED, *REMITS_POSTED, "many_denials", *DENIAL_POSTED, "send_appeal", "answer_appeal", "person_link",
    "drop_second_factor", "run_job", *SCHEDULE_POSTED, *NOTE_POSTED,
    *INTAKE_POSTED,
)  # fmt: skip
TAKES = {
    "patient": "patient", "edit_patient": "patient", "new_coverage": "patient", "new_episode": "patient",
    "edit_coverage": "coverage", "edit_episode": "episode", "new_plan": "episode", "edit_plan": "plan",
    "payer": "payer", "edit_payer": "payer", "provider": "provider", "edit_provider": "provider",
    "note": "appointment", "sign_note": "appointment", **dict.fromkeys(NOTE_POSTED, "appointment"),
    "referrer": "referrer", "edit_referrer": "referrer", "new_appointment": "patient", "patient_visits": "patient",
    "appointment": "appointment",
    "new_intake": "patient", "new_intake_of_visit": "appointment", "intake": "intake",
    **dict.fromkeys(INTAKE_POSTED, "intake"), "intake_consents": "intake", "edit_consent_text": "consent",
    "edit_appointment": "appointment", "new_waiting": "patient", "edit_waiting": "waiting", **SCHEDULE_POSTED,
    "new_authorization": "coverage", "edit_authorization": "authorization", "new_benefit": "coverage",
    "edit_benefit": "benefit", "new_amount": "patient", "edit_amount": "amount",
    "claim": "claim", "edit_claim": "claim", "claim_document": "claim", "claim_837": "claim",
    "claim_276": "claim", "claim_form": "claim",
    "claim_event": "claim_event", **dict.fromkeys(CLAIM_POSTED, "claim"), "edit_charge": "charge",
    "edit_route": "route", "edit_payer_route": "payer_route", "edit_outlet": "outlet",
    "payment": "payment", **dict.fromkeys(PAYMENT_POSTED, "payment"), "new_patient_payment": "account",
    **dict.fromkeys(ACCOUNT_POSTED, "account"),
    "patient_balance": "patient", "make_statement": "patient", "statement": "statement",
    "statements_together": "statement",
    "appeal_letter": "item", "item_records": "item", "send_item_records": "item",
    "claim_records": "claim", "send_claim_records": "claim",
    "send_appeal": "item", "appeal_pdf": "appeal", "answer_appeal": "appeal",
    "denial": "item", "draft_of_rule": "item", **dict.fromkeys(DENIAL_POSTED, "item"),
    "decision": "decision", **dict.fromkeys(DECISION_POSTED, "decision"),
}  # fmt: skip
"""Pages of one record, and the kind of record whose number stands in their address."""
DAY = dt.date(2026, 11, 4)
ARGUMENTS: dict[str, Any] = {
    "code": lambda _: ["M62.830"],
    "guide": lambda _: ["M62.830"],
    "day": lambda _: [DAY],
    "week": lambda _: [DAY],
    "provider_week": lambda practice: [DAY, practice.records["provider"].pk],
    "denial_column": lambda _: ["appeal"],
    "add_to_payment": lambda practice: [practice.records["payment"].pk, practice.records["claim"].pk],
    "numbers": lambda _: [2026, 11],
    "behind": lambda _: [2026, 11, "clean"],
    "export_numbers": lambda _: [2026, 11, "csv"],
    "export_list": lambda _: [2026, 11, "clean", "xlsx"],
    "free": lambda practice: [DAY, practice.records["provider"].pk, "0930"],
}
"""What else stands in an address."""
LEADS_ON = {"merge": {404}, "this_month": {302}, "pick_month": {302}}
"""Pages that answer otherwise where they are reached."""


def address_of(name: str, practice: Practice) -> str:
    if name in TAKES:
        return reverse(name, args=[practice.records[TAKES[name]].pk])
    if name in ("edit_person", "person_link", "drop_second_factor"):
        return reverse(name, args=[practice.people[Role.BILLER].pk])
    if name == "merge":
        return reverse(name, args=[practice.records["patient"].pk, practice.records["patient"].pk + 1_000])
    return reverse(name, args=ARGUMENTS.get(name, lambda _: [])(practice))


def test_every_page_names_the_act_that_it_is() -> None:
    assert all(act in MAY for act in ACTS.values()), ACTS


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_the_pages_of_its_acts_and_no_other(role: Role, practice: Practice, browse: SignIn) -> None:
    client = browse(practice.people[role])
    for name, act in ACTS.items():
        status = client.get(address_of(name, practice)).status_code
        reached = LEADS_ON.get(name, {200, 204})
        expected = {405} if name in POSTED else reached if role in MAY[act] else {403}
        assert status in expected, (name, status)


@pytest.mark.parametrize("role", Role)
def test_writing_is_refused_like_reading(role: Role, practice: Practice, browse: SignIn) -> None:
    client = browse(practice.people[role])
    for name, act in ACTS.items():
        if role not in MAY[act]:
            assert client.post(address_of(name, practice), {}).status_code == 403, name


def test_the_auditor_writes_nothing() -> None:
    writing = {act for act, roles in MAY.items() if Role.AUDITOR in roles}
    assert writing == {"read_charts", "read_codes", "read_audit", "read_schedule", "read_claims", "read_numbers"}


def test_whoever_is_not_signed_in_is_sent_to_sign_in(practice: Practice) -> None:
    for name in ACTS:
        answer = (
            Client().post(address_of(name, practice)) if name in POSTED else Client().get(address_of(name, practice))
        )
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/sign-in/"), name


def test_records_of_another_clinic_are_not_found(practice: Practice, other: Practice, browse: SignIn) -> None:
    client = browse(practice.owner)
    others = ("edit_person", "person_link", "drop_second_factor", "merge", "free", "provider_week", "add_to_payment")
    for name in (*TAKES, *others):
        assert client.post(address_of(name, other)).status_code == 404, name
        assert name in POSTED or client.get(address_of(name, other)).status_code == 404, name


def test_a_chart_of_ours_does_not_merge_with_one_of_another_clinic(
    practice: Practice, other: Practice, browse: SignIn
) -> None:
    pair = [practice.records["patient"].pk, other.records["patient"].pk]
    assert browse(practice.owner).post(reverse("merge", args=pair)).status_code == 404
    assert browse(practice.owner).post(reverse("merge", args=pair[::-1])).status_code == 404


def test_lists_show_only_the_clinics_own(practice: Practice, other: Practice, browse: SignIn) -> None:
    for record in other.records.values():
        if hasattr(record, "last_name"):
            type(record).objects.filter(pk=record.pk).update(last_name="Elsewhere")
    client = browse(practice.owner)
    for name in ("patients", "providers", "referrers", "people", "audit"):
        text = client.get(reverse(name)).content.decode()
        assert "Elsewhere" not in text, name
        assert f">{other.owner.username}<" not in text, name


def test_a_form_offers_and_takes_nothing_of_another_clinic(practice: Practice, other: Practice, browse: SignIn) -> None:
    client, patient, theirs = browse(practice.owner), practice.records["patient"], other.records["payer"]
    address = reverse("new_coverage", args=[patient.pk])
    assert list(client.get(address).context["form"].fields["payer"].queryset) == [practice.records["payer"]]
    sent = {"rank": 2, "payer": theirs.pk, "member_id": "X", "start": "2026-01-01", "relationship": "self"}
    assert client.post(address, sent).status_code == 200
    assert patient.coverages.count() == 1


def test_a_record_that_names_one_of_another_clinic_is_not_saved(practice: Practice, other: Practice) -> None:
    coverage = practice.records["coverage"]
    coverage.payer = other.records["payer"]
    with pytest.raises(ValidationError, match="belongs to another clinic"):
        keep(practice.owner, coverage)
    with pytest.raises(ObjectDoesNotExist):
        keep(practice.owner, other.records["patient"])


def test_an_owner_cannot_give_away_the_last_key(practice: Practice, browse: SignIn) -> None:
    sent = {"name": "Owner", "username": practice.owner.username, "role": "auditor"}
    browse(practice.owner).post(reverse("edit_person", args=[practice.owner.pk]), sent)
    assert User.objects.get(pk=practice.owner.pk).role == Role.OWNER


def test_who_may_no_longer_sign_in_is_out_at_once(practice: Practice, browse: SignIn) -> None:
    biller = practice.people[Role.BILLER]
    client = browse(biller)
    assert client.get("/patients/").status_code == 200
    User.objects.filter(pk=biller.pk).update(is_active=False)
    assert client.get("/patients/").status_code == 302
