"""More timed units are billed than the day's one-on-one minutes earn.

Medicare adds up the minutes of all timed codes of a day and discipline and turns the total into units: the last unit
counts from its eighth minute on. A lone service under 8 minutes is left to UN107, units on the wrong code to UN102.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED
from cleanbill.codes.timed import Pool, bill, count, share, sum_of
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import timed_units
from cleanbill.rules.mend import with_units


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each pool of timed minutes that is overdrawn."""
    for pool in visit.pools:
        if pool.units > pool.earned and not pool.alone_under_eight:
            yield _fault(visit, pool)


def _fault(visit: Visit, pool: Pool) -> Fault:
    units = share(pool.minutes, pool.billed)
    over = max(pool.minutes, key=lambda code: (pool.billed[code] - units[code], -(pool.minutes[code] % 15)))
    if len(pool.minutes) == 1:
        earn = f"{pool.total:g} minutes earn {pool.earned}: {sum_of(pool.total)}."
        message = f"{over}: {count(pool.units)} billed, {earn}"
    else:
        message = (
            f"{count(pool.units)} billed, {pool.total:g} timed minutes earn {pool.earned}: {sum_of(pool.total)}. "
            f"Billed: {pool.spelled}. Earned: {bill(units)}."
        )
    return Fault(message, pool.of(over)[-1], "units", edits=with_units(visit, pool, units))


def _lines(*services: tuple[str, int | None, int], date: str = "2026-11-02") -> list[dict[str, object]]:
    return [{"code": code, "minutes": m, "units": units, "date": date} for code, m, units in services]


_CMS = {"unit_rule": "cms8"}

rule = Rule(
    id="UN101",
    version=1,
    name="timed_units_exceed_minutes",
    title="More timed units are billed than the minutes earn",
    catalogue="UNIT-01",
    severity="error",
    stage=("claim",),
    applies={"unit_rule": ("cms8",)},
    procedures=TIMED,
    needs=("lines/units", "lines/minutes"),
    authority=(timed_units("the total number of minutes of service ... determines the number of timed units billed"),),
    denials=(Denial("151", "N362"),),
    fix="Lower the units to what the minutes earn, first those of the code with the smallest remainder.",
    fix_safety="ask",
    check=check,
    examples=(
        fails(
            "four codes, 49 minutes, 4 units: the ultrasound's 8 minutes are the smallest remainder",
            payer=_CMS,
            lines=_lines(("97110", 18, 1), ("97140", 13, 1), ("97116", 10, 1), ("97035", 8, 1)),
        ),
        fails("10 and 10 minutes are one unit", payer=_CMS, lines=_lines(("97110", 10, 1), ("97140", 10, 1))),
        fails("12, 12 and 12 minutes are two units", payer=_CMS,
              lines=_lines(("97110", 12, 1), ("97112", 12, 1), ("97140", 12, 1))),
        fails("one code on two lines is added up", payer=_CMS, lines=_lines(("97110", 20, 1), ("97110", 15, 2))),
        passes("41 minutes are three units", payer=_CMS,
               lines=_lines(("97110", 18, 1), ("97140", 13, 1), ("97116", 10, 1))),
        near_miss("7 minutes are billed because the pool reaches 40: 33 + 7", payer=_CMS,
                  lines=_lines(("97110", 33, 2), ("97140", 7, 1))),
        near_miss("20, 20 and 5 minutes are 45: three units", payer=_CMS,
                  lines=_lines(("97110", 20, 1), ("97112", 20, 1), ("97140", 5, 1))),
        near_miss("the midpoint rule counts each code on its own", payer={"unit_rule": "ama_midpoint"},
                  lines=_lines(("97110", 10, 1), ("97140", 10, 1))),
        near_miss("another day is another pool", payer=_CMS,
                  lines=_lines(("97110", 10, 1)) + _lines(("97140", 10, 1), date="2026-11-04")),
        unknown("minutes not given", payer=_CMS, lines=_lines(("97110", None, 3))),
    ),
)  # fmt: skip
