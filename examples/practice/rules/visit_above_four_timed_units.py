"""More than four timed units are billed for one visit to Acme Health.

Acme Health pays at most four timed units, an hour, per visit; what is above is written off.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

MOST = 4


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """At most one fault, on the last timed line."""
    if not context.payers.belongs(visit.claim.payer, "acme"):
        return
    timed = visit.having(TIMED)
    units = sum(line.units or 0 for line in timed)
    if units > MOST:
        yield Fault(f"{units:g} timed units on {visit.date}; Acme Health pays {MOST}.", timed[-1], "units")


def _claim(units: int, payer: str = "acme_gold") -> dict[str, object]:
    return {"payer": {"profile": payer}, "lines": [{"code": "97110", "units": units, "date": "2026-11-02"}]}


rule = Rule(
    id="OW101",
    version=1,
    name="visit_above_four_timed_units",
    title="More than four timed units in a visit to Acme Health",
    catalogue="",
    severity="error",
    stage=("claim",),
    authority=(Authority("Acme Health provider manual", "section 7.3, Limits per visit", "2025"),),
    denials=(Denial("119"),),
    fix="Bill four timed units; tell the patient before treatment what the plan does not pay.",
    fix_safety="ask",
    procedures=TIMED,
    check=check,
    examples=(
        fails("five units", **_claim(5)),
        passes("four units", **_claim(4)),
        near_miss("another payer has no such limit", **_claim(5, "medicare_b")),
    ),
)
