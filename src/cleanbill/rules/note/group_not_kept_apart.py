"""The note and the code disagree on who was treated at a time: one patient or several.

97150 is for patients treated together; the timed procedures are one-on-one. What the note does not say is not judged,
and where both are billed, each may have had its time.
"""

import re
from collections.abc import Iterator

from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.model.reading import NoteFacts, Span
from cleanbill.rules import need, noted
from cleanbill.rules.authorities import group_therapy

_GROUP = "97150"
_ONE_ON_ONE = frozenset({"97110", "97112", "97113", "97116", "97530", "97535"})
_TOGETHER = re.compile(
    r"\b(?:in a (?:small )?group|group (?:of \d|setting|session|class|exercise|therapy))\b|"
    r"\b(?:[2-9]|two|three|four) (?:other )?(?:patients|pts)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:one[- ]on[- ]one|1[:-]1|1 on 1)\b", re.IGNORECASE)


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a line whose note says the opposite of its code."""
    found = noted.facts(visit)
    alone = visit.having(_ONE_ON_ONE)
    if found is None or (alone and _GROUP in visit.codes):
        return
    for line in alone:
        if said := _said(visit, found, line.code, one_on_one=False):
            yield Fault(
                f"{label(line.code)} is one-on-one; «{said.span}» tells of a group.", line, "code", evidence=(said,)
            )
    for line in visit.having(frozenset({_GROUP})):
        if said := _said(visit, found, _GROUP, one_on_one=True):
            yield Fault(
                f"{label(_GROUP)} is for a group; «{said.span}» tells of one patient.", line, "code", evidence=(said,)
            )


def _said(visit: Visit, found: NoteFacts, code: str, one_on_one: bool) -> Span | None:
    """Words by which a procedure was given one-on-one, or was not, and none for the opposite."""
    treatments = noted.by_code(found, code)
    if any(t.one_on_one is not None for t in treatments):
        return next((noted.span(t) for t in treatments if t.one_on_one is one_on_one), None)
    wanted, opposite = (_ALONE, _TOGETHER) if one_on_one else (_TOGETHER, _ALONE)
    for mention in need.mentions(visit, code):
        words = need.passage(visit, mention, code)
        if (match := wanted.search(words.span)) and not opposite.search(words.span):
            return Span(words.start + match.start(), words.start + match.end(), match[0])
    return None


def _claim(code: str, plan: str) -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%, painful.\nA: Low back pain.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": code, "date": "2026-11-02"}]}


rule = Rule(
    id="NO125",
    version=2,
    name="group_not_kept_apart",
    title="The note tells of a group, the code of one patient, or the reverse",
    catalogue="",
    severity="warning",
    stage=("note", "claim"),
    authority=(group_therapy(),),
    about="note/text",
    check=check,
    procedures=_ONE_ON_ONE | {_GROUP},
    denials=(Denial("150", "M25"),),
    fix="Was this time given to one patient or to several at once?",
    fix_safety="ask",
    examples=(
        fails("an exercise code, and three patients", **_claim("97110", "97110 bridges 3x10, 25 min with 3 patients.")),
        fails("the group code, one-on-one", **_claim("97150", "97150 trunk exercises, 1:1 with therapist, 30 min.")),
        passes("a group for the group code", **_claim("97150", "97150 core exercises in a group of 4, 30 min.")),
        near_miss("a muscle group is no group", **_claim("97110", "97110 15 min, gluteal muscle group 3x10.")),
        near_miss("who was present is not said", **_claim("97110", "97110 bridges 3x10, 25 min.")),
    ),
)
