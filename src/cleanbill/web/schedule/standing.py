"""How near a count is to its end, as people see it: a shape, a word and a colour, and the count in words."""

import datetime as dt
from typing import NamedTuple

from cleanbill import visits

NEAR = visits.Watch().visits
_AUTHORIZED = {"visits": "authorized", "units": "units authorized"}


class Standing(NamedTuple):
    """`mark` and `look` (a class of base.css) say the same as `word`; `text` is the count."""

    mark: str
    look: str
    word: str
    text: str
    unknown: tuple[str, ...] = ()


def total(counter: visits.Counter) -> Standing:
    """The visit's number in its episode, which has no end of its own."""
    return Standing("", "", "", f"Visit {_figure(counter.number or 0)}", counter.unknown)


def limited(counter: visits.Counter, what: str) -> Standing:
    """The visit's number on an authorization or a plan's limit: `11 of 12 authorized, ends Apr 30`."""
    upto = _upto(counter)
    if counter.number is None:
        return Standing("✕", "bad", "not covered", f"{what}{upto}", counter.unknown)
    if counter.limit is None:
        return Standing("✓", "good", "open", f"{_figure(counter.number)} {what}{upto}", counter.unknown)
    text = f"{_figure(counter.number)} of {counter.limit} {what}{upto}"
    left = counter.limit - counter.number
    if left < 0:
        return Standing("✕", "bad", "over", text, counter.unknown)
    if left == 0:
        return Standing("■", "bad", "last", text, counter.unknown)
    if left <= NEAR:
        return Standing("▲", "doubt", f"{_figure(left)} left", text, counter.unknown)
    return Standing("✓", "good", "ok", text, counter.unknown)


def standings(ledger: visits.Ledger, key: str) -> list[Standing]:
    """The counters of an appointment: its episode's, its authorizations', its plan limits'; none if it was given up."""
    one = ledger.appointments[key]
    if one.state in ("cancelled", "late_cancel", "no_show"):
        return []
    counted = visits.counters(ledger, one)
    return [standing for standing, _ in beside(counted)]


def beside(counted: visits.Counters) -> list[tuple[Standing, visits.Counter]]:
    """The three counters of an appointment in words, each with its numbers."""
    rows = [(total(counted.total), counted.total)]
    rows += [(limited(one, _AUTHORIZED[one.counts]), one) for one in counted.authorized]
    return rows + [(limited(one, "plan visits"), one) for one in counted.plan]


def _upto(counter: visits.Counter) -> str:
    """When a count ends, in words: a calendar year by its number."""
    if counter.ends is None:
        return ""
    year = counter.ends.year
    if (counter.begins, counter.ends) == (dt.date(year, 1, 1), dt.date(year, 12, 31)):
        return f" in {year}"
    return f", ends {_day(counter.ends)}"


def _figure(number: float) -> str:
    return f"{number:g}"


def _day(day: dt.date) -> str:
    return f"{day:%b} {day.day}"
