"""Ultrasound or traction is in the note without any setting: no frequency, intensity or mode, no force or cycle."""

from collections.abc import Iterator

from cleanbill.codes.documentation import meets
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.reading import NoteFacts
from cleanbill.rules import need
from cleanbill.rules.authorities import code_meaning

_SEARCHED = {
    "settings": ("a frequency", "an intensity", "pulsed or continuous"),
    "traction": ("a force", "intermittent or static"),
}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a modality without a setting."""
    for kind, searched in _SEARCHED.items():

        def met(words: str, _found: NoteFacts, _code: str, kind: str = kind) -> bool:
            return bool(meets(kind).search(words))

        yield from need.lacking(visit, kind, met, "gives no setting.", searched)


def _claim(plan: str, code: str) -> dict[str, object]:
    text = f"S: Low back pain for 5 days, no injury.\nO: Lumbar flexion 50%, painful.\nA: Low back pain.\nP: {plan}"
    return {"note": {"text": text}, "lines": [{"code": code, "date": "2026-11-02"}]}


rule = Rule(
    id="NO123",
    version=2,
    name="modality_settings_not_written",
    title="A modality without its settings",
    catalogue="",
    severity="info",
    stage=("note", "claim"),
    authority=(code_meaning("97012, 97035: what was applied can be told from its settings"),),
    fix="With which settings was it applied?",
    fix_safety="never",
    about="note/text",
    check=check,
    examples=(
        fails("ultrasound and its minutes alone", **_claim("97035 ultrasound right L4-5 8 min.", "97035")),
        fails("traction alone", **_claim("97012 lumbar traction 15 min.", "97012")),
        passes("frequency and intensity", **_claim("97035 ultrasound right L4-5 8 min, 1 MHz 1.2 W/cm2.", "97035")),
        near_miss("the duty cycle says it", **_claim("US 50% 8 min R lumbar.", "97035")),
        near_miss("traction with its pull", **_claim("Lumbar traction 60 lbs, 15 min.", "97012")),
    ),
)
