"""A line has no date of service, or one on which the service cannot have been billed or given.

That is: after the claim was received (after the day of the check, where the receipt is not known), before the
patient's birth, after the patient's death, or before the accident that the claim is for. A manipulation before the
first day of its course is a warning: the day of an exacerbation may stand there.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    if visit.date is None:
        for line in visit.lines:
            yield _undated(visit, line)
    elif why := _impossible(visit.date, visit, context):
        text, denial = why
        line = visit.lines[0]
        yield Fault(f"{line.code} is dated {visit.date}, {text}.", line, "date", denials=(denial,))
    elif not visit.codes.isdisjoint(SPINAL_MANIPULATION):
        yield from _before_course(visit, visit.date)


def _before_course(visit: Visit, day: dt.date) -> Iterator[Fault]:
    """The manipulations before the first day of their course of treatment."""
    for line in visit.having(SPINAL_MANIPULATION):
        began = line.date_initial_treatment or visit.claim.date_initial_treatment
        if began and day < began:
            message = f"{line.code} is dated {day}, before its course of treatment began ({began})."
            fix = "Which is right, the date of service or that of initial treatment?"
            yield Fault(message, line, "date", denials=(Denial("16", "MA122"),), severity="warning", fix=fix)


def _undated(visit: Visit, line: Line) -> Fault:
    """A line without a date: a fault of an 837P, which must have one; elsewhere it is not known."""
    if visit.claim.source:
        return Fault(f"{line.code} has no date of service.", line, "date", denials=(Denial("16", "M52"),))
    return Fault("Not checked: date of service not given.", line, "date", severity="not_checked")


def _impossible(day: dt.date, visit: Visit, context: Context) -> tuple[str, Denial] | None:
    claim = visit.claim
    patient = claim.patient
    if claim.received_date and day > claim.received_date:
        return f"after the claim was received ({claim.received_date})", Denial("110")
    if claim.received_date is None and day > context.on:
        return f"after the day of this check ({context.on})", Denial("110")
    if patient.dob and day < patient.dob:
        return f"before the patient's birth ({patient.dob})", Denial("14")
    if patient.dod and day > patient.dod:
        return f"after the patient's death ({patient.dod})", Denial("13")
    if claim.accident and claim.accident.date and day < claim.accident.date:
        return f"before the accident ({claim.accident.date})", Denial("16")
    return None


def _claim(day: str | None, received: str | None = None, **patient: str) -> dict[str, object]:
    return {"received_date": received, "patient": patient, "lines": [{"code": "97110", "date": day}]}


rule = Rule(
    id="FI105",
    version=3,
    name="service_date_impossible",
    title="Date of service that cannot be",
    catalogue="ADM-05",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("ASC X12N 837 Professional", "loop 2400, DTP*472: date of service", "005010X222A1"),
        Authority(
            "X12 claim adjustment reason codes",
            "13 (date of death), 14 (date of birth), 110 (billing date)",
            "list of June 2024",
        ),
    ),
    check=check,
    fix="Give the date on which the service was given; check the dates of birth, death and accident.",
    fix_safety="never",
    denials=(Denial("110"), Denial("14"), Denial("13"), Denial("16", "M52"), Denial("16", "MA122")),
    since=dt.date.min,
    examples=(
        fails("Dated after the claim was received", **_claim("2026-03-17", "2026-03-16")),
        fails("Dated in the future", **_claim("2027-03-16")),
        fails("Before birth", **_claim("1964-05-02", dob="1964-05-03")),
        fails("After death", **_claim("2026-03-17", dod="2026-03-16")),
        fails("Before the accident", **_claim("2026-03-16"), accident={"type": "auto", "date": "2026-03-17"}),
        fails(
            "Manipulation before its course began: a warning",
            date_initial_treatment="2026-03-17",
            lines=[{"code": "98940", "date": "2026-03-16"}],
        ),
        near_miss(
            "On the day of the accident", **_claim("2026-03-16"), accident={"type": "auto", "date": "2026-03-16"}
        ),
        near_miss(
            "Manipulation on the first day of its course",
            date_initial_treatment="2026-03-16",
            lines=[{"code": "98940", "date": "2026-03-16"}],
        ),
        near_miss(
            "Another service before the course",
            date_initial_treatment="2026-03-17",
            lines=[{"code": "99203", "date": "2026-03-16"}],
        ),
        passes("Billed a week later", **_claim("2026-03-09", "2026-03-16", dob="1964-05-03")),
        near_miss("Received on the day itself", **_claim("2026-03-16", "2026-03-16")),
        near_miss("The day of death itself", **_claim("2026-03-16", dod="2026-03-16")),
        unknown("No date of service", **_claim(None)),
    ),
)
