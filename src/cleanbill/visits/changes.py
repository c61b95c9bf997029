"""Enter what becomes known, and move appointments on. Each function gives the next ledger, one version on."""

import datetime as dt
from typing import Any

from msgspec.structs import replace

from cleanbill.visits.allocation import allocation
from cleanbill.visits.ledger import (
    Appointment,
    Authorization,
    Benefit,
    Coverage,
    Episode,
    Ledger,
    LedgerError,
    Revision,
    changed,
)
from cleanbill.visits.states import FOLLOWING, State
from cleanbill.visits.visit import key_of


def record(ledger: Ledger, part: Coverage | Episode | Authorization | Benefit) -> Ledger:
    """The ledger with a coverage, episode, authorization or limit, new or in place of the one with its id.

    Visits that an authorization covers use it at once, those of before it was received included. Raises `LedgerError`
    for an authorization that is there already: what a payer changes of it is a revision.
    """
    if isinstance(part, Coverage):
        return changed(ledger, coverages=ledger.coverages | {part.id: part})
    if isinstance(part, Episode):
        return changed(ledger, episodes=ledger.episodes | {part.id: part})
    if isinstance(part, Benefit):
        return changed(ledger, benefits=ledger.benefits | {part.id: part})
    if part.id in ledger.authorizations:
        raise LedgerError(f"Authorization {part.id!r} is in the ledger; what changed of it is a revision.")
    return changed(ledger, authorizations=ledger.authorizations | {part.id: part})


def revise(
    ledger: Ledger,
    authorization: str,
    on: dt.date,
    *,
    number: str | None = None,
    from_: dt.date | None = None,
    to: dt.date | None = None,
    approved: int | None = None,
    codes: tuple[str, ...] | None = None,
) -> Ledger:
    """The ledger with an authorization extended or otherwise changed; what it said before is kept with the day `on`.

    What is None stays as it is. Raises `LedgerError` for an authorization that the ledger does not hold.
    """
    held = ledger.authorizations.get(authorization)
    if held is None:
        raise LedgerError(f"There is no authorization {authorization!r}.")
    before = Revision(
        on=on, number=held.number, from_=held.from_, to=held.to, approved=held.approved, codes=held.codes
    )  # fmt: skip
    given: dict[str, Any] = {"number": number, "from_": from_, "to": to, "approved": approved, "codes": codes}
    changes = {name: value for name, value in given.items() if value is not None}
    after = replace(held, revisions=(*held.revisions, before), **changes)
    return changed(ledger, authorizations=ledger.authorizations | {authorization: after})


def move(ledger: Ledger, appointment: str, state: State) -> Ledger:
    """The ledger with an appointment in its next state; what is cancelled gives back what it took.

    Billed, it keeps the authorizations it then uses. Raises `LedgerError` for a state that does not follow, and for
    an appointment that the ledger does not hold.
    """
    held = ledger.appointments.get(appointment)
    if held is None:
        raise LedgerError(f"There is no appointment {appointment!r}.")
    if state not in FOLLOWING[held.state]:
        following = ", ".join(FOLLOWING[held.state]) or "nothing"
        raise LedgerError(f"Appointment {appointment!r} is {held.state}; {state} does not follow, but {following}.")
    under = _uses(ledger, held) if state == "billed" else {}
    return _with(ledger, replace(held, state=state, billed_under=under))


def give(ledger: Ledger, appointment: Appointment) -> Ledger:
    """The ledger with what became known of an appointment: its services, its provider, its room.

    Raises `LedgerError` where it would change the state, or what was billed.
    """
    held = ledger.appointments.get(appointment.id)
    if held is None or held.state != appointment.state or held.state == "billed":
        state = held.state if held else "not in the ledger"
        raise LedgerError(f"Appointment {appointment.id!r} is {state}; nothing of it can be changed this way.")
    return _with(ledger, appointment)


def _with(ledger: Ledger, appointment: Appointment) -> Ledger:
    return changed(ledger, appointments=ledger.appointments | {appointment.id: appointment})


def _uses(ledger: Ledger, appointment: Appointment) -> dict[str, float | None]:
    key = key_of(appointment)
    found = (allocation(ledger, coverage) for coverage in appointment.coverages)
    return {auth: allocated.used[auth].get(key) for allocated in found for auth in allocated.of(key)}
