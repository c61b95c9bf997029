"""Codes of a claim by the code sets of its dates of service: diagnoses, places, modifiers, reasons."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from cleanbill.codes import CodeSetError, Release, places, reasons, release
from cleanbill.x12.damage import BAD_VALUE, ICD9, NOT_A_CODE, REPEATED, Damage, Place
from cleanbill.x12.validation.situations.claim import Claim

ICD10_FROM = dt.date(2015, 10, 1)
FIRST = ("ABK", "BK")
Codes = tuple[tuple[str, str], ...]  # each with its qualifier
Releases = Callable[[dt.date], Release | None]


def check_reason(damage: Damage, code: str, on: dt.date | None, place: Place) -> None:
    """Look up an adjustment reason (CARC) of a CAS."""
    found = reasons.reason(code, on) if code else None
    if code and (found is None or found.kind != "CARC"):
        text = f"{place.element} is {code[:5]!r}, which is no adjustment reason of the list of {reasons.EDITION}."
        damage.add(NOT_A_CODE, place, text, value=code, warn=True)


def check_place(damage: Damage, code: str, on: dt.date | None, place: Place) -> None:
    """Look up a place of service."""
    if code and not places.place(code, on):
        text = f"{place.element} is {code[:4]!r}; no place of service has this number{f' on {on}' if on else ''}."
        damage.add(NOT_A_CODE, place, text, value=code)


def check_claim_place(damage: Damage, claim: Claim, first: dt.date | None, component: str) -> None:
    """Look up the place of a claim whose first service is of the day `first`."""
    place = claim.clm[5].partition(component)[0]
    check_place(damage, place, first, Place(claim.position, "2300", "CLM", "CLM05-1"))


def check_diagnoses(damage: Damage, claim: Claim, last: dt.date | None, releases: Releases) -> None:
    """Look up the diagnoses of a claim whose last service is of the day `last`."""
    if _sound(claim.codes) and _billable(claim.codes, last, releases):
        return
    seen: set[str] = set()
    for number, (qualifier, code) in enumerate(claim.codes, 1):
        place = Place(claim.hi_at, "2300", "HI", f"HI{min(number, 12):02}-2")
        if (qualifier in FIRST) != (number == 1):
            right = "ABK" if number == 1 else "ABF"
            text = f"Diagnosis {number} is sent with {qualifier}; it must be {right}."
            damage.add(BAD_VALUE, Place(claim.hi_at, "2300", "HI", f"HI{min(number, 12):02}-1"), text, value=qualifier)
        if code in seen:
            damage.add(REPEATED, place, f"Diagnosis {code[:8]!r} is sent twice.", value=code, warn=True)
        seen.add(code)
        if qualifier.startswith("AB"):
            _icd10(damage, code, last, releases, place)
        elif last and last >= ICD10_FROM:
            text = "HI says ICD-9 (BK, BF), but services from 2015-10-01 on need ICD-10-CM codes with ABK and ABF."
            damage.add(ICD9, Place(claim.hi_at, "2300", "HI", f"HI{min(number, 12):02}-1"), text, value=qualifier)


@lru_cache(maxsize=8192)
def _sound(codes: Codes) -> bool:
    """Whether nothing is wrong with these diagnoses on any day on which they can be billed."""
    texts = [code for _, code in codes]
    first, *others = [qualifier for qualifier, _ in codes] or [""]
    return first == "ABK" and set(others) <= {"ABF"} and len(set(texts)) == len(texts) and "." not in "".join(texts)


def _billable(codes: Codes, on: dt.date | None, releases: Releases) -> bool:
    known = releases(on) if on and on >= ICD10_FROM else None
    return known is None or on is None or all(known.billable(code, on) for _, code in codes)


def _icd10(damage: Damage, code: str, on: dt.date | None, releases: Releases, place: Place) -> None:
    if "." in code:
        text = f"Diagnosis {code[:10]!r} has a dot; codes are sent without."
        damage.add(BAD_VALUE, place, text, "IK403 6", code)
    elif on and on >= ICD10_FROM and (known := releases(on)) and not known.billable(code, on):
        text = f"{code[:10]!r} is no ICD-10-CM code that can be billed for {on}."
        damage.add(NOT_A_CODE, place, text, value=code)


def release_on(on: dt.date) -> Release | None:
    """The code set of a day; None where it cannot be had."""
    try:
        return release(on)
    except CodeSetError:
        return None
