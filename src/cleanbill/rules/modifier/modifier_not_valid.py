"""A modifier that does not exist, or not on the date of service.

Ambulance lines are left alone: their modifiers are pairs of origin and destination letters. States add modifiers of
their own for workers' compensation, so there an unknown one is a warning. An added HCPCS file adds its modifiers.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes import hcpcs
from cleanbill.codes.modifiers import UNDATED, modifier, valid
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line."""
    if visit.modifiers <= UNDATED and not hcpcs.edition(visit.date):
        return
    for line in visit.lines:
        wrong = [m for m in line.modifiers if not valid(m, visit.date)]
        if wrong and not line.code.startswith("A0"):
            yield _fault(visit, line, wrong)


def _fault(visit: Visit, line: Line, wrong: list[str]) -> Fault:
    return Fault(
        f"{line.code}: " + "; ".join(_why(m, visit.date) for m in wrong) + ".",
        line,
        "modifiers",
        severity="warning" if visit.payer.type == "workers_comp" else None,
    )


def _why(code: str, on: dt.date | None) -> str:
    known = modifier(code, on)
    if known is None:
        return f"{code!r} is not a modifier"
    if known.last_day:
        return f"{code} ended on {known.last_day}"
    return f"{code} begins on {known.first_day}"


def _line(code: str, *modifiers: str, date: str = "2026-11-02") -> dict[str, object]:
    return {"code": code, "modifiers": modifiers, "date": date}


rule = Rule(
    id="MO110",
    version=2,
    name="modifier_not_valid",
    title="A modifier does not exist on the date of service",
    catalogue="MOD-10",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            title="HCPCS and CPT modifiers, CMS Integrated Outpatient Code Editor",
            section="modifier table, with the quarters in which each is valid",
            edition="v27.1, to 2026-06-30",
        ),
    ),
    tables={"hcpcs": hcpcs.edition},
    denials=(Denial("182", "N823"),),
    fix="Use a modifier that is valid on the date of service, or none.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("ZZ", lines=[_line("97110", "ZZ")]),
        fails("a modifier that has ended", lines=[_line("72100", "MA", date="2025-01-02")]),
        passes("GP", lines=[_line("97110", "GP")]),
        near_miss("the ended modifier on its last day", lines=[_line("72100", "MA", date="2024-12-31")]),
        near_miss("in small letters, with a blank", lines=[_line("97110", "gp ")]),
        near_miss("a side", lines=[_line("20610", "RT")]),
        near_miss("an ambulance's way", lines=[_line("A0428", "RH")]),
    ),
)
