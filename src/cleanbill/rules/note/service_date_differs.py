"""The claim's date of service is not the date that the note bears."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import treatment_note


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where no date of service of the claim is the note's."""
    written = visit.reading.facts.date_of_service if visit.reading else None
    dates = {line.date for line in visit.claim.lines}
    if written is None or None in dates or not dates or written in dates or visit.ordinal > 1:
        return
    message = f"The note is of {written}, the claim of {', '.join(sorted(map(str, dates)))}."
    yield Fault(message, visit.lines[0], "date")


def _claim(head: str) -> dict[str, object]:
    text = f"{head}S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%.\nA: Low back pain."
    return {"note": {"text": text}, "lines": [{"code": "97110", "date": "2026-11-02"}]}


rule = Rule(
    id="NO135",
    version=2,
    name="service_date_differs",
    title="The claim is of another date than the note",
    catalogue="DOC-02",
    severity="error",
    stage=("claim",),
    authority=(treatment_note("Date of treatment"),),
    denials=(Denial("50", "N706"),),
    fix="On which day was the patient treated?",
    fix_safety="ask",
    about="note/text",
    check=check,
    examples=(
        fails("another day", **_claim("Date of service: 10/30/2026\n")),
        passes("the same day", **_claim("DOS: 11/02/2026\n")),
        near_miss("the note bears no date", **_claim("")),
        near_miss("a date of injury is not the date of the visit", **_claim("DOI: 10/30/2026\n")),
    ),
)
