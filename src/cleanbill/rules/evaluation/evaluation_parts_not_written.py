"""A therapy evaluation is billed, and the note lacks a component by which its level is told."""

import re
from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import noted
from cleanbill.rules.authorities import code_meaning

_PRESENTATION = re.compile(
    r"presentation|\b(?:un)?stable\b|evolving|unpredictable|uncomplicated|changing charact|fluctuat", re.I
)
_DECISION = re.compile(r"complexity|decision[- ]making|\b(?:low|moderate|mod|high)[- ]complex|9716[1-3]", re.I)


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One remark that names what is absent; the claim's own word for a component counts as well."""
    found, told = noted.facts(visit), visit.note.eval
    if found is None:
        return
    line, text = visit.having(frozenset({"97161", "97162", "97163"}))[0], noted.text(visit)
    there = {
        "the clinical presentation": bool(told and told.presentation) or bool(_PRESENTATION.search(text)),
        "the decision making": bool(told and told.decision_making) or bool(_DECISION.search(text)),
        "a history": bool(told and told.personal_factors is not None) or _has_history(found),
    }
    lacking = tuple(name for name, written in there.items() if not written)
    if lacking:
        yield Fault(f"{line.code}: the note does not give {', '.join(lacking)}.", line, "code", searched=lacking)


def _has_history(found: NoteFacts) -> bool:
    return any(f.section in ("subjective", "history") or f.kind in ("complaint", "onset", "cause") for f in found.facts)


def _claim(end: str, code: str = "97162") -> dict[str, object]:
    text = f"S: Right knee pain for 3 weeks.\nO: Right knee flexion 95, tender.\nA: Right knee pain. {end}"
    return {"note": {"text": text}, "lines": [{"code": code, "date": "2026-11-02"}]}


rule = Rule(
    id="EV107",
    version=2,
    name="evaluation_parts_not_written",
    title="An evaluation whose level the note does not tell",
    catalogue="DOC-06",
    severity="info",
    stage=("claim",),
    authority=(code_meaning("97161, 97162, 97163: history, examination, presentation, decision making"),),
    about="note/text",
    check=check,
    fix="What is the clinical presentation, and how complex was the decision making?",
    fix_safety="never",
    procedures=frozenset({"97161", "97162", "97163"}),
    examples=(
        fails("neither presentation nor complexity", **_claim("PT 2x/week.")),
        fails("no word of how complex", **_claim("Clinical presentation: evolving.")),
        passes("both", **_claim("Evolving presentation, moderate complexity.")),
        near_miss("by their usual words", **_claim("Stable and uncomplicated; low-complexity evaluation.")),
        near_miss("no note is at hand", lines=[{"code": "97162", "date": "2026-11-02"}]),
        near_miss("a re-evaluation has no levels", **_claim("PT 2x/week.", "97164")),
    ),
)
