"""Modifier 50 on a code that has no second side, or whose payment does not rise with it.

The fee schedule says so of each code. It is Medicare's word; elsewhere a warning.
"""

from collections.abc import Iterator

from cleanbill.codes import bilateral
from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import with_modifiers

_WITHOUT = frozenset(bilateral.INDICATORS) - bilateral.TWO_SIDED


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.lines:
        if "50" in line.modifiers and line.code in _WITHOUT:
            yield Fault(
                f"{label(line.code)} carries 50; its bilateral indicator is {bilateral.INDICATORS[line.code]}.",
                line,
                "modifiers",
                edits=with_modifiers(visit, line, [m for m in line.modifiers if m != "50"]),
                severity=None if visit.payer.type == "medicare_b" else "warning",
            )


def _claim(code: str, *modifiers: str, payer: str = "medicare_b") -> dict[str, object]:
    line = {"code": code, "modifiers": modifiers, "units": 1, "date": "2026-11-02"}
    return {"payer": {"type": payer}, "lines": [line]}


rule = Rule(
    id="MO118",
    version=1,
    name="bilateral_modifier_does_not_apply",
    title="Modifier 50 on a code without sides",
    catalogue="",
    severity="error",
    stage=("claim",),
    procedures=_WITHOUT,
    modifiers=frozenset({"50"}),
    tables={"bilateral": bilateral.EDITION},
    authority=(
        Authority("Medicare Physician Fee Schedule, relative value file", "bilateral surgery indicator 0 or 9",
                  "July 2024"),
        Authority("Noridian Healthcare Solutions, Modifier 50", "Inappropriate usage", "last updated 2022-12-12",
                  "https://med.noridianmedicare.com/web/jea/topics/modifiers/50",
                  "Appending when BILAT SURG indicator is 0, 2, or 9"),
    ),
    denials=(Denial("4", "N519"),),
    fix="Take 50 off; a side or 59 tells two sites apart where the code allows it.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("exercise", **_claim("97110", "GP", "50")),
        fails("trigger points: counted by muscles, not sides", **_claim("20552", "50")),
        fails("manual therapy at a commercial plan: a warning", **_claim("97140", "50", payer="commercial")),
        passes("a knee", **_claim("20610", "50")),
        near_miss("a side", **_claim("20552", "RT")),
        near_miss("a code outside the table", **_claim("73562", "50")),
        near_miss("no modifier", **_claim("97110")),
    ),
)  # fmt: skip
