"""Modifier 59, XE, XP, XS or XU on an evaluation and management visit. The modifier for a separate visit is 25."""

from collections.abc import Iterator

from cleanbill.codes.modifiers import DISTINCT
from cleanbill.codes.procedures import is_visit_level
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import distinct_services
from cleanbill.rules.mend import with_modifiers


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.lines:
        if not DISTINCT.isdisjoint(line.modifiers) and is_visit_level(line.code):
            wrong = [m for m in line.modifiers if m in DISTINCT]
            rest = [m for m in line.modifiers if m not in DISTINCT and m != "25"]
            yield Fault(
                f"{line.code} carries {' and '.join(wrong)}, which sets procedures apart; a separate visit takes 25.",
                line,
                "modifiers",
                edits=with_modifiers(visit, line, ["25", *rest]),
            )


def _line(code: str, *modifiers: str) -> dict[str, object]:
    return {"code": code, "modifiers": modifiers, "date": "2026-11-02"}


rule = Rule(
    id="MO109",
    version=1,
    name="modifier_59_on_visit_level",
    title="Modifier 59 stands on a visit",
    catalogue="MOD-09",
    severity="error",
    stage=("claim",),
    modifiers=DISTINCT,
    authority=(
        distinct_services(
            "Modifier 59 is used to identify procedures/services, other than E/M services, that are not normally "
            "reported together"
        ),
    ),
    denials=(Denial("4", "N519"),),
    fix="Use 25 on the visit if its work was separate and significant; otherwise no modifier.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("59 on a visit", lines=[_line("99213", "59"), _line("98940", "AT")]),
        fails("XE on a visit that has 25 already", lines=[_line("99213", "25", "XE")]),
        passes("59 on manual therapy", lines=[_line("97140", "59", "GP")]),
        near_miss("25 on a visit", lines=[_line("99213", "25")]),
        near_miss("59 on a therapy evaluation", lines=[_line("97161", "59", "GP")]),
    ),
)
