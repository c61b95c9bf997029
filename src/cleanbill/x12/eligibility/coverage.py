"""What a reply on eligibility says of a day and a service type. What it does not say stays unknown."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from cleanbill.model.eligibility import CoveredBenefit, EligibilityReply, ServiceCoverage
from cleanbill.model.trade import Answer, Period

PLAN = "30"  # the service type of the plan as a whole
ACTIVE = ("1", "2", "3", "4", "5")  # EB01
INACTIVE = ("6", "7", "8")
COINSURANCE, COPAY, DEDUCTIBLE, LIMIT, NOT_COVERED = "A", "B", "C", "F", "I"
REMAINING = "29"  # EB06
USED = "24"
YEARS = ("21", "22", "23", "25")  # a year, a service year, a calendar year, the contract
VISITS = "VS"
BEGINS = ("346", "348", "356")  # DTP01: plan, benefit, eligibility
ENDS = ("347", "349", "357")
SPANS = ("291", "292", "307")
T = TypeVar("T")


def active(reply: EligibilityReply, on: dt.date) -> bool | None:
    """Whether the person is covered on a day; None where the reply does not tell, or tells both.

    A reply without dates speaks of the day that was asked about: that it is this one is for the caller to see.
    """
    if reply.rejections:
        return None
    said = [one for one in reply.benefits if one.kind in ACTIVE + INACTIVE]
    of_plan = [one for one in said if PLAN in one.service_types or not one.service_types] or said
    answers = {_active(one, _dates(one, reply), on) for one in of_plan}
    return answers.pop() if len(answers) == 1 else None


def _active(one: CoveredBenefit, dates: tuple[Period, ...], on: dt.date) -> bool | None:
    if one.kind in ACTIVE:
        return holds(dates, on)
    ended = [each.to or each.from_ for each in dates if each.kind in ENDS + SPANS]
    return None if any(on <= last for last in ended) else False  # until it ended, it may have been active


def _dates(one: CoveredBenefit, reply: EligibilityReply) -> tuple[Period, ...]:
    return one.dates + reply.dates


def holds(dates: Iterable[Period], on: dt.date) -> bool | None:
    """Whether the day is within all dates; None where they do not speak of it. Other kinds of dates say nothing."""
    answers = {_holds(one, on) for one in dates}
    return False if False in answers else None if None in answers else True


def _holds(one: Period, on: dt.date) -> bool | None:
    if one.kind in BEGINS:
        return on >= one.from_
    if one.kind in ENDS:
        return on <= (one.to or one.from_)
    if one.kind not in SPANS:
        return True
    if one.to:
        return one.from_ <= on <= one.to
    return True if on == one.from_ else None


def service(reply: EligibilityReply, service_type: str, on: dt.date, in_network: bool = True) -> ServiceCoverage:
    """What the reply says of a service type (PT, 33) in or out of the network.

    A deductible is the plan's where the service has none of its own. Nothing is worked out: visits that remain are
    only those that the payer says remain.
    """
    side = ("yes", "both", None) if in_network else ("no", "both", None)
    usable = [one for one in reply.benefits if one.in_network in side and holds(_dates(one, reply), on)]
    own = [one for one in usable if service_type in one.service_types]
    of_plan = [one for one in usable if PLAN in one.service_types]
    limits = [one for one in own if one.kind == LIMIT]
    limit = _limit(limits)
    remaining = _one(visits for one in limits for visits, period in _visits(one) if period == REMAINING)
    return ServiceCoverage(
        copay=_one(one.money for one in own if one.kind == COPAY),
        coinsurance=_one(one.percent for one in own if one.kind == COINSURANCE),
        deductible=_deductible(own, of_plan, remaining=False),
        deductible_remaining=_deductible(own, of_plan, remaining=True),
        visit_limit=limit[0] if limit else None,
        visit_period=limit[1] if limit else None,
        visits_remaining=remaining,
        authorization=_authorization(own),
        covered=_covered(own),
        messages=tuple(dict.fromkeys(message for one in own for message in one.messages)),
    )


def _limit(limits: list[CoveredBenefit]) -> tuple[int, str | None] | None:
    """The visits of a year; where no limit is by the year, the limit that there is."""
    found = [each for one in limits for each in _visits(one) if each[1] not in (REMAINING, USED)]
    return _one([each for each in found if each[1] in YEARS] or found)


def _visits(one: CoveredBenefit) -> list[tuple[int, str | None]]:
    """The visits that a limitation counts, each with its period, in the benefit itself or in how it is given out."""
    said = [(one.quantity_type, one.quantity, one.period)]
    said += [(each.quantity_type, each.quantity, each.period or one.period) for each in one.deliveries]
    return [
        (int(count), period) for kind, count, period in said if kind == VISITS and count is not None and count % 1 == 0
    ]


def _deductible(own: list[CoveredBenefit], of_plan: list[CoveredBenefit], remaining: bool) -> Decimal | None:
    """The deductible of one person; a family's only where it is the only one."""
    for benefits in (own, of_plan):
        found = [one for one in benefits if one.kind == DEDUCTIBLE and (one.period == REMAINING) == remaining]
        found = [one for one in found if one.period != USED]
        if found:
            return _one(one.money for one in [one for one in found if one.coverage != "FAM"] or found)
    return None


def _authorization(own: list[CoveredBenefit]) -> Answer:
    """Needed where any benefit says so; not needed where some say so and none says that it is not known."""
    said = {one.authorization for one in own} - {None}
    if "yes" in said:
        return "yes"
    return "no" if said == {"no"} else "unknown"


def _covered(own: list[CoveredBenefit]) -> bool | None:
    said = {one.kind in ACTIVE for one in own if one.kind in (*ACTIVE, *INACTIVE, NOT_COVERED)}
    return said.pop() if len(said) == 1 else None


def _one(values: Iterable[T | None]) -> T | None:
    """The value, where all that there are agree."""
    found = {value for value in values if value is not None}
    return found.pop() if len(found) == 1 else None
