"""Which facts a rule needs, and which of them a visit lacks.

A need is a path into the claim document: "note/cmt/regions", "received_date", or "lines/minutes" for every
line that woke the rule. "a|b" is met by either.
"""

from functools import lru_cache

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

    def lack(self, visit: Visit) -> Lack | None:
        """What `visit` does not give of it, or None."""
        field, codes = self.field, self.codes
        without = [line for line in visit.lines if getattr(line, field) is None and line.code in codes]
        return _lack_on(field, tuple(visit.index(line) for line in without)) if without else None


class ClaimNeed(Struct, frozen=True):
    """Facts of the claim of which one has to be given."""

    paths: tuple[tuple[str, ...], ...]
    absent: Lack

    def lack(self, visit: Visit) -> Lack | None:
        """What `visit` does not give of it, or None."""
        for path in self.paths:
            value: object = visit.claim
            for part in path:
                value = getattr(value, part)
                if value is None:
                    break
            else:
                return None
        return self.absent


Need = LineNeed | ClaimNeed


def need(path: str, codes: frozenset[str]) -> Need:
    """The need of a path, for visits whose lines that wake the rule carry `codes`."""
    if path.startswith("lines/"):
        return LineNeed(path.removeprefix("lines/"), codes)
    paths = path.split("|")
    names = " or ".join(path.replace("/", ".") for path in paths)
    return ClaimNeed(tuple(map(_parts, paths)), lack("/" + paths[0], f"{names} not given"))


def _parts(path: str) -> tuple[str, ...]:
    return tuple("from_" if part == "from" else part for part in path.split("/"))


@lru_cache(maxsize=1024)
def _lack_on(field: str, indexes: tuple[int, ...]) -> Lack:
    numbers = ", ".join(str(index + 1) for index in indexes)
    word = "lines" if len(indexes) > 1 else "line"
    return lack(f"/lines/{indexes[0]}/{field}", f"{field.replace('_', ' ')} of {word} {numbers} not given")
