"""The records of notes: what is signed stays as it was signed, whoever tries."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cleanbill.notes import digest
from cleanbill.web.audit.keep import keep
from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice
from cleanbill.web.notes.models import Addendum, Allowed, Note
from cleanbill.web.notes.tests.written import sign_as_it_is


def _signed(practice: Practice) -> Note:
    return sign_as_it_is(practice, practice.records["note"])


def _addendum(practice: Practice, note: Note, **changed: Any) -> Addendum:
    values = {"text": "Late entry: ice, 10 minutes.", "hash": digest("Late entry: ice, 10 minutes."), **changed}
    return Addendum(
        clinic=practice.clinic, note=note, by=practice.clinician, credential="PT", at=timezone.now(), **values
    )


def test_a_signed_note_is_not_changed(practice: Practice) -> None:
    note = _signed(practice)
    note.text += " And no spasm."
    with pytest.raises(ValidationError, match="write an addendum"):
        keep(practice.clinician, note)
    assert Note.objects.get(pk=note.pk).text == "S: Low back pain since Monday."


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes_note SET text = 'x'", "UPDATE notes_note SET state = 'draft'", "DELETE FROM notes_note",
        "UPDATE notes_addendum SET text = 'x'", "DELETE FROM notes_addendum",
    ],
)  # fmt: skip
def test_the_database_itself_refuses_to_change_what_is_signed(practice: Practice, statement: str) -> None:
    keep(practice.clinician, _addendum(practice, _signed(practice)))
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_lets_a_draft_change(practice: Practice) -> None:
    note = practice.records["note"]
    note.text = "S: Neck pain."
    keep(practice.clinician, note)
    assert Note.objects.get(pk=note.pk).text == "S: Neck pain."


@pytest.mark.parametrize(
    ("field", "value"), [("signed_by", None), ("credential", ""), ("signed_at", None), ("hash", digest("other"))]
)
def test_a_signature_is_whole_or_none(practice: Practice, field: str, value: object) -> None:
    note = practice.records["note"]
    note.state, note.signed_by, note.credential = Note.State.SIGNED, practice.clinician, "PT"
    note.signed_at, note.hash = timezone.now(), digest(note.text)
    setattr(note, field, value)
    with pytest.raises(ValidationError, match="A signature has its signer"):
        keep(practice.clinician, note)


def test_an_empty_note_is_not_signed(practice: Practice) -> None:
    practice.records["note"].text = " \n"
    with pytest.raises(ValidationError, match="empty note"):
        _signed(practice)


def test_an_addendum_follows_a_signed_note_and_is_not_changed(practice: Practice) -> None:
    with pytest.raises(ValidationError, match="this one is a draft"):
        keep(practice.clinician, _addendum(practice, practice.records["note"]))
    addendum = _addendum(practice, _signed(practice))
    keep(practice.clinician, addendum)
    addendum.text, addendum.hash = "Other words.", digest("Other words.")
    with pytest.raises(ValidationError, match="write another"):
        keep(practice.clinician, addendum)


def test_an_addendum_bears_the_hash_of_its_own_text(practice: Practice) -> None:
    with pytest.raises(ValidationError, match="another text"):
        keep(practice.clinician, _addendum(practice, _signed(practice), hash=digest("other")))


def test_nothing_is_allowed_in_a_note_after_it_was_signed(practice: Practice) -> None:
    given = {
        "clinic": practice.clinic,
        "rule": "NO108",
        "finding": "k",
        "reason": "On the flowsheet",
        "by": practice.clinician,
    }
    keep(practice.clinician, Allowed(note=practice.records["note"], **given))
    note = _signed(practice)
    with pytest.raises(ValidationError, match="stays as it was"):
        keep(practice.clinician, Allowed(note=note, **given | {"finding": "other"}))


def test_the_audit_log_holds_a_notes_hash_and_none_of_its_words(practice: Practice) -> None:
    entries = Entry.objects.filter(kind="note", record=str(practice.records["note"].pk))
    detail = json.loads(entries.get().detail)
    assert detail["text"] == [None, digest("S: Low back pain since Monday.")]
    assert "Monday" not in entries.get().detail


def test_a_person_signs_as_a_provider_of_their_own_clinic(practice: Practice, other: Practice) -> None:
    practice.owner.provider = practice.records["provider"]
    with pytest.raises(ValidationError, match="Someone else signs as this provider"):
        keep(practice.owner, practice.owner)
    other.clinician.provider = None
    keep(other.owner, other.clinician)
    practice.owner.provider = other.records["provider"]
    with pytest.raises(ValidationError, match="belongs to another clinic"):
        keep(practice.owner, practice.owner)
