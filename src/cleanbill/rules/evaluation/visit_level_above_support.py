"""The visit code is above what the note supports by the better of medical decision making and total time.

Decision making and total time each may carry the code alone. Decision making is the level that two of its three
elements (problems, data, risk) reach; where an element is not known, the level may not be either. A note without a
total time rests on its decision making; a note without a level of decision making is checked only when its time
already carries the code.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import VisitLevelNote
from cleanbill.model.finding import Authority, Denial, Edit

_NEW = ("99202", "99203", "99204", "99205")
_ESTABLISHED = ("99212", "99213", "99214", "99215")
_LEVELED = frozenset(_NEW + _ESTABLISHED)
_LEVEL = {"straightforward": 1, "low": 2, "moderate": 3, "high": 4}
_WORD = {level: word for word, level in _LEVEL.items()}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    note, on = visit.note.em, visit.date or context.on
    if note is None:
        return
    for line in visit.having(_LEVELED):
        if _supports(note, line.code, on):
            continue
        if _decision(note)[1] >= (parameters.value(f"visit_level.{line.code}", on) or 0):
            yield Fault("Not checked: note.em.mdm not given.", field="note/em/mdm", severity="not_checked")
            continue
        family = _NEW if line.code in _NEW else _ESTABLISHED
        right = [code for code in family if _supports(note, code, on)][-1]
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
    by_decision = level is not None and _decision(note)[0] >= level
    by_time = note.total_time_min is not None and minutes is not None and note.total_time_min >= minutes
    return by_decision or by_time


def _decision(note: VisitLevelNote) -> tuple[int, int]:
    """The level of decision making, at least and at most: as stated, else what two of three elements reach."""
    if note.mdm is not None:
        return _LEVEL[note.mdm], _LEVEL[note.mdm]
    known = [_LEVEL[element] for element in (note.problems, note.data, note.risk) if element]
    unknown = 3 - len(known)
    return sorted([*known, *[0] * unknown])[1], sorted([*known, *[4] * unknown])[1]


def _needs(code: str, on: dt.date) -> str:
    level = parameters.value(f"visit_level.{code}", on)
    return f"{_WORD[level or 1]} decision making or {parameters.value(f'visit_minutes.{code}', on)} minutes"


def _has(note: VisitLevelNote) -> str:
    decision = _WORD[_decision(note)[0]]
    time = "no total time" if note.total_time_min is None else count(note.total_time_min, "minute")
    return f"{decision} and {time}"


def _visit(code: str, mdm: str | None, minutes: int | None, date: str = "2026-03-16") -> dict[str, object]:
    return {
        "rendering": {"credential": "MD"},
        "lines": [{"code": code, "date": date}],
        "note": {"em": {"mdm": mdm, "total_time_min": minutes}},
    }


def _elements(code: str, problems: str | None, data: str | None, risk: str | None) -> dict[str, object]:
    note = {"em": {"problems": problems, "data": data, "risk": risk}}
    return {"lines": [{"code": code, "date": "2026-03-16"}], "note": note}


rule = Rule(
    id="EV101",
    version=3,
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
    needs=("note/em/mdm|note/em/total_time_min|note/em/problems|note/em/data|note/em/risk",),
    denials=(Denial("150", "M25"),),
    since=dt.date(2021, 1, 1),
    examples=(
        fails("99214, low decision making, 29 minutes", **_visit("99214", "low", 29)),
        fails("99214 in 2022: the range begins at 30", **_visit("99214", "low", 29, "2022-05-03")),
        fails("99204, low decision making, 44 minutes", **_visit("99204", "low", 44)),
        fails("99215, moderate decision making, no total time", **_visit("99215", "moderate", None)),
        fails("99214, two elements of three are low", **_elements("99214", "moderate", "low", "low")),
        passes("99214 by decision making alone", **_visit("99214", "moderate", None)),
        passes("99213, low decision making", **_visit("99213", "low", 12)),
        near_miss("99214, one element of three is low", **_elements("99214", "moderate", "low", "moderate")),
        near_miss("99214, low decision making, 30 minutes", **_visit("99214", "low", 30)),
        near_miss("99203 in 30 minutes, straightforward", **_visit("99203", "straightforward", 30)),
        near_miss("A code below what is supported", **_visit("99212", "moderate", 40)),
        unknown("Too short a time, decision making not known", **_visit("99214", None, 25)),
        unknown("One element of three is known", **_elements("99214", "moderate", None, None)),
        unknown("Neither is known", **_visit("99214", None, None)),
    ),
)
