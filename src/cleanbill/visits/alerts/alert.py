"""What is said to the person who books, checks in or writes the note, and the task that follows from it."""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from cleanbill.model.claim import Money
from cleanbill.model.document import Document
from cleanbill.model.finding import Authority, Severity

Stage = Literal["booking", "check_in", "note"]
Role = Literal["front desk", "clinician", "biller"]
Code = Literal[
    "authorization_missing", "authorization_not_known", "authorization_ended", "code_not_authorized",
    "authorization_used_up", "authorization_nearly_used", "authorization_ending",
    "authorization_use_not_known",
    "plan_limit_reached", "plan_limit_near", "plan_use_not_known",
    "certification_due", "recertification_due", "plan_of_care_ending", "progress_report_due",
    "plan_of_care_not_known", "treatment_days_not_known", "kx_amount_over", "kx_amount_near", "kx_amount_not_known",
    "coverage_ended", "eligibility_old",
]  # fmt: skip
_Days = Annotated[int, Meta(ge=0, le=366)]


class Watch(Document, frozen=True, kw_only=True):
    """How near is near, by a practice's own choice."""

    visits: Annotated[int, Meta(ge=0)] = 2
    units: Annotated[int, Meta(ge=0)] = 9
    authorization_days: _Days = 7
    plan_visits: Annotated[int, Meta(ge=0)] = 2
    certification_days: _Days = 10
    recertification_days: _Days = 14
    treatment_days: _Days = 1
    kx_dollars: Money = Money(300)
    eligibility_days: _Days = 30


class Alert(Document, frozen=True, kw_only=True):
    """One thing to know of one appointment: a sentence with its numbers, what to do next, by whom, until when.

    `about`: the id of what it speaks of; `round` tells it from an earlier alert on the same thing. `rule`: the rule
    that would stop or question the claim.
    """

    code: Code
    severity: Severity
    message: str
    next: str
    by: Role
    due: dt.date
    appointment: str
    about: str
    round: str = ""
    rule: str = ""
    authority: tuple[Authority, ...] = ()


class Task(Document, frozen=True, kw_only=True):
    """What someone is to do by a day. Made twice from the same facts it has the same `id`."""

    id: str
    what: str
    why: str
    by: Role
    due: dt.date


def tasks(alerts: tuple[Alert, ...]) -> tuple[Task, ...]:
    """A task for each thing that the alerts ask for, by the earliest day on which one of them does; by day, then id."""
    found: dict[str, Task] = {}
    for alert in sorted(alerts, key=lambda one: (one.due, one.appointment)):
        id_ = ":".join(part for part in (alert.code, alert.about, alert.round) if part)
        found.setdefault(id_, Task(id=id_, what=alert.next, why=alert.message, by=alert.by, due=alert.due))
    return tuple(sorted(found.values(), key=lambda one: (one.due, one.id)))
