"""A treatment is billed of which the note says nothing: neither its code nor any usual word for it.

Exercises may be listed without a name: sets and repetitions, or minutes, stand for them.
"""

from collections.abc import Iterator

from cleanbill.codes.documentation import described
from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import need, noted
from cleanbill.rules.authorities import treatment_note

_LISTED = frozenset({"97110", "97112", "97113", "97116", "97140", "97150", "97530", "97535"})
"""Codes of which a list of things done, or hands-on work, may tell without a word for the code."""
_KNOWN = frozenset(described())


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a procedure that the note does not know."""
    found = noted.facts(visit)
    if found is None or not noted.text(visit).strip():
        return
    for code in sorted(visit.codes & _KNOWN):
        if need.mentions(visit, code) or noted.by_code(found, code) or _may_be(code, found):
            continue
        line = visit.having(frozenset({code}))[0]
        searched = (code, *described()[code].words[:4])
        yield Fault(f"{label(code)} is billed; the note does not speak of it.", line, "code", searched=searched)


def _may_be(code: str, found: NoteFacts) -> bool:
    """Whether a treatment without a code may be this one: a drill or a list of exercises, or hands-on work."""
    return code in _LISTED and any(t.cpt is None and (t.minutes or t.sets or t.reps) for t in found.treatments)


def _claim(plan: str, code: str) -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%.\nA: Low back pain.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": code, "date": "2026-11-02"}]}


rule = Rule(
    id="NO133",
    version=2,
    name="treatment_billed_not_written",
    title="A treatment is billed of which the note says nothing",
    catalogue="DOC-02",
    severity="warning",
    stage=("claim",),
    authority=(treatment_note("Identification of each specific intervention/modality provided and billed"),),
    denials=(Denial("50", "N706"),),
    fix="Was this treatment given today? If so, where is it written?",
    fix_safety="never",
    procedures=_KNOWN,
    about="note/text",
    check=check,
    examples=(
        fails("ultrasound without a word of it", **_claim("97110 bridges 3x10, 15 min.", "97035")),
        fails("gait training without a word of it", **_claim("Hot pack.", "97116")),
        passes("the code is written", **_claim("97140 15 min right L4-5.", "97140")),
        near_miss("by another name", **_claim("STM lumbar paraspinals 15 min.", "97140")),
        near_miss("exercises without their name", **_claim("Bridges 3x10, bird dogs 2x10.", "97110")),
        near_miss("stimulation by its wave", **_claim("IFC low back 15 min with hot pack.", "G0283")),
        near_miss("a code whose words are not known here", **_claim("Seen.", "97799")),
    ),
)
