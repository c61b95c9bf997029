"""Ledgers for the tests: one patient, a commercial plan that asks for authorization, and Medicare."""

import datetime as dt
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from cleanbill.model.claim import Line, Payer, PlanOfCare
from cleanbill.visits import Appointment, Authorization, Benefit, Coverage, Episode, Ledger, State, book, move, revise

D = dt.date
MONDAY = D(2026, 3, 2)
PLAN = Coverage(
    id="plan", payer=Payer(type="commercial", name="Acme Health"), from_=D(2026, 1, 1), authorization_required=True,
    eligibility_checked=D(2026, 3, 1),
)  # fmt: skip
MEDICARE = Coverage(
    id="medicare", payer=Payer(type="medicare_b", name="Medicare"), from_=D(2026, 1, 1),
    eligibility_checked=D(2026, 3, 1),
)  # fmt: skip
PAYS_ALL = Coverage(
    id="open", payer=Payer(type="commercial"), authorization_required=False, eligibility_checked=D(2026, 3, 1)
)
_FORWARD: tuple[State, ...] = ("rendered", "signed", "billed")


def day(number: int) -> D:
    """The day so many days after Monday, March 2."""
    return MONDAY + dt.timedelta(days=number)


def visit(id_: str, on: D, codes: str = "97110", **facts: Any) -> Appointment:
    """An appointment at nine for physical therapy on the plan; "97110x2 97140" are its services."""
    lines = []
    for code in codes.split():
        number, _, units = code.partition("x")
        lines.append(Line(number, units=int(units or 1), modifiers=("GP",), expected_allowed=None))
    usual: dict[str, Any] = {
        "start": dt.datetime.combine(on, dt.time(9)), "minutes": 45, "discipline": "PT", "coverages": ("plan",),
        "lines": tuple(lines),
    }  # fmt: skip
    return Appointment(id=id_, **(usual | facts))


def auth(id_: str, approved: int | None = 12, first: D = MONDAY, last: D | None = None, **facts: Any) -> Authorization:
    """An authorization of visits from Monday to April 30."""
    usual: dict[str, Any] = {
        "coverage": "plan", "number": id_.upper(), "from_": first, "to": last or D(2026, 4, 30), "counts": "visits",
        "approved": approved, "used_before": 0,
    }  # fmt: skip
    return Authorization(id=id_, **(usual | facts))


def limit(most: int = 30, **facts: Any) -> Benefit:
    """A limit of the plan for the calendar year, nothing of it used elsewhere."""
    usual: dict[str, Any] = {"coverage": "plan", "visit_limit": most, "used_before": {D(2026, 1, 1): 0}}
    return Benefit(id=facts.pop("id", "limit"), **(usual | facts))


def ledger(*parts: Authorization | Benefit | Coverage | Episode | Appointment, **facts: Any) -> Ledger:
    """A ledger of what is given, with the usual coverages."""
    held: dict[type, dict[str, Any]] = {}
    for part in (PLAN, MEDICARE, PAYS_ALL, *parts):
        held.setdefault(type(part), {})[part.id] = part
    return Ledger(
        patient="p1", coverages=held[Coverage], episodes=held.get(Episode, {}),
        authorizations=held.get(Authorization, {}), benefits=held.get(Benefit, {}),
        appointments=held.get(Appointment, {}), **facts,
    )  # fmt: skip


def knee(**facts: Any) -> Episode:
    """An episode of physical therapy under Medicare, certified on its second day, with a report on its first."""
    poc = PlanOfCare(first_treatment_date=MONDAY, cert_signed=day(1))
    usual: dict[str, Any] = {"poc": poc, "last_report": MONDAY}
    return Episode(id="knee", discipline="PT", **(usual | facts))


def medicare_visit(id_: str, on: D, allowed: int | None = 50, codes: str = "97110", **facts: Any) -> Appointment:
    """An appointment of the knee's episode, billed to Medicare, each service with its allowed amount."""
    usual: dict[str, Any] = {"coverages": ("medicare",), "episode": "knee"}
    one = visit(id_, on, codes, **(usual | facts))
    amount = None if allowed is None else Decimal(allowed)
    return replace(one, lines=tuple(replace(line, expected_allowed=amount) for line in one.lines))


def booked(state: Ledger, *appointments: Appointment) -> Ledger:
    """The ledger with appointments that are booked without a refusal."""
    for one in appointments:
        booking = book(state, one, MONDAY)
        assert booking.booked, booking.alerts
        state = booking.ledger
    return state


def revised(state: Ledger, id_: str, on: D, **facts: Any) -> Ledger:
    """The ledger with an authorization of which some facts are others from now on."""
    return revise(state, replace(state.authorizations[id_], **facts), on)


def moved(state: Ledger, id_: str, to: State) -> Ledger:
    """The ledger with an appointment moved on, through the states between, to rendered, signed or billed."""
    for step in _FORWARD[: _FORWARD.index(to) + 1]:
        state = move(state, id_, step)
    return state
