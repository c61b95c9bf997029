"""Refusals in time: how many decisions pay nothing, how soon refusals are appealed and settled, how many are won."""

from django.db.models import F, Q, QuerySet

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.dashboards.measures.measure import ONE, Days, Measure, when, within
from cleanbill.web.dashboards.period import Period
from cleanbill.web.denials.models import Appeal
from cleanbill.web.remits.models import Decision, OpenItem

_DECIDES = ("1", "4", "19")  # of the first payer (CLP02); 2, 3, 20, 21 are later payers', 22 takes back, 25 estimates


def primary(clinic: Clinic, period: Period) -> "QuerySet[Decision]":
    """Decisions of first payers in the month; part: those that pay nothing."""
    made = Decision.objects.of(clinic).filter(within("day", (period.first, period.last)), posted=True, level=1)
    return made.filter(status__in=_DECIDES, claim__isnull=False).annotate(above=when(Q(paid__lte=0)), below=ONE)


def days_to_appeal(clinic: Clinic, period: Period) -> "QuerySet[Appeal]":
    """The days from a refusal to each letter about one that went out in the month."""
    sent = Appeal.objects.of(clinic).filter(within("sent", (period.first, period.last)), item__isnull=False)
    return sent.annotate(above=Days(F("sent"), F("item__opened")), below=ONE)


def days_to_resolution(clinic: Clinic, period: Period) -> "QuerySet[OpenItem]":
    """The days from a refusal to its end, of those that were closed in the month."""
    closed = OpenItem.objects.of(clinic).filter(within("closed", (period.first, period.last)))
    return closed.annotate(above=Days(F("closed"), F("opened")), below=ONE)


def overturned(clinic: Clinic, period: Period) -> "QuerySet[Appeal]":
    """Letters that a payer decided on in the month; part: those by which it gave way, wholly or in part."""
    answered = Appeal.objects.of(clinic).filter(within("answered", (period.first, period.last)))
    decided = answered.filter(outcome__in=Appeal.DECIDES, item__isnull=False)
    return decided.annotate(above=when(Q(outcome__in=Appeal.WINS)), below=ONE)


_OF_APPEAL = ("item__account__payer", "item__account__provider")
MEASURES = {
    "primary_denial": Measure(primary, "claim__payer", "claim__appointment__provider"),
    "days_to_appeal": Measure(days_to_appeal, *_OF_APPEAL),
    "days_to_resolution": Measure(days_to_resolution, "account__payer", "account__provider"),
    "overturned": Measure(overturned, *_OF_APPEAL),
}
