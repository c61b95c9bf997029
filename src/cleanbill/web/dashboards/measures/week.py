"""Money at risk now: what is lost unless somebody acts in the next days."""

import datetime as dt

from django.db.models import DateField, F, QuerySet, Value

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.claims.models import Claim
from cleanbill.web.dashboards.measures.measure import NONE, ONE, Days, Measure
from cleanbill.web.dashboards.period import Period
from cleanbill.web.notes.unsigned import unsigned as to_sign
from cleanbill.web.remits.models import OpenItem
from cleanbill.web.schedule.models import Appointment, Authorization

State = Claim.State
WEEK = dt.timedelta(days=7)
_UNSENT = (State.PERSON, State.HELD, State.READY, State.QUEUED, State.REJECTED)


def unsent(clinic: Clinic, period: Period) -> "QuerySet[Claim]":
    """The charges of claims still with us although half of the time to file them is over."""
    today = Value(period.today, output_field=DateField())
    held = Claim.objects.of(clinic).filter(state__in=_UNSENT, file_by__isnull=False)
    late = held.alias(gone=Days(today, F("service_date")), left=Days(F("file_by"), today)).filter(left__lte=F("gone"))
    return late.annotate(above=F("total"), below=NONE)


def unsigned(clinic: Clinic, period: Period) -> "QuerySet[Appointment]":
    """The visits whose note is not signed: they cannot be billed."""
    return to_sign(clinic).annotate(above=ONE, below=NONE)


def due(clinic: Clinic, period: Period) -> "QuerySet[OpenItem]":
    """What payers refused and nobody closed, with the last day to act in the next 7 days or over."""
    held = OpenItem.objects.of(clinic).filter(closed=None, due__lte=period.today + WEEK)
    return held.annotate(above=F("amount"), below=NONE)


def ending(clinic: Clinic, period: Period) -> "QuerySet[Authorization]":
    """The authorizations that end in the next 7 days."""
    held = Authorization.objects.of(clinic).filter(status="approved", end__gte=period.today)
    return held.filter(end__lte=period.today + WEEK).annotate(above=ONE, below=NONE)


MEASURES = {
    "unsent": Measure(unsent, "payer", "appointment__provider", now=True),
    "unsigned": Measure(unsigned, "", "provider", now=True),
    "due": Measure(due, "account__payer", "account__provider", now=True),
    "ending": Measure(ending, "coverage__payer", "", now=True),
}
