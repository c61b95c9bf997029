"""The three counters of an appointment: the visits of its episode, of its authorizations, of the plan's limits.

Each is counted three ways, kept apart: scheduled, rendered, billed. What is not known is said, never guessed.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from cleanbill.calendar import benefit_year
from cleanbill.model.document import Document
from cleanbill.visits.allocation import Allocation, allocation
from cleanbill.visits.authorization import applies, authorizations, nearest
from cleanbill.visits.ledger import Appointment, Authorization, Benefit, Ledger
from cleanbill.visits.states import ORDER, Standing
from cleanbill.visits.visit import Key, Visit, key_of, visits


class Counter(Document, frozen=True, kw_only=True):
    """How far a count is: `number` of `limit`, of which `before` are not in this ledger; what ends on `ends`.

    `number` is this visit's, in order of dates; None where the visit uses nothing of it. `left` is what nothing has
    taken yet, scheduled or not. `unknown`: what is not known, a sentence each; `number` is then at least what it says,
    and `left` at most.
    """

    of: str
    counts: Literal["visits", "units"] = "visits"
    name: str = ""
    number: float | None = None
    limit: int | None = None
    before: int | None = None
    scheduled: float = 0
    rendered: float = 0
    billed: float = 0
    left: float | None = None
    begins: dt.date | None = None
    ends: dt.date | None = None
    unknown: tuple[str, ...] = ()


class Counters(Document, frozen=True):
    """The counters of one appointment. Several authorizations and several limits may hold for it."""

    total: Counter
    authorized: tuple[Counter, ...]
    plan: tuple[Counter, ...]


def counters(ledger: Ledger, appointment: Appointment) -> Counters:
    """The counters of an appointment of the ledger."""
    authorized: list[Counter] = []
    for coverage in appointment.coverages:
        allocated = allocation(ledger, coverage)
        authorized += [of_authorization(ledger, auth, allocated, key_of(appointment))
                       for auth in concerned(ledger, appointment, coverage, allocated)]  # fmt: skip
    plan = tuple(of_benefit(ledger, one, appointment) for one in limits(ledger, appointment))
    return Counters(total(ledger, appointment), tuple(authorized), plan)


def total(ledger: Ledger, appointment: Appointment) -> Counter:
    """The visits of the appointment's episode; of its discipline where it belongs to none."""
    if appointment.episode:
        stated = Counter(of=appointment.episode, name="episode", before=0)
        found = visits(ledger, episode=appointment.episode)
    else:
        stated = Counter(of=appointment.discipline, name="discipline", before=0)
        found = [one for one in visits(ledger) if one.discipline == appointment.discipline]
    return _counted(stated, {one.key: 1 for one in found}, found, key_of(appointment))


def concerned(ledger: Ledger, appointment: Appointment, coverage: str, allocated: Allocation) -> list[Authorization]:
    """The authorizations that an appointment uses, else those that are for it by date, else the nearest by date."""
    used = allocated.of(key_of(appointment))
    if used:
        return [ledger.authorizations[one] for one in used]
    alone = Visit(appointment.day, appointment.discipline, (appointment,))
    given = [one for one in authorizations(ledger, coverage) if applies(one, alone, dates=False)]
    in_force = [one for one in given if applies(one, alone)]
    return in_force or ([nearest(given, appointment.day)] if given else [])


def of_authorization(ledger: Ledger, auth: Authorization, allocated: Allocation, visit: Key) -> Counter:
    """How far an authorization is used, and which of it a visit is."""
    unknown = [
        text
        for absent, text in (
            (auth.approved is None and auth.counts, "Nobody says how many were approved."),
            (auth.counts is None and auth.approved is not None, "Nobody says whether visits or units are counted."),
            (auth.used_before is None and auth.approved is not None, "Nobody says how many were used before."),
            (auth.to is None, "Its last day is not known."),
        )
        if absent
    ]
    if unsaid := len(allocated.unsaid[auth.id]):
        unknown.append(f"The units of {unsaid} of its visits are not known yet.")
    stated = Counter(
        of=auth.id, name=auth.number or "", counts=auth.counts or "visits", before=auth.used_before,
        limit=auth.approved if auth.counts else None, begins=auth.from_, ends=auth.to, unknown=tuple(unknown),
    )  # fmt: skip
    return _counted(stated, allocated.used[auth.id], visits(ledger, auth.coverage), visit)


def limits(ledger: Ledger, appointment: Appointment) -> list[Benefit]:
    """The limits that an appointment counts on, as far as its coverages and its discipline tell."""
    return [
        one
        for one in ledger.benefits.values()
        if one.coverage in appointment.coverages and (not one.disciplines or appointment.discipline in one.disciplines)
    ]


def of_benefit(ledger: Ledger, benefit: Benefit, appointment: Appointment) -> Counter:
    """How far a plan's limit is used in the benefit year of an appointment, across episodes, and which visit it is."""
    first, last = benefit_year(appointment.day, benefit.starts)
    found = [one for one in visits(ledger, benefit.coverage) if first <= one.day <= last and _counts(benefit, one)]
    before = benefit.used_before.get(first)
    unknown = () if before is not None else (f"Nobody says how many were used elsewhere in the year from {first}.",)
    stated = Counter(
        of=benefit.id, name=", ".join(benefit.disciplines) or "all disciplines", limit=benefit.visit_limit,
        before=before, begins=first, ends=last, unknown=unknown,
    )  # fmt: skip
    return _counted(stated, {one.key: 1 for one in found}, found, key_of(appointment))


def _counts(benefit: Benefit, visit: Visit) -> bool:
    """Whether a visit uses one of the limit: not where the plan counts none of its services."""
    if benefit.disciplines and visit.discipline not in benefit.disciplines:
        return False
    return any(line is None or line.code not in benefit.codes_not_counted for line in visit.services)


def _counted(stated: Counter, used: Mapping[Key, float], among: list[Visit], visit: Key) -> Counter:
    """What is stated of a count, with what the ledger's visits use of it."""
    sums: dict[Standing, float] = dict.fromkeys(ORDER, 0)
    for one in among:
        sums[one.standing] += used.get(one.key, 0)
    before = stated.before or 0
    number = before + sum(amount for key, amount in used.items() if key <= visit) if visit in used else None
    left = None if stated.limit is None else stated.limit - before - sum(sums.values())
    return replace(stated, number=number, left=left, **sums)
