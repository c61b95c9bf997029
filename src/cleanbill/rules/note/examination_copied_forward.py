"""The examination is carried forward from an earlier note and nothing of today's stands beside it."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import Span
from cleanbill.rules import noted
from cleanbill.rules.authorities import cloned


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where findings are there and every one is copied."""
    found = noted.facts(visit)
    if found is None or found.objective_findings:
        return
    seen = [fact for fact in found.facts if fact.kind == "finding"]
    copied = [fact for fact in seen if fact.source == "copied"]
    if copied and not any(fact.assertion == "affirmed" and fact not in copied for fact in seen):
        first = copied[0].clause or Span(copied[0].start, copied[0].end, copied[0].span)
        message = f"What was examined is copied from an earlier note: «{' '.join(first.span.split())}»."
        yield Fault(message, field="note/text", evidence=(first,), searched=("a finding of today",))


_TALK = "S: Low back pain for 5 days, no injury, 6/10.\n{exam}A: Low back pain.\nP: Stretching 15 min to ease sitting."
_COPIED = "[Copied from 09/08: O: Lumbar spasm, flexion 50%, tender L4-5.]\n\n"

rule = Rule(
    id="NO109",
    version=2,
    name="examination_copied_forward",
    title="The examination is copied from an earlier note",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(cloned(),),
    denials=(Denial("50", "N706"),),
    fix="What did the examination show today?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("all findings are of an earlier day", note={"text": _TALK.format(exam=_COPIED)}),
        passes("findings of today", note={"text": _TALK.format(exam="O: Lumbar flexion 60%, tender L4-5.\n")}),
        near_miss(
            "today's finding beside the copied ones",
            note={"text": _TALK.format(exam=_COPIED + "O: Lumbar flexion 60% today, painful.\n")},
        ),
        near_miss("nothing is copied, and nothing was examined", note={"text": _TALK.format(exam="")}),
    ),
)
