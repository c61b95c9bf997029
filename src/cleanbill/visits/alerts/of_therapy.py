"""Alerts on what Medicare asks of therapy: certification, progress report, the amount above which KX is asked."""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.calendar import certified_in_time, certified_until, certify_by
from cleanbill.model.claim import PlanOfCare
from cleanbill.rules import threshold
from cleanbill.rules.noted import ASSISTANTS
from cleanbill.rules.threshold import Account, dollars
from cleanbill.visits.alerts.alert import Alert, Code
from cleanbill.visits.alerts.scene import Scene
from cleanbill.visits.therapy import GROUPS, earlier, lines_of, treatment_days, used_before


def of_plan_of_care(scene: Scene) -> Iterator[Alert]:
    """Whether the plan of care is, and stays, certified."""
    episode, day = scene.episode, scene.appointment.day
    if episode is None or not scene.medicare or episode.discipline not in GROUPS:
        return
    plan = episode.poc or PlanOfCare()
    if plan.first_treatment_date is None:
        message = f"The first day of treatment of episode {episode.id} is not given: certification is not checked."
        yield scene.alert("plan_of_care_not_known", "not_checked", message, episode.id)
        return
    first, most = (parameters.value(f"plan_of_care_days.{name}", day) for name in ("certification", "recertification"))
    if first is None or most is None:
        return
    by, until = certify_by(plan, first), certified_until(plan, most)
    signed = plan.cert_signed or plan.last_recert_signed
    if by and not signed and not certified_in_time(plan, by, day) and _near(day, by, scene.watch.certification_days):
        message = f"The plan of care of {plan.first_treatment_date} is not certified; its last day for that is {by}."
        yield scene.alert("certification_due", "warning", message, episode.id, due=by, round_=str(by))
    if until and _near(day, until, scene.watch.recertification_days):
        own = plan.plan_duration_days is not None and plan.plan_duration_days < most
        message = f"The plan of care is certified until {until}; this visit is on {day}."
        code: Code = "plan_of_care_ending" if own else "recertification_due"
        yield scene.alert(code, "warning", message, episode.id, due=until, round_=str(until))


def of_progress(scene: Scene) -> Iterator[Alert]:
    """Whether a clinician's progress report is due."""
    episode, day = scene.episode, scene.appointment.day
    most = parameters.value("progress_report_days.most", day)
    if episode is None or most is None or not scene.medicare or episode.discipline not in GROUPS:
        return
    since = treatment_days(scene.ledger, episode, scene.appointment)
    told, after = f"Treatment day {since.number}", f"report of {episode.last_report}"
    if episode.last_report is None:
        after = "first treatment, which is day 1"
    if episode.last_report_author in ASSISTANTS:
        message = f"The last progress report, of {episode.last_report}, is by a {episode.last_report_author}."
        yield scene.alert("progress_report_due", "warning", message, episode.id, round_=str(episode.last_report))
    elif since.number >= most - scene.watch.treatment_days:
        message = f"{told}{'' if since.known else ' at least'} after the {after}; a report is due every {most}."
        yield scene.alert("progress_report_due", "warning", message, episode.id, round_=str(episode.last_report))
    elif not since.known:
        message = f"{told} at least: nobody says when the last progress report of episode {episode.id} was."
        yield scene.alert("treatment_days_not_known", "not_checked", message, episode.id)


def of_amounts(scene: Scene) -> Iterator[Alert]:
    """How near the patient is to the amount above which KX is asked, by group."""
    if not scene.medicare:
        return
    for group, name in threshold.NAME.items():
        account = _account(scene, group)
        if account:
            yield from _of_account(scene, account, f"{name} of {account.year}")


def _of_account(scene: Scene, account: Account, what: str) -> Iterator[Alert]:
    about, round_ = account.group, str(account.year)
    if account.lacking:
        message = f"What the patient used before of the amount for {what} is not known."
        if not account.threshold:
            message = f"The amount for {what} is not known."
        yield scene.alert("kx_amount_not_known", "not_checked", message, about, round_=round_)
        return
    least, most = account.at_least(account.lines), account.at_most(account.lines)
    told = f"{dollars(least)} used for {what} with this visit; the amount is ${account.threshold:,}."
    if least > account.threshold:
        yield scene.alert("kx_amount_over", "warning", told, about, round_=round_)
    elif least >= account.threshold - scene.watch.kx_dollars or (most is not None and most > account.threshold):
        yield scene.alert("kx_amount_near", "warning", told, about, round_=round_)
    elif most is None:
        message = f"At least {told} The allowed amounts of some services are not given."
        yield scene.alert("kx_amount_not_known", "not_checked", message, about, round_=round_)


def _account(scene: Scene, group: threshold.Group) -> Account | None:
    """The account of a group that the appointment uses; None where it uses nothing of it."""
    lines = lines_of(scene.appointment, group)
    planned = not scene.appointment.lines and GROUPS.get(scene.appointment.discipline) == group
    if not lines and not planned:
        return None
    before = [line for one in earlier(scene.ledger, scene.appointment) for line in lines_of(one, group)]
    known = used_before(scene.ledger, scene.appointment.day.year)
    return threshold.account(group, scene.appointment.day, lines, before, known)


def _near(day: dt.date, last: dt.date, days: int) -> bool:
    return (last - day).days <= days
