"""STC, SVC and the like: what is said of a batch, a provider, a claim or a line."""

from typing import Any

from cleanbill.codes.claim_status import category
from cleanbill.model.claim_status import Status
from cleanbill.x12.loop import Loop, Placed

REJECTING = ("rejected", "failed")
ACTIONS = {"WQ": True, "U": False}  # STC03: accepted, rejected
COMPOSITES = (1, 10, 11)  # where an STC has its statuses


def statuses(loop: Loop) -> tuple[Status, ...]:
    """All statuses of a loop, in the order of the file; a payer's own words go with the first of their segment."""
    return tuple(status for stc in loop.all("STC") for status in _of(loop, stc))


def _of(loop: Loop, stc: Placed) -> list[Status]:
    loop.needed(stc, 1)
    found: list[Status] = []
    for at in COMPOSITES:
        kind, code, entity, *_ = loop.parts(stc, at)
        if stc[at]:
            found.append(Status(kind, code, entity or None, None if found else loop.text(stc, 12)))
    return found


def said(loop: Loop) -> dict[str, Any]:
    """The fields of `Said`. Segments of one loop agree in action and charge: those of the first are taken."""
    found, first = statuses(loop), loop.first("STC")
    return {
        "statuses": found,
        "accepted": _accepted(loop, found),
        "charge": loop.number(first, 4),
    }


def _accepted(loop: Loop, found: tuple[Status, ...]) -> bool | None:
    """Rejected where any action or the category of any status says so: they can contradict each other."""
    actions = [(stc, loop.coded(stc, 3, ACTIONS)) for stc in loop.all("STC")]
    outcomes = [known.outcome if (known := category(status.category)) else None for status in found]
    rejected = any(outcome in REJECTING for outcome in outcomes)
    rejected = rejected or any(action is False for _, action in actions)
    for stc, action in actions:
        if rejected and action:
            loop.doubt(stc, 3, "U: a status says that it was rejected, and so it is held to be")
    if rejected:
        return False
    accepted = any(action for _, action in actions) or all(outcome == "accepted" for outcome in outcomes)
    return (accepted and bool(outcomes)) or None


def service(loop: Loop, svc: Placed) -> dict[str, Any]:
    """Procedure, modifiers and units of an SVC."""
    _, code, *modifiers = loop.parts(svc, 1)
    return {
        "code": code or None,
        "modifiers": tuple(modifier for modifier in modifiers[:4] if modifier),
        "units": loop.number(svc, 7),
        "control_number": loop.reference("FJ"),
        "service": loop.period(loop.first("DTP", "472")),
    }
