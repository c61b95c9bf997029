"""What a claim and its lines say alike in several segments, and what a line says beside its service."""

from collections.abc import Callable
from typing import Any

from cleanbill.model.circumstances import Condition, Drug, Purchase
from cleanbill.model.parties import Facility, PayerNumber
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.head import Read, attachment, date, provider, reference, remark
from cleanbill.x12.claim.other_payers import adjudications
from cleanbill.x12.names import address, npi
from cleanbill.x12.segments import EMPTY

At = dict[str, tuple[int, ...]]
Elements = tuple[str, ...]


def _payer_number(ref: Elements, component: str) -> PayerNumber:
    kind, _, payer = ref[4].partition(component)
    return PayerNumber(ref[2], payer or None if kind == "2U" else None)


# By loop and segment: the field of the line, how it is read.
LINE: dict[str, tuple[tuple[str, Read], ...]] = {
    "2400 REF*X4": (("clia_number", reference),),
    "2400 NTE": (("remark", remark),),
    "2400 DTP*607": (("date_recertification", date),),
    "2400 DTP*463": (("date_begin_therapy", date),),
    "2400 DTP*461": (("date_last_certification", date),),
    "2400 DTP*304": (("date_last_seen", date),),
    "2400 DTP*454": (("date_initial_treatment", date),),
    "2400 DTP*455": (("date_last_xray", date),),
    "2420D NM1*DQ": (("supervising_npi", npi), ("supervising", provider)),
    "2420E NM1*DK": (("ordering_npi", npi), ("ordering", provider)),
    "2420F NM1*DN": (("referring_npi", npi), ("referring", provider)),
}
# Of these there may be several: one value each.
Several = dict[str, tuple[str, Callable[[Elements, str], Any]]]
SEVERAL: Several = {
    "PWK": ("attachments", lambda pwk, _: attachment(pwk)),
    "CRC": ("conditions", lambda crc, _: Condition(crc[1], tuple(filter(None, crc[3:8])), crc[2] != "N")),
    "K3": ("file_information", lambda k3, _: k3[1]),
    "REF*G1": ("authorizations", _payer_number),
    "REF*9F": ("referrals", _payer_number),
}
OF_LINE = {f"2400 {key}": how for key, how in SEVERAL.items()}
OF_CLAIM = {f"2300 {key}": SEVERAL[key] for key in ("PWK", "CRC", "K3")}


def said_by_line(block: Block, at: At, component: str) -> dict[str, Any]:
    """The fields of a line that its block fills beside its service, its day and its numbers."""
    found: dict[str, Any] = {}
    for key in at:
        for field, read in LINE.get(key, ()):
            found[field] = read(block[at[key][0]].elements)
        if loop := OF_LOOP.get(key):
            found[loop[0]] = loop[1](block, at)
        if key in OF_LINE:
            found |= several(block, at, {key: OF_LINE[key]}, component)
    if svd := at.get("2430 SVD"):
        found["adjudications"] = adjudications(block, svd, component)
    return found


def several(block: Block, at: At, of: Several, component: str) -> dict[str, Any]:
    """The fields that take a value of each of several segments."""
    return {
        field: tuple([read(block[index].elements, component) for index in at[key]])
        for key, (field, read) in of.items()
        if key in at
    }


def facility(block: Block, at: At, loop: str) -> Facility:
    """Where the services were given."""
    nm1 = _first(block, at, f"{loop} NM1*77")
    return Facility(nm1[3] or None, npi(nm1), address(block, at, loop))


def _purchase(block: Block, at: At) -> Purchase:
    ps1 = _first(block, at, "2400 PS1")
    bought_from = npi(_first(block, at, "2420B NM1*QB")) or ""
    return Purchase(bought_from, ps1[1] or None, values.number(ps1[2]))


def _drug(block: Block, at: At) -> Drug:
    lin, ctp = _first(block, at, "2410 LIN"), _first(block, at, "2410 CTP")
    number = _first(block, at, "2410 REF*XZ")[2] or None
    return Drug(lin[3], values.quantity(ctp[4]), ctp[5] or None, number)


def _first(block: Block, at: At, key: str) -> Elements:
    found = at.get(key)
    return block[found[0]].elements if found else EMPTY


# What a loop of a line says, by what opens it.
OF_LOOP: dict[str, tuple[str, Callable[[Block, At], Any]]] = {
    "2410 LIN": ("drug", _drug),
    "2420B NM1*QB": ("purchase", _purchase),
    "2420C NM1*77": ("facility", lambda block, at: facility(block, at, "2420C")),
}
