"""What the head of a claim says outside of CLM and HI, by loop and segment: where it goes in the claim document."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from cleanbill.model.claim import Authorization
from cleanbill.model.parties import Attachment, Manipulation, Provider, Remark
from cleanbill.x12 import values
from cleanbill.x12.parties import npi

Elements = tuple[str, ...]


def _reference(ref: Elements) -> str | None:
    return ref[2] or None


def _authorization(ref: Elements) -> Authorization | None:
    return Authorization(number=ref[2]) if ref[2] else None


def _date(dtp: Elements) -> dt.date | None:
    return values.date(dtp[2], dtp[3])


def _paid(amt: Elements) -> Decimal | None:
    return values.number(amt[2]) if amt[1] == "F5" else None


def _manipulation(cr2: Elements) -> Manipulation | None:
    condition: Any = cr2[8] if cr2[8] in tuple("ACDEFGM") else None
    found = Manipulation(condition, cr2[10] or None, cr2[11] or None)
    return found if found != Manipulation() else None


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
HEAD: dict[str, tuple[tuple[str, Callable[[Elements], Any]], ...]] = {
    "2300 AMT": (("patient_paid", _paid),),
    "2300 REF*F8": (("original_claim_ref", _reference),),
    "2300 REF*G1": (("auth", _authorization),),
    "2300 REF*9F": (("referral_number", _reference),),
    "2300 REF*EA": (("record_number", _reference),),
    "2300 NTE": (("remark", remark),),
    "2300 CR2": (("manipulation", _manipulation),),
    "2300 DTP*431": (("date_onset", _date),),
    "2300 DTP*304": (("date_last_seen", _date),),
    "2300 DTP*439": (("accident", _date),),
    "2300 DTP*453": (("date_acute_manifestation", _date),),
    "2300 DTP*454": (("date_initial_treatment", _date),),
    "2300 DTP*455": (("date_last_xray", _date),),
    "2310A NM1*DN": (("referring_npi", npi), ("referring", provider)),
    "2310D NM1*DQ": (("supervising_npi", npi), ("supervising", provider)),
}
POINTERS = {"auth": "/auth/number", "accident": "/accident/date"}  # of the others: the field itself
