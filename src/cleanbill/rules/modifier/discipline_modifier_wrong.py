"""A therapy modifier that contradicts the clinician, the code, or another one on the same line.

Physicians and chiropractors may work under a plan of any discipline; therapists and their assistants under their own,
and they bill no evaluation of another.
"""

from collections.abc import Iterator

from cleanbill.codes.modifiers import DISCIPLINES, discipline_of
from cleanbill.codes.procedures import EVALUATION, OF_ONE_DISCIPLINE, THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import always_therapy, discipline
from cleanbill.rules.mend import with_modifiers


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.lines:
        named = DISCIPLINES.intersection(line.modifiers)
        if not named:
            continue
        own = discipline_of(visit.rendering(line))
        right = OF_ONE_DISCIPLINE.get(line.code) or own
        if len(named) > 1 or (right and right not in named):
            yield _fault(visit, line, named, right)
        elif own and own != right and line.code in EVALUATION:
            message = f"{line.code} is an evaluation under {right}; {_who(visit, line)} treats under {own}."
            yield Fault(message, line, "code", fix="Bill the evaluation of the discipline that evaluated.")


def _fault(visit: Visit, line: Line, named: frozenset[str], right: str) -> Fault:
    if len(named) > 1:
        why = f"names {' and '.join(sorted(named))}; a service belongs to one plan of care"
    elif line.code in OF_ONE_DISCIPLINE:
        why = f"carries {min(named)}; this code is always {right}"
    else:
        why = f"carries {min(named)}; {_who(visit, line)} treats under {right}"
    rest = [m for m in line.modifiers if m not in DISCIPLINES]
    edits = with_modifiers(visit, line, [*rest, right]) if right else ()
    return Fault(f"{line.code} {why}.", line, "modifiers", edits=edits)


def _who(visit: Visit, line: Line) -> str:
    rendering = visit.rendering(line)
    return rendering.credential or f"a clinician of taxonomy {rendering.taxonomy}"


def _line(code: str, *modifiers: str) -> dict[str, object]:
    return {"code": code, "modifiers": modifiers, "date": "2026-11-02"}


_PT, _OT, _MD = {"credential": "PT"}, {"credential": "OT"}, {"credential": "MD"}

rule = Rule(
    id="MO102",
    version=4,
    name="discipline_modifier_wrong",
    title="A therapy modifier names the wrong discipline",
    catalogue="MOD-02",
    severity="error",
    stage=("claim",),
    procedures=THERAPY,
    authority=(discipline(), always_therapy()),
    denials=(Denial("4", "N519"),),
    fix="Keep one therapy modifier: that of the plan of care under which the service was given.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("an occupational therapist bills GP", rendering=_OT, lines=[_line("97530", "GP")]),
        fails("two disciplines on one line", rendering=_PT, lines=[_line("97110", "GP", "GO")]),
        fails("a physical therapy evaluation with GO", rendering=_MD, lines=[_line("97161", "GO")]),
        fails("a physical therapist bills an evaluation of occupational therapy", rendering=_PT,
              lines=[_line("97165", "GO")]),
        near_miss("a physician bills it", rendering=_MD, lines=[_line("97165", "GO")]),
        passes("an occupational therapist bills GO", rendering=_OT, lines=[_line("97530", "GO", "KX")]),
        near_miss("a physician under an occupational therapy plan", rendering=_MD, lines=[_line("97530", "GO")]),
        near_miss("a physical therapist assistant bills GP", rendering={"credential": "PTA"},
                  lines=[_line("97110", "GP", "CQ")]),
        near_miss("a line without a modifier is another fault", rendering=_PT, lines=[_line("97110")]),
        fails("a line's own clinician bills another discipline's", rendering=_PT,
              lines=[_line("97110", "GP"), _line("97530", "GP") | {"rendering": _OT}]),
        near_miss("one line of the claim is an occupational therapist's", rendering=_PT,
                  lines=[_line("97110", "GP"), _line("97530", "GO") | {"rendering": _OT}]),
    ),
)  # fmt: skip
