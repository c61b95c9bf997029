"""Today's rules tried on the clinic's decided claims, as they were sent: kept claim by claim, summed for any days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import NamedTuple

import msgspec
from django.db import transaction
from django.db.models import Count, Max, Min
from msgspec.structs import replace

import cleanbill
from cleanbill.data import Unchanging
from cleanbill.model.remittance import REVERSAL
from cleanbill.remittance.backtest import First, Report, Row, backtest
from cleanbill.rules import LOCK
from cleanbill.version import __version__
from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor, keep_many
from cleanbill.web.claims.models import Claim
from cleanbill.web.denials.models import Trial
from cleanbill.web.remits.models import Decision

AT_ONCE = 200
YEAR = dt.timedelta(days=365)
_FIELDS = ("day", "heard", "newest", "rules", "rows")


class Heard(NamedTuple):
    """What payers decided on a claim: the day of the first decision, how many there are, and the newest."""

    day: dt.date
    decisions: int
    newest: int


class Tried(NamedTuple):
    """What the rules would have done in some days, and the claims decided then on which they are still to be tried."""

    report: Report
    waiting: list[int]


def tried(clinic: Clinic, first: dt.date, last: dt.date) -> Tried:
    """What is kept of the claims whose first decision is of these days, both included."""
    decided, report = _decided(clinic, first, last), Report()
    kept = Trial.objects.of(clinic).filter(day__gte=first, day__lte=last, rules=rules())
    for trial in kept.order_by("claim__claim_id"):
        if decided.get(trial.claim_id) == Heard(trial.day, trial.heard, trial.newest):
            del decided[trial.claim_id]
            report.answered += 1
            for row in trial.read:
                report.add(row)
    return Tried(report, sorted(decided))


def try_some(actor: Actor, clinic: Clinic, first: dt.date, last: dt.date) -> int:
    """Try the rules on the next claims of these days that wait for it; how many still do."""
    waiting = tried(clinic, first, last).waiting
    _try(actor, clinic, waiting[:AT_ONCE])
    return len(waiting[AT_ONCE:])


def try_all(actor: Actor, clinic: Clinic, first: dt.date, last: dt.date) -> int:
    """Try the rules on all claims of these days that wait for it; how many that were."""
    waiting = tried(clinic, first, last).waiting
    for place in range(0, len(waiting), AT_ONCE):
        _try(actor, clinic, waiting[place : place + AT_ONCE])
    return len(waiting)


@cache
def rules() -> str:
    """What today's rules are called: another version of cleanbill, or of one rule, is another name."""
    return sha256(f"{__version__}\n{LOCK.read_text()}".encode()).hexdigest()[:16]


def _decided(clinic: Clinic, first: dt.date, last: dt.date) -> dict[int, Heard]:
    """The claims whose first decision is of these days, with what was heard of them."""
    posted = Decision.objects.of(clinic).filter(posted=True, claim__isnull=False, day__isnull=False)
    posted = posted.exclude(status=REVERSAL)
    of_days = posted.filter(day__gte=first, day__lte=last).values("claim")
    sums = posted.filter(claim__in=of_days).order_by().values_list("claim")
    rows = sums.annotate(Min("day"), Count("pk"), Max("pk"))
    return {claim: Heard(*told) for claim, *told in rows if told[0] >= first}


@transaction.atomic
def _try(actor: Actor, clinic: Clinic, keys: Sequence[int]) -> None:
    """Try the rules on these claims and keep what comes of it."""
    held = Claim.objects.of(clinic).select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    claims = list(held.defer("findings", "proposals").select_related("trial"))
    numbers = {claim.pk: claim.claim_id for claim in claims}
    first, heard = First(), defaultdict[int, list[Decision]](list)
    for one in Decision.objects.of(clinic).filter(claim__in=keys, posted=True, day__isnull=False):
        first.add(replace(one.read, claim_id=numbers[one.claim_id or 0]), one.day)
        if one.status != REVERSAL:
            heard[one.claim_id or 0].append(one)
    with Unchanging():
        report = backtest((claim.read for claim in claims), first, cleanbill.check_claim)
    rows = defaultdict[str, list[Row]](list)
    for row in report.rows:
        rows[row.claim_id].append(row)
    trials = [_kept(one, heard[one.pk], rows[one.claim_id]) for one in claims if one.pk in heard]
    keep_many(actor, [one for one in trials if one.pk is None])
    keep_many(actor, [one for one in trials if one.pk is not None], _FIELDS)


def _kept(claim: Claim, decisions: list[Decision], rows: list[Row]) -> Trial:
    trial = getattr(claim, "trial", None) or Trial(clinic_id=claim.clinic_id, claim=claim)
    trial.day = min(one.day for one in decisions if one.day)
    trial.heard, trial.newest = len(decisions), max(one.pk for one in decisions)
    trial.rules, trial.rows = rules(), msgspec.to_builtins(rows)
    return trial
