"""An add-on code stands without the code it adds to, so it is not paid.

Where the list of primaries is not complete, a payer may take another one: a warning. Remote monitoring is counted by
the month, so its primary may be of another date of the claim.
"""

from collections.abc import Iterator

from cleanbill.codes import add_on
from cleanbill.codes.procedures import PROCEDURES, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import without


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each add-on line."""
    add_ons = add_on.among(visit.codes, visit.date)
    for line in visit.having(add_ons) if add_ons else ():
        primaries = add_ons[line.code]
        monthly = line.code in PROCEDURES and PROCEDURES[line.code].kind == "monitoring"
        beside = {other.code for other in visit.claim.lines} if monthly else visit.codes
        if primaries.isdisjoint(beside):
            yield Fault(
                f"{label(line.code)} adds to {_words(sorted(primaries))}, and none is billed.",
                line,
                "code",
                edits=without(visit, line),
                severity=None if add_on.is_complete(line.code, visit.date) else "warning",
            )


def _words(codes: list[str]) -> str:
    shown = codes if len(codes) < 6 else [*codes[:4], "others"]
    return " or ".join(shown)


def _lines(*codes: str, date: str = "2026-11-02") -> list[dict[str, object]]:
    return [{"code": code, "units": 1, "date": date} for code in codes]


rule = Rule(
    id="PR104",
    version=1,
    name="add_on_without_primary",
    title="An add-on code without its primary code",
    catalogue="NCCI-04",
    severity="error",
    stage=("claim",),
    tables={"add_on": add_on.edition},
    authority=(
        Authority("Medicare NCCI Add-on Code Edits", "add-on code and its primary codes", f"effective {add_on.EDITION}",
                  "https://www.cms.gov/national-correct-coding-initiative-ncci"),
    ),
    denials=(Denial("107"), Denial("B15")),
    fix="Bill the primary code if it was given; else the add-on code cannot be billed.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("further units of cognitive training alone", lines=_lines("97130")),
        fails("acupuncture begins with its first 15 minutes", lines=_lines("97811")),
        fails("work hardening", lines=_lines("97546")),
        fails("a prolonged visit beside a level that is too low", lines=_lines("99417", "99213")),
        fails("the primary on another day", lines=_lines("97551") + _lines("97550", date="2026-11-04")),
        passes("first and further units", lines=_lines("97129", "97130")),
        near_miss("either primary will do", lines=_lines("97814", "97810")),
        near_miss("a prolonged visit beside the highest level", lines=_lines("99215", "99417")),
        near_miss("monitoring is of the month", lines=_lines("98981") + _lines("98980", date="2026-11-20")),
        near_miss("a primary alone", lines=_lines("97129")),
    ),
)  # fmt: skip
