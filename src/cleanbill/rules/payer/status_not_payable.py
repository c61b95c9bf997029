"""A code is billed to Medicare whose status in the fee schedule says that nothing is paid for it.

B is bundled into other services, I is not valid for Medicare, N is not covered; the last is billed with GY for the
denial. Hot packs, electrical stimulation, 98943, prolonged time and S codes have rules of their own.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import PROCEDURES, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import without

_SAYS = {"B": "is bundled into other services", "I": "is not valid for Medicare", "N": "is not covered"}
_DENIAL = {"B": Denial("97", "M15"), "I": Denial("96", "N657"), "N": Denial("96", group="PR")}
_OWN_RULE = frozenset({"97010", "97014", "98943", "99417", "S8990"})
_UNPAID = frozenset(code for code, known in PROCEDURES.items() if known.status in _SAYS) - _OWN_RULE
_FOR_DENIAL = ("GY", "GX")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.having(_UNPAID):
        status = PROCEDURES[line.code].status
        if status == "N" and not set(_FOR_DENIAL).isdisjoint(line.modifiers):
            continue
        message = f"{label(line.code)} {_SAYS[status]} (status {status})."
        yield Fault(message, line, "code", edits=without(visit, line), denials=(_DENIAL[status],))


def _claim(code: str, payer: str | None, *modifiers: str) -> dict[str, object]:
    day = {"units": 1, "date": "2026-03-16"}
    lines = [{"code": "97110", "modifiers": ["GP"]} | day, {"code": code, "modifiers": list(modifiers)} | day]
    return {"payer": {"type": payer}, "lines": lines}


rule = Rule(
    id="PA106",
    version=1,
    name="status_not_payable",
    title="A code that the fee schedule does not pay",
    catalogue="",
    severity="error",
    stage=("note", "claim"),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority(
            "Medicare Physician Fee Schedule, relative value file",
            "status of the code: B, I or N",
            "July 2026 (RVU26C), else July 2024",
        ),
    ),
    check=check,
    fix="Do not bill it to Medicare; where another payer wants the denial of what is not covered, add GY.",
    fix_safety="ask",
    procedures=_UNPAID,
    denials=tuple(_DENIAL.values()),
    examples=(
        fails("self-management training is bundled", **_claim("98960", "medicare_b")),
        fails("an athletic trainer's evaluation is not covered", **_claim("97169", "medicare_b")),
        fails("low-level laser is not covered", **_claim("97037", "medicare_b", "GP")),
        passes("a code that is paid", **_claim("97140", "medicare_b", "GP")),
        passes("a commercial plan", **_claim("98960", "commercial")),
        near_miss("not covered, with GY for the denial", **_claim("97037", "medicare_b", "GP", "GY")),
        near_miss("restricted (status R) is paid where necessary", **_claim("97026", "medicare_b", "GP")),
        near_miss("hot packs have a rule of their own", **_claim("97010", "medicare_b", "GP")),
        unknown("nobody says who is billed", **_claim("98960", None)),
    ),
)
