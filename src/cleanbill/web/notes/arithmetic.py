"""Minutes of timed codes turned into units, shown as a sum, by the rule of the payer and by the other."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cleanbill.codes.procedures import TIMED
from cleanbill.codes.timed import FURTHER, bill, earned, share, sum_of
from cleanbill.model.claim import UnitRule
from cleanbill.model.reading import Treatment

_TITLES: dict[UnitRule, str] = {
    "cms8": "All timed minutes together (8-minute rule)",
    "ama_midpoint": "Each code by itself (midpoint rule)",
}


class Counting(NamedTuple):
    """One way of counting: its title, whether it is the payer's, the sum, and the units of each code."""

    title: str
    payers: bool
    sum: str
    units: str


class Arithmetic(NamedTuple):
    """The timed minutes of a visit by code, and the ways to count them; where both give the same, the payer's alone."""

    minutes: dict[str, int]
    countings: list[Counting]

    @property
    def total(self) -> int:
        """All timed minutes."""
        return sum(self.minutes.values())


def arithmetic(minutes: Mapping[str, int], rule: UnitRule | None) -> Arithmetic:
    """The minutes counted. Where the payer's rule is not known, both ways are shown."""
    pooled = {code: n for code, n in minutes.items() if n}
    if not pooled:
        return Arithmetic({}, [])
    each = {code: earned(n) for code, n in pooled.items()}
    units: dict[UnitRule, dict[str, int]] = {
        "cms8": share(pooled, dict.fromkeys(pooled, 0)),
        "ama_midpoint": each,
    }
    sums: dict[UnitRule, str] = {
        "cms8": sum_of(sum(pooled.values())),
        "ama_midpoint": "; ".join(f"{code}: {sum_of(n)}" for code, n in pooled.items()),
    }
    same = units["cms8"] == units["ama_midpoint"]
    wanted = [rule or "cms8"] if same else sorted(units, key=lambda name: name != (rule or "cms8"))
    return Arithmetic(pooled, [Counting(_TITLES[name], name == rule, sums[name], bill(units[name])) for name in wanted])


def written(treatments: Iterable[Treatment]) -> dict[str, int]:
    """The one-on-one minutes that a note gives to each timed code."""
    return added_up((t.cpt, t.minutes) for t in treatments if t.one_on_one is not False)


def added_up(rows: Iterable[tuple[str | None, int | None]]) -> dict[str, int]:
    """Minutes by timed code; what has no timed code or no minutes counts for nothing."""
    minutes: dict[str, int] = {}
    for code, spent in rows:
        if code in TIMED and isinstance(spent, int):
            counted = FURTHER.get(code, code)
            minutes[counted] = minutes.get(counted, 0) + spent
    return minutes
