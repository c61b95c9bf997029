"""The claim has no service line, so there is nothing to pay."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    if not visit.lines:
        yield Fault("The claim has no service line.", field="lines")


rule = Rule(
    id="FI110",
    version=2,
    name="no_service_line",
    title="Claim without a service line",
    catalogue="",
    severity="error",
    stage=("claim",),
    authority=(Authority("ASC X12N 837 Professional", "loop 2400: at least one service line", "005010X222A1"),),
    check=check,
    fix="Add the services, or do not send the claim.",
    fix_safety="never",
    examples=(
        fails("Diagnoses and no line", dx=["M62.830"]),
        fails("Nothing but a patient", patient={"dob": "1980-03-14"}),
        fails("A void without its lines", frequency_code="8", original_claim_ref="2026075123456"),
        passes("One line", dx=["M62.830"], lines=[{"code": "97110", "date": "2026-03-16"}]),
        near_miss("A line without a date is a line", lines=[{"code": "97110"}]),
        near_miss(
            "A void repeats its lines",
            frequency_code="8",
            original_claim_ref="2026075123456",
            lines=[{"code": "97110", "date": "2026-03-16"}],
        ),
    ),
)
