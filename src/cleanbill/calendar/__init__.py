"""Dates in, dates out: the clocks of filing. No clock of its own."""

from cleanbill.calendar.filing import filing_limit, months_later

__all__ = ["filing_limit", "months_later"]
