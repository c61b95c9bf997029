"""The note holds no positive finding of this visit's examination: nothing seen, felt, measured or tested.

What the patient reports, an X-ray, or a copied note is not a finding of today.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules import noted

_SEARCHED = ("palpation", "motion", "strength", "neurological signs", "special tests", "posture and gait", "swelling")


_CHIROPRACTIC = Authority("Medicare Benefit Policy Manual", "ch. 15, §240.1.2, Physical examination", "CMS Pub. 100-02")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault where the reader finds no finding."""
    if visit.reading is None or "finding" not in visit.reading.missing or noted.not_seen(visit):
        return
    if noted.kind(visit) != "discharge":  # all may be well by then
        message = "The note records no positive finding of this visit's examination."
        own = (_CHIROPRACTIC,) if visit.credential() == "DC" else ()
        yield Fault(message, field="note/text", searched=_SEARCHED, authority=own)


_TALK = "S: Low back pain for 5 days, no injury, 6/10.\nA: Low back pain.\nP: Stretching 15 min to ease sitting."

rule = Rule(
    id="NO103",
    version=4,
    name="objective_finding_not_written",
    title="The note records no finding of the examination",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        Authority(
            "Medicare Benefit Policy Manual",
            "ch. 15, §220.3, Documentation requirements for therapy services",
            "CMS Pub. 100-02",
            verified=False,
        ),
        _CHIROPRACTIC,
    ),
    denials=(Denial("50", "N706"),),
    fix="What did the examination show today?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("only what the patient reports", note={"text": _TALK}),
        passes(
            "a finding of the examination", note={"text": _TALK.replace("A:", "O: Lumbar flexion 50%, painful.\nA:")}
        ),
        near_miss("the patient did not come", note={"text": "Pt did not arrive for the 10:00 visit. No charges."}),
        near_miss("one test is a finding", note={"text": _TALK.replace("A:", "O: SLR positive left 40 deg.\nA:")}),
    ),
)
