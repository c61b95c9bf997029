"""The only timed service of the day was given for less than 8 minutes.

It earns no unit under either way of counting. With a second timed service the minutes may be pooled: see UN101.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import timed_units
from cleanbill.rules.mend import without


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each discipline whose only timed service is too short."""
    for pool in visit.pools:
        if pool.alone_under_eight and pool.units > 0:
            (code,) = pool.minutes
            yield Fault(
                f"{code}: {count(pool.units)} billed for {count(pool.total, 'minute')}; alone on a day, a timed "
                "service earns its first unit at 8 minutes.",
                pool.lines[0],
                "units",
                edits=without(visit, *pool.lines),
            )


def _lines(*services: tuple[str, int | None, int]) -> list[dict[str, object]]:
    return [{"code": code, "minutes": m, "units": units, "date": "2026-11-02"} for code, m, units in services]


rule = Rule(
    id="UN107",
    version=2,
    name="timed_service_under_eight_minutes",
    title="A lone timed service lasted less than 8 minutes",
    catalogue="UNIT-07",
    severity="error",
    stage=("claim",),
    procedures=TIMED,
    needs=("lines/units", "lines/minutes"),
    authority=(
        timed_units(
            "When only one service is provided in a day, providers should not bill for services performed for less "
            "than 8 minutes."
        ),
    ),
    denials=(Denial("151", "N362"),),
    fix="Do not bill the service; document it in the note.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("7 minutes of exercise and nothing else", lines=_lines(("97110", 7, 1))),
        fails("3 and 4 minutes of the same code", lines=_lines(("97110", 3, 1), ("97110", 4, 1))),
        passes("8 minutes", lines=_lines(("97110", 8, 1))),
        near_miss("7 minutes beside 33: pooled", lines=_lines(("97110", 33, 2), ("97140", 7, 1))),
        near_miss("7 minutes written down and not billed", lines=_lines(("97110", 7, 0))),
        unknown("minutes not given", lines=_lines(("97110", None, 1))),
    ),
)  # fmt: skip
