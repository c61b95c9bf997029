"""The frequency of the claim is not one that a professional claim can have, or that Medicare takes.

1 is an original, 7 replaces, 8 voids. Medicare Part B takes 1 alone: a judged claim is reopened or appealed.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_PROFESSIONAL = ("1", "7", "8")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault at most; of Medicare's refusal a warning."""
    code = visit.claim.frequency_code
    if code is None:
        return
    if code not in _PROFESSIONAL:
        yield Fault(f"Frequency {code!r} is none of a professional claim: 1, 7 or 8.", field="frequency_code")
    elif code != "1" and visit.payer.type == "medicare_b":
        yield Fault(
            f"Medicare Part B does not take frequency {code}.",
            field="frequency_code",
            severity="warning",
            fix="Ask the contractor for a reopening, or appeal; send a rejected or unprocessable claim again as 1.",
        )


def _claim(code: str | None, payer: str = "commercial") -> dict[str, object]:
    reference = "2026075123456" if code in ("7", "8") else None
    lines = [{"code": "97110", "modifiers": ["GP"], "date": "2026-03-16"}]
    return {"payer": {"type": payer}, "frequency_code": code, "original_claim_ref": reference, "lines": lines}


rule = Rule(
    id="FI103",
    version=1,
    name="frequency_code_not_taken",
    title="A frequency that the payer does not take",
    catalogue="",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("ASC X12N 837 Professional", "loop 2300, CLM05-3: claim frequency code", "005010X222A1"),
        Authority(
            "Medicare fee-for-service 837P edits", "CLM05-3 must be 1", "005010X222A1 edits, current", verified=False
        ),
    ),
    check=check,
    about="frequency_code",
    fix="Send 1 for an original, 7 to replace and 8 to void a claim that the payer has judged.",
    fix_safety="ask",
    denials=(Denial("16", "MA30"),),
    examples=(
        fails("a frequency of institutional claims", **_claim("3")),
        fails("a letter", **_claim("X")),
        fails("a replacement sent to Medicare: a warning", **_claim("7", "medicare_b")),
        passes("an original", **_claim("1")),
        passes("a replacement sent to a commercial plan", **_claim("7")),
        near_miss("a void of a Medicare Advantage claim", **_claim("8", "medicare_advantage")),
        near_miss("an original to Medicare", **_claim("1", "medicare_b")),
        near_miss("no frequency given", **_claim(None)),
    ),
)
