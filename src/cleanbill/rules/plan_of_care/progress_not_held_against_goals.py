"""A progress report, a recertification or a discharge note speaks of no goal: how far the patient is."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import noted
from cleanbill.rules.authorities import progress_report

_REPORTS = ("progress", "recertification", "discharge")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where the report names no goal."""
    found = noted.facts(visit)
    if found is None or noted.kind(visit) not in _REPORTS or _speaks_of_goals(found, noted.text(visit)):
        return
    message = "The report does not say how far the patient is towards each goal."
    yield Fault(message, field="note/text", searched=("a goal", "progress towards it"))


def _speaks_of_goals(found: NoteFacts, text: str) -> bool:
    words = text.lower()
    named = any(word in words for word in ("goal", "stg", "ltg", "objective met"))
    return named or bool(found.goals)


def _report(assessment: str, written: bool = True) -> dict[str, object]:
    text = f"S: Knee better, pain 3/10.\nO: Right knee flexion 110, was 95.\nA: {assessment}\nP: Continue 2x/week."
    return {
        "note": {"text": text},
        "history": {"progress": {"report_written_today": written}},
        "lines": [{"code": "97110", "date": "2026-11-02"}],
    }


rule = Rule(
    id="PC102",
    version=2,
    name="progress_not_held_against_goals",
    title="A report that speaks of no goal",
    catalogue="DOC-03",
    severity="warning",
    stage=("note", "claim"),
    authority=(progress_report("Assessment of improvement, extent of progress (or lack thereof) toward each goal"),),
    denials=(Denial("50", "N706"),),
    fix="How far is the patient towards each goal of the plan?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("a progress report without a goal", **_report("Right knee pain, better.")),
        fails("a measure and no goal", **_report("Right knee pain, LEFS 52/80.")),
        passes("each goal is judged", **_report("Goal 1 (flexion 120): 110, in progress. Goal 2: met.")),
        near_miss("goals by their abbreviation", **_report("STG 1 met, LTG 1 80%.")),
        near_miss("one objective is met", **_report("Objective met: stairs without rail.")),
        near_miss("a daily note needs none", **_report("Right knee pain, better.", written=False)),
    ),
)
