"""A unit is billed whose midpoint was not reached, at a payer that counts each code on its own.

Under the midpoint rule remainders of different codes are never pooled: 38 minutes are 3 units, 37 are 2. A lone
service under 8 minutes is left to UN107.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED
from cleanbill.codes.timed import count, earned, earning, sum_of
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import midpoint, timed_units
from cleanbill.rules.mend import with_units


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each code that is overdrawn."""
    for pool in visit.pools:
        if pool.alone_under_eight:
            continue
        for code, minutes in pool.minutes.items():
            if pool.billed[code] > earned(minutes):
                yield Fault(
                    f"{code}: {count(pool.billed[code])} billed, {earning(minutes)} where "
                    f"each code is counted on its own: {sum_of(minutes)}.",
                    pool.of(code)[-1],
                    "units",
                    edits=with_units(visit, pool, {code: earned(minutes)}),
                )


def _lines(*services: tuple[str, int | None, int]) -> list[dict[str, object]]:
    return [{"code": code, "minutes": m, "units": units, "date": "2026-11-02"} for code, m, units in services]


_MIDPOINT = {"unit_rule": "ama_midpoint"}

rule = Rule(
    id="UN103",
    version=2,
    name="unit_below_midpoint",
    title="A timed unit is billed whose midpoint was not reached",
    catalogue="UNIT-03",
    severity="error",
    stage=("claim",),
    applies={"unit_rule": ("ama_midpoint",)},
    procedures=TIMED,
    needs=("lines/units", "lines/minutes"),
    authority=(
        midpoint(),
        timed_units(
            "If the duration of a single modality or procedure in a day is greater than or equal to 23 minutes "
            "through and including 37 minutes, then 2 units should be billed."
        ),
    ),
    denials=(Denial("151", "N362"),),
    fix="Drop the unit that stopped short of its eighth minute.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("37 minutes are 2 units", payer=_MIDPOINT, lines=_lines(("97110", 37, 3))),
        fails("33 and 7 minutes: the 7 earn nothing", payer=_MIDPOINT, lines=_lines(("97110", 33, 2), ("97140", 7, 1))),
        fails("7 and 7 minutes earn nothing", payer=_MIDPOINT, lines=_lines(("97110", 7, 1), ("97140", 7, 0))),
        passes("38 minutes are 3 units", payer=_MIDPOINT, lines=_lines(("97110", 38, 3))),
        near_miss("10 and 10 minutes are 2 units here, 1 for Medicare", payer=_MIDPOINT,
                  lines=_lines(("97110", 10, 1), ("97140", 10, 1))),
        near_miss("8, 8 and 8 minutes are 3 units here, 2 for Medicare", payer=_MIDPOINT,
                  lines=_lines(("97110", 8, 1), ("97112", 8, 1), ("97140", 8, 1))),
        near_miss("Medicare pools the minutes", payer={"unit_rule": "cms8"},
                  lines=_lines(("97110", 33, 2), ("97140", 7, 1))),
        unknown("minutes not given", payer=_MIDPOINT, lines=_lines(("97110", None, 3))),
    ),
)  # fmt: skip
