"""What a segment of a claim decodes to by its own text: read once for each text of a file."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from cleanbill.model.claim import Line
from cleanbill.model.parties import LaterRank, Subscriber
from cleanbill.x12 import values
from cleanbill.x12.kinds import LATER_RANKS

ICD9_QUALIFIERS = ("BK", "BF")
DX_QUALIFIERS = ("ABK", "ABF", *ICD9_QUALIFIERS)
PRIORITIES: dict[str, LaterRank] = {code: rank for rank, code in LATER_RANKS.items()}  # SBR01
Elements = tuple[str, ...]


class Codes(Struct, frozen=True, gc=False):
    """The codes of an HI: diagnoses in their order, with dots, whether any is sent as ICD-9; conditions."""

    dx: tuple[str, ...] = ()
    icd9: bool = False
    conditions: tuple[str, ...] = ()


class Days(Struct, frozen=True, gc=False):
    """The day of a DTP, and the last one where it is a range of several."""

    first: dt.date | None = None
    last: dt.date | None = None


def _service(sv1: Elements, component: str) -> Line:
    """The line that an SV1 describes, without what other segments say of it."""
    code, *modifiers = sv1[1].split(component)[1:6] or [""]
    description = sv1[1].split(component)[6:7] or [""]
    amount = values.quantity(sv1[4])
    return Line(
        code,
        modifiers=tuple(modifier for modifier in modifiers if modifier),
        units=amount if sv1[3] != "MJ" else None,
        charge=values.number(sv1[2]),
        dx_pointers=values.pointers(sv1[7], component) or (),
        minutes=amount if sv1[3] == "MJ" else None,
        description=description[0] or None,
        place_of_service=sv1[5] or None,
        emergency=sv1[9] == "Y" or None,
        epsdt=sv1[11] == "Y" or None,
        family_planning=sv1[12] == "Y" or None,
        copay_exempt=sv1[15] == "0" or None,
    )


def _number(lx: Elements, _: str) -> int | None:
    """The number of a line."""
    return int(lx[1][:6]) if lx[1].isdecimal() else None


def _days(dtp: Elements, _: str) -> Days:
    first = values.date(dtp[2], dtp[3])
    return Days(first, values.last_day(dtp[2], dtp[3]) if dtp[2] == "RD8" else None)


def _codes(hi: Elements, component: str) -> Codes:
    dx, conditions, icd9 = [], [], False
    for text in filter(None, hi[1:]):
        qualifier, code = [*text.split(component, 2), ""][:2]
        if qualifier in DX_QUALIFIERS and code:
            old = qualifier in ICD9_QUALIFIERS
            dx.append(values.icd9(code) if old else values.icd10(code))
            icd9 = icd9 or old
        elif qualifier == "BG" and component in text:
            conditions.append(code)
    return Codes(tuple(dx), icd9, tuple(conditions))


def _insured(sbr: Elements, _: str) -> Subscriber:
    """The insured, without what other segments say of it."""
    return Subscriber(
        priority=PRIORITIES.get(sbr[1]),
        group=sbr[3] or None,
        insurance_type=sbr[5] or None,
        group_name=sbr[4] or None,
    )


DECODED: dict[str, Callable[[Elements, str], Any]] = {
    "SBR": _insured,
    "HI": _codes,
    "LX": _number,
    "SV1": _service,
    "DTP": _days,
}
