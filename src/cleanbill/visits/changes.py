"""Enter what becomes known, and move appointments on. Each function gives the next ledger, one version on."""

import datetime as dt

from msgspec.structs import replace

from cleanbill.visits.allocation import allocation
from cleanbill.visits.authorization import as_on_claim
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


def revise(ledger: Ledger, authorization: Authorization, on: dt.date) -> Ledger:
    """The ledger with an authorization as it is now: extended, answered, changed; what it said is kept with the day.

    Raises `LedgerError` for an authorization that the ledger does not hold.
    """
    held = ledger.authorizations.get(authorization.id)
    if held is None:
        raise LedgerError(f"There is no authorization {authorization.id!r}.")
    revision = Revision(on=on, status=held.status, before=as_on_claim(held))
    after = replace(authorization, revisions=(*held.revisions, revision))
    return changed(ledger, authorizations=ledger.authorizations | {after.id: after})


def move(ledger: Ledger, appointment: str, state: State) -> Ledger:
    """The ledger with an appointment in its next state; what is cancelled gives back what it took.

    Billed, it keeps the authorizations it then uses. Raises `LedgerError` for a state that does not follow, and for
    an appointment that the ledger does not hold.
    """
    held = ledger.appointments.get(appointment)
    if held is None:
        raise LedgerError(f"There is no appointment {appointment!r}.")
    after = step(held, state)
    return _with(ledger, replace(after, billed_under=_uses(ledger, held)) if state == "billed" else after)


def step(held: Appointment, state: State) -> Appointment:
    """An appointment in its next state, as far as nothing is asked of its ledger: what it is billed under is.

    Raises `LedgerError` for a state that does not follow.
    """
    if state not in FOLLOWING[held.state]:
        following = ", ".join(FOLLOWING[held.state]) or "nothing"
        raise LedgerError(f"Appointment {held.id!r} is {held.state}; {state} does not follow, but {following}.")
    return replace(held, state=state, billed_under={})


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
