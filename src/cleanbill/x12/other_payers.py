"""Other payers of a claim as a file says them (loops 2320, 2330A, 2330B and 2430)."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from cleanbill.model.other_payer import Adjudication, Adjustment, OtherPayer
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.parties import PAYER_TYPES, RELATIONSHIPS
from cleanbill.x12.segments import EMPTY, Segment

Priority = Literal["primary", "secondary", "tertiary"]
PRIORITIES: dict[str, Priority] = {"P": "primary", "S": "secondary", "T": "tertiary"}
TRIOS = range(2, 20, 3)  # where a CAS has its reasons; amount and quantity follow


def other_payers(block: Block, starts: tuple[int, ...]) -> tuple[OtherPayer, ...]:
    """The other payers of a claim, which begin with the SBR at these indices; those after the third are left out."""
    return tuple(_payer(part) for part in _parts(block, starts) if part[0].elements[1] in PRIORITIES)


def adjudications(block: Block, starts: tuple[int, ...], component: str) -> tuple[Adjudication, ...]:
    """What other payers decided on a line, each beginning with the SVD at these indices."""
    return tuple(_adjudication(part, component) for part in _parts(block, starts))


def _parts(block: Block, starts: tuple[int, ...]) -> Iterator[Block]:
    for start, end in pairwise((*starts, len(block))):
        yield block[start:end]


def _payer(part: Block) -> OtherPayer:
    sbr = part[0].elements
    insured, payer = _first(part, "NM1*IL"), _first(part, "NM1*PR")
    return OtherPayer(
        priority=PRIORITIES[sbr[1]],
        type=PAYER_TYPES.get(sbr[9]),
        name=payer[3] or None,
        id=payer[9] or None,
        relationship=None if sbr[2] == "18" else RELATIONSHIPS.get(sbr[2], "other"),
        first_name=insured[4] or None,
        last_name=insured[3] or None,
        member_id=insured[9] or None,
        group=sbr[3] or None,
        paid=_amount(part, "D"),
        patient_owes=_amount(part, "EAF"),
        adjustments=_adjustments(part),
        date=values.date(*_first(part, "DTP*573")[2:4]),
        claim_number=_first(part, "REF*F8")[2] or None,
    )


def _adjudication(part: Block, component: str) -> Adjudication:
    svd = part[0].elements
    _, code, *modifiers = [*svd[3].split(component), "", ""]
    return Adjudication(
        payer_id=svd[1],
        paid=values.number(svd[2]) or Decimal(0),
        code=code,
        modifiers=tuple(modifier for modifier in modifiers[:4] if modifier),
        units=values.quantity(svd[5]),
        adjustments=_adjustments(part),
        date=values.date(*_first(part, "DTP*573")[2:4]),
    )


def _adjustments(part: Block) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(cas[1], cas[at], amount, values.number(cas[at + 2]))
        for cas in _all(part, "CAS")
        for at in TRIOS
        if (amount := values.number(cas[at + 1])) is not None
    )


def _amount(part: Block, qualifier: str) -> Decimal | None:
    return next((values.number(amt[2]) for amt in _all(part, "AMT") if amt[1] == qualifier), None)


def _first(part: list[Segment], key: str) -> tuple[str, ...]:
    return next(_all(part, key), EMPTY)


def _all(part: list[Segment], key: str) -> Iterator[tuple[str, ...]]:
    return (segment.elements for segment in part if segment.key == key)
