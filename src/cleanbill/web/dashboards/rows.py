"""The records behind a number as rows of a list: whatever kind they are of, they are shown alike."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.urls import reverse

from cleanbill.web.claims.models import Allowance, Claim
from cleanbill.web.dashboards.models import Reading
from cleanbill.web.denials.models import Appeal
from cleanbill.web.remits.models import Account, Decision, OpenItem
from cleanbill.web.schedule.models import Appointment, Authorization


class Row(NamedTuple):
    """A record: its name and page, whose it is, who pays or treats, its day, and what it has of the number."""

    name: str
    link: str
    patient: str
    party: str
    day: dt.date | None
    part: int
    whole: int


class _Kind(NamedTuple):
    """What is fetched with records of a kind, and how one is shown: name, page, patient, party, day."""

    related: tuple[str, ...]
    shown: Callable[[Any], tuple[str, str, Any, Any, dt.date | None]]
    deferred: tuple[str, ...] = ()


def _claim(one: Claim) -> str:
    return reverse("claim", args=[one.pk])


_PARTS = ("document", "findings", "proposals")
_OF_CLAIM = tuple(f"claim__{name}" for name in _PARTS)
_KINDS: dict[type[Model], _Kind] = {
    Account: _Kind(
        ("claim__patient", "payer"),
        lambda one: (one.claim.claim_id, _claim(one.claim), one.claim.patient, one.payer, one.service_date),
        (*_OF_CLAIM, "lines"),
    ),
    Claim: _Kind(
        ("patient", "payer"),
        lambda one: (one.claim_id, _claim(one), one.patient, one.payer, one.service_date),
        _PARTS,
    ),
    OpenItem: _Kind(
        ("account__claim__patient", "account__payer"),
        lambda one: (f"{one.account.claim.claim_id}: {one}", _claim(one.account.claim), one.account.claim.patient,
                     one.account.payer, one.opened),
        tuple(f"account__{name}" for name in (*_OF_CLAIM, "lines")),
    ),
    Decision: _Kind(
        ("claim__patient", "claim__payer"),
        lambda one: (one.claim.claim_id, reverse("decision", args=[one.pk]), one.claim.patient, one.claim.payer,
                     one.day),
        (*_OF_CLAIM, "document", "parts", "candidates"),
    ),
    Appeal: _Kind(
        ("item__account__claim__patient", "item__account__payer"),
        lambda one: (f"{one.item.account.claim.claim_id}: {one}", reverse("denial", args=[one.item_id]),
                     one.item.account.claim.patient, one.item.account.payer, one.sent),
        ("letter", *(f"item__account__{name}" for name in (*_OF_CLAIM, "lines"))),
    ),
    Allowance: _Kind(
        ("claim__patient", "claim__payer"),
        lambda one: (str(one), _claim(one.claim), one.claim.patient, one.claim.payer, one.since)
        if one.claim else (str(one), "", "all claims", "", one.since),
        _OF_CLAIM,
    ),
    Appointment: _Kind(
        ("patient", "provider"),
        lambda one: (str(one), reverse("appointment", args=[one.pk]), one.patient, one.provider, one.day),
    ),
    Reading: _Kind(
        ("note__appointment__patient", "note__appointment__provider"),
        lambda one: (str(one.note), reverse("note", args=[one.note.appointment_id]), one.note.appointment.patient,
                     one.note.appointment.provider, one.signed),
        ("note__text", "note__written", "note__answers"),
    ),
    Authorization: _Kind(
        ("coverage__patient", "coverage__payer"),
        lambda one: (str(one), reverse("patient_visits", args=[one.coverage.patient_id]), one.coverage.patient,
                     one.coverage.payer, one.end),
    ),
}  # fmt: skip


def with_names(records: "QuerySet[Any]") -> "QuerySet[Any]":
    """The records with what their rows show."""
    kind = _KINDS[records.model]
    return records.select_related(*kind.related).defer(*kind.deferred)


def row(record: Any) -> Row:
    """A record of `with_names` as a row."""
    name, link, patient, party, day = _KINDS[type(record)].shown(record)
    return Row(name, link, str(patient), str(party), day, record.above, record.below or 0)
