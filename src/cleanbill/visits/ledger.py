"""The ledger of one patient: coverages, episodes, authorizations, benefit limits and appointments.

A store keeps it as one document. Nothing is summed up in it: what an authorization has left is read off it each time,
so what is cancelled gives back what it took. `version` goes up by one with each change; a store writes a ledger only
where the one it holds still has the version that was read.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from msgspec import Meta, field
from msgspec.structs import replace

from cleanbill.calendar import benefit_year
from cleanbill.model import claim
from cleanbill.model.claim import Count, Credential, Line, Payer, PlanOfCare, TherapyAmountUsed
from cleanbill.model.document import Document
from cleanbill.visits.states import State

Discipline = Literal["PT", "OT", "SLP", "chiropractic", "medical"]
Status = Literal["requested", "approved", "denied"]
Id = Annotated[str, Meta(min_length=1, max_length=100)]


class LedgerError(ValueError):
    """Something cannot be done with the ledger, or it contradicts itself; one plain sentence."""


class Coverage(Document, frozen=True, kw_only=True):
    """A plan that covers the patient; `from` and `to` are included. None: not known.

    `authorization_required`: what the payer said of this plan; None: nobody asked.
    """

    id: Id
    payer: Payer = Payer()
    from_: dt.date | None = field(default=None, name="from")
    to: dt.date | None = None
    authorization_required: bool | None = None
    eligibility_checked: dt.date | None = None

    @property
    def called(self) -> str:
        """What people call it: its payer's name, else its id."""
        return self.payer.name or self.id


class Episode(Document, frozen=True, kw_only=True):
    """A course of care of one discipline for one condition: its plan of care and its last progress report."""

    id: Id
    discipline: Discipline
    poc: PlanOfCare | None = None
    last_report: dt.date | None = None
    last_report_author: Credential | None = None


class Revision(Document, frozen=True, kw_only=True):
    """What an authorization said until it was changed, and the day on which the change was entered."""

    on: dt.date
    status: Status
    before: claim.Authorization


class Authorization(claim.Authorization, frozen=True, kw_only=True):
    """An authorization of a coverage, for some disciplines or one episode where it names them.

    `used_before` is what was used that this ledger does not hold. `counts` and `approved` both None: dates and codes
    alone are authorized. It may begin before the day on which it was `received`. Only an approved one covers visits.
    """

    id: Id
    coverage: str
    disciplines: tuple[Discipline, ...] = ()
    episode: str | None = None
    status: Status = "approved"
    received: dt.date | None = None
    revisions: tuple[Revision, ...] = ()


class Benefit(Document, frozen=True, kw_only=True):
    """A plan's limit of visits for each benefit year, across episodes; of all disciplines where it names none.

    `year_starts`: month and day, "07-01". `used_before`: by the first day of a year, visits that this ledger does not
    hold. `hard`: beyond it the plan pays nothing; None: not known.
    """

    id: Id
    coverage: str
    visit_limit: Count
    disciplines: tuple[Discipline, ...] = ()
    year_starts: Annotated[str, Meta(pattern=r"^\d{2}-\d{2}$")] = "01-01"
    used_before: dict[dt.date, Count] = field(default_factory=dict)
    codes_not_counted: tuple[str, ...] = ()
    hard: bool | None = None

    def __post_init__(self) -> None:
        try:
            benefit_year(dt.date(2024, 1, 1), self.starts)
        except ValueError:
            raise LedgerError(f"A benefit year begins on {self.year_starts!r}; expected month-day, 07-01.") from None

    @property
    def starts(self) -> tuple[int, int]:
        """Month and day on which its years begin."""
        return int(self.year_starts[:2]), int(self.year_starts[-2:])


class Appointment(Document, frozen=True, kw_only=True):
    """An appointment and the visit it becomes. `start` is the clinic's local time.

    `coverages`: the plans that are billed, first the primary; none: the patient pays, and it counts on no limit.
    `lines`: the services as planned, then as given; none: not known yet. `billed_under`: what its visit used of each
    authorization when it was billed; None: not known. `overruled`: why it was booked although a limit stood against it.
    """

    id: Id
    start: Annotated[dt.datetime, Meta(tz=False)]
    minutes: Annotated[int, Meta(ge=1, le=1440)]
    discipline: Discipline
    coverages: tuple[str, ...] = ()
    episode: str | None = None
    state: State = "scheduled"
    provider: str | None = None
    room: str | None = None
    lines: tuple[Line, ...] = ()
    billed_under: dict[str, float | None] = field(default_factory=dict)
    overruled: str = ""

    @property
    def day(self) -> dt.date:
        """The date of service."""
        return self.start.date()

    @property
    def end(self) -> dt.datetime:
        """When the next may begin."""
        return self.start + min(dt.timedelta(minutes=self.minutes), dt.datetime.max - self.start)


class Ledger(Document, frozen=True, kw_only=True):
    """One patient's ledger; each part stands under its id. Raises `LedgerError` for an id that names nothing.

    `amounts`: by year, the Medicare-allowed dollars that this ledger does not hold.
    """

    patient: str
    version: Count = 0
    coverages: dict[str, Coverage] = field(default_factory=dict)
    episodes: dict[str, Episode] = field(default_factory=dict)
    authorizations: dict[str, Authorization] = field(default_factory=dict)
    benefits: dict[str, Benefit] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)
    amounts: dict[int, TherapyAmountUsed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for held in (self.coverages, self.episodes, self.authorizations, self.benefits, self.appointments):
            _under_their_ids(held)
        for benefit in self.benefits.values():
            _named(benefit.id, "coverages", (benefit.coverage,), self.coverages)
        for auth in self.authorizations.values():
            _named(auth.id, "coverages", (auth.coverage,), self.coverages)
            _named(auth.id, "episodes", (auth.episode,), self.episodes)
        for one in self.appointments.values():
            _named(one.id, "episodes", (one.episode,), self.episodes)
            _named(one.id, "coverages", one.coverages, self.coverages)


def changed(ledger: Ledger, **parts: object) -> Ledger:
    """The ledger with other parts, one version on. Raises `LedgerError` where they name what it does not hold."""
    return replace(ledger, version=ledger.version + 1, **parts)


_Part = Coverage | Episode | Authorization | Benefit | Appointment


def _under_their_ids(held: Mapping[str, _Part]) -> None:
    for key, one in held.items():
        if one.id != key:
            raise LedgerError(f"Under {key!r} stands the id {one.id!r}; they must be the same.")


def _named(by: str, where: str, ids: Iterable[str | None], held: Mapping[str, object]) -> None:
    absent = next((one for one in ids if one is not None and one not in held), None)
    if absent is not None:
        raise LedgerError(f"{by!r} names {absent!r}, which is not among the ledger's {where}.")
