"""An S code is billed to Medicare: S codes are private payers' own, and Medicare takes none of them.

Maintenance manipulation, S8990 elsewhere, is 98940-98942 without AT for Medicare, and the patient's to pay.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_PRIVATE = frozenset(f"S{number:04}" for number in range(10_000))


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.having(_PRIVATE):
        other = "98940-98942 without AT, with GA where a notice is signed" if line.code == "S8990" else None
        yield Fault(
            f"{line.code} is a private payers' code; Medicare does not take it.",
            line,
            "code",
            fix=f"Bill maintenance manipulation as {other}." if other else None,
        )


def _claim(code: str, payer: str | None, *modifiers: str) -> dict[str, object]:
    lines = [{"code": code, "modifiers": list(modifiers), "units": 1, "date": "2026-03-16"}]
    return {"payer": {"type": payer}, "lines": lines}


rule = Rule(
    id="PA104",
    version=1,
    name="private_code_billed_to_medicare",
    title="A private payers' code billed to Medicare",
    catalogue="PAY-03",
    severity="error",
    stage=("note", "claim"),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority("HCPCS Level II", "S codes: for private payers; not payable by Medicare", "July 2024"),
        Authority(
            "Medicare Physician Fee Schedule, relative value file", "S8990, status I: not valid", "July 2026 (RVU26C)"
        ),
    ),
    check=check,
    fix="Bill the code that Medicare takes for the service, or nothing.",
    fix_safety="ask",
    procedures=_PRIVATE,
    denials=(Denial("96", "N657"),),
    examples=(
        fails("S8990 to Medicare", **_claim("S8990", "medicare_b")),
        fails("another S code to Medicare", **_claim("S9090", "medicare_b")),
        passes("S8990 to a commercial plan", **_claim("S8990", "commercial")),
        passes("maintenance to Medicare", **_claim("98940", "medicare_b", "GA")),
        near_miss("Medicare Advantage decides for itself", **_claim("S8990", "medicare_advantage")),
        near_miss("a G code", **_claim("G0283", "medicare_b", "GP")),
        unknown("nobody says who is billed", **_claim("S8990", None)),
    ),
)
