"""A procedure is named in the note and what was done is not: "therapeutic exercise 15 min" and nothing more.

Exercises with their sets, an activity, a task or a drill say it. A reference to a flow sheet does too.
"""

import re
from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import need
from cleanbill.rules.authorities import treatment_note

_ELSEWHERE = re.compile(
    r"flow ?-?sheet|exercise (?:log|sheet|grid)|see (?:log|chart|grid)|per (?:log|grid|protocol)", re.I
)


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a procedure that is no more than its name."""
    if not _ELSEWHERE.search(visit.note.text or ""):
        yield from need.lacking(visit, "described", _described, "names nothing that was done.", ("what was done",))


def _described(words: str, found: NoteFacts, code: str) -> bool:
    own = [t for t in found.treatments if t.sets and t.cpt in (None, code)]
    return bool(own) or bool(need.left(words, code))


def _claim(plan: str, code: str = "97110") -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%, painful.\nA: Low back pain.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": code, "date": "2026-11-02"}]}


rule = Rule(
    id="NO120",
    version=2,
    name="treatment_not_described",
    title="The note names a procedure and not what was done",
    catalogue="DOC-02",
    severity="warning",
    stage=("note", "claim"),
    authority=(treatment_note("Identification of each specific intervention/modality provided and billed"),),
    denials=(Denial("50", "N706"),),
    fix="What was done in this treatment, and what did the patient do?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("exercise and its minutes alone", **_claim("97110 therapeutic exercise 15 min.")),
        fails("an activity code alone", **_claim("97530 therapeutic activities x 15 minutes.", "97530")),
        passes("exercises with sets", **_claim("97110 15 min: bridging 3x10, lower trunk rotation 2x15.")),
        near_miss(
            "exercises in their own line", **_claim("Bridges 3x10, bird dog 2x10.\n97110 therapeutic exercise 23 min.")
        ),
        near_miss("described without figures", **_claim("Therapeutic exercise for 15 min, flexion-biased stretching.")),
        near_miss("a flow sheet holds the exercises", **_claim("97110 23 min, see flow sheet.")),
        near_miss("billed under a name that the note does not use", **_claim("Bridging on the ball, 15 min.")),
    ),
)
