"""Book appointments. Each function takes a ledger and gives the next, one version on.

A store keeps two bookings apart: it writes a ledger only where the one it holds still has the version that was read
(`next.version - 1`), and has the booking made again on what it holds otherwise.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from cleanbill.model.finding import Severity
from cleanbill.visits.alerts import Alert, Watch, alerts
from cleanbill.visits.alerts.scene import Scene
from cleanbill.visits.allocation import allocation
from cleanbill.visits.ledger import Appointment, Ledger, LedgerError, changed

_USUAL = Watch()


class Booking(Struct, frozen=True):
    """What became of an appointment. `ledger` is the one that was given where it is not `booked`.

    `alerts` of severity error are why it was refused, or what it was booked against; the others are to be known.
    """

    ledger: Ledger
    booked: bool
    alerts: tuple[Alert, ...]


def book(ledger: Ledger, appointment: Appointment, on: dt.date, watch: Watch = _USUAL) -> Booking:
    """Book a scheduled appointment, or move one that is scheduled already; `on` is today.

    It is refused where it stands against a limit, or would take the last of an authorization from a visit that has it,
    unless it says why it is `overruled`: then it uses only what the others leave. Raises `LedgerError` for an
    appointment that names what the ledger does not hold, or is no longer scheduled.
    """
    held = ledger.appointments.get(appointment.id)
    if appointment.state != "scheduled" or (held and held.state != "scheduled"):
        state = held.state if held else appointment.state
        raise LedgerError(f"Appointment {appointment.id!r} is {state}; only what is scheduled can be booked.")
    after = changed(ledger, appointments=ledger.appointments | {appointment.id: appointment})
    taking = _taking(ledger, Scene(after, appointment, "booking", on, watch))
    found = (*taking, *alerts(after, appointment.id, "booking", on, watch))
    booked = bool(appointment.overruled) or not any(alert.severity == "error" for alert in found)
    return Booking(after if booked else ledger, booked, found)


def book_series(
    ledger: Ledger, appointment: Appointment, days: Iterable[dt.date], on: dt.date, watch: Watch = _USUAL
) -> tuple[Booking, ...]:
    """Book the same appointment on each of some days, one after the other; the last booking has the ledger as it is.

    The ids are the appointment's with -1, -2 and so on. One that is refused does not keep the next from being booked.
    """
    bookings: list[Booking] = []
    for number, day in enumerate(days, 1):
        start = dt.datetime.combine(day, appointment.start.time())
        one = replace(appointment, id=f"{appointment.id}-{number}", start=start)
        bookings.append(book(bookings[-1].ledger if bookings else ledger, one, on, watch))
    return tuple(bookings)


def _taking(before: Ledger, scene: Scene) -> Iterator[Alert]:
    """An alert for each other visit that would be left with less than it has of its authorizations."""
    for coverage in scene.coverages:
        required = scene.required(coverage)
        had, has = allocation(before, coverage.id), scene.allocations[coverage.id]
        if required is False:
            continue
        for visit in sorted(has.uncovered.keys() - {scene.visit.key}):
            if has.amount(visit) < had.amount(visit):
                day, discipline = visit
                message = f"It would take the authorization from the {discipline} visit of {day}."
                severity: Severity = "error" if required else "warning"
                about = f"{coverage.id}:{discipline}"
                yield scene.alert("authorization_used_up", severity, message, about, round_=str(day))
