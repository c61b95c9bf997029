"""An evaluation carries the modifier of an assistant, or is billed by one: assistants do not evaluate.

They may help to take data; the evaluation and the re-evaluation are the therapist's own.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import EVALUATION, OF_ONE_DISCIPLINE
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import therapy_record

_THERAPY = EVALUATION & frozenset(OF_ONE_DISCIPLINE)
_ASSISTED = ("CQ", "CO")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each evaluation that an assistant gave, in whole or in part."""
    for line in visit.having(_THERAPY):
        modifier = next((one for one in _ASSISTED if one in line.modifiers), None)
        if modifier:
            yield Fault(f"{line.code} carries {modifier}; an assistant does not evaluate.", line, "modifiers")
        elif _all_by_assistant(line):
            message = f"All {line.minutes:g} minutes of {line.code} are an assistant's."
            yield Fault(message, line, "assistant_minutes")


def _all_by_assistant(line: Line) -> bool:
    return bool(line.minutes) and line.assistant_minutes == line.minutes


def _claim(code: str, *modifiers: str, minutes: int = 30, assistant: int | None = None) -> dict[str, object]:
    line = {"code": code, "modifiers": list(modifiers), "units": 1, "minutes": minutes, "date": "2026-03-16"}
    return {"rendering": {"credential": "PT"}, "lines": [line | {"assistant_minutes": assistant}]}


rule = Rule(
    id="EV110",
    version=1,
    name="assistant_bills_evaluation",
    title="An evaluation given by an assistant",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        therapy_record("230.1 and 230.2, Practice of physical and of occupational therapy: assistants", verified=False),
    ),
    check=check,
    fix="Who evaluated? Bill the evaluation only where the therapist did, without CQ or CO.",
    fix_safety="ask",
    procedures=_THERAPY,
    denials=(Denial("170", "N95"),),
    examples=(
        fails("97161 with CQ", **_claim("97161", "GP", "CQ")),
        fails("a re-evaluation with CO", **_claim("97168", "GO", "CO")),
        fails("all its minutes are an assistant's", **_claim("97164", "GP", assistant=30)),
        passes("the therapist's evaluation", **_claim("97161", "GP")),
        near_miss("treatment with CQ", **_claim("97110", "GP", "CQ", assistant=30)),
        near_miss("an assistant took the measurements", **_claim("97163", "GP", minutes=45, assistant=10)),
        near_miss("none of its minutes are an assistant's", **_claim("97164", "GP", assistant=0)),
    ),
)
