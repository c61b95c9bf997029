"""The head of a claim of an 837P: what the block that begins with its CLM says."""

import datetime as dt
from typing import Any, Literal

from msgspec import Struct

from cleanbill.model.claim import Accident, Claim
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.head import seldom
from cleanbill.x12.claim.other_payers import other_payers
from cleanbill.x12.claim.people import Treating, treating
from cleanbill.x12.claim.plans import head_plan
from cleanbill.x12.claim.said import OF_CLAIM, facility, several
from cleanbill.x12.shape import Shape

CAUSES = {"AA": "auto", "EM": "employment", "OA": "other"}  # CLM11; where several are sent the first named here wins
ASSIGNMENTS: dict[str, Literal["B", "C"]] = {"B": "B", "C": "C"}  # CLM07; A, accepted, is not said
At = dict[str, tuple[int, ...]]


class ClaimHead(Struct, frozen=True, gc=False):
    """A claim document as far as the head goes: without its number, the lines, and what stands in the levels above.

    `claim_id` and `total` are CLM01 and CLM02; `indices` says by JSON pointer where in the block a value stands; `icd9`
    tells whether a diagnosis is sent as ICD-9; `treating` is who treated, where the claim says so itself.
    """

    claim_id: str
    total: str
    claim: Claim
    indices: tuple[tuple[str, int], ...]
    icd9: bool
    treating: Treating | None


def read_head(block: Block, shape: Shape, component: str) -> ClaimHead:
    """What the block says."""
    clm, at = block[0].elements, shape.at
    fields, more = head_plan(shape)
    head = {field: read(block[index].elements) for index, _, field, read in fields}
    indices = [(pointer, index) for index, pointer, _, _ in fields]
    if more:
        head |= _said_seldom(block, at, component)
    date = head.pop("accident", None)
    if date or clm[11]:
        head["accident"] = _accident(clm[11].split(component), date)
    icd9 = _add_codes(head, indices, block, at.get("2300 HI", ()))
    head.update(seldom(clm[6], clm[9], clm[10], clm[12], clm[20]))
    place = clm[5].split(component)
    claim = Claim(
        frequency_code=(place[2] or None) if len(place) > 2 else None,
        place_of_service=place[0] or None,
        assignment=ASSIGNMENTS.get(clm[7]),
        benefits_assigned=False if clm[8] in ("N", "W") else None,
        **head,
    )
    return ClaimHead(clm[1], clm[2], claim, tuple(indices), icd9, treating(block, at, "2310B"))


def _said_seldom(block: Block, at: At, component: str) -> dict[str, Any]:
    """What few claims have and takes more than one segment to say."""
    found = several(block, at, OF_CLAIM, component)
    if starts := at.get("2320 SBR"):
        found["other_payers"] = other_payers(block, starts)
    if "2310C NM1*77" in at:
        found["facility"] = facility(block, at, "2310C")
    return found


def _accident(causes: list[str], date: dt.date | None) -> Accident:
    parts = [*causes, "", "", ""]
    kinds = [kind for code, kind in CAUSES.items() if code in parts[:3]]
    first, second = [*kinds, None, None][:2]
    return Accident(type=first, date=date, state=parts[3] or None, also=second)


def _add_codes(head: dict[str, Any], indices: list[tuple[str, int]], block: Block, found: tuple[int, ...]) -> bool:
    """Add the diagnoses and, from a later HI, the conditions; whether a diagnosis is sent as ICD-9."""
    dx: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    icd9 = False
    for number, index in enumerate(found):
        codes = block[index].decoded
        if codes.dx and not dx:
            indices.append(("/dx", index))
        dx += codes.dx
        icd9 = icd9 or codes.icd9
        if number:
            conditions += codes.conditions
    head["dx"] = dx
    if conditions:
        head["condition_codes"] = conditions
    return icd9
