"""Other payers of a claim as a file says them (loops 2320, 2330A, 2330B and 2430)."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from cleanbill.model.other_payer import Adjudication, Adjustment, OtherPayer, Outpatient
from cleanbill.model.parties import Address, Rank, Reference
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.parties import RELATIONSHIPS
from cleanbill.x12.claim.people import filed
from cleanbill.x12.kinds import RANKS
from cleanbill.x12.names import address_of
from cleanbill.x12.segments import EMPTY, Segment

PRIORITIES: dict[str, Rank] = {code: rank for rank, code in RANKS.items()}
NUMBERS = ("REF*2U", "REF*EI", "REF*FY", "REF*NF")
TRIOS = range(2, 20, 3)  # where a CAS has its reasons; amount and quantity follow


def other_payers(block: Block, starts: tuple[int, ...]) -> tuple[OtherPayer, ...]:
    """The other payers of a claim, which begin with the SBR at these indices."""
    return tuple(_payer(part) for part in _parts(block, starts) if part[0].elements[1] in PRIORITIES)


def adjudications(block: Block, starts: tuple[int, ...], component: str) -> tuple[Adjudication, ...]:
    """What other payers decided on a line, each beginning with the SVD at these indices."""
    return tuple(_adjudication(part, component) for part in _parts(block, starts))


def _parts(block: Block, starts: tuple[int, ...]) -> Iterator[Block]:
    for start, end in pairwise((*starts, len(block))):
        yield block[start:end]


def _payer(part: Block) -> OtherPayer:
    sbr, oi = part[0].elements, _first(part, "OI")
    insured, payer = _first(part, "NM1*IL"), _first(part, "NM1*PR")
    of_insured, of_payer = _loop(part, "NM1*IL"), _loop(part, "NM1*PR")
    type, filing_code = filed(sbr[9])
    return OtherPayer(
        priority=PRIORITIES[sbr[1]],
        type=type,
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
        claim_number=_first(of_payer, "REF*F8")[2] or None,
        group_name=sbr[4] or None,
        insurance_type=sbr[5] or None,
        insured_address=_address(of_insured),
        address=_address(of_payer),
        auth_number=_first(of_payer, "REF*G1")[2] or None,
        referral_number=_first(of_payer, "REF*9F")[2] or None,
        references=tuple(Reference(one.key[4:], one.elements[2]) for one in of_payer if one.key in NUMBERS),
        adjusted=_first(of_payer, "REF*T4")[2] == "Y" or None,
        not_covered=_amount(part, "A8"),
        benefits_assigned=False if oi[3] in ("N", "W") else None,
        release="I" if oi[6] == "I" else None,
        outpatient=_outpatient(_first(part, "MOA")),
        filing_code=filing_code,
    )


def _outpatient(moa: tuple[str, ...]) -> Outpatient | None:
    """What Medicare said of the claim."""
    if not moa[0]:
        return None
    rate, payable, renal, not_payable = (values.number(moa[place]) for place in (1, 2, 8, 9))
    return Outpatient(rate, payable, tuple(filter(None, moa[3:8])), renal, not_payable)


def _loop(part: list[Segment], opened_by: str) -> list[Segment]:
    """The segments from a name to the next."""
    names = [index for index, segment in enumerate(part) if segment.key.startswith("NM1*")] + [len(part)]
    return next((part[at:end] for at, end in pairwise(names) if part[at].key == opened_by), [])


def _address(loop: list[Segment]) -> Address | None:
    n3, n4 = _first(loop, "N3"), _first(loop, "N4")
    return address_of(n3, n4) if n3[0] or n4[0] else None


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
        patient_owes=_amount(part, "EAF"),
        bundled_into=int(svd[6][:6]) if svd[6].isdecimal() else None,
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
