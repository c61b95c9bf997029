"""The minutes earn more timed units than are billed: money left, nothing false.

Counted the payer's way: pooled over the day (Medicare) or code by code (midpoint).
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED
from cleanbill.codes.timed import Pool, bill, count, earned, share, sum_of
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.rules.authorities import midpoint, timed_units
from cleanbill.rules.mend import with_units


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One remark for each pool, or each code, that is billed short."""
    short = _pooled if visit.payer.unit_rule == "cms8" else _each
    for pool in visit.pools:
        yield from short(visit, pool)


def _pooled(visit: Visit, pool: Pool) -> Iterator[Fault]:
    if pool.units < pool.earned:
        units = share(pool.minutes, pool.billed)
        under = max(units, key=lambda code: units[code] - pool.billed[code])
        yield Fault(
            f"{count(pool.units)} billed, {pool.total:g} timed minutes earn {pool.earned}: "
            f"{sum_of(pool.total)}. Billed: {pool.spelled}. Earned: {bill(units)}.",
            pool.of(under)[0],
            "units",
            edits=with_units(visit, pool, units),
        )


def _each(visit: Visit, pool: Pool) -> Iterator[Fault]:
    for code, minutes in pool.minutes.items():
        if pool.billed[code] < earned(minutes):
            yield Fault(
                f"{code}: {count(pool.billed[code])} billed, {minutes:g} minutes earn {earned(minutes)}: "
                f"{sum_of(minutes)}.",
                pool.of(code)[0],
                "units",
                edits=with_units(visit, pool, {code: earned(minutes)}),
            )


def _lines(*services: tuple[str, int | None, int]) -> list[dict[str, object]]:
    return [{"code": code, "minutes": m, "units": units, "date": "2026-11-02"} for code, m, units in services]


_CMS, _MIDPOINT = {"unit_rule": "cms8"}, {"unit_rule": "ama_midpoint"}

rule = Rule(
    id="UN105",
    version=1,
    name="minutes_exceed_timed_units",
    title="The minutes earn more timed units than are billed",
    catalogue="UNIT-05",
    severity="info",
    stage=("claim",),
    applies={"unit_rule": ("cms8", "ama_midpoint")},
    procedures=TIMED,
    needs=("lines/units", "lines/minutes"),
    authority=(
        timed_units("If the service is performed for at least 30 minutes, that service shall be billed for at least "
                    "two units, etc."),
        midpoint(),
    ),
    fix="Add the unit that was earned, if the note supports the minutes.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("38 minutes are 3 units, 2 are billed", payer=_CMS, lines=_lines(("97110", 38, 2))),
        fails("Medicare: 33 and 7 minutes are 3 units together", payer=_CMS,
              lines=_lines(("97110", 33, 2), ("97140", 7, 0))),
        fails("midpoint: 10 and 10 minutes are 2 units", payer=_MIDPOINT,
              lines=_lines(("97110", 10, 1), ("97140", 10, 0))),
        passes("38 minutes, 3 units", payer=_CMS, lines=_lines(("97110", 38, 3))),
        near_miss("37 minutes are 2 units", payer=_CMS, lines=_lines(("97110", 37, 2))),
        near_miss("midpoint: remainders of 3 and 7 are not pooled", payer=_MIDPOINT,
                  lines=_lines(("97110", 33, 2), ("97140", 7, 0))),
        unknown("minutes not given", payer=_CMS, lines=_lines(("97110", None, 2))),
    ),
)  # fmt: skip
