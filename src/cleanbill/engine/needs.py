"""Which facts a rule needs, and which of them a visit lacks.

A need is a path into the claim document: "note/cmt/regions", "received_date", or "lines/minutes" for every
line that woke the rule. "a|b" is met by either.
"""

from functools import cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from cleanbill.engine.rule import Rule
from cleanbill.engine.visit import Visit


class Lack(Struct, frozen=True):
    """A fact that is not given: where it would stand, and the sentence that says so."""

    path: str
    sentence: str


def lacking(rule: Rule, visit: Visit) -> Lack | None:
    """The first fact that `rule` needs and `visit` does not give, or None when the rule can be checked."""
    for need in rule.needs:
        lack = _line_lack(need[6:], rule, visit) if need.startswith("lines/") else _claim_lack(need, visit)
        if lack:
            return lack
    return None


def _line_lack(field: str, rule: Rule, visit: Visit) -> Lack | None:
    lines = visit.having(rule.procedures) if rule.procedures else visit.lines
    without = [visit.index(line) for line in lines if getattr(line, field) is None]
    if not without:
        return None
    numbers = ", ".join(str(i + 1) for i in without)
    word = "lines" if len(without) > 1 else "line"
    return Lack(f"/lines/{without[0]}/{field}", f"{field.replace('_', ' ')} of {word} {numbers} not given")


def _claim_lack(need: str, visit: Visit) -> Lack | None:
    paths = need.split("|")
    if any(_value(visit.claim, path) is not None for path in paths):
        return None
    return Lack("/" + paths[0], f"{' or '.join(path.replace('/', '.') for path in paths)} not given")


def _value(claim: object, path: str) -> Any:
    """The value at `path`, or None where it or a part on the way is absent."""
    try:
        return _getter(path)(claim)
    except AttributeError:
        return None


@cache
def _getter(path: str) -> "attrgetter[Any]":
    return attrgetter(".".join("from_" if part == "from" else part for part in path.split("/")))
