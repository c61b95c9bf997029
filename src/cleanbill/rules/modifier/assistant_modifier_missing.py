"""An assistant gave more than a tenth of a therapy service or unit, and no CQ or CO says so: Medicare overpays.

Counted unit by unit for timed codes and for the whole of an untimed one. Where the ways of rounding a tenth differ, it
is a warning. Evaluations are not an assistant's to give.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import THERAPY
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import assistants, noted
from cleanbill.rules.assistants import Service, claim
from cleanbill.rules.mend import with_modifiers


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a code, on its first line without the modifier."""
    asked = visit.payer.assistant_modifier
    if asked is False or not (_told(visit) or (asked and noted.signer(visit) in noted.ASSISTANTS)):
        return
    given = assistants.services(visit)
    took_part = [service for service in given if service.assistant]
    if took_part and asked is None:
        yield _not_checked("payer/assistant_modifier", "payer.assistant_modifier is not known")
        return
    if given and not _told(visit):
        index = visit.index(given[0].lines[0])
        yield _not_checked(f"lines/{index}/assistant_minutes", "an assistant signed; assistant minutes not given")
    for service in took_part:
        if service.lacking:
            line, name = service.lacking
            index = visit.index(line)
            yield _not_checked(f"lines/{index}/{name}", f"{name} of line {index + 1} not given")
        elif service.due and service.marked < service.due[1]:
            yield _fault(visit, service, *service.due)


def _told(visit: Visit) -> bool:
    """Whether any line says what an assistant gave."""
    marked = not assistants.MODIFIERS.isdisjoint(visit.modifiers)
    return marked or any(line.assistant_minutes is not None for line in visit.lines)


def _not_checked(path: str, lack: str) -> Fault:
    return Fault(f"Not checked: {lack}.", field=path, severity="not_checked")


def _fault(visit: Visit, service: Service, least: float, most: float) -> Fault:
    bare = next(line for line in service.lines if not assistants.is_marked(line))
    whole = len(service.lines) == 1 and most == service.units
    return Fault(
        f"{service.code}: the assistant gave {service.assistant:g} of {service.minutes:g} minutes alone, so "
        f"{most:g} of {count(service.units)} need{'s' * (most == 1)} {service.modifier}; {service.marked:g} "
        f"carr{'ies' if service.marked == 1 else 'y'} it.",
        bare,
        "modifiers",
        edits=with_modifiers(visit, bare, (*bare.modifiers, service.modifier)) if whole else (),
        severity="warning" if service.marked >= least else None,
        fix=None if whole else f"Put the units with {service.modifier} on a line of their own.",
    )


rule = Rule(
    id="MO105",
    version=3,
    name="assistant_modifier_missing",
    title="An assistant's share has no CQ or CO",
    catalogue="MOD-05",
    severity="error",
    stage=("claim",),
    since=dt.date(2022, 1, 1),
    procedures=THERAPY,
    authority=assistants.authority(),
    denials=(Denial("4", "N822"),),
    fix="Add CQ (physical therapy) or CO (occupational therapy) if the minutes are right.",
    fix_safety="ask",
    reads=("assistant_modifier",),
    check=check,
    examples=(
        fails("the assistant gave all 15 minutes", **claim(("97110-GP", 15, 15, 1))),
        fails("8 of 15 minutes", **claim(("97110-GP", 15, 8, 1))),
        fails("one whole quarter of an hour out of two", **claim(("97110-GP", 36, 23, 2))),
        fails("12 and 14 minutes are two units: one of them", **claim(("97110-GP", 26, 14, 2))),
        fails("10 of 30 minutes of a group", **claim(("97150-GP", 30, 10, 1))),
        fails("occupational therapy: CO", **claim(("97530-GO", 30, 30, 2))),
        fails("2 of 15 minutes of an untimed code: a warning", **claim(("97150-GP", 15, 2, 1))),
        fails("one line of two is marked, both are due", **claim(("97110-GP-CQ", 15, 15, 1), ("97110-GP", 15, 15, 1))),
        passes("CQ on the line", **claim(("97110-GP-CQ", 15, 15, 1))),
        passes("one unit with, one without", **claim(("97110-GP", 13, 0, 1), ("97110-GP-CQ", 23, 23, 1))),
        near_miss("1 of 15 minutes", **claim(("97110-GP", 15, 1, 1))),
        near_miss("12 and 8 minutes are one unit, and the therapist gave 8 of it", **claim(("97110-GP", 20, 8, 1))),
        near_miss("3 of 30 minutes of a group are a tenth and no more", **claim(("97150-GP", 30, 3, 1))),
        near_miss("the therapist alone", **claim(("97110-GP", 15, None, 1))),
        near_miss("a payer without CQ", **claim(("97110-GP", 15, 15, 1), payer={"assistant_modifier": False})),
        near_miss("speech therapy has no such modifier", **claim(("92507-GN", 45, 45, 1))),
        unknown("not known whether the payer asks for it", **claim(("97110-GP", 15, 15, 1), payer={})),
        unknown("the minutes of the line are not given", **claim(("97110-GP", None, 8, 1))),
        unknown("an assistant signed, the minutes are not told apart",
                **claim(("97110-GP", 15, None, 1), note={"signer_credential": "PTA"})),
    ),
)  # fmt: skip
