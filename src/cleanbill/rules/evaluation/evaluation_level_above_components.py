"""A therapy evaluation code is above what its components reach.

They are history, examination, presentation and decision making. All must reach the level; the lowest decides.
Components that are not known are not held against the code.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import EvaluationNote, Line
from cleanbill.model.finding import Denial, Edit
from cleanbill.rules.authorities import code_meaning

_LEVELS = ("97161", "97162", "97163")
_PRESENTATION = {"stable": 1, "evolving": 2, "unstable": 3}
_DECISION = {"low": 1, "moderate": 2, "high": 3}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault a line whose component falls short, naming each that does."""
    note, on = visit.note.eval, visit.date or context.on
    for line in visit.having(frozenset(_LEVELS)):
        reached = _reached(note, on) if note else {}
        level = _LEVELS.index(line.code) + 1
        short = [name for name, reach in reached.items() if reach < level]
        if short:
            yield _fault(visit, line, short, min(reached.values()))
        elif len(reached) < 4 and level > 1:
            yield Fault("Not checked: note.eval is not complete.", field="note/eval", severity="not_checked")


def _reached(note: EvaluationNote, on: dt.date) -> dict[str, int]:
    """The level that each known component reaches, from 1."""
    counts = {"personal factors": note.personal_factors, "elements examined": note.elements_examined}
    reached = {name: _by_count(name, count, on) for name, count in counts.items() if count is not None}
    if note.presentation:
        reached["presentation"] = _PRESENTATION[note.presentation]
    if note.decision_making:
        reached["decision making"] = _DECISION[note.decision_making]
    return reached


def _by_count(name: str, number: int, on: dt.date) -> int:
    table = f"evaluation_{name.replace(' ', '_')}"
    least = [parameters.value(f"{table}.{code}", on) for code in _LEVELS]
    return max(1, sum(number >= fewest for fewest in least if fewest is not None))


def _fault(visit: Visit, line: Line, short: list[str], level: int) -> Fault:
    right = _LEVELS[level - 1]
    return Fault(
        f"{line.code} is above its {', '.join(short)}; the note supports {right}.",
        line,
        "code",
        edits=(Edit("replace", f"/lines/{visit.index(line)}/code", right),),
    )


def _visit(code: str, **components: object) -> dict[str, object]:
    return {"lines": [{"code": code, "date": "2026-03-16"}], "note": {"eval": components}}


_FULL = {"personal_factors": 3, "elements_examined": 4, "presentation": "unstable", "decision_making": "high"}

rule = Rule(
    id="EV106",
    version=1,
    name="evaluation_level_above_components",
    title="Therapy evaluation above what its components reach",
    catalogue="DOC-06",
    severity="warning",
    stage=("note", "claim"),
    authority=(code_meaning("97161, 97162, 97163: all four components must reach the level"),),
    check=check,
    fix="Which personal factors, which elements examined, which presentation and decision making does the note give?",
    fix_safety="ask",
    procedures=frozenset(_LEVELS),
    denials=(Denial("150", "M25"),),
    since=dt.date(2017, 1, 1),
    examples=(
        fails("the highest code, one personal factor", **_visit("97163", **(_FULL | {"personal_factors": 1}))),
        fails("the presentation is stable", **_visit("97162", presentation="stable")),
        passes("all four reach it", **_visit("97163", **_FULL)),
        near_miss("a code below what is reached", **_visit("97161", **_FULL)),
        near_miss("more elements do not raise the code", **_visit("97162", **(_FULL | {"presentation": "evolving"}))),
        unknown("half of the components are known", **_visit("97163", personal_factors=3, elements_examined=5)),
    ),
)
