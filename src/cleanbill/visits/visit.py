"""A visit as payers count it: a date of service of one discipline, whatever the number of appointments on it."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from cleanbill.model.claim import Line
from cleanbill.visits.ledger import Appointment, Discipline, Ledger
from cleanbill.visits.states import ORDER, STANDING, Standing

Key = tuple[dt.date, Discipline]


class Visit(Struct, frozen=True):
    """The appointments of a day and discipline that were not given up. It stands where the furthest of them does."""

    day: dt.date
    discipline: Discipline
    appointments: tuple[Appointment, ...]

    @property
    def key(self) -> Key:
        """What tells it from the other visits of a patient."""
        return self.day, self.discipline

    @property
    def standing(self) -> Standing:
        """Whether it is scheduled, rendered or billed."""
        return max((STANDING[one.state] for one in self.appointments), key=ORDER.index)

    @property
    def services(self) -> tuple[Line | None, ...]:
        """Its lines; None for each appointment whose services are not known yet."""
        return tuple(line for one in self.appointments for line in one.lines or (None,))

    @property
    def episodes(self) -> frozenset[str | None]:
        """The episodes of its appointments."""
        return frozenset(one.episode for one in self.appointments)


def key_of(appointment: Appointment) -> Key:
    """The key of the visit that an appointment belongs to."""
    return appointment.day, appointment.discipline


def visits(ledger: Ledger, coverage: str | None = None, episode: str | None = None) -> list[Visit]:
    """The visits of a ledger by day, those of one coverage or of one episode alone where that is named."""
    return _grouped(
        one
        for one in ledger.appointments.values()
        if one.state in STANDING and coverage in (None, *one.coverages) and episode in (None, one.episode)
    )


def _grouped(appointments: Iterable[Appointment]) -> list[Visit]:
    groups: dict[Key, list[Appointment]] = {}
    for one in sorted(appointments, key=lambda one: (one.start, one.id)):
        groups.setdefault(key_of(one), []).append(one)
    return [Visit(*key, tuple(groups[key])) for key in sorted(groups)]
