"""A progress report or a recertification does not say how treatment goes on: continued, changed or ended."""

import re
from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import progress_report

_GOES_ON = re.compile(
    r"\b(?:continu\w*|cont\b|cont'd|proceed|progress (?:to|as|exercise)|resume|discharg\w*|d/c\b|dc\b|hold|"
    r"re-?cert\w*|extend\w*|modif\w*|chang\w*|increase|decrease|add\b|plan\s?:|p\s?:|poc\b|\d ?x ?/? ?(?:per )?w\w*)",
    re.IGNORECASE,
)


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where no word tells of what follows."""
    found = noted.facts(visit)
    if found is None or noted.kind(visit) not in ("progress", "recertification"):
        return
    if not found.plan and not _GOES_ON.search(noted.text(visit)):
        message = "The report does not say how treatment goes on."
        yield Fault(message, field="note/text", searched=("continued, changed or ended treatment", "a frequency"))


def _report(plan: str, written: bool = True) -> dict[str, object]:
    text = f"S: Knee better, pain 3/10.\nO: Right knee flexion 110, was 95.\nA: Goal 1 met.{plan}"
    return {
        "note": {"text": text},
        "history": {"progress": {"report_written_today": written}},
        "lines": [{"code": "97110", "date": "2026-11-02"}],
    }


rule = Rule(
    id="PC103",
    version=2,
    name="report_without_plan",
    title="A report that does not say how treatment goes on",
    catalogue="DOC-03",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        progress_report(
            "Plans for continuing treatment, reference to additional evaluation results, and/or treatment plan "
            "revisions should be documented in the clinician's progress report"
        ),
    ),
    denials=(Denial("50", "N706"),),
    fix="How does treatment go on from here?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("the report ends with the assessment", **_report("")),
        fails("praise is no plan", **_report(" Good effort today.")),
        passes("a plan", **_report("\nP: Same exercises at home, twice a week here.")),
        near_miss("discharge is a plan too", **_report(" Discharge to home program.")),
        near_miss("a frequency tells it", **_report(" 2x/week for 4 weeks.")),
        near_miss("a daily note", **_report("", written=False)),
    ),
)
