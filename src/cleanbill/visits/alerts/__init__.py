"""Alerts at booking, check-in and note, and the tasks that follow from them."""

import datetime as dt

from cleanbill.model.finding import Severity
from cleanbill.visits.alerts.alert import Alert, Stage, Task, Watch, tasks
from cleanbill.visits.alerts.kinds import KINDS
from cleanbill.visits.alerts.of_authorizations import of_authorizations
from cleanbill.visits.alerts.of_plan import of_coverage, of_limits
from cleanbill.visits.alerts.of_therapy import of_amounts, of_plan_of_care, of_progress
from cleanbill.visits.alerts.scene import Scene
from cleanbill.visits.ledger import Ledger
from cleanbill.visits.states import STANDING

__all__ = ["Alert", "Stage", "Task", "Watch", "alerts", "tasks"]

_WATCHED = (of_coverage, of_authorizations, of_limits, of_plan_of_care, of_progress, of_amounts)
_ORDER: tuple[Severity, ...] = ("error", "warning", "info", "not_checked")
_USUAL = Watch()


def alerts(ledger: Ledger, appointment: str, stage: Stage, on: dt.date, watch: Watch = _USUAL) -> tuple[Alert, ...]:
    """What is to be known of an appointment of the ledger at a stage, the gravest first; `on` is today.

    None for one that was given up. Raises `KeyError` for an appointment that the ledger does not hold.
    """
    one = ledger.appointments[appointment]
    if one.state not in STANDING:
        return ()
    scene = Scene(ledger, one, stage, on, watch)
    found = [alert for watched in _WATCHED for alert in watched(scene) if stage in KINDS[alert.code].stages]
    return tuple(sorted(found, key=lambda alert: _ORDER.index(alert.severity)))
