"""Alerts on the plan: visits of the benefit year, coverage, eligibility."""

from collections.abc import Iterator

from cleanbill.model.finding import Severity
from cleanbill.visits.alerts.alert import Alert
from cleanbill.visits.alerts.scene import Scene
from cleanbill.visits.counters import limits, of_benefit


def of_limits(scene: Scene) -> Iterator[Alert]:
    """How near each limit of visits is."""
    for benefit in limits(scene.ledger, scene.appointment):
        count = of_benefit(scene.ledger, benefit, scene.appointment)
        if count.number is None:
            continue
        left, year = scene.left(count) or 0, f"the benefit year {count.begins} to {count.ends} ({count.name})"
        taken = f"{'At least visit' if count.unknown else 'Visit'} {benefit.visit_limit - left:g}"
        message = f"{taken} of the plan's {benefit.visit_limit} in {year}"
        if left < 0:
            severity: Severity = "error" if benefit.hard else "warning"
            yield scene.alert("plan_limit_reached", severity, f"{message}.", benefit.id, round_=str(count.begins))
        elif left <= scene.watch.plan_visits:
            yield scene.alert(
                "plan_limit_near", "warning", f"{message}; {left:g} left.", benefit.id, round_=str(count.begins)
            )
        if count.unknown:
            yield scene.alert(
                "plan_use_not_known", "not_checked", " ".join(count.unknown), benefit.id, round_=str(count.begins)
            )


def of_coverage(scene: Scene) -> Iterator[Alert]:
    """Whether each coverage is in force on the day, and was asked about lately."""
    day = scene.appointment.day
    for one in scene.coverages:
        if one.to and one.to < day:
            message = f"Coverage {one.called} ended on {one.to}, before the visit of {day}."
            yield scene.alert("coverage_ended", "error", message, one.id, round_=str(one.to))
        elif one.from_ and day < one.from_:
            message = f"Coverage {one.called} begins on {one.from_}, after the visit of {day}."
            yield scene.alert("coverage_ended", "error", message, one.id, round_=str(one.from_))
        if one.eligibility_checked is None:
            message = f"Eligibility of coverage {one.called} was never checked."
            yield scene.alert("eligibility_old", "warning", message, one.id)
        elif (days := (scene.on - one.eligibility_checked).days) > scene.watch.eligibility_days:
            message = (
                f"Eligibility of coverage {one.called} was last checked on {one.eligibility_checked}, {days} days ago."
            )
            yield scene.alert("eligibility_old", "warning", message, one.id, round_=str(one.eligibility_checked))
