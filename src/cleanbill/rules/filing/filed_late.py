"""The payer received the claim after its last day for filing. The last day itself is in time.

Judged by the date of receipt. A claim without one that could still be filed on the day of the check passes; one
that could not is reported as not checked, for it may have been received in time.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.calendar import filing_limit
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_FIRST_COAST = Authority(
    "First Coast Service Options, Medicare timely filing",
    "All claims",
    "read in November 2026",
    "https://medicare-prod.fcso.com/node/5026",
    "Claims submitted after one calendar year from the DOS will be denied or rejected.",
)


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    claim, day, terms = visit.claim, visit.date, visit.payer.timely_filing
    if day is None:
        return
    if terms is None:
        yield _unchecked("payer.timely_filing is not known", "payer/timely_filing")
        return
    limit = filing_limit(terms, day)
    if limit is None:
        yield _unchecked(f"payer.timely_filing “{terms}” is not understood", "payer/timely_filing")
        return
    received = claim.received_date
    if (received or context.on) <= limit:
        return
    if received is None:
        yield _unchecked(f"received_date not given; for the service of {day} the last day was {limit}", "received_date")
    elif claim.frequency_code in ("7", "8"):
        yield _unchecked("the payer's limit for replaced and voided claims is not known", "frequency_code")
    else:
        late = (received - limit).days
        yield Fault(
            f"Received {received}, {late} day{'' if late == 1 else 's'} after the last day, {limit} ({terms}).",
            visit.lines[0],
            "date",
        )


def _unchecked(why: str, field: str) -> Fault:
    return Fault(f"Not checked: {why}.", field=field, severity="not_checked")


def _claim(day: str, received: str | None, **payer: object) -> dict[str, object]:
    return {
        "payer": payer or {"type": "medicare_b"},
        "received_date": received,
        "lines": [{"code": "97110", "modifiers": ["GP"], "date": day}],
    }


rule = Rule(
    id="FI101",
    version=2,
    name="filed_late",
    title="Filed after the payer's last day",
    catalogue="ADM-01",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("42 CFR 424.44(a)", "Time limits for filing claims", "services on or after 2010-01-01"),
        _FIRST_COAST,
        Authority("Medicare Claims Processing Manual", "ch. 1, §70", "CMS Pub. 100-04"),
    ),
    check=check,
    fix="Write the charge off unless an exception applies (payer error, retroactive entitlement); do not bill the "
    "patient.",
    fix_safety="never",
    reads=("timely_filing",),
    denials=(Denial("29"),),
    since=dt.date(2010, 1, 1),
    examples=(
        fails("Medicare, a year and a day", **_claim("2025-02-10", "2026-02-11")),
        fails(
            "180 days by contract, day 181",
            **_claim("2026-01-01", "2026-07-01", type="commercial", timely_filing="180 days from date of service"),
        ),
        fails("February 29 is filed by February 28", **_claim("2024-02-29", "2025-03-01")),
        passes("Medicare, received within the month", **_claim("2026-02-10", "2026-03-02")),
        near_miss("Medicare, a year to the day", **_claim("2025-02-11", "2026-02-11")),
        near_miss(
            "180 days by contract, day 180",
            **_claim("2026-01-01", "2026-06-30", type="commercial", timely_filing="180 days from date of service"),
        ),
        unknown("A contract whose limit is not known", **_claim("2025-02-10", "2026-02-11", type="commercial")),
        unknown("Not received yet, and the last day has passed", **_claim("2025-02-10", None)),
    ),
)
