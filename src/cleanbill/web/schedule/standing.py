"""How near a count is to its end, as people see it: a shape, a word and a colour, and the count in words."""

import datetime as dt
from typing import NamedTuple

from cleanbill import visits

NEAR = visits.Watch().visits


class Standing(NamedTuple):
    """`mark` and `look` (a class of site.css) say the same as `word`; `text` is the count."""

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
    ends = f", ends {_day(counter.ends)}" if counter.ends else ""
    if counter.number is None:
        return Standing("✕", "bad", "not covered", f"{what}: not covered{ends}", counter.unknown)
    if counter.limit is None:
        return Standing("✓", "good", "open", f"{_figure(counter.number)} {what}{ends}", counter.unknown)
    text = f"{_figure(counter.number)} of {counter.limit} {what}{ends}"
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
    found = [total(counted.total)]
    found += [limited(count, "authorized" if count.counts == "visits" else "units") for count in counted.authorized]
    return found + [limited(count, "plan visits") for count in counted.plan]


def _figure(number: float) -> str:
    return f"{number:g}"


def _day(day: dt.date) -> str:
    return f"{day:%b} {day.day}"
