"""The note ties no treatment to a finding, an impairment, a diagnosis or a goal: it does not say what for.

Of a physician's visit without therapy it is a remark.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import MANIPULATION, THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Severity
from cleanbill.model.reading import Span
from cleanbill.rules import noted

_SKILLED = THERAPY | MANIPULATION
_SEARCHED = ("a treatment with its purpose", "a goal of the treatment")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where the reader finds no purpose."""
    if visit.reading is None or noted.not_seen(visit) or "rationale" not in visit.reading.missing:
        return
    if noted.kind(visit) == "discharge":
        return
    given = visit.reading.facts.treatments[:2]
    words = f" for {', '.join(f'«{t.span}»' for t in given)}" if given else ""
    yield Fault(
        f"The note gives no purpose{words}.",
        field="note/text",
        evidence=tuple(Span(t.start, t.end, t.span) for t in given),
        searched=_SEARCHED,
        severity=_severity(visit),
    )


def _severity(visit: Visit) -> Severity:
    """A warning where therapy or manipulation is given; a physician's plan of medicines needs no such words."""
    physician = visit.credential() in ("MD", "DO", "NP", "PA")
    return "info" if physician and not visit.codes & _SKILLED else "warning"


_NOTE = "S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%, painful.\nA: Low back pain.\nP: {plan}"

rule = Rule(
    id="NO105",
    version=4,
    name="rationale_not_written",
    title="The note does not say what the treatment is for",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        Authority(
            "Medicare Benefit Policy Manual",
            "ch. 15, §220.2, Reasonable and necessary outpatient rehabilitation therapy services",
            "CMS Pub. 100-02",
            verified=False,
        ),
    ),
    denials=(Denial("50", "N706"),),
    fix="What is each treatment meant to change?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("a treatment alone", note={"text": _NOTE.format(plan="Heat 10 min. Next week.")}),
        fails(
            "a physician's plan: a remark",
            note={"text": _NOTE.format(plan="Ibuprofen. Next week.")},
            rendering={"credential": "MD"},
        ),
        passes("a treatment with its aim", note={"text": _NOTE.format(plan="Stretching 15 min to restore flexion.")}),
        near_miss(
            "a goal beside the treatment",
            note={"text": _NOTE.format(plan="Manual therapy 15 min so that he can tie his shoes.")},
        ),
    ),
)
