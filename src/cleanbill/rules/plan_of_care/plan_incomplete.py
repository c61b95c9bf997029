"""The plan of care of an evaluation or a recertification lacks a part: diagnosis, goals, type, frequency, duration.

Evaluation and plan may be two documents: where the note gives no part of a plan, it is a remark.
"""

import re
from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts, PlanPart, Span
from cleanbill.rules import noted
from cleanbill.rules.authorities import plan_content

_PARTS: dict[PlanPart, str] = {
    "diagnosis": "a diagnosis",
    "goal": "goals",
    "type": "the type of treatment",
    "frequency": "how often",
    "duration": "for how long",
}

_WORDS: dict[PlanPart, re.Pattern[str]] = {
    "goal": re.compile(r"\bso (?:that )?(?:s?he|they|pt|(?:the )?patient)\b", re.I),
    "frequency": re.compile(
        r"\d ?(?:x|times|visits?|days?)\W{0,3}(?:per |a |an? |each |/ ?)?w(?:ee)?k|daily|weekly", re.I
    ),
    "duration": re.compile(
        r"(?:for|x|×|over|in|next) ?\d+(?:-\d+)? ?(?:w(?:ee)?ks?|months?|mos?|visits?|days?)\b", re.I
    ),
}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault that names the absent parts."""
    found = noted.facts(visit)
    if found is None or noted.kind(visit) not in ("evaluation", "recertification"):
        return
    written = [Span(part.start, part.end, part.span) for part in found.plan if part.part != "diagnosis"]
    text = _from_plan(noted.text(visit), written)
    lacking = tuple(words for part, words in _PARTS.items() if not (_has(found, part) or _says(part, text)))
    if not written:
        message = "The note gives no plan of care; it may be a document of its own."
        yield Fault(message, field="note/text", searched=tuple(_PARTS.values()), severity="info")
    elif lacking:
        message = f"The plan of care does not give {', '.join(lacking)}."
        yield Fault(message, field="note/text", evidence=tuple(written[:2]), searched=lacking)


def _from_plan(text: str, written: list[Span]) -> str:
    """The text from the line on which the plan begins: "pain for 3 weeks", before it, is no duration of treatment."""
    begins = min((part.start for part in written), default=len(text))
    return text[text.rfind("\n", 0, begins) + 1 :]


def _says(part: PlanPart, text: str) -> bool:
    """Whether words of the plan tell a goal, how often or how long."""
    return part in _WORDS and bool(_WORDS[part].search(text))


def _has(found: NoteFacts, part: PlanPart) -> bool:
    """Whether the note gives a part, in its plan or elsewhere."""
    if any(element.part == part for element in found.plan):
        return True
    if part == "goal":
        return any(fact.kind == "goal" for fact in found.facts)
    if part == "diagnosis":
        return any(f.kind == "diagnosis" or f.section == "assessment" for f in found.facts)
    return part == "type" and bool(found.treatments)


_TEXT = "Evaluation. S: Right knee pain for 3 weeks.\nO: Right knee flexion 95, tender.\nA: Right knee pain.{plan}"

rule = Rule(
    id="PC101",
    version=3,
    name="plan_incomplete",
    title="The plan of care lacks a part",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(plan_content(),),
    denials=(Denial("50", "N706"),),
    fix="What is the plan: for which diagnosis, to which goals, with which treatment, how often and for how long?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("no plan at all: a remark", note={"text": _TEXT.format(plan="")}, lines=[{"code": "97161"}]),
        fails(
            "how often and how long are not said",
            note={"text": _TEXT.format(plan="\nP: Goal: walk 30 minutes. Therapeutic exercise.")},
            lines=[{"code": "97161"}],
        ),
        passes(
            "a whole plan",
            note={"text": _TEXT.format(plan="\nP: Therapeutic exercise 2x/week for 6 weeks. Goal: walk 30 minutes.")},
            lines=[{"code": "97161"}],
        ),
        passes("no evaluation is billed", note={"text": _TEXT.format(plan="")[12:]}, lines=[{"code": "97110"}]),
        near_miss(
            "a re-evaluation may leave the plan as it is", note={"text": "S: Better."}, lines=[{"code": "97164"}]
        ),
        near_miss("no note is at hand", lines=[{"code": "97161"}]),
    ),
)
