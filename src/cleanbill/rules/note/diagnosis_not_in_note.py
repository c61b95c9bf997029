"""A diagnosis on the claim of which the note says nothing.

Only codes of the house's own table of musculoskeletal diagnoses are judged, and only those whose words are well known;
of any other code this rule says nothing.
"""

from collections.abc import Iterator

from cleanbill.coding import known
from cleanbill.coding.table import diagnoses
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import guidelines


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault a diagnosis whose condition the note never mentions."""
    if visit.reading is None or not visit.reading.facts.facts:
        return
    mentioned = {fact.concept for fact in visit.reading.facts.facts}
    for index, code in enumerate(visit.claim.dx):
        upholding = known.upholds(code)
        if upholding is not None and mentioned.isdisjoint(upholding):
            words = _words(code)
            title = context.icd10cm(visit.date).title(code)
            yield Fault(f"The note never speaks of {' or '.join(words)}: {code} {title}.", dx=index, searched=words)


def _words(code: str) -> tuple[str, ...]:
    return tuple(sorted(diagnoses()[concept].label for concept in known.concepts(code)))


_NOTE = {
    "text": "S: Low back pain 3 days, no injury.\nO: Hypertonic lumbar paraspinals, flexion 50%.\nA: Low back pain.\n"
    "P: Manual therapy 15 min to restore flexion."
}

rule = Rule(
    id="NO111",
    version=2,
    name="diagnosis_not_in_note",
    title="The note never speaks of a diagnosis on the claim",
    catalogue="",
    severity="warning",
    stage=("claim",),
    authority=(
        guidelines("section IV, Diagnostic coding and reporting for outpatient services", verified=False),
        guidelines("section I.A.19, Code assignment and clinical criteria", verified=False),
    ),
    denials=(Denial("11"), Denial("50")),
    fix="Does the clinician make this diagnosis? If so, where is it written?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("a spasm that the note never names: tight is not spasm", dx=["M54.50", "M62.830"], note=_NOTE),
        fails("a strain that the note never names", dx=["S39.012A"], note=_NOTE),
        passes("the pain that it names", dx=["M54.50"], note=_NOTE),
        near_miss("a condition outside the table", dx=["M54.50", "E11.9"], note=_NOTE),
        near_miss("no note is not a fault of the claim", dx=["M62.830"]),
    ),
)
