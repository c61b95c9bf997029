"""CQ or CO where it does not belong: under another discipline, on a code that takes none, or on units not due.

CQ is for physical therapy (GP) by a physical therapist assistant, CO for occupational therapy (GO) by an occupational
therapy assistant. Evaluations, visits, manipulation and injections are no assistant's service. A unit that is not due
is paid at 85 percent for nothing.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import PROCEDURES, THERAPY, label
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial
from cleanbill.rules import assistants
from cleanbill.rules.assistants import claim
from cleanbill.rules.mend import with_modifiers

_DISCIPLINE = {modifier: discipline for discipline, modifier in assistants.OF_DISCIPLINE.items()}
_KINDS = ("visit_level", "manipulation", "osteopathic", "injection", "imaging", "acupuncture", "evaluation")
_TAKE_NONE = frozenset(p.code for p in PROCEDURES.values() if p.kind in _KINDS)


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line that is marked wrongly, or for the units of a code that are not due."""
    marked = [line for line in visit.lines if assistants.is_marked(line)]
    wrong = [(line, why) for line in marked if (why := _why(line))]
    for line, why in wrong:
        rest = [m for m in line.modifiers if m not in assistants.MODIFIERS]
        edits = with_modifiers(visit, line, rest) if line.code in _TAKE_NONE else ()
        yield Fault(f"{label(line.code)} {why}.", line, "modifiers", edits=edits)
    if not wrong:
        yield from _not_due(visit)


def _why(line: Line) -> str:
    named = assistants.MODIFIERS.intersection(line.modifiers)
    if line.code in _TAKE_NONE:
        return f"carries {min(named)}, and is not an assistant's service"
    if len(named) > 1:
        return "carries CQ and CO; a service is given under one discipline"
    modifier = min(named)
    if _DISCIPLINE[modifier] not in line.modifiers:
        return f"carries {modifier} without {_DISCIPLINE[modifier]}"
    return ""


def _not_due(visit: Visit) -> Iterator[Fault]:
    for service in assistants.services(visit):
        marked = [line for line in service.lines if assistants.is_marked(line)]
        silent = next((line for line in marked if line.assistant_minutes is None), None)
        lacking = (silent, "assistant_minutes") if silent else service.lacking
        if marked and lacking:
            line, name = lacking
            index = visit.index(line)
            text = f"Not checked: {name.replace('_', ' ')} of line {index + 1} not given."
            yield Fault(text, field=f"lines/{index}/{name}", severity="not_checked")
        elif marked and service.due and service.marked > service.due[1]:
            yield Fault(
                f"{service.code}: {count(service.marked)} with {service.modifier}, {service.due[1]:g} due: the "
                f"assistant gave {service.assistant:g} of {service.minutes:g} minutes alone.",
                marked[-1],
                "modifiers",
            )


rule = Rule(
    id="MO106",
    version=1,
    name="assistant_modifier_wrong",
    title="CQ or CO where it does not belong",
    catalogue="MOD-06",
    severity="error",
    stage=("claim",),
    since=dt.date(2022, 1, 1),
    procedures=THERAPY | _TAKE_NONE,
    modifiers=assistants.MODIFIERS,
    authority=assistants.authority(),
    denials=(Denial("4", "N519"),),
    fix="Pair CQ with GP and CO with GO; take it off what an assistant did not give or may not give.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("an occupational therapy line with CQ", **claim(("97530-GO-CQ", 15, 15, 1))),
        fails("CO without GO", **claim(("97530-CO", 15, 15, 1))),
        fails("CQ and CO on one line", **claim(("97110-GP-CQ-CO", 15, 15, 1))),
        fails("an evaluation", **claim(("97161-GP-CQ", 30, None, 1))),
        fails("spinal manipulation", **claim(("98940-AT-CQ", None, None, 1))),
        fails("the assistant gave nothing alone", **claim(("97110-GP-CQ", 15, 0, 1))),
        fails("the therapist gave 12 minutes of the one unit", **claim(("97110-GP-CQ", 20, 8, 1))),
        fails("one unit of two is due, both are marked", **claim(("97110-GP-CQ", 36, 23, 2))),
        passes("CQ with GP", **claim(("97110-GP-CQ", 15, 15, 1))),
        near_miss("CO with GO", **claim(("97530-GO-CO", 30, 30, 2))),
        near_miss("2 of 15 minutes of a group: as one rounds", **claim(("97150-GP-CQ", 15, 2, 1))),
        near_miss("neither", **claim(("97530-GO", 15, None, 1))),
        near_miss("one unit with, one without", **claim(("97110-GP", 13, 0, 1), ("97110-GP-CQ", 23, 23, 1))),
        unknown("the assistant's minutes are not given", **claim(("97110-GP-CQ", 15, None, 1))),
    ),
)  # fmt: skip
