"""The segments of a service line."""

import datetime as dt

from msgspec import structs

from cleanbill.model.claim import Claim, Line
from cleanbill.model.parties import PayerNumber
from cleanbill.x12.claim import loops
from cleanbill.x12.claim.sent_others import adjudications
from cleanbill.x12.claim.sent_parts import attachments, conditions, file_information
from cleanbill.x12.rows import MISSING, Wrong, element, few, write

MOST_POINTERS = 4
MOST_MODIFIERS = 4
MOST_NUMBERS = 5  # authorizations, or referrals, of a line
FIRST_ICD10 = dt.date(2015, 10, 1)

Segments = list[str]


def line_segments(claim: Claim, line: Line, index: int, on: dt.date, wrong: list[Wrong]) -> Segments:
    """The segments of the line of a claim at `index`, in a file of the day `on`."""
    above = f"/lines/{index}"
    if not line.control_number:
        line = structs.replace(line, control_number=f"{claim.claim_id}-{index + 1}")
    segments = [f"LX*{index + 1}", _sv1(claim, line, above, wrong)]
    if line.attachments or line.conditions:
        segments += attachments(line.attachments, above, wrong) + conditions(line.conditions, above, wrong)
    segments.append(_dates(line, on, above, wrong))
    segments += write(loops.LINE_DATES, line, wrong, above)
    if line.authorizations:
        segments += _numbers("G1", line.authorizations, f"{above}/authorizations", wrong)
    segments += write(loops.LINE_REFERENCES, line, wrong, above)
    if line.referrals:
        segments += _numbers("9F", line.referrals, f"{above}/referrals", wrong)
    if line.file_information:
        segments += file_information(line.file_information, above, wrong)
    segments += write(loops.LINE_NOTES, line, wrong, above)
    if line.drug:
        segments += write(loops.DRUG, line, wrong, above)
    segments += _providers(claim, line, above, wrong)
    return segments + adjudications(claim, line, above, wrong) if line.adjudications else segments


def _sv1(claim: Claim, line: Line, above: str, wrong: list[Wrong]) -> str:
    procedure = ["HC", element(line.code or None, "procedure", f"{above}/code", wrong)]
    modifiers = few(line.modifiers, MOST_MODIFIERS, f"{above}/modifiers", wrong)
    procedure += [
        element(modifier, "modifier", f"{above}/modifiers/{place}", wrong) for place, modifier in enumerate(modifiers)
    ]
    if line.description:
        procedure += [""] * (6 - len(procedure))
        procedure.append(element(line.description, "text", f"{above}/description", wrong, 80))
    in_minutes = line.units is None and line.minutes is not None
    amount, name = (line.minutes, "minutes") if in_minutes else (line.units, "units")
    place = line.place_of_service and element(line.place_of_service, "place", f"{above}/place_of_service", wrong)
    elements = (
        "SV1",
        ":".join(procedure),
        element(line.charge, "money", f"{above}/charge", wrong),
        "MJ" if in_minutes else "UN",
        element(amount, "quantity", f"{above}/{name}", wrong),
        place or "",
        "",
        _pointers(claim, line, above, wrong),
    )
    sv1 = "*".join(elements)
    if line.emergency or line.epsdt or line.family_planning or line.copay_exempt:
        said = (line.emergency, line.epsdt, line.family_planning)
        emergency, epsdt, family_planning = ("Y" if one else "" for one in said)
        sv1 += f"**{emergency}**{epsdt}*{family_planning}***{'0' if line.copay_exempt else ''}"
    return sv1.rstrip("*")


def _pointers(claim: Claim, line: Line, above: str, wrong: list[Wrong]) -> str:
    pointers = few(line.dx_pointers, MOST_POINTERS, f"{above}/dx_pointers", wrong)
    if not pointers:
        wrong.append(Wrong(f"{above}/dx_pointers", "is empty; a line has at least one diagnosis"))
    for place, pointer in enumerate(pointers):
        if not 1 <= pointer <= len(claim.dx) or pointer in pointers[:place]:
            right = f"it must be one of 1 to {len(claim.dx)}, each once"
            wrong.append(Wrong(f"{above}/dx_pointers/{place}", f"is {pointer}; {right}"))
    return ":".join(map(str, pointers))


def _dates(line: Line, on: dt.date, above: str, wrong: list[Wrong]) -> str:
    """The day of the service, or its first and last."""
    for name, day in (("date", line.date), ("date_to", line.date_to)):
        if day and not FIRST_ICD10 <= day <= on:
            wrong.append(Wrong(f"{above}/{name}", f"is {day}; it must be from {FIRST_ICD10} to {on}, the file's day"))
    first = element(line.date, "date", f"{above}/date", wrong)
    if not line.date_to:
        return f"DTP*472*D8*{first}"
    if line.date and line.date_to < line.date:
        wrong.append(Wrong(f"{above}/date_to", f"is {line.date_to}, before {above}/date"))
    return f"DTP*472*RD8*{first}-{element(line.date_to, 'date', f'{above}/date_to', wrong)}"


def _numbers(qualifier: str, numbers: tuple[PayerNumber, ...], above: str, wrong: list[Wrong]) -> Segments:
    """A REF for each number, with the payer that gave it where that is not the one billed."""
    segments: Segments = []
    for index, one in enumerate(few(numbers, MOST_NUMBERS, above, wrong)):
        segment = f"REF*{qualifier}*{element(one.number, 'text', f'{above}/{index}/number', wrong, 50)}"
        payer = one.payer_id and element(one.payer_id, "text", f"{above}/{index}/payer_id", wrong, 50)
        segments.append(f"{segment}**2U:{payer}" if payer else segment)
    return segments


def _providers(claim: Claim, line: Line, above: str, wrong: list[Wrong]) -> Segments:
    """Who treated, sold, supervised, ordered or referred this service, and where, when that is not as of the claim."""
    segments: Segments = []
    if line.rendering:
        segments += write(loops.RENDERING, line, wrong, above)
    if line.purchase:
        segments += write(loops.PURCHASED, line, wrong, above)
    if line.facility:
        segments += write(loops.FACILITY, line, wrong, above)
    if line.supervising_npi or line.supervising:
        segments += write(loops.SUPERVISING, line, wrong, above)
    if line.ordering_npi or line.ordering:
        segments += write(loops.ORDERING, line, wrong, above)
    if line.referring_npi or line.referring:
        segments += write(loops.REFERRING, line, wrong, above)
        if not claim.referring_npi:
            wrong.append(Wrong("/referring_npi", f"{MISSING}: {above} has a referring provider of its own"))
    return segments
