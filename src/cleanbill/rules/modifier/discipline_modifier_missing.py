"""A therapy service without GP, GO or GN, at a payer that asks for the plan's discipline.

Always-therapy codes carry one whoever furnishes them; sometimes-therapy codes when a therapist does. Where it is
only believed that a code is on the list of therapy codes, the fault is a warning.
"""

from collections.abc import Iterator

from cleanbill.codes.modifiers import DISCIPLINES, discipline_of
from cleanbill.codes.procedures import ALWAYS_THERAPY, OF_ONE_DISCIPLINE, PROCEDURES, THERAPY, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.authorities import always_therapy, discipline
from cleanbill.rules.mend import with_modifiers


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.lines:
        bare = line.code in THERAPY and DISCIPLINES.isdisjoint(line.modifiers)
        if bare and (line.code in ALWAYS_THERAPY or discipline_of(visit.rendering(line))):
            yield _fault(visit, line)


def _fault(visit: Visit, line: Line) -> Fault:
    wanted = _implied(visit, line)
    return Fault(
        f"{label(line.code)} has no therapy modifier: {wanted or 'GP, GO or GN, the one of the plan of care'}.",
        line,
        "modifiers",
        edits=with_modifiers(visit, line, (*line.modifiers, wanted)) if wanted else (),
        severity=None if PROCEDURES[line.code].therapy_verified else "warning",
    )


def _implied(visit: Visit, line: Line) -> str:
    """The modifier that the code, the clinician's profession or the other lines leave as the only one, or ""."""
    own = OF_ONE_DISCIPLINE.get(line.code) or discipline_of(visit.rendering(line))
    named = {m for other in visit.lines for m in other.modifiers if m in DISCIPLINES}
    return own or (named.pop() if len(named) == 1 else "")


def _line(code: str, *modifiers: str) -> dict[str, object]:
    return {"code": code, "modifiers": modifiers, "date": "2026-11-02"}


_ASKED = {"requires_therapy_modifier": True}
_PT, _MD = {"credential": "PT"}, {"credential": "MD"}

rule = Rule(
    id="MO101",
    version=3,
    name="discipline_modifier_missing",
    title="A therapy service does not name its discipline",
    catalogue="MOD-01",
    severity="error",
    stage=("claim",),
    applies={"requires_therapy_modifier": (True,)},
    procedures=THERAPY,
    authority=(
        discipline(),
        always_therapy(),
        Authority("CMS, Therapy Services, annual therapy code list", "always and sometimes therapy", "2026"),
    ),
    denials=(Denial("4", "N822"),),
    fix="Add the modifier of the plan of care: GP physical, GO occupational, GN speech-language therapy.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("exercise without a modifier", payer=_ASKED, rendering=_PT, lines=[_line("97110")]),
        fails("a physician's exercise too: it is always therapy", payer=_ASKED, rendering=_MD,
              lines=[_line("97110", "59")]),
        fails("an evaluation says its discipline itself", payer=_ASKED, lines=[_line("97165")]),
        fails("a sometimes-therapy code by a therapist", payer=_ASKED, rendering=_PT, lines=[_line("97597")]),
        fails("a therapist known by taxonomy alone", payer=_ASKED, rendering={"taxonomy": "225X00000X"},
              lines=[_line("97110")]),
        passes("exercise with GP", payer=_ASKED, rendering=_PT, lines=[_line("97110", "GP")]),
        near_miss("a payer without the rule", payer={"requires_therapy_modifier": False}, rendering=_PT,
                  lines=[_line("97110")]),
        near_miss("a physician's visit", payer=_ASKED, rendering=_MD, lines=[_line("99213")]),
        near_miss("a sometimes-therapy code by a physician", payer=_ASKED, rendering=_MD, lines=[_line("97597")]),
        near_miss("spinal manipulation is not therapy", payer=_ASKED, rendering={"credential": "DC"},
                  lines=[_line("98940", "AT")]),
        near_miss("a sometimes-therapy code that a line gives to a physician", payer=_ASKED, rendering=_PT,
                  lines=[_line("97597") | {"rendering": _MD}]),
        unknown("not known whether the payer asks for it", payer={}, rendering=_PT, lines=[_line("97110")]),
    ),
)  # fmt: skip
