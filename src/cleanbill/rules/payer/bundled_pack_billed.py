"""Hot or cold packs (97010) are billed to a payer that pays them as part of the other services."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import without

_PACK = frozenset({"97010"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.having(_PACK):
        yield Fault("97010 is bundled by this payer: nothing is paid for it.", line, "code", edits=without(visit, line))


def _claim(code: str, payer: str, **traits: bool) -> dict[str, object]:
    day = {"modifiers": ["GP"], "units": 1, "date": "2026-03-16"}
    return {"payer": {"type": payer} | traits, "lines": [{"code": "97110"} | day, {"code": code} | day]}


rule = Rule(
    id="PA103",
    version=1,
    name="bundled_pack_billed",
    title="Hot or cold packs are bundled",
    catalogue="PAY-02",
    severity="warning",
    stage=("note", "claim"),
    applies={"pays_97010": (False,)},
    authority=(
        Authority(
            "Medicare Physician Fee Schedule, relative value file", "97010, status B: bundled", "July 2026 (RVU26C)"
        ),
        Authority("The payer's fee schedule", "97010", "as the claim states it"),
    ),
    check=check,
    fix="Do not bill it; the patient may not be billed either.",
    fix_safety="ask",
    procedures=_PACK,
    denials=(Denial("97", "M15"),),
    examples=(
        fails("97010 to Medicare", **_claim("97010", "medicare_b")),
        fails("a plan that bundles it", **_claim("97010", "commercial", pays_97010=False)),
        passes("a plan that pays it", **_claim("97010", "commercial", pays_97010=True)),
        passes("not billed", **_claim("97140", "medicare_b")),
        near_miss("a paraffin bath is another code", **_claim("97018", "medicare_b")),
        near_miss("workers' compensation that pays it", **_claim("97010", "workers_comp", pays_97010=True)),
        unknown("a plan whose rule is not known", **_claim("97010", "commercial")),
    ),
)
