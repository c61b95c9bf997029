"""The claim replaces or voids another and does not name it."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_ACT = {"7": "replaces", "8": "voids"}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    claim = visit.claim
    act = _ACT.get(claim.frequency_code or "")
    if act and not (claim.original_claim_ref or "").strip():
        message = f"Frequency {claim.frequency_code} {act} a claim; the payer's number of that claim is absent."
        yield Fault(message, field="original_claim_ref")


def _claim(frequency: str, reference: str | None = None) -> dict[str, object]:
    lines = [{"code": "97110", "date": "2026-03-16"}]
    return {"frequency_code": frequency, "original_claim_ref": reference, "lines": lines}


rule = Rule(
    id="FI109",
    version=2,
    name="replaced_claim_not_named",
    title="Replacement or void without the claim it replaces",
    catalogue="ADM-09",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            "ASC X12N 837 Professional", "loop 2300, CLM05-3 and REF*F8: payer claim control number", "005010X222A1"
        ),
    ),
    about="frequency_code",
    check=check,
    fix="Give the payer's claim control number from the remittance (CLP07) or the acknowledgement; a claim that was "
    "rejected before it was accepted is sent again as frequency 1.",
    fix_safety="never",
    denials=(Denial("16", "M47"),),
    examples=(
        fails("Frequency 7 without the number", **_claim("7")),
        fails("Frequency 8 with a blank", **_claim("8", " ")),
        passes("Frequency 7 with the number", **_claim("7", "2026075123456")),
        passes("Frequency 8 with the number", **_claim("8", "2026075123456")),
        near_miss("No frequency given", lines=[{"code": "97110", "date": "2026-03-16"}]),
        near_miss("An original claim names none", **_claim("1")),
    ),
)
