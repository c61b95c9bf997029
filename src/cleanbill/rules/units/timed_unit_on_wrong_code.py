"""The day's timed units are right in total but stand on the wrong code.

Each code gets its whole quarters of an hour; the units left go one each to the largest remainders. Equal remainders
are either right. A wrong total is another fault (UN101, UN105).
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED
from cleanbill.codes.timed import bill, count, share, well_shared
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import timed_units
from cleanbill.rules.mend import with_units


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each pool whose units are shared out wrongly."""
    for pool in visit.pools:
        if pool.units == pool.earned and not well_shared(pool.minutes, pool.billed):
            units = share(pool.minutes, pool.billed)
            over = max(units, key=lambda code: pool.billed[code] - units[code])
            yield Fault(
                f"{count(pool.units)} for {pool.total:g} timed minutes is right, but on the wrong code. "
                f"Billed: {pool.spelled}. Earned: {bill(units)}.",
                pool.of(over)[-1],
                "units",
                edits=with_units(visit, pool, units),
            )


def _lines(*services: tuple[str, int | None, int]) -> list[dict[str, object]]:
    return [{"code": code, "minutes": m, "units": units, "date": "2026-11-02"} for code, m, units in services]


_CMS = {"unit_rule": "cms8"}

rule = Rule(
    id="UN102",
    version=1,
    name="timed_unit_on_wrong_code",
    title="A timed unit is billed under the wrong code",
    catalogue="UNIT-02",
    severity="error",
    stage=("claim",),
    applies={"unit_rule": ("cms8",)},
    procedures=TIMED,
    needs=("lines/units", "lines/minutes"),
    authority=(
        timed_units(
            "It is not appropriate to count all minutes of treatment in a day toward the units for one code if "
            "other services were performed for more than 15 minutes."
        ),
    ),
    denials=(Denial("151", "N430"),),
    fix="Move the unit to the code that has earned it.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("7 minutes of manual therapy cannot hold two units", payer=_CMS,
              lines=_lines(("97110", 33, 1), ("97140", 7, 2))),
        fails("the smaller remainder has the unit", payer=_CMS, lines=_lines(("97112", 24, 1), ("97110", 23, 2))),
        passes("33 and 7 minutes: 2 and 1", payer=_CMS, lines=_lines(("97110", 33, 2), ("97140", 7, 1))),
        near_miss("20 and 20 minutes: the third unit may stand on either", payer=_CMS,
                  lines=_lines(("97112", 20, 1), ("97110", 20, 2))),
        near_miss("7, 7 and 7 minutes: one unit on any of them", payer=_CMS,
                  lines=_lines(("97112", 7, 0), ("97110", 7, 0), ("97140", 7, 1))),
        near_miss("a wrong total is not a wrong code", payer=_CMS, lines=_lines(("97110", 10, 1), ("97140", 10, 1))),
        unknown("minutes not given", payer=_CMS, lines=_lines(("97110", None, 1), ("97140", 7, 2))),
    ),
)  # fmt: skip
