"""What alerts are made from: one appointment of a ledger, on one day."""

import datetime as dt
from functools import cached_property

from cleanbill.model.finding import Severity
from cleanbill.payers import shipped
from cleanbill.visits.alerts.alert import Alert, Code, Stage, Watch
from cleanbill.visits.alerts.kinds import KINDS
from cleanbill.visits.allocation import Allocation, allocation
from cleanbill.visits.authorization import applies, authorizations
from cleanbill.visits.counters import Counter
from cleanbill.visits.ledger import Appointment, Coverage, Episode, Ledger
from cleanbill.visits.therapy import under_medicare
from cleanbill.visits.visit import Visit, key_of, visits


class Scene:
    """An appointment, the ledger it stands in, the stage at which someone looks at it, and the day (`on`)."""

    def __init__(self, ledger: Ledger, appointment: Appointment, stage: Stage, on: dt.date, watch: Watch) -> None:
        self.ledger = ledger
        self.appointment = appointment
        self.stage = stage
        self.on = on
        self.watch = watch

    @cached_property
    def allocations(self) -> dict[str, Allocation]:
        """What the authorizations of each of the appointment's coverages give to which visit."""
        return {one: allocation(self.ledger, one) for one in self.appointment.coverages}

    @cached_property
    def coverages(self) -> list[Coverage]:
        """The appointment's coverages, the primary first."""
        return [self.ledger.coverages[one] for one in self.appointment.coverages]

    @cached_property
    def visit(self) -> Visit:
        """The visit that the appointment belongs to."""
        key = key_of(self.appointment)
        return next((one for one in visits(self.ledger) if one.key == key), Visit(*key, (self.appointment,)))

    @property
    def episode(self) -> Episode | None:
        """The appointment's episode."""
        return self.ledger.episodes[self.appointment.episode] if self.appointment.episode else None

    @property
    def medicare(self) -> bool:
        """Whether Medicare Part B is billed, whose rules plans of care, reports and KX follow."""
        return under_medicare(self.ledger, self.appointment)

    def required(self, coverage: Coverage) -> bool | None:
        """Whether a coverage asks for authorization: as it was told; else it does where it has given one before.

        False where its payer asks for none at all, by the profiles that ship.
        """
        if coverage.authorization_required is not None:
            return coverage.authorization_required
        if any(applies(one, self.visit, dates=False) for one in authorizations(self.ledger, coverage.id)):
            return True
        asks = shipped().resolve(coverage.payer, self.appointment.day).asks_authorization
        return False if asks is False else None

    def left(self, count: Counter) -> float | None:
        """What a count has left: at booking after all that is booked, later after this visit. None: no limit."""
        if count.limit is None or self.stage == "booking" or count.number is None:
            return count.left
        return count.limit - count.number

    def alert(
        self, code: Code, severity: Severity, message: str, about: str, *, due: dt.date | None = None, round_: str = ""
    ) -> Alert:
        """An alert of a kind; due on the appointment's day where no other is given."""
        kind = KINDS[code]
        return Alert(
            code=code, severity=severity, message=message, next=kind.next, by=kind.by,
            due=due or self.appointment.day, appointment=self.appointment.id, about=about, round=round_,
            rule=kind.rule.id if kind.rule else "", authority=kind.rule.authority if kind.rule else (),
        )  # fmt: skip
