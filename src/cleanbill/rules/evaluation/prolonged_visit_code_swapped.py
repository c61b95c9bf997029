"""Prolonged time is billed with the code that this payer does not take.

Medicare takes G2212 and has no use for 99417; CPT, and the payers that follow it, know 99417.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_CPT = frozenset({"99417"})


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line. Its first minute is another one, so no edit is proposed."""
    for line in visit.having(_CPT):
        yield Fault("99417 is not valid for Medicare, which counts prolonged time with G2212.", line, "code")


def _claim(code: str, payer: str | None, date: str = "2026-03-16") -> dict[str, object]:
    lines = [{"code": "99215", "date": date}, {"code": code, "units": 1, "date": date}]
    note = {"em": {"mdm": "high", "total_time_min": 90}}
    return {"payer": {"type": payer}, "rendering": {"credential": "MD"}, "lines": lines, "note": note}


rule = Rule(
    id="EV109",
    version=2,
    name="prolonged_visit_code_swapped",
    title="A code of prolonged time that the payer does not take",
    catalogue="",
    severity="error",
    stage=("note", "claim"),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority(
            "Medicare Physician Fee Schedule, relative value file",
            "99417, status I: not valid for Medicare purposes",
            "July 2026 (RVU26C)",
        ),
    ),
    check=check,
    fix="Bill G2212 where the total time reaches its own, later, first unit.",
    fix_safety="ask",
    procedures=_CPT,
    denials=(Denial("96", "N657"),),
    since=dt.date(2021, 1, 1),
    examples=(
        fails("99417 to Medicare", **_claim("99417", "medicare_b")),
        fails("in 2021 as well", **_claim("99417", "medicare_b", "2021-05-03")),
        passes("G2212 to Medicare", **_claim("G2212", "medicare_b")),
        passes("99417 to a commercial plan", **_claim("99417", "commercial")),
        near_miss("a Medicare Advantage plan writes its own rule", **_claim("99417", "medicare_advantage")),
        near_miss("99415 is another service", **_claim("99415", "medicare_b")),
        unknown("nobody says who is billed", **_claim("99417", None)),
    ),
)
