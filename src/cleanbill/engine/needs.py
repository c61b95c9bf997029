"""Which facts a rule needs, and which of them a visit lacks.

A need is a path into the claim document: "note/cmt/regions", "received_date", or "lines/minutes" for every
line that woke the rule. "a|b" is met by either.
"""

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from cleanbill.engine.visit import Visit


class Lack(Struct, frozen=True, gc=False):
    """A fact that is not given: where it would stand, and the message that says so."""

    path: str
    message: str


def lack(path: str, why: str) -> Lack:
    """The lack of a fact, as it is told."""
    return Lack(path, f"Not checked: {why}.")


class LineNeed(Struct, frozen=True):
    """A field that every line with one of `codes` has to carry."""

    field: str
    codes: frozenset[str]
    value: Callable[[object], Any]

    def lack(self, visit: Visit) -> Lack | None:
        """What `visit` does not give of it, or None."""
        if None not in map(self.value, visit.lines):
            return None
        without = [line for line in visit.having(self.codes) if self.value(line) is None]
        return _lack_on(self.field, tuple(visit.index(line) for line in without)) if without else None


class ClaimNeed(Struct, frozen=True):
    """Facts of the claim of which one has to be given."""

    values: tuple[Callable[[object], Any], ...]
    absent: Lack

    def lack(self, visit: Visit) -> Lack | None:
        """What `visit` does not give of it, or None."""
        for value in self.values:
            if value(visit.claim) is not None:
                return None
        return self.absent


Need = LineNeed | ClaimNeed


def need(path: str, codes: frozenset[str]) -> Need:
    """The need of a path, for visits whose lines that wake the rule carry `codes`."""
    if path.startswith("lines/"):
        field = path.removeprefix("lines/")
        return LineNeed(field, codes, _getter(field))
    paths = path.split("|")
    names = " or ".join(path.replace("/", ".") for path in paths)
    return ClaimNeed(tuple(map(_getter, paths)), lack("/" + paths[0], f"{names} not given"))


@lru_cache(maxsize=1024)
def _getter(path: str) -> Callable[[object], Any]:
    path, _, last = path.rpartition("/")
    name = "from_" if last == "from" else last
    if not path:
        return attrgetter(name)
    whole = _getter(path)
    return lambda claim: getattr(whole(claim), name, None)  # a part on the way may be absent


@lru_cache(maxsize=1024)
def _lack_on(field: str, indexes: tuple[int, ...]) -> Lack:
    numbers = ", ".join(str(index + 1) for index in indexes)
    word = "lines" if len(indexes) > 1 else "line"
    return lack(f"/lines/{indexes[0]}/{field}", f"{field.replace('_', ' ')} of {word} {numbers} not given")
