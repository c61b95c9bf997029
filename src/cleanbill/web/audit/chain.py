"""The chain of the audit log: how an entry is added and how the whole is verified."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.models import Entry

BEGINNING = "0" * 64
_LOCK = 0x636C65616E62  # PostgreSQL: one writer of the log at a time


class Verdict(NamedTuple):
    """How many entries follow each other rightly, the hash of the last of them, and the first fault; "" for none."""

    entries: int
    head: str
    fault: str


def append(
    clinic: Clinic | None, actor: str, action: str, kind: str = "", record: object = "", detail: Any = None
) -> Entry:
    """Add an entry, in the transaction that is under way or one of its own."""
    with transaction.atomic(savepoint=False):  # where the entry is not written, nothing of the transaction is
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        number, previous = Entry.objects.order_by("-number").values_list("number", "hash").first() or (0, BEGINNING)
        entry = Entry(
            number=number + 1,
            at=timezone.now(),
            clinic=clinic,
            actor=actor[:150],
            action=action,
            kind=kind,
            record=str(record),
            detail=json.dumps(detail or {}, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False),
            previous=previous,
        )
        entry.hash = digest(entry)
        entry.save(force_insert=True)
    return entry


def digest(entry: Entry) -> str:
    """SHA-256, in hexadecimal, over all that an entry says and the hash of the entry before."""
    said = [
        entry.number, entry.at.astimezone(dt.UTC).isoformat(), entry.clinic_id, entry.actor, entry.action, entry.kind,
        entry.record, entry.detail, entry.previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def verify(entries: Iterable[Entry] | None = None, known_head: str = "") -> Verdict:
    """Go through the log from its beginning; the first entry that was changed, put in or taken out is the fault.

    `known_head` is a hash that was noted earlier: where no entry has it, the end of the log was cut off.
    """
    head, count, met = BEGINNING, 0, not known_head
    for entry in Entry.objects.order_by("number").iterator(2000) if entries is None else entries:
        if entry.number != count + 1:
            return Verdict(count, head, f"Entry {count + 1} is missing; entry {entry.number} stands in its place.")
        if entry.previous != head:
            return Verdict(count, head, f"Entry {entry.number} does not follow the entry before it.")
        if entry.hash != digest(entry):
            return Verdict(count, head, f"Entry {entry.number} was changed: it does not match its hash.")
        head, count = entry.hash, count + 1
        met = met or head == known_head
    cut = "" if met else "No entry has the hash that was noted earlier: the end of the log was cut off or rewritten."
    return Verdict(count, head, cut)
