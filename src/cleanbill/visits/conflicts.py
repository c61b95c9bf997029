"""Appointments that cannot both be kept: one provider, patient or room at two places at once."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from cleanbill.visits.ledger import Appointment
from cleanbill.visits.states import STANDING


class Slot(Struct, frozen=True):
    """An appointment and whose it is; the schedule of a clinic is made of them."""

    patient: str
    appointment: Appointment


class Conflict(Struct, frozen=True):
    """What two appointments share while they overlap, and the id of the other."""

    of: Literal["provider", "patient", "room"]
    who: str
    other: str


def conflicts(slot: Slot, schedule: Iterable[Slot]) -> tuple[Conflict, ...]:
    """What an appointment shares with others at the same time, in the order of the schedule.

    One may begin when the other ends. Those that were given up hold nothing, and none conflicts with itself.
    """
    mine = slot.appointment
    if mine.state not in STANDING:
        return ()
    return tuple(
        conflict
        for other in schedule
        if other.appointment.state in STANDING
        and (other.patient, other.appointment.id) != (slot.patient, mine.id)
        and mine.start < other.appointment.end
        and other.appointment.start < mine.end
        for conflict in _shared(slot, other)
    )


def _shared(slot: Slot, other: Slot) -> Iterable[Conflict]:
    mine, theirs = slot.appointment, other.appointment
    if mine.provider and mine.provider == theirs.provider:
        yield Conflict("provider", mine.provider, theirs.id)
    if slot.patient == other.patient:
        yield Conflict("patient", slot.patient, theirs.id)
    if mine.room and mine.room == theirs.room:
        yield Conflict("room", mine.room, theirs.id)
