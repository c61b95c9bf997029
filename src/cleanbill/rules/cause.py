"""What caused the condition, as far as it decides who pays: work or a motor vehicle."""

import re
from typing import Literal, NamedTuple

from cleanbill.engine.visit import Visit
from cleanbill.model.reading import Span
from cleanbill.rules import noted

_AUTO = re.compile(
    r"\bmv[ac]\b|\bmotor[ -]?vehicle|\b(?:auto(?:mobile)?|car|vehicle|truck|traffic)[ -]?(?:accident|collision|crash)|"
    r"\brear[ -]?ended\b|^(?:auto|car|aa)$"
)
_WORK = re.compile(
    r"\b(?:work|job|employment|occupational)[ -](?:related |place )?(?:injury|accident|incident)|\bwork[ -]?related\b|"
    r"\bworker'?s'? ?comp|"
    r"\b(?:injur\w*|hurt|accident|incident|fall|fell|slipped) (?:\w+ ){0,3}(?:at work|on the job)\b|"
    r"^(?:work|wc|job|employment|em|at work|on the job)$"
)
_DENIED = re.compile(r"\b(?:no|not|non|never|denies|without|unrelated)[ -](?:(?:an?|any|the|due|from|to|related) )*$")


class Liable(NamedTuple):
    """Who may have to pay before a health plan, and where the claim or its note says so.

    `surely`: the claim states it; else the words of the note's text do, in `evidence`.
    """

    kind: Literal["work", "auto"]
    field: str
    surely: bool = True
    evidence: tuple[Span, ...] = ()


def liable(visit: Visit) -> Liable | None:
    """By the claim's accident, else by the note's cause, else by an injury that the note's text tells of."""
    accident = visit.claim.accident
    if accident is None and visit.note.cause is None and visit.reading is None:
        return None
    for field, words in (("accident/type", accident and accident.type), ("note/cause", visit.note.cause)):
        kind = _kind(words) if words else None
        if kind:
            return Liable(kind, field)
    found = noted.facts(visit)
    for fact in found.facts if found and found.trauma == "traumatic" else ():
        if fact.kind == "cause" and fact.concept == "trauma" and fact.assertion == "affirmed":
            kind = _kind(fact.span) or _kind(fact.clause.span if fact.clause else "")
            if kind:
                return Liable(kind, "note/text", False, (Span(fact.start, fact.end, fact.span),))
    return None


def _kind(words: str) -> Literal["work", "auto"] | None:
    text = " ".join(words.lower().replace("_", " ").split())
    for pattern, kind in ((_AUTO, "auto"), (_WORK, "work")):
        said = pattern.search(text)
        if said and not _DENIED.search(text, 0, said.start()):
            return "auto" if kind == "auto" else "work"
    return None
