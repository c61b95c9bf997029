"""What is to be done today, by role: each kind of work, what is due first of it first."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.accounts.roles import Role
from cleanbill.web.charts.models import PlanOfCare
from cleanbill.web.claims.models import Claim
from cleanbill.web.claims.unanswered import due, late
from cleanbill.web.dashboards.measures import week
from cleanbill.web.dashboards.models import Reading
from cleanbill.web.dashboards.period import month_of
from cleanbill.web.notes.unsigned import unsigned
from cleanbill.web.remits.models import Decision, OpenItem
from cleanbill.web.remits.unmatched import without_claim
from cleanbill.web.schedule.models import Appointment, Task

SHOWN = 8
_CERTIFIED_WITHIN = dt.timedelta(days=30)


class Item(NamedTuple):
    """Something to do: what, where, about whom, by when, and who has it."""

    what: str
    link: str
    patient: str
    due: dt.date | None
    assigned: str = ""


class Work(NamedTuple):
    """A kind of work: its title, whose it is, its records, how one is shown, and the page of all of it.

    `provider`: the way from a record to who treats, for those who see their own.
    """

    id: str
    title: str
    roles: tuple[Role, ...]
    records: Callable[[Clinic, dt.date], "QuerySet[Any]"]
    item: Callable[[Any], Item]
    all: str
    provider: str = ""
    related: tuple[str, ...] = ()


class Part(NamedTuple):
    """A kind of work as it stands: how much there is, and the first of it."""

    work: Work
    held: int
    items: list[Item]


def _tasks(role: Role) -> Callable[[Clinic, dt.date], "QuerySet[Task]"]:
    return lambda clinic, on: Task.objects.of(clinic).filter(outcome="", role=role)


def _lacking(clinic: Clinic, on: dt.date) -> "QuerySet[Reading]":
    return Reading.objects.of(clinic).filter(signed=None, found__gt=0).order_by("note__appointment__start", "pk")


def _uncertified(clinic: Clinic, on: dt.date) -> "QuerySet[PlanOfCare]":
    open_ = PlanOfCare.objects.of(clinic).filter(cert_signed=None, episode__closed=None)
    return open_.order_by("established", "pk")


def _rejected(clinic: Clinic, on: dt.date) -> "QuerySet[Claim]":
    return _claims(Claim.objects.of(clinic).filter(state=Claim.State.REJECTED))


def _near(clinic: Clinic, on: dt.date) -> "QuerySet[Claim]":
    return _claims(week.unsent(clinic, month_of(on, 0, on)).exclude(state=Claim.State.REJECTED))


def _claims(claims: "QuerySet[Claim]") -> "QuerySet[Claim]":
    return claims.order_by(F("file_by").asc(nulls_last=True), "pk").defer(*Claim.LONG)


def _denied(clinic: Clinic, on: dt.date) -> "QuerySet[OpenItem]":
    return OpenItem.objects.of(clinic).filter(closed=None).order_by(F("due").asc(nulls_last=True), "pk")


def _task(one: Task) -> Item:
    return Item(one.what, reverse("patient_visits", args=[one.patient_id]), str(one.patient), one.due)


def _visit(one: Appointment) -> Item:
    return Item(f"Visit of {one.day}", reverse("note", args=[one.pk]), str(one.patient), one.day, str(one.provider))


def _note(one: Reading) -> Item:
    visit = one.note.appointment
    what = f"{one.found} finding{'' if one.found == 1 else 's'} on the note of {visit.day}"
    return Item(what, reverse("note", args=[visit.pk]), str(visit.patient), visit.day, str(visit.provider))


def _plan(one: PlanOfCare) -> Item:
    what = "Certification not signed" if one.sent else "Plan of care not sent to be certified"
    patient = one.episode.patient
    assigned = str(one.episode.provider or "")
    due = one.established + _CERTIFIED_WITHIN
    return Item(what, reverse("patient", args=[patient.pk]), str(patient), due, assigned)


def _claim(one: Claim) -> Item:
    what = f"Claim {one.claim_id}, {one.get_state_display().lower()}"
    return Item(what, reverse("claim", args=[one.pk]), str(one.patient), one.file_by, str(one.assigned or ""))


def _unanswered(one: Claim) -> Item:
    what = f"Claim {one.claim_id}, {one.get_state_display().lower()}: the next answer is missing"
    on = due(one, timezone.localdate())
    return Item(what, reverse("claim", args=[one.pk]), str(one.patient), on, str(one.assigned or ""))


def _denial(one: OpenItem) -> Item:
    claim = one.account.claim
    what = f"{one}, {one.amount / 100:,.2f}, claim {claim.claim_id}"
    return Item(what, reverse("denial", args=[one.pk]), str(claim.patient), one.due, str(one.assigned or ""))


def _money(one: Decision) -> Item:
    return Item(f"{one.paid / 100:,.2f} for claim number {one.named}", reverse("decision", args=[one.pk]), "", one.day)


_DESK, _BOTH, _BILLS = (Role.FRONT_DESK, Role.OWNER), (Role.CLINICIAN, Role.OWNER), (Role.BILLER, Role.OWNER)
_OF_TASK = ("patient",)
_OF_CLAIM = ("patient", "assigned")
_WORK = (
    Work("desk", "Tasks of the front desk", _DESK, _tasks(Role.FRONT_DESK), _task, "/tasks/?role=front_desk",
         related=_OF_TASK),
    Work("unsigned", "Notes to sign", _BOTH, lambda clinic, on: unsigned(clinic), _visit, "/notes/", "provider",
         ("patient", "provider")),
    Work("lacking", "Drafts with findings", _BOTH, _lacking, _note, "/notes/", "note__appointment__provider",
         ("note__appointment__patient", "note__appointment__provider")),
    Work("plans", "Plans of care to be certified", _BOTH, _uncertified, _plan, "/patients/", "episode__provider",
         ("episode__patient", "episode__provider")),
    Work("clinician", "Tasks of clinicians", _BOTH, _tasks(Role.CLINICIAN), _task, "/tasks/?role=clinician",
         related=_OF_TASK),
    Work("rejected", "Rejected claims", _BILLS, _rejected, _claim, "/claims/?tab=rejected", related=_OF_CLAIM),
    Work("unanswered", "Claims without an answer", _BILLS, late, _unanswered, "/claims/unanswered/",
         related=(*_OF_CLAIM, "payer")),
    Work("denied", "Denials", _BILLS, _denied, _denial, "/denials/",
         related=("account__claim__patient", "assigned")),
    Work("money", "Money without a claim", _BILLS, lambda clinic, on: without_claim(clinic), _money,
         "/payments/unmatched/"),
    Work("near", "Claims near their last day to file", _BILLS, _near, _claim, "/claims/?tab=person", related=_OF_CLAIM),
    Work("biller", "Tasks of billers", _BILLS, _tasks(Role.BILLER), _task, "/tasks/?role=biller", related=_OF_TASK),
)  # fmt: skip


def of_role(role: str) -> list[Work]:
    """The kinds of work of a role."""
    return [one for one in _WORK if role in one.roles]


def counts(clinic: Clinic, role: str, on: dt.date) -> list[tuple[Work, int]]:
    """How much there is of each kind of a role's work, in all of the clinic."""
    return [(work, work.records(clinic, on).count()) for work in of_role(role)]


def parts(clinic: Clinic, role: str, provider: int | None, on: dt.date) -> list[Part]:
    """A role's work with the first of each kind; a provider's own, where one is named."""
    found = []
    for work in of_role(role):
        records = work.records(clinic, on).select_related(*work.related)
        if provider and work.provider:
            records = records.filter(**{work.provider: provider})
        found.append(Part(work, records.count(), [work.item(one) for one in records[:SHOWN]]))
    return found
