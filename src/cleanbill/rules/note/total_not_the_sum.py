"""The note's total of timed minutes is not the sum of the minutes it gives, or is more than all its treatment."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import treatment_note


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where the note's own figures do not agree."""
    found = noted.facts(visit)
    if found is None:
        return
    timed, whole = noted.totals(visit)
    given = [t for t in found.treatments if t.minutes and noted.is_timed(t)]
    said = sum(minutes for _, minutes in {(t.cpt, t.minutes or 0) for t in given})  # a table may repeat the text
    if timed is not None and whole is not None and timed > whole:
        yield Fault(f"{timed:g} timed minutes are more than the {whole:g} minutes of all treatment.", field="note/text")
    elif timed is not None and said > timed:
        evidence = tuple(noted.span(t) for t in given)
        message = f"The note gives {said} timed minutes by procedure and {timed:g} in total."
        yield Fault(message, field="note/text", evidence=evidence)


def _note(plan: str) -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%.\nA: Low back pain.\nP: {plan}"
    return {"note": {"text": text}}


rule = Rule(
    id="NO132",
    version=2,
    name="total_not_the_sum",
    title="The note's minutes do not add up",
    catalogue="DOC-02",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        treatment_note(
            "Total treatment time includes the minutes for timed code treatment and untimed code treatment."
        ),
    ),
    denials=(Denial("151", "N362"),),
    fix="How many minutes did each treatment take, and how many all together?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("45 minutes by procedure, 38 in total", **_note("97110 30 min. 97140 15 min. Total timed minutes 38.")),
        fails("timed is more than all", **_note("97110 bridges. Total timed minutes 40. Total treatment time 30 min.")),
        passes("the sum", **_note("97110 23 min. 97140 15 min. Total timed minutes 38. Total treatment time 38 min.")),
        near_miss(
            "untimed minutes come on top",
            **_note("97110 15 min. G0283 15 min. Total timed minutes 15. Total treatment time 30 min."),
        ),
        near_miss("part of the treatment has no minutes", **_note("97110 15 min. STM neck. Total timed minutes 25.")),
    ),
)
