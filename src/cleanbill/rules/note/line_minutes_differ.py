"""A line claims other minutes than the note gives for its procedure.

What the note does not give is no fault: Medicare does not ask for minutes by procedure.
"""

from collections import Counter
from collections.abc import Iterator

from cleanbill.codes.procedures import TIMED, label
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules import noted
from cleanbill.rules.authorities import treatment_note


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a procedure whose lines and note differ, on its first line."""
    found = noted.facts(visit)
    if found is None:
        return
    claimed: Counter[str] = Counter()
    for line in visit.having(TIMED):
        claimed[line.code] += int(line.minutes or 0)
    for code, minutes in claimed.items():
        lines = visit.having(frozenset({code}))
        written = noted.by_code(found, code)
        if any(line.minutes is None for line in lines) or not written or any(t.minutes is None for t in written):
            continue
        each = [t.minutes or 0 for t in written]
        said = sum(each)
        if minutes not in (said, sum(set(each))):  # a table may repeat what the text says
            message = f"{label(code)}: {count(minutes, 'minute')} claimed, the note gives {said}."
            yield Fault(message, lines[0], "minutes", evidence=tuple(noted.span(t) for t in written))


def _claim(plan: str, *lines: dict[str, object]) -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%.\nA: Low back pain.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"date": "2026-11-02"} | line for line in lines]}


rule = Rule(
    id="NO130",
    version=3,
    name="line_minutes_differ",
    title="A line claims other minutes than the note gives",
    catalogue="DOC-02",
    severity="warning",
    stage=("claim",),
    authority=(treatment_note("The billing and the total timed code treatment minutes must be consistent."),),
    denials=(Denial("151", "N362"),),
    fix="How many minutes did this treatment take?",
    fix_safety="ask",
    procedures=TIMED,
    about="note/text",
    check=check,
    examples=(
        fails("more is claimed than written", **_claim("97110 15 min bridges.", {"code": "97110", "minutes": 23})),
        fails("less is claimed than written", **_claim("97110 23 min bridges.", {"code": "97110", "minutes": 8})),
        passes("the same minutes", **_claim("97110 23 min bridges.", {"code": "97110", "minutes": 23})),
        near_miss(
            "given in two parts",
            **_claim("97110 15 min bridges. 97110 8 min squats.", {"code": "97110", "minutes": 23}),
        ),
        near_miss(
            "billed on two lines",
            **_claim("97110 23 min.", {"code": "97110", "minutes": 15}, {"code": "97110", "minutes": 8}),
        ),
        near_miss("the note gives no minutes for it", **_claim("Bridges 3x10.", {"code": "97110", "minutes": 15})),
    ),
)
