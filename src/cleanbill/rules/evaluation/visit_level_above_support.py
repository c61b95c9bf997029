"""The visit code is above what the note supports by the better of medical decision making and total time.

Decision making and total time each may carry the code alone. A note without a total time rests on its decision
making; a note without a level of decision making is checked only when its time already carries the code.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import VisitLevelNote
from cleanbill.model.finding import Authority, Denial, Edit

_NEW = ("99202", "99203", "99204", "99205")
_ESTABLISHED = ("99212", "99213", "99214", "99215")
_LEVELED = frozenset(_NEW + _ESTABLISHED)
_LEVEL = {"straightforward": 1, "low": 2, "moderate": 3, "high": 4}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    note, on = visit.note.em, visit.date or context.on
    if note is None:
        return
    for line in visit.having(_LEVELED):
        family = _NEW if line.code in _NEW else _ESTABLISHED
        supported = [code for code in family if _supports(note, code, on)]
        if line.code in supported:
            continue
        if note.mdm is None:
            yield Fault("Not checked: note.em.mdm not given.", field="note/em/mdm", severity="not_checked")
            continue
        right = supported[-1]
        yield Fault(
            f"{line.code} needs {_needs(line.code, on)}; the note has {_has(note)}, which supports {right}.",
            line,
            "code",
            edits=(Edit("replace", f"/lines/{visit.index(line)}/code", right),),
            fix=f"Bill {right}, or document what carries {line.code}.",
        )


def _supports(note: VisitLevelNote, code: str, on: dt.date) -> bool:
    level = parameters.value(f"visit_level.{code}", on)
    minutes = parameters.value(f"visit_minutes.{code}", on)
    by_decision = note.mdm is not None and level is not None and _LEVEL[note.mdm] >= level
    by_time = note.total_time_min is not None and minutes is not None and note.total_time_min >= minutes
    return by_decision or by_time


def _needs(code: str, on: dt.date) -> str:
    level = parameters.value(f"visit_level.{code}", on)
    word = next(word for word, n in _LEVEL.items() if n == level)
    return f"{word} decision making or {parameters.value(f'visit_minutes.{code}', on)} minutes"


def _has(note: VisitLevelNote) -> str:
    time = "no total time" if note.total_time_min is None else f"{note.total_time_min:g} minutes"
    return f"{note.mdm} and {time}"


def _visit(code: str, mdm: str | None, minutes: int | None, date: str = "2026-03-16") -> dict[str, object]:
    return {
        "rendering": {"credential": "MD"},
        "lines": [{"code": code, "date": date}],
        "note": {"em": {"mdm": mdm, "total_time_min": minutes}},
    }


rule = Rule(
    id="EV101",
    version=1,
    name="visit_level_above_support",
    title="Visit code above what the note supports",
    catalogue="EM-01",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        Authority(
            "CPT, Evaluation and Management guidelines",
            "Levels of medical decision making; total time on the date of the encounter",
            "CPT 2021 and CPT 2024",
        ),
    ),
    check=check,
    fix="Bill the level that the note supports, or document the decision making or the total time.",
    fix_safety="ask",
    procedures=_LEVELED,
    needs=("note/em/mdm|note/em/total_time_min",),
    denials=(Denial("150", "M25"),),
    since=dt.date(2021, 1, 1),
    examples=(
        fails("99214, low decision making, 29 minutes", **_visit("99214", "low", 29)),
        fails("99214 in 2022: the range begins at 30", **_visit("99214", "low", 29, "2022-05-03")),
        fails("99204, low decision making, 44 minutes", **_visit("99204", "low", 44)),
        fails("99215, moderate decision making, no total time", **_visit("99215", "moderate", None)),
        passes("99214 by decision making alone", **_visit("99214", "moderate", None)),
        passes("99213, low decision making", **_visit("99213", "low", 12)),
        near_miss("99214, low decision making, 30 minutes", **_visit("99214", "low", 30)),
        near_miss("99203 in 30 minutes, straightforward", **_visit("99203", "straightforward", 30)),
        near_miss("A code below what is supported", **_visit("99212", "moderate", 40)),
        unknown("Too short a time, decision making not known", **_visit("99214", None, 25)),
        unknown("Neither is known", **_visit("99214", None, None)),
    ),
)
