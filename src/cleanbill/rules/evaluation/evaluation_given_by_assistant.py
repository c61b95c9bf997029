"""All minutes of an evaluation are an assistant's: the evaluation and the re-evaluation are the therapist's own.

An assistant may help to take data. CQ and CO on an evaluation are MO106's.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import EVALUATION, OF_ONE_DISCIPLINE, label
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import therapy_record

_THERAPY = EVALUATION & frozenset(OF_ONE_DISCIPLINE)
_ASSISTED = frozenset({"CQ", "CO"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each evaluation that no therapist gave a minute of."""
    for line in visit.having(_THERAPY):
        if line.minutes and line.assistant_minutes == line.minutes and _ASSISTED.isdisjoint(line.modifiers):
            message = f"{label(line.code)}: an assistant gave all of its {count(line.minutes, 'minute')}."
            yield Fault(message, line, "assistant_minutes")


def _claim(code: str, *modifiers: str, minutes: int | None = 30, assistant: int | None = None) -> dict[str, object]:
    line = {"code": code, "modifiers": list(modifiers), "units": 1, "minutes": minutes, "date": "2026-03-16"}
    return {"rendering": {"credential": "PT"}, "lines": [line | {"assistant_minutes": assistant}]}


rule = Rule(
    id="EV110",
    version=2,
    name="evaluation_given_by_assistant",
    title="An evaluation given by an assistant",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        therapy_record("230.1 and 230.2, Practice of physical and of occupational therapy: assistants", verified=False),
    ),
    check=check,
    fix="Who evaluated? Bill the evaluation only where the therapist did.",
    fix_safety="ask",
    procedures=_THERAPY,
    denials=(Denial("170", "N95"),),
    examples=(
        fails("a re-evaluation", **_claim("97164", "GP", assistant=30)),
        fails("an evaluation of occupational therapy", **_claim("97165", "GO", minutes=45, assistant=45)),
        passes("the therapist's evaluation", **_claim("97161", "GP")),
        near_miss("treatment by an assistant", **_claim("97110", "GP", "CQ", assistant=30)),
        near_miss("an assistant took the measurements", **_claim("97163", "GP", minutes=45, assistant=10)),
        near_miss("none of its minutes are an assistant's", **_claim("97164", "GP", assistant=0)),
        near_miss("no minutes at all", **_claim("97164", "GP", minutes=0, assistant=0)),
        near_miss("marked CQ it is another rule's", **_claim("97161", "GP", "CQ", assistant=30)),
    ),
)
