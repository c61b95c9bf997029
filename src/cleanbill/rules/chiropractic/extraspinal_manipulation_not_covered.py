"""98943, extraspinal manipulation, is billed to a payer that does not cover it, as if it would be paid."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import with_modifiers

_EXTRASPINAL = frozenset(("98943",))


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    for line in visit.having(_EXTRASPINAL):
        if "GY" not in line.modifiers:
            edits = with_modifiers(visit, line, (*line.modifiers, "GY"))
            yield Fault("98943 is not covered by this payer and carries no GY.", line, "code", edits=edits)


def _claim(payer: dict[str, object], *modifiers: str) -> dict[str, object]:
    return {"payer": payer, "lines": [{"code": "98943", "modifiers": list(modifiers), "date": "2026-03-16"}]}


rule = Rule(
    id="CH110",
    version=1,
    name="extraspinal_manipulation_not_covered",
    title="Extraspinal manipulation is not covered",
    catalogue="CMT-10",
    severity="error",
    stage=("note", "claim"),
    authority=(
        Authority(
            "Medicare Physician Fee Schedule, relative value file",
            "98943, status N: not covered",
            "July 2026 (RVU26C)",
        ),
        Authority("Medicare Benefit Policy Manual", "ch. 15, §240.1.1", "CMS Pub. 100-02", verified=False),
    ),
    check=check,
    fix="Bill the patient; where a secondary payer wants the denial, add GY.",
    fix_safety="ask",
    applies={"covers_98943": (False,)},
    procedures=_EXTRASPINAL,
    denials=(Denial("96", group="PR"),),
    examples=(
        fails("98943 to Medicare", **_claim({"type": "medicare_b"})),
        passes("98943 to a plan that covers it", **_claim({"type": "commercial", "covers_98943": True})),
        near_miss("98943-GY to Medicare, for the denial", **_claim({"type": "medicare_b"}, "GY")),
        unknown("A plan whose coverage is not known", **_claim({"type": "commercial"})),
    ),
)
