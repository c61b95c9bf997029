"""The only way in which a clinic's records are saved: the change and its entry in the audit log, both or neither."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from django.db import connection, models, transaction

from cleanbill.notes import digest
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.audit.chain import append

_UNSAID = {"password", "last_login"}
_AT_ONCE = 500


class Actor(Protocol):
    """Who does something: a person who is signed in, or a patient at an intake; named in the audit log."""

    @property
    def clinic(self) -> Clinic:
        """The clinic whose records they reach."""

    @property
    def username(self) -> str:
        """What the log calls them."""


def keep(actor: Actor, record: ClinicRecord, why: str = "") -> None:
    """Save a record of the actor's clinic, new or changed. The entry holds what was and what is, field by field.

    Raises `ValidationError` for a record that is not right, and `DoesNotExist` for one of another clinic.
    """
    with transaction.atomic():
        before: dict[str, Any] = {}
        if record.pk is None:
            record.clinic = actor.clinic
        else:
            stored = type(record).objects.of(actor.clinic).select_for_update()
            before = _values(stored.get(pk=record.pk))
        record.full_clean()
        record.save()
        after = _values(record)
        changed: dict[str, Any] = {
            name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]
        }
        if why:
            changed["why"] = why
        if changed or not before:
            note(actor, "changed" if before else "created", record, changed)


def keep_many(actor: Actor, records: Sequence[ClinicRecord], fields: Sequence[str] = ()) -> None:
    """Save many records of one kind at once: new ones, or these fields of known ones. One entry of the log holds all.

    They are not looked at one by one: only what the site itself makes of an answer is saved so, never what a person
    typed. Raises `ValueError` for a record of another clinic.
    """
    if not records:
        return
    model = type(records[0])
    if any(one.clinic_id != actor.clinic.pk for one in records):
        raise ValueError("A record belongs to another clinic.")
    with transaction.atomic():
        if fields:
            _update(model, records, fields)
        else:
            model.objects.of(actor.clinic).bulk_create(records, _AT_ONCE)
        said = {one.pk: _values(one, fields) for one in records}
        kind = model._meta.model_name or ""
        append(actor.clinic, actor.username, "changed" if fields else "created", kind, f"{len(records)} together", said)


def _update(model: type[ClinicRecord], records: Sequence[ClinicRecord], fields: Sequence[str]) -> None:
    """Write some fields of records, a statement each: the one of cases that Django builds takes ten times as long."""
    columns = [field for field in model._meta.concrete_fields if field.name in fields]
    quote = connection.ops.quote_name
    said = ", ".join(f"{quote(str(one.column))} = %s" for one in columns)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {said} WHERE id = %s AND clinic_id = %s"
    rows = [
        [
            *(one.get_db_prep_save(getattr(record, one.attname), connection) for one in columns),
            record.pk,
            record.clinic_id,
        ]
        for record in records
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def remove_many(actor: Actor, records: Sequence[ClinicRecord]) -> None:
    """Remove what the site itself made and no longer holds; one entry of the log holds what it was."""
    if not records:
        return
    model = type(records[0])
    said = {one.pk: _values(one) for one in records}
    with transaction.atomic():
        model.objects.of(actor.clinic).filter(pk__in=list(said)).delete()
        append(actor.clinic, actor.username, "removed", model._meta.model_name or "", f"{len(records)} together", said)


def note(actor: Actor, action: str, record: models.Model, detail: Any = None) -> None:
    """Say in the audit log what someone did with a record."""
    append(actor.clinic, actor.username, action, record._meta.model_name or "", record.pk, detail)


def _values(record: models.Model, fields: Collection[str] = ()) -> dict[str, Any]:
    return {
        field.attname: _said(field, record) if getattr(record, field.attname) is not None else None
        for field in record._meta.concrete_fields
        if field.name not in _UNSAID and (not fields or field.name in fields)
    }


def _said(field: Any, record: Any) -> str:
    text: str = field.value_to_string(record)
    return digest(str(text)) if field.name in record.digested else text
