"""The note does not say since when: no date, no duration, no word such as acute or chronic.

A remark on a follow-up visit, whose evaluation may say it; a warning where an evaluation is billed.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Severity
from cleanbill.rules import noted

_EVALUATIONS = frozenset({"97161", "97162", "97163", "97165", "97166", "97167", "99202", "99203", "99204", "99205"})
_SEARCHED = ("a date of onset", "a duration", "acute, subacute, chronic")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where the reader finds no onset."""
    if visit.reading is not None and "onset" in visit.reading.missing and not noted.not_seen(visit):
        severity: Severity = "warning" if visit.codes & _EVALUATIONS else "info"
        message = "The note does not say when this began or how long it has lasted."
        yield Fault(message, field="note/text", searched=_SEARCHED, severity=severity)


_NO_ONSET = "S: Right low back pain, no injury.\nO: Lumbar flexion 50%, tender.\nA: Low back pain.\nP: Stretching."

rule = Rule(
    id="NO102",
    version=3,
    name="onset_not_written",
    title="The note does not say since when",
    catalogue="",
    severity="info",
    stage=("note", "claim"),
    authority=(
        Authority(
            "Medicare Benefit Policy Manual",
            "ch. 15, §220.3.C, Evaluation and plan of care",
            "CMS Pub. 100-02",
            verified=False,
        ),
        Authority("Medicare Benefit Policy Manual", "ch. 15, §240.1.2, Initial visit: onset", "CMS Pub. 100-02"),
    ),
    denials=(Denial("50", "N706"),),
    fix="When did this episode begin?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("no date and no duration", note={"text": _NO_ONSET}),
        fails("the same at an evaluation: a warning", note={"text": _NO_ONSET}, lines=[{"code": "97161"}]),
        passes("a duration", note={"text": _NO_ONSET.replace("pain, no", "pain for 5 days, no")}),
        near_miss("a word in place of a date", note={"text": _NO_ONSET.replace("A: Low", "A: Chronic low")}),
    ),
)
