"""The segments of one claim: its levels as texts to compare with those of the claim before, then the claim itself."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct, structs

from cleanbill.model.claim import Accident, Claim, Line, Payer, Rendering
from cleanbill.model.normal import normal
from cleanbill.model.parties import Billing
from cleanbill.x12 import loops
from cleanbill.x12.kinds import KINDS, plain
from cleanbill.x12.rows import MISSING, Row, Wrong, write, written
from cleanbill.x12.sent_others import adjudications, other_payers

MOST_LINES = 50
MOST_DX = 12
MOST_POINTERS = 4
MOST_MODIFIERS = 4
MOST_ATTACHMENTS = 10
LONGEST_ID = 20  # characters that every payer gives back
FIRST_ICD10 = dt.date(2015, 10, 1)

Segments = list[str]
T = TypeVar("T")


class Sent(Struct, frozen=True):
    """A claim's segments by their level; `patient` is empty where the patient is the subscriber."""

    billing: Segments
    subscriber: Segments
    patient: Segments
    claim: Segments


def sent(claim: Claim, on: dt.date, wrong: list[Wrong]) -> Sent:
    """The segments of a claim in a file of the day `on`; what stops it is added to `wrong`."""
    claim = normal(claim)
    rendering, billing = claim.rendering, claim.billing
    if billing and not billing.taxonomy and rendering.taxonomy and rendering.npi in (None, claim.billing_npi):
        claim = structs.replace(claim, billing=structs.replace(billing, taxonomy=rendering.taxonomy))
    insured = claim.subscriber
    if claim.payer.type == "medicare_b" and insured and insured.priority and not insured.insurance_type:
        wrong.append(Wrong("/subscriber/insurance_type", "is missing: say why Medicare is not the first payer"))
    dependent = insured is not None and insured.relationship is not None
    subscriber = loops.SUBSCRIBER if dependent else loops.PATIENT_IS_SUBSCRIBER
    return Sent(
        _kept(_billing(claim.billing, claim.billing_npi), wrong),
        write(subscriber, claim, wrong) + _kept(_payer(claim.payer), wrong),
        write(loops.PATIENT, claim, wrong) if dependent else [],
        _claim(claim, on, wrong),
    )


Known = tuple[Segments, list[Wrong]]


def _kept(known: Known, wrong: list[Wrong]) -> Segments:
    segments, found = known
    wrong += found
    return segments


@lru_cache(maxsize=256)
def _billing(billing: Billing | None, npi: str | None) -> Known:
    return _of(loops.BILLING, Claim(billing=billing, billing_npi=npi))


@lru_cache(maxsize=4096)
def _payer(payer: Payer) -> Known:
    return _of(loops.PAYER, Claim(payer=payer))


@lru_cache(maxsize=4096)
def _rendering(rendering: Rendering) -> Known:
    return _of(loops.RENDERING, Claim(rendering=rendering))


def _of(table: tuple[Row, ...], claim: Claim) -> Known:
    """The segments of a party that many claims share, and what is wrong with it."""
    wrong: list[Wrong] = []
    return write(table, claim, wrong), wrong


def _claim(claim: Claim, on: dt.date, wrong: list[Wrong]) -> Segments:
    segments = [_clm(claim, wrong), *write(loops.DATES, claim, wrong)]
    for index, attachment in enumerate(_few(claim.attachments, MOST_ATTACHMENTS, "/attachments", wrong)):
        above = f"/attachments/{index}"
        segments += write(loops.ATTACHMENT, attachment, wrong, above)
        if attachment.by != "AA" and not attachment.control_number:
            wrong.append(Wrong(f"{above}/control_number", "is missing: only AA, on request, goes without"))
    segments += write(loops.REFERENCES, claim, wrong)
    segments.append(_hi(claim, wrong))
    segments += write(loops.REFERRING, claim, wrong)
    if _own_rendering(claim):
        segments += _kept(_rendering(claim.rendering), wrong)
    if claim.facility:
        segments += write(loops.FACILITY, claim, wrong)
    segments += write(loops.SUPERVISING, claim, wrong)
    if claim.supervising_npi and claim.supervising_npi == claim.rendering.npi:
        wrong.append(Wrong("/supervising_npi", "is the rendering provider's; nobody supervises himself"))
    segments += other_payers(claim, wrong)
    for index, line in enumerate(_few(claim.lines, MOST_LINES, "/lines", wrong)):
        segments += _line(claim, line, index, on, wrong)
    if not claim.lines:
        wrong.append(Wrong("/lines", "is empty; a claim has at least one line"))
    return segments


def _own_rendering(claim: Claim) -> bool:
    """Whether someone else than the billing provider treated."""
    npi, taxonomy = claim.rendering.npi, claim.rendering.taxonomy
    billing = claim.billing.taxonomy if claim.billing else None
    return npi not in (None, claim.billing_npi) or (taxonomy is not None and taxonomy != billing)


def _clm(claim: Claim, wrong: list[Wrong]) -> str:
    id = _element(claim.claim_id or None, "text", "/claim_id", wrong, LONGEST_ID)
    total = plain(
        sum((line.charge for line in claim.lines if line.charge is not None and line.charge.is_finite()), Decimal(0))
    )
    place = _element(claim.place_of_service, "place", "/place_of_service", wrong)
    frequency = _element(claim.frequency_code or "1", "frequency", "/frequency_code", wrong)
    if frequency in ("7", "8") and not claim.original_claim_ref:
        wrong.append(Wrong("/original_claim_ref", f"is missing: frequency {frequency} names the payer's claim number"))
    if frequency == "1" and claim.original_claim_ref:
        wrong.append(Wrong("/frequency_code", "must be 7 or 8 where /original_claim_ref names an earlier claim"))
    assignment = _element(claim.assignment or "A", "assignment", "/assignment", wrong)
    benefits = "N" if claim.benefits_assigned is False else "Y"
    clm = f"CLM*{id}*{total}***{place}:B:{frequency}*Y*{assignment}*{benefits}*Y"
    return clm + _cause(claim.accident, wrong) if claim.accident else clm


def _cause(accident: Accident, wrong: list[Wrong]) -> str:
    """CLM10 and CLM11, what the claim is related to."""
    if not accident.type:
        if accident.date:
            wrong.append(Wrong("/accident/type", "is missing; there is a date of the accident"))
        return ""
    cause = _element(accident.type, "cause", "/accident/type", wrong)
    if cause != "EM" and not accident.date:
        wrong.append(Wrong("/accident/date", MISSING))
    if cause == "AA" or accident.state:
        cause += ":::" + _element(accident.state, "state", "/accident/state", wrong)
    return f"**{cause}"


def _hi(claim: Claim, wrong: list[Wrong]) -> str:
    if not claim.dx:
        wrong.append(Wrong("/dx", "is empty; a claim has at least one diagnosis"))
    codes = [
        _element(code, "dx", f"/dx/{index}", wrong) for index, code in enumerate(_few(claim.dx, MOST_DX, "/dx", wrong))
    ]
    return "HI*ABK:" + "*ABF:".join(codes)


def _line(claim: Claim, line: Line, index: int, on: dt.date, wrong: list[Wrong]) -> Segments:
    above = f"/lines/{index}"
    if line.date and not FIRST_ICD10 <= line.date <= on:
        wrong.append(Wrong(f"{above}/date", f"is {line.date}; it must be from {FIRST_ICD10} to {on}, the file's day"))
    if not line.control_number:
        line = structs.replace(line, control_number=f"{claim.claim_id}-{index + 1}")
    segments = [f"LX*{index + 1}", _sv1(claim, line, above, wrong), *write(loops.LINE, line, wrong, above)]
    return segments + adjudications(claim, line, above, wrong) if line.adjudications else segments


def _sv1(claim: Claim, line: Line, above: str, wrong: list[Wrong]) -> str:
    procedure = ["HC", _element(line.code or None, "procedure", f"{above}/code", wrong)]
    modifiers = _few(line.modifiers, MOST_MODIFIERS, f"{above}/modifiers", wrong)
    procedure += [
        _element(modifier, "modifier", f"{above}/modifiers/{place}", wrong) for place, modifier in enumerate(modifiers)
    ]
    if line.description:
        procedure += [""] * (6 - len(procedure))
        procedure.append(_element(line.description, "text", f"{above}/description", wrong, 80))
    in_minutes = line.units is None and line.minutes is not None
    amount, name = (line.minutes, "minutes") if in_minutes else (line.units, "units")
    elements = (
        ":".join(procedure),
        _element(line.charge, "money", f"{above}/charge", wrong),
        "MJ" if in_minutes else "UN",
        _element(amount, "quantity", f"{above}/{name}", wrong),
    )
    return f"SV1*{'*'.join(elements)}***{_pointers(claim, line, above, wrong)}"


def _pointers(claim: Claim, line: Line, above: str, wrong: list[Wrong]) -> str:
    pointers = _few(line.dx_pointers, MOST_POINTERS, f"{above}/dx_pointers", wrong)
    if not pointers:
        wrong.append(Wrong(f"{above}/dx_pointers", "is empty; a line has at least one diagnosis"))
    for place, pointer in enumerate(pointers):
        if not 1 <= pointer <= len(claim.dx) or pointer in pointers[:place]:
            right = f"it must be one of 1 to {len(claim.dx)}, each once"
            wrong.append(Wrong(f"{above}/dx_pointers/{place}", f"is {pointer}; {right}"))
    return ":".join(map(str, pointers))


def _element(value: object, kind: str, pointer: str, wrong: list[Wrong], most: int = 60) -> str:
    """A value that cannot be absent, as an element."""
    if value is None:
        wrong.append(Wrong(pointer, MISSING))
        return ""
    return written(value, KINDS[kind], most, pointer, wrong)


def _few(values: tuple[T, ...], most: int, pointer: str, wrong: list[Wrong]) -> tuple[T, ...]:
    """The values; more than can be sent are told."""
    if len(values) > most:
        wrong.append(Wrong(pointer, f"has {len(values)} entries; at most {most} can be sent"))
    return values
