"""G2211 stands beside a visit that carries modifier 25: Medicare pays the add-on only for a visit without it.

From 2025 it is paid where the other service of the day is a preventive one of Medicare Part B: where all other
services are outside the tables of the specialty, and so may be that, nothing is said.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import PROCEDURES, VISIT_LEVEL, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import without

_ADD_ON = "G2211"
_PREVENTIVE_FROM = dt.date(2025, 1, 1)


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line of the add-on."""
    visits = [line for line in visit.having(VISIT_LEVEL) if "25" in line.modifiers]
    others = visit.codes - VISIT_LEVEL - {_ADD_ON}
    preventive = bool(others) and others.isdisjoint(PROCEDURES)
    if not visits or (preventive and (visit.date or context.on) >= _PREVENTIVE_FROM):
        return
    beside = next((f"; {label(code)} is the other service" for code in sorted(others) if code in PROCEDURES), "")
    for line in visit.having(frozenset((_ADD_ON,))):
        message = f"G2211 is not paid with {visits[0].code}-25{beside}."
        yield Fault(message, line, "code", edits=without(visit, line))


def _claim(*codes: str, date: str = "2026-03-16", payer: str | None = "medicare_b") -> dict[str, object]:
    lines = [{"code": code[:5], "modifiers": code[6:].split(), "date": date} for code in codes]
    return {"payer": {"type": payer}, "rendering": {"credential": "MD"}, "lines": lines}


rule = Rule(
    id="EV104",
    version=1,
    name="complexity_add_on_with_modifier_25",
    title="G2211 beside a visit with modifier 25",
    catalogue="EM-04",
    severity="warning",
    stage=("claim",),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority(
            "CY 2024 and CY 2025 Physician Fee Schedule final rules; CMS Transmittal 13015",
            "G2211 and modifier 25; Part B preventive services on the same day from 2025",
            "dates of service from 2024-01-01",
            verified=False,
        ),
    ),
    check=check,
    fix="Leave G2211 out.",
    fix_safety="ask",
    procedures=frozenset((_ADD_ON,)),
    denials=(Denial("97", "N20"),),
    since=dt.date(2024, 1, 1),
    examples=(
        fails("the visit carries 25", **_claim("99213-25", "G2211")),
        fails("beside a joint injection", **_claim("99214-25", "G2211", "20610-RT")),
        fails("2024 knew no exception", **_claim("99214-25", "G2211", "G0439", date="2024-06-03")),
        passes("the visit carries no 25", **_claim("99213", "G2211")),
        near_miss("a wellness visit on the day, from 2025", **_claim("99214-25", "G2211", "G0439")),
        near_miss("on the first day of 2025", **_claim("99214-25", "G2211", "G0439", date="2025-01-01")),
        near_miss("25 and no add-on", **_claim("99213-25", "20610-RT")),
        near_miss("Medicare's rule", **_claim("99213-25", "G2211", payer="commercial")),
        near_miss("2023: the add-on was not paid at all", **_claim("99213-25", "G2211", date="2023-06-05")),
        unknown("nobody says who is billed", **_claim("99213-25", "G2211", payer=None)),
    ),
)
