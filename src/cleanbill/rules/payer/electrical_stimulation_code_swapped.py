"""Unattended electrical stimulation is billed with the code that this payer does not take.

97014 and G0283 stand for the same service outside wound care; Medicare takes G0283, many other payers 97014.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Edit

_OTHER = {"97014": "G0283", "G0283": "97014"}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    takes = {"97014": visit.payer.accepts_97014, "G0283": visit.payer.accepts_G0283}
    for line in visit.having(frozenset(_OTHER)):
        trait, other = f"accepts_{line.code}", _OTHER[line.code]
        if takes[line.code] is None:
            yield Fault(f"Not checked: payer.{trait} is not known.", field=f"payer/{trait}", severity="not_checked")
        elif not takes[line.code]:
            swap = takes[other] and other not in visit.codes
            yield Fault(
                f"{line.code} is not taken by this payer" + (f"; {other} is." if takes[other] else "."),
                line,
                "code",
                edits=(Edit("replace", f"/lines/{visit.index(line)}/code", other),) if swap else (),
                fix=f"Bill {other}." if swap else None,
            )


def _claim(code: str, **payer: object) -> dict[str, object]:
    lines = [{"code": code, "modifiers": ["GP"], "units": 1, "date": "2026-03-16"}]
    return {"payer": payer, "referring_npi": "1234567893", "lines": lines}


rule = Rule(
    id="PA101",
    version=3,
    name="electrical_stimulation_code_swapped",
    title="A code of electrical stimulation that the payer does not take",
    catalogue="PAY-01",
    severity="error",
    stage=("note", "claim"),
    authority=(
        Authority(
            "Medicare Physician Fee Schedule, relative value file",
            "97014, status I: Medicare uses another code (G0283)",
            "July 2026 (RVU26C)",
        ),
        Authority("The payer's fee schedule", "97014 and G0283", "as the claim states it"),
    ),
    check=check,
    fix="Bill the code that the payer takes.",
    fix_safety="ask",
    reads=("accepts_97014", "accepts_G0283"),
    procedures=frozenset(_OTHER),
    denials=(Denial("96", "N657"),),
    examples=(
        fails("97014 to Medicare", **_claim("97014", type="medicare_b")),
        fails(
            "G0283 to a plan that takes 97014",
            **_claim("G0283", type="commercial", accepts_97014=True, accepts_G0283=False),
        ),
        passes("G0283 to Medicare", **_claim("G0283", type="medicare_b")),
        passes("97014 to a plan that takes it", **_claim("97014", type="commercial", accepts_97014=True)),
        near_miss(
            "A plan that takes both",
            **_claim("G0283", type="commercial", accepts_97014=True, accepts_G0283=True),
        ),
        unknown("A plan whose code is not known", **_claim("97014", type="commercial")),
    ),
)
