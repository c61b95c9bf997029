"""Keeping the numbers of closed months, so that they stay as they were."""

import datetime as dt

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.audit.keep import Actor, keep_many
from cleanbill.web.dashboards.measures import MEASURES
from cleanbill.web.dashboards.models import Fact
from cleanbill.web.dashboards.period import month_of
from cleanbill.web.dashboards.reckoning import grouped

MONTHS = 24  # how far back what can still be reckoned is kept
GRACE = 3  # days into the next month in which a balance is still that of the month's end


def close_months(actor: Actor, clinic: Clinic, today: dt.date) -> int:
    """Keep the numbers of closed months that are not kept yet; how many were.

    Balances are known as of today alone: they are kept in the first days after a month, and never afterwards.
    """
    months = [month_of(today, -back, today) for back in range(MONTHS, 0, -1)]
    held = set(Fact.objects.of(clinic).filter(month__gte=months[0].first).values_list("month", "number"))
    made = 0
    for period in months:
        late = (today - period.last).days > GRACE
        facts = [
            Fact(clinic=clinic, number=id, month=period.first, groups=grouped(clinic, id, period))
            for id, measure in MEASURES.items()
            if not measure.now and not (measure.balance and late) and (period.first, id) not in held
        ]
        keep_many(actor, facts)
        made += len(facts)
    return made
