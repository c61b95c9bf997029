"""A re-evaluation is billed with a discharge note: it needs new findings or a failure to respond, not a farewell."""

from collections.abc import Iterator

from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import therapy_record
from cleanbill.rules.mend import without

_AGAIN = frozenset({"97164", "97168"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each re-evaluation."""
    if noted.kind(visit) != "discharge":
        return
    for line in visit.having(_AGAIN):
        message = f"{label(line.code)} is billed with a discharge note."
        yield Fault(message, line, "code", edits=without(visit, line))


def _claim(kind: str, *codes: str) -> dict[str, object]:
    text = f"{kind}. S: Knee better.\nO: Right knee flexion 120.\nA: Goal 1 met.\nP: Home program."
    lines = [{"code": code, "modifiers": ["GP"], "units": 1, "date": "2026-11-02"} for code in codes]
    return {"rendering": {"credential": "PT"}, "lines": lines, "note": {"text": text}}


rule = Rule(
    id="EV111",
    version=1,
    name="reevaluation_at_discharge",
    title="A re-evaluation billed at discharge",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(therapy_record("220.3.C, Evaluation and re-evaluation", verified=False),),
    check=check,
    fix="Which new findings, or which failure to respond, called for the re-evaluation? Without any, do not bill it.",
    fix_safety="ask",
    procedures=_AGAIN,
    about="note/text",
    denials=(Denial("50", "N706"),),
    examples=(
        fails("physical therapy", **_claim("Discharge summary", "97164", "97110")),
        fails("occupational therapy", **_claim("Discharge note", "97168", "97530")),
        passes("discharge with treatment", **_claim("Discharge summary", "97110")),
        passes("a re-evaluation in the course of treatment", **_claim("Re-evaluation", "97164")),
        near_miss("a progress report", **_claim("Progress note", "97164", "97110")),
        near_miss("no note is at hand", lines=[{"code": "97164", "date": "2026-11-02"}]),
    ),
)
