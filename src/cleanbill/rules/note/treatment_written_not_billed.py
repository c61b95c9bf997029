"""The note gives a timed treatment of eight minutes or more under a code that the claim does not bill.

A remark: it may have been left out on purpose, or its minutes earned no unit of their own.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.rules import noted
from cleanbill.rules.authorities import treatment_note

_LEAST = 8


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One remark that names the treatments."""
    found = noted.facts(visit)
    if found is None or not visit.lines:
        return
    left = {t.cpt: t for t in found.treatments if t.cpt and noted.is_timed(t) and (t.minutes or 0) >= _LEAST}
    left = {code: t for code, t in left.items() if code not in visit.codes}
    if left:
        names = ", ".join(f"{label(code)} «{t.span}»" for code, t in left.items())
        yield Fault(f"Written and not billed: {names}.", field="lines", evidence=tuple(map(noted.span, left.values())))


def _claim(plan: str, *codes: str) -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%.\nA: Low back pain.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": code, "date": "2026-11-02"} for code in codes]}


rule = Rule(
    id="NO134",
    version=2,
    name="treatment_written_not_billed",
    title="The note gives a timed treatment that is not billed",
    catalogue="DOC-02",
    severity="info",
    stage=("claim",),
    authority=(treatment_note("The billing and the total timed code treatment minutes must be consistent."),),
    about="note/text",
    check=check,
    fix="Is this treatment left out on purpose?",
    fix_safety="ask",
    examples=(
        fails("manual therapy is left out", **_claim("97110 23 min bridges. 97140 15 min STM.", "97110")),
        passes("both are billed", **_claim("97110 23 min bridges. 97140 15 min STM.", "97110", "97140")),
        near_miss("seven minutes", **_claim("97110 33 min bridges. 97140 7 min STM.", "97110")),
        near_miss("an untimed modality", **_claim("97110 23 min bridges. G0283 15 min low back.", "97110")),
    ),
)
