"""Timed treatment is given and the note lacks its total minutes, or the total minutes of all treatment.

Medicare wants both in each day's note; minutes by procedure are voluntary. Where the note gives minutes by procedure it
is a warning, and for other payers a remark: their units rest on the same minutes.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial, Severity
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import noted
from cleanbill.rules.authorities import treatment_note


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault that names what is absent."""
    found = noted.facts(visit)
    if found is None or not (visit.codes & TIMED or (not visit.lines and _given(found))):
        return
    timed, whole = noted.totals(visit)
    lacking = [
        name for name, total in (("total timed minutes", timed), ("total treatment minutes", whole)) if total is None
    ]
    if lacking:
        message = f"The note does not give its {' and its '.join(lacking)}."
        yield Fault(message, field="note/text", searched=tuple(lacking), severity=_severity(visit, found))


def _given(found: NoteFacts) -> bool:
    """Whether timed treatment is written as given: with its minutes, or with its code. A plan for later has neither."""
    return any(noted.is_timed(t) and (t.minutes or (t.cpt and t.cpt in t.span)) for t in found.treatments)


def _severity(visit: Visit, found: NoteFacts) -> Severity:
    if visit.payer.type != "medicare_b" or visit.credential() == "DC":
        return "info"
    return "warning" if any(t.minutes for t in found.treatments) else "error"


def _claim(plan: str, payer: str = "medicare_b") -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%.\nA: Low back pain.\nP: {plan}"
    line = {"code": "97110", "date": "2026-11-02", "units": 1}
    return {"payer": {"type": payer}, "note": {"text": text}, "lines": [line]}


rule = Rule(
    id="NO108",
    version=3,
    name="treatment_minutes_not_totalled",
    title="The note does not total its minutes",
    catalogue="DOC-02",
    severity="error",
    stage=("note", "claim"),
    authority=(treatment_note("Total timed code treatment minutes and total treatment time in minutes."),),
    denials=(Denial("50", "N706"),),
    fix="How many minutes were timed treatment, and how many all treatment?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("no minutes at all", **_claim("97110 bridges 3x10.")),
        fails("minutes by procedure, no total: a warning", **_claim("97110 bridges 15 min.")),
        fails("another payer: a remark", **_claim("97110 bridges 15 min.", "commercial")),
        passes("both totals", **_claim("97110 bridges. Total timed minutes 15. Total treatment time 40 minutes.")),
        near_miss(
            "the claim gives the totals",
            **(
                _claim("97110 bridges.")
                | {"note": {"text": "P: 97110 bridges.", "timed_minutes_total": 15, "total_treatment_minutes": 15}}
            ),
        ),
        near_miss("nothing timed was given", payer={"type": "medicare_b"}, note={"text": "P: Hot pack low back."}),
    ),
)
