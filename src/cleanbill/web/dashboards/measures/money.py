"""What is owed and what is collected. Cents throughout."""

import datetime as dt
from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.dashboards.measures.measure import NONE, Measure, Records, when, within
from cleanbill.web.dashboards.period import Period
from cleanbill.web.remits.models import Account
from cleanbill.web.remits.models.account import OWED

AGES = {"aged_30": (0, 30), "aged_60": (31, 60), "aged_90": (61, 90), "aged_120": (91, 120), "aged_over": (121, None)}
"""The ages of what is owed, in days from the date of service: each number's first and last day."""
_YEAR = 365
_QUARTER = 90


def _live(clinic: Clinic) -> "QuerySet[Account]":
    """The accounts that count. `in`, not `=`: SQLite looks for a truth that stands alone in no index."""
    return Account.objects.of(clinic).filter(live__in=[True])


def _owed(clinic: Clinic) -> "QuerySet[Account]":
    """The accounts of which something is owed."""
    return _live(clinic).annotate(owed=OWED).filter(owed__gt=0)


def _of_age(first: int, last: int | None, on: dt.date) -> Q:
    """Services so many days ago; those yet to come count as of today."""
    held = Q(service_date__lte=on - dt.timedelta(days=first)) if first else Q()
    return held & Q(service_date__gte=on - dt.timedelta(days=last)) if last is not None else held


def _aged(first: int, last: int | None) -> Records:
    def records(clinic: Clinic, period: Period) -> "QuerySet[Account]":
        """What is owed of services of an age."""
        aged = _owed(clinic).annotate(above=when(_of_age(first, last, period.as_of), F("owed")), below=NONE)
        return aged.filter(above__gt=0)

    return records


def by_payer(records: "QuerySet[Account]", on: dt.date) -> "QuerySet[Account, Any]":
    """What is owed of some accounts by payer, and of each payer by age."""
    sums = {name: Sum(when(_of_age(first, last, on), OWED)) for name, (first, last) in AGES.items()}
    return records.order_by("payer__name").values("payer__name").annotate(**sums)


def over_90(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """All that is owed; part: what is owed for more than 90 days."""
    return _owed(clinic).annotate(above=when(_of_age(91, None, period.as_of), F("owed")), below=F("owed"))


def receivables(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """All that is owed."""
    return _owed(clinic).annotate(above=F("owed"), below=NONE)


def net_receivables(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """All that is owed; what payers have not decided on counts less what contracts take off."""
    return _owed(clinic).annotate(above=F("owed") - F("open") + _expected(clinic, period), below=NONE)


def net_revenue(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """The charges of 90 days less what contracts take off, or are expected to."""
    services = _live(clinic).filter(within("service_date", period.days_to_its_end(_QUARTER)))
    net = F("charge") - F("contractual") - F("open") + _expected(clinic, period)
    return services.annotate(above=net, below=NONE)


def charges(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """The charges of 365 days."""
    services = _live(clinic).filter(within("service_date", period.days_to_its_end(_YEAR)))
    return services.annotate(above=F("charge"), below=NONE)


def _expected(clinic: Clinic, period: Period) -> Any:
    """What of the charges that no payer has decided on contracts will leave: as of those decided on, of a year."""
    sums = _decided(clinic, period).aggregate(charge=Sum("charge"), off=Sum("contractual"))
    kept = 1 - sums["off"] / sums["charge"] if sums["charge"] else 1.0
    return Cast(Round(F("open") * kept), BigIntegerField())


def _decided(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """The accounts of services in the year to the month's end that a payer has decided on."""
    days = within("service_date", period.days_to_its_end(_YEAR))
    return _live(clinic).filter(days, decided__isnull=False)


def net_collection(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """What payers and patients paid of a year's services, to what contracts left of their charges."""
    left = F("charge") - F("contractual") - F("elsewhere")
    return _decided(clinic, period).annotate(above=F("paid") + F("patient_paid"), below=left)


def gross_collection(clinic: Clinic, period: Period) -> "QuerySet[Account]":
    """What payers and patients paid of a year's services, to their charges."""
    return _decided(clinic, period).annotate(above=F("paid") + F("patient_paid"), below=F("charge"))


MEASURES = {
    "net_days": Measure(net_receivables, balance=True, over="net_revenue"),
    "mgma_days": Measure(receivables, balance=True, over="charges"),
    "net_revenue": Measure(net_revenue, balance=True),
    "charges": Measure(charges, balance=True),
    "net_collection": Measure(net_collection, balance=True),
    "gross_collection": Measure(gross_collection, balance=True),
    "over_90": Measure(over_90, balance=True),
    **{name: Measure(_aged(*days), balance=True) for name, days in AGES.items()},
}
