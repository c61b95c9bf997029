"""The audit log: nothing in it is changed unseen, and nothing happens without it."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.chain import append, verify
from cleanbill.web.audit.keep import keep
from cleanbill.web.audit.models import Entry
from cleanbill.web.charts.models import Patient
from cleanbill.web.conftest import Practice, SignIn

_LIFTED = (
    "DROP TRIGGER audit_entry_{act}"
    if connection.vendor == "sqlite"
    else ("DROP TRIGGER IF EXISTS audit_entry_refuse ON audit_entry")
)


def _tamper(statement: str, *values: Any) -> None:
    """Do to the table what only someone with the database in their hands can do."""
    with connection.cursor() as cursor:
        for act in ("UPDATE", "DELETE"):
            cursor.execute(_LIFTED.format(act=act))
        cursor.execute(statement, values)


def test_a_log_that_nobody_touched_is_in_order(practice: Practice) -> None:
    verdict = verify()
    assert (verdict.fault, verdict.entries) == ("", Entry.objects.count())
    assert verdict.entries > 5


@pytest.mark.parametrize("column", ["actor", "action", "kind", "record", "detail", "previous", "hash"])
def test_a_change_in_one_row_is_found(practice: Practice, column: str) -> None:
    _tamper(f"UPDATE audit_entry SET {column} = 'x' WHERE number = 3")
    assert verify().fault.startswith("Entry 3 ")


def test_a_row_that_was_written_anew_with_its_own_hash_is_found_at_the_next(practice: Practice) -> None:
    from cleanbill.web.audit.chain import digest

    entry = Entry.objects.get(number=3)
    entry.actor = "someone.else"
    _tamper("UPDATE audit_entry SET actor = %s, hash = %s WHERE number = 3", entry.actor, digest(entry))
    assert verify().fault == "Entry 4 does not follow the entry before it."


def test_a_row_taken_out_is_found(practice: Practice) -> None:
    _tamper("DELETE FROM audit_entry WHERE number = 3")
    assert verify().fault == "Entry 3 is missing; entry 4 stands in its place."


def test_an_end_cut_off_is_found_by_a_hash_noted_earlier(practice: Practice) -> None:
    noted = verify().head
    _tamper("DELETE FROM audit_entry WHERE number = %s", Entry.objects.count())
    assert verify().fault == ""
    assert verify(known_head=noted).fault.startswith("No entry has the hash")


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_the_log(practice: Practice, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_change_and_its_entry_are_kept_together_or_not_at_all(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("cleanbill.web.audit.keep.append", broken)
    patient = practice.records["patient"]
    patient.phone = "217-555-0199"
    with pytest.raises(OSError, match="disk is full"):
        keep(practice.owner, patient)
    assert Patient.objects.get(pk=patient.pk).phone == ""


def test_an_entry_says_what_was_and_what_is(practice: Practice, browse: SignIn) -> None:
    patient = practice.records["patient"]
    sent = {"last_name": "Smith", "first_name": "Jonathan", "dob": "1951-03-02", "sex": "M"}
    browse(practice.owner).post(reverse("edit_patient", args=[patient.pk]), sent)
    entry = Entry.objects.filter(action="changed").latest("number")
    assert (entry.actor, entry.kind, entry.record) == (practice.owner.username, "patient", str(patient.pk))
    assert json.loads(entry.detail) == {"first_name": ["John", "Jonathan"]}


def test_reading_a_chart_is_written_down(practice: Practice, browse: SignIn) -> None:
    patient = practice.records["patient"]
    browse(practice.people[Role.BILLER]).get(reverse("patient", args=[patient.pk]))
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.record, entry.actor) == ("read", str(patient.pk), practice.people[Role.BILLER].username)


def test_a_list_of_patients_is_written_down_with_whom_it_showed(practice: Practice, browse: SignIn) -> None:
    browse(practice.owner).post(reverse("patients"), {"q": "smi"})
    entry = Entry.objects.latest("number")
    assert entry.action == "listed"
    assert json.loads(entry.detail) == {"searched": "smi", "ids": [practice.records["patient"].pk]}


def test_no_password_stands_in_the_log(practice: Practice) -> None:
    practice.owner.set_password("a calm green river")
    keep(practice.owner, practice.owner)
    assert not Entry.objects.filter(detail__contains="argon2").exists()


def test_an_auditor_sees_the_clinics_entries_and_the_verdict(
    practice: Practice, other: Practice, browse: SignIn
) -> None:
    client = browse(practice.people[Role.AUDITOR])
    append(other.clinic, "their.owner", "read", "patient", 77)
    assert "their.owner" not in client.get(reverse("audit")).content.decode()
    assert "follow each other as they were written" in client.get(reverse("audit_verify")).content.decode()
    assert "No entry answers that" in client.get(reverse("audit"), {"actor": "nobody"}).content.decode()
