"""Spinal manipulation is billed to Medicare without AT, so it is taken for maintenance and denied.

GA, GX, GY and GZ say that a denial is expected; beside a note of active treatment they do not replace AT.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules import authorities
from cleanbill.rules.mend import with_modifiers

_ACTIVE = frozenset(("AT",))
_SETTLES = _ACTIVE | {"GA", "GX", "GY", "GZ"}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    cmt = visit.note.cmt
    if cmt and cmt.phase == "maintenance":
        return
    settles = _ACTIVE if cmt and cmt.phase == "active" else _SETTLES
    for line in visit.having(SPINAL_MANIPULATION):
        if settles.isdisjoint(line.modifiers):
            has = f"has only {', '.join(line.modifiers)}" if line.modifiers else "has no modifier"
            said = "the note says active treatment" if cmt and cmt.phase else "active treatment needs AT"
            yield Fault(
                f"{line.code} {has}; {said}.",
                line,
                "modifiers",
                edits=with_modifiers(visit, line, (*line.modifiers, "AT")),
            )


rule = Rule(
    id="CH101",
    version=1,
    name="active_treatment_modifier_missing",
    title="Spinal manipulation without AT",
    catalogue="CMT-01",
    severity="error",
    stage=("claim",),
    authority=(
        authorities.active_treatment(),
        Authority(
            "First Coast Service Options, Modifier AT",
            "Reference",
            "read in November 2026",
            "https://medicare.fcso.com/node/8966",
            "Claims that do not contain modifier AT will deny.",
        ),
        Authority("Medicare Benefit Policy Manual", "ch. 15, §240.1.3", "CMS Pub. 100-02"),
    ),
    check=check,
    fix="Add AT if the treatment was active or corrective and the note shows it; for maintenance use GA with a "
    "signed notice (ABN), GZ without.",
    fix_safety="ask",
    applies={"active_treatment_modifier": (True,)},
    procedures=SPINAL_MANIPULATION,
    denials=(Denial("50"),),
    examples=(
        fails(
            "98940 in active treatment, bare",
            payer={"type": "medicare_b"},
            lines=[{"code": "98940", "date": "2026-03-16"}],
            note={"cmt": {"phase": "active"}},
        ),
        fails(
            "98940-GA, and the note says active treatment",
            payer={"type": "medicare_b"},
            lines=[{"code": "98940", "modifiers": ["GA"], "date": "2026-03-16"}],
            note={"cmt": {"phase": "active"}},
        ),
        passes(
            "98940-AT",
            payer={"type": "medicare_b"},
            lines=[{"code": "98940", "modifiers": ["AT"], "date": "2026-03-16"}],
        ),
        near_miss(
            "Maintenance with a signed notice: GA, no AT",
            payer={"type": "medicare_b"},
            lines=[{"code": "98940", "modifiers": ["GA"], "date": "2026-03-16"}],
            note={"cmt": {"phase": "maintenance"}, "abn_on_file": True},
        ),
        near_miss(
            "A commercial plan: AT is Medicare's",
            payer={"type": "commercial"},
            lines=[{"code": "98940", "date": "2026-03-16"}],
        ),
    ),
)
