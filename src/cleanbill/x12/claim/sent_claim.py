"""The segments of a claim from CLM to its last line."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from cleanbill.model.claim import Accident, Claim, Rendering
from cleanbill.x12.claim import loops
from cleanbill.x12.claim.sent_lines import line_segments
from cleanbill.x12.claim.sent_others import other_payers
from cleanbill.x12.claim.sent_parts import attachments, conditions, file_information, span
from cleanbill.x12.kinds import plain
from cleanbill.x12.rows import MISSING, Wrong, element, few, write

MOST_LINES = 50
MOST_DX = 12
MOST_CONDITION_CODES = 12
LONGEST_ID = 20  # characters that every payer gives back

Segments = list[str]


def claim_segments(claim: Claim, on: dt.date, wrong: list[Wrong]) -> Segments:
    """The segments of a claim in a file of the day `on`; what stops it is added to `wrong`."""
    segments = [_clm(claim, wrong), *write(loops.DATES, claim, wrong)]
    if claim.disability:
        segments += span(claim.disability.from_, claim.disability.to, ("360", "361", "314"), "/disability", wrong)
    segments += write(loops.LATER_DATES, claim, wrong)
    segments += attachments(claim.attachments, "", wrong)
    segments += write(loops.REFERENCES, claim, wrong)
    segments += file_information(claim.file_information, "", wrong)
    segments += write(loops.NOTES, claim, wrong)
    segments += conditions(claim.conditions, "", wrong)
    segments += _hi(claim, wrong)
    segments += _providers(claim, wrong)
    segments += other_payers(claim, wrong)
    for index, line in enumerate(few(claim.lines, MOST_LINES, "/lines", wrong)):
        segments += line_segments(claim, line, index, on, wrong)
    if not claim.lines:
        wrong.append(Wrong("/lines", "is empty; a claim has at least one line"))
    return segments


def _providers(claim: Claim, wrong: list[Wrong]) -> Segments:
    """Who referred, who treated, where, and who supervised."""
    segments = write(loops.REFERRING, claim, wrong)
    segments += write(loops.PRIMARY_CARE, claim, wrong)
    if _own_rendering(claim):
        found, faults = _rendering(claim.rendering)
        segments += found
        wrong += faults
    if claim.facility:
        segments += write(loops.FACILITY, claim, wrong)
    segments += write(loops.SUPERVISING, claim, wrong)
    if claim.supervising_npi and claim.supervising_npi == claim.rendering.npi:
        wrong.append(Wrong("/supervising_npi", "is the rendering provider's; nobody supervises himself"))
    return segments


@lru_cache(maxsize=4096)
def _rendering(rendering: Rendering) -> tuple[Segments, list[Wrong]]:
    wrong: list[Wrong] = []
    return write(loops.RENDERING, Claim(rendering=rendering), wrong), wrong


def _own_rendering(claim: Claim) -> bool:
    """Whether someone else than the billing provider treated."""
    npi, taxonomy = claim.rendering.npi, claim.rendering.taxonomy
    billing = claim.billing.taxonomy if claim.billing else None
    return npi not in (None, claim.billing_npi) or (taxonomy is not None and taxonomy != billing)


def _clm(claim: Claim, wrong: list[Wrong]) -> str:
    id = element(claim.claim_id or None, "text", "/claim_id", wrong, LONGEST_ID)
    total = plain(sum((line.charge for line in claim.lines if line.charge is not None), Decimal(0)))
    place = element(claim.place_of_service, "place", "/place_of_service", wrong)
    frequency = element(claim.frequency_code or "1", "frequency", "/frequency_code", wrong)
    if frequency in ("7", "8") and not claim.original_claim_ref:
        wrong.append(Wrong("/original_claim_ref", f"is missing: frequency {frequency} names the payer's claim number"))
    if frequency == "1" and claim.original_claim_ref:
        wrong.append(Wrong("/frequency_code", "must be 7 or 8 where /original_claim_ref names an earlier claim"))
    signed = "N" if claim.signature_on_file is False else "Y"
    assignment = element(claim.assignment or "A", "assignment", "/assignment", wrong)
    benefits = "N" if claim.benefits_assigned is False else "Y"
    clm = f"CLM*{id}*{total}***{place}:B:{frequency}*{signed}*{assignment}*{benefits}*{claim.release or 'Y'}"
    return clm + _seldom(claim, wrong)


def _seldom(claim: Claim, wrong: list[Wrong]) -> str:
    """CLM10 to CLM20, which few claims have."""
    cause = _cause(claim.accident, wrong) if claim.accident else ""
    program = claim.special_program and element(claim.special_program, "program", "/special_program", wrong)
    delay = claim.delay_reason and element(claim.delay_reason, "delay", "/delay_reason", wrong)
    said = f"*{claim.signature_source or ''}*{cause}*{program or ''}********{delay or ''}"
    return said.rstrip("*")


def _cause(accident: Accident, wrong: list[Wrong]) -> str:
    """CLM11, what the claim is related to."""
    if not accident.type:
        if accident.date:
            wrong.append(Wrong("/accident/type", "is missing; there is a date of the accident"))
        return ""
    causes = [element(accident.type, "cause", "/accident/type", wrong)]
    if accident.also:
        causes.append(element(accident.also, "cause", "/accident/also", wrong))
    if causes != ["EM"] and not accident.date:
        wrong.append(Wrong("/accident/date", MISSING))
    if "AA" in causes or accident.state:
        causes += [""] * (3 - len(causes))
        causes.append(element(accident.state, "state", "/accident/state", wrong))
    return ":".join(causes)


def _hi(claim: Claim, wrong: list[Wrong]) -> Segments:
    if not claim.dx:
        wrong.append(Wrong("/dx", "is empty; a claim has at least one diagnosis"))
    codes = [
        element(code, "dx", f"/dx/{index}", wrong) for index, code in enumerate(few(claim.dx, MOST_DX, "/dx", wrong))
    ]
    segments = ["HI*ABK:" + "*ABF:".join(codes)]
    if claim.condition_codes:
        found = few(claim.condition_codes, MOST_CONDITION_CODES, "/condition_codes", wrong)
        told = [element(code, "condition", f"/condition_codes/{index}", wrong) for index, code in enumerate(found)]
        segments.append("HI*BG:" + "*BG:".join(told))
    return segments
