"""The nightly work: each job of each clinic, one after the other, with its row in the log."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import DatabaseError
from django.utils import timezone

from cleanbill.transport.store import StoreError
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor, keep
from cleanbill.web.claims.acts import recheck
from cleanbill.web.claims.checking import OPEN
from cleanbill.web.claims.models import Claim, Route
from cleanbill.web.claims.post import store
from cleanbill.web.claims.timeline import Machine
from cleanbill.web.dashboards.closing import close_months
from cleanbill.web.dashboards.readings import read_notes
from cleanbill.web.denials.trials import YEAR, try_all
from cleanbill.web.jobs.models import JobRun
from cleanbill.web.jobs.outlets import OutletError, tell_all
from cleanbill.web.place import PlaceError
from cleanbill.web.remits import work
from cleanbill.web.remits.proof import prove
from cleanbill.web.schedule.tasks import remind_all
from cleanbill.web.serving import weigh_tables


class JobError(Exception):
    """A job did not do all of its work, and why: one sentence without a patient."""


class Job(NamedTuple):
    """A job: its name, its title, and what does it; that answers what it did, in words."""

    name: str
    title: str
    do: Callable[[Machine, dt.date], str]


def _exchange(actor: Machine, on: dt.date) -> str:
    if not Route.objects.of(actor.clinic).exists():
        return "No route to a payer is set up."
    with store() as kept:
        did = work.work(actor, actor.clinic, kept, timezone.now(), on)
    if did.wrong:
        raise JobError(f"{did.words} {did.wrong[0]}")
    return did.words


def _prove(actor: Machine, on: dt.date) -> str:
    faults = list(prove(actor.clinic))
    if faults:
        raise JobError(f"{len(faults)} of the books' sums do not add up. {faults[0]}")
    return "The books add up."


def _recheck(actor: Machine, on: dt.date) -> str:
    claims = Claim.objects.of(actor.clinic).filter(state__in=OPEN)
    stale = list(claims.exclude(checked_on=on).select_related("patient", "payer", "appointment", "coverage", "clinic"))
    recheck(actor, stale, on)
    return _counted(len(stale), "claim", "checked again as of today")


def _backtest(actor: Machine, on: dt.date) -> str:
    count = try_all(actor, actor.clinic, on - YEAR, on)
    return _counted(count, "decided claim", "tried by today's rules")


def _remind(actor: Machine, on: dt.date) -> str:
    return _counted(remind_all(actor.clinic, on), "new task", "made")


def _read(actor: Machine, on: dt.date) -> str:
    return _counted(read_notes(actor, actor.clinic), "note", "read")


def _close(actor: Machine, on: dt.date) -> str:
    return _counted(close_months(actor, actor.clinic, on), "number", "of closed months kept")


def _weigh(actor: Machine, on: dt.date) -> str:
    weigh_tables()
    return "The database knows how its tables are filled."


def _tell(actor: Machine, on: dt.date) -> str:
    return _counted(tell_all(actor.clinic, on), "summary", "sent", "summaries")


def _counted(count: int, one: str, done: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'} {done}."


JOBS = (
    Job("exchange", "Send claims, fetch answers, post what is clear", _exchange),
    Job("remind", "Make the tasks of the next two weeks", _remind),
    Job("check", "Check claims in our hands, with their last days to file", _recheck),
    Job("prove", "Prove the books", _prove),
    Job("backtest", "Try the rules on decided claims", _backtest),
    Job("read", "Read notes", _read),
    Job("months", "Keep the numbers of closed months", _close),
    Job("tables", "Look at how tables are filled", _weigh),
    Job("tell", "Send summaries", _tell),
)
"""The jobs in their order: what comes in first, then what rests on it, then what is told of it."""
TITLES = {job.name: job.title for job in JOBS}


def night(clinic: Clinic, on: dt.date) -> Iterator[JobRun]:
    """Do each job of a clinic; the rows of the log as they are written. One that fails does not stop the next."""
    for job in JOBS:
        yield done(Machine(clinic), job, on)


def done(by: Actor, job: Job, on: dt.date) -> JobRun:
    """Do a job as the site's own work; its row of the log, which `by` has kept."""
    run = JobRun(clinic=by.clinic, job=job.name, started=timezone.now())
    try:
        run.did = job.do(Machine(by.clinic), on)[:300]
    except (JobError, OutletError, StoreError, PlaceError) as error:
        run.error = str(error)[:300]
    except DatabaseError as error:
        run.error = f"The database refused it ({type(error).__name__})."
    except Exception as error:  # the next job must run; what an unknown error says may name a patient
        run.error = f"It broke off ({type(error).__name__})."
    run.ended = timezone.now()
    keep(by, run)
    return run
