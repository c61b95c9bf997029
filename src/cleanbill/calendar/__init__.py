"""Dates in, dates out: the clocks of filing, of benefit years, plans of care and series. No clock of its own."""

from cleanbill.calendar.benefit_year import benefit_year
from cleanbill.calendar.filing import filing_limit, months_later
from cleanbill.calendar.plan_of_care import certified_from, certified_in_time, certified_until, certify_by
from cleanbill.calendar.series import series

__all__ = [
    "benefit_year",
    "certified_from",
    "certified_in_time",
    "certified_until",
    "certify_by",
    "filing_limit",
    "months_later",
    "series",
]
