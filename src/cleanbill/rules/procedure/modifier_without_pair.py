"""59 or X{EPSU} on a code that makes no NCCI pair with anything billed that day: nobody asked for it.

It changes no payment. Out of habit it draws reviews, most of all beside pairs that were edits once: 97530 with 97116 or
97140 ended in 2019. A second line of the same code is another matter.
"""

from collections.abc import Iterator

from cleanbill.codes import ncci
from cleanbill.codes.modifiers import DISTINCT
from cleanbill.codes.procedures import VISIT_LEVEL, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.rules.authorities import distinct_services, pairs
from cleanbill.rules.mend import with_modifiers


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One remark a line, where the pairs of every code of the day are known."""
    for line in visit.lines:
        if DISTINCT.isdisjoint(line.modifiers) or line.code in VISIT_LEVEL or visit.payer.ncci is False:
            continue
        once = sum(other.code == line.code for other in visit.lines) == 1
        paired = {code for pair in ncci.among(visit.codes, visit.date) for code in (pair.column1, pair.column2)}
        if once and line.code not in paired and not ncci.outside(visit.codes, visit.date):
            yield _fault(visit, line)


def _fault(visit: Visit, line: Line) -> Fault:
    once_pairs = (ncci.PAIRS.get(frozenset((line.code, other))) for other in sorted(visit.codes))
    ended = [pair for pair in once_pairs if pair and pair.last_day]
    named = [m for m in line.modifiers if m in DISTINCT]
    once = "".join(f" {p.column1} with {p.column2} was one until {p.last_day}." for p in ended)
    return Fault(
        f"{label(line.code)} carries {' and '.join(named)} and makes no pair with another code of the day "
        f"(edition {ncci.edition(visit.date)}).{once}",
        line,
        "modifiers",
        edits=with_modifiers(visit, line, [m for m in line.modifiers if m not in DISTINCT]),
    )


def _claim(*written: str, ncci: bool | None = True, date: str = "2026-11-02") -> dict[str, object]:
    split = [one.split("-") for one in written]
    lines = [{"code": code, "modifiers": modifiers, "date": date} for code, *modifiers in split]
    return {"payer": {"ncci": ncci}, "lines": lines}


rule = Rule(
    id="PR105",
    version=1,
    name="modifier_without_pair",
    title="59 where no pair asks for it",
    catalogue="",
    severity="info",
    stage=("claim",),
    modifiers=DISTINCT,
    tables={"ncci_ptp": ncci.edition},
    authority=(
        pairs(),
        distinct_services(
            "report the codes together only in limited circumstances by using NCCI PTP-associated modifiers"
        ),
    ),
    fix="Take the modifier off, unless the payer has an edit of its own.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("manual therapy and activities: a pair until 2019", **_claim("97140-59-GP", "97530-GP")),
        fails("gait training and activities: a pair until 2019", **_claim("97530-GP", "97116-59-GP")),
        fails("exercise beside manipulation was never one", **_claim("98940-AT", "97110-59-GP")),
        fails("nothing stands beside it", **_claim("97140-59-GP")),
        passes("group therapy and exercise", **_claim("97150-GP", "97110-59-GP")),
        near_miss("59 on the other line of a pair", **_claim("97012-59-GP", "97140-GP")),
        near_miss("a pair that ended, while it was in force",
                  **_claim("97140-59-GP", "97530-GP", date="2019-11-04")),
        near_miss("two lines of one code", **_claim("20610-RT", "20610-59-RT")),
        near_miss("a code outside the table may be its partner", **_claim("97140-59-GP", "64450")),
        near_miss("a payer that does not use these edits", **_claim("97140-59-GP", "97530-GP", ncci=False)),
        near_miss("59 on a visit is another fault", **_claim("99213-59", "97110-GP")),
    ),
)  # fmt: skip
