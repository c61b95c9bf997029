"""What the head of a claim says outside of CLM and HI, by loop and segment: where it goes in the claim document."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cleanbill.model.circumstances import Contract, Disability
from cleanbill.model.claim import Authorization
from cleanbill.model.parties import Attachment, Manipulation, Provider, Remark
from cleanbill.x12 import values
from cleanbill.x12.names import npi

Elements = tuple[str, ...]
Read = Callable[[Elements], Any]


def reference(ref: Elements) -> str | None:
    """The number of a REF."""
    return ref[2] or None


def _authorization(ref: Elements) -> Authorization | None:
    return Authorization(number=ref[2]) if ref[2] else None


def date(dtp: Elements) -> dt.date | None:
    """The day of a DTP."""
    return values.date(dtp[2], dtp[3])


def _paid(amt: Elements) -> Decimal | None:
    return values.number(amt[2]) if amt[1] == "F5" else None


def _manipulation(cr2: Elements) -> Manipulation | None:
    condition: Any = cr2[8] if cr2[8] in tuple("ACDEFGM") else None
    found = Manipulation(condition, cr2[10] or None, cr2[11] or None)
    return found if found != Manipulation() else None


def _disability(dtp: Elements) -> Disability | None:
    first = values.date(dtp[2], dtp[3])
    if not first:
        return None
    to = values.last_day(dtp[2], dtp[3]) or first
    return Disability(None if dtp[1] == "361" else first, None if dtp[1] == "360" else to)


def _contract(cn1: Elements) -> Contract:
    amounts = [values.number(text) for text in (cn1[2], cn1[3], cn1[5])]
    return Contract(cn1[1], amounts[0], amounts[1], cn1[4] or None, amounts[2], cn1[6] or None)


def remark(nte: Elements) -> Remark | None:
    """The words of an NTE and what they are; ADD, additional information, is not said."""
    return Remark(nte[2], nte[1] if nte[1] != "ADD" else None) if nte[2] else None


def provider(nm1: Elements) -> Provider | None:
    """The name of a clinician; None where the NM1 has none."""
    return Provider(nm1[4] or None, nm1[3] or None) if nm1[3] or nm1[4] else None


def attachment(pwk: Elements) -> Attachment:
    """The paper that a PWK announces."""
    return Attachment(pwk[1] or None, pwk[2] or None, pwk[6] or None)


# By loop and segment: the field, how it is read. A finding that names the field stands at that segment.
HEAD: dict[str, tuple[tuple[str, Read], ...]] = {
    "2300 AMT": (("patient_paid", _paid),),
    "2300 REF*F8": (("original_claim_ref", reference),),
    "2300 REF*G1": (("auth", _authorization),),
    "2300 REF*9F": (("referral_number", reference),),
    "2300 REF*EA": (("record_number", reference),),
    "2300 REF*4N": (("auth_exception", reference),),
    "2300 REF*X4": (("clia_number", reference),),
    "2300 REF*D9": (("clearinghouse_number", reference),),
    "2300 REF*P4": (("demonstration_number", reference),),
    "2300 CN1": (("contract", _contract),),
    "2300 NTE": (("remark", remark),),
    "2300 CR2": (("manipulation", _manipulation),),
    "2300 DTP*431": (("date_onset", date),),
    "2300 DTP*304": (("date_last_seen", date),),
    "2300 DTP*439": (("accident", date),),
    "2300 DTP*453": (("date_acute_manifestation", date),),
    "2300 DTP*454": (("date_initial_treatment", date),),
    "2300 DTP*455": (("date_last_xray", date),),
    "2300 DTP*484": (("date_last_menstruation", date),),
    "2300 DTP*297": (("date_last_worked", date),),
    "2300 DTP*296": (("date_return_to_work", date),),
    "2300 DTP*435": (("date_admitted", date),),
    "2300 DTP*096": (("date_discharged", date),),
    "2300 DTP*090": (("date_care_assumed", date),),
    "2300 DTP*091": (("date_care_relinquished", date),),
    "2300 DTP*444": (("date_first_contact", date),),
    "2300 DTP*314": (("disability", _disability),),
    "2300 DTP*360": (("disability", _disability),),
    "2300 DTP*361": (("disability", _disability),),
    "2310A NM1*DN": (("referring_npi", npi), ("referring", provider)),
    "2310A NM1*P3": (("primary_care_npi", npi), ("primary_care", provider)),
    "2310D NM1*DQ": (("supervising_npi", npi), ("supervising", provider)),
}
POINTERS = {"auth": "/auth/number", "accident": "/accident/date"}  # of the others: the field itself


@lru_cache(maxsize=1024)
def seldom(signed: str, release: str, source: str, program: str, delay: str) -> tuple[tuple[str, Any], ...]:
    """What few claims say in their CLM, by field."""
    found = {
        "signature_on_file": False if signed == "N" else None,
        "release": "I" if release == "I" else None,
        "signature_source": "P" if source == "P" else None,
        "special_program": program or None,
        "delay_reason": delay or None,
    }
    return tuple((field, value) for field, value in found.items() if value is not None)
