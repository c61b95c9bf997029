"""The National Provider Identifier: ten digits, the first 1 or 2, the last a check digit.

Source: 45 CFR 162.406(a); CMS, "National Provider Identifier standard: NPI check digit" (Luhn's formula over the
prefix 80840 and the number).
"""

from functools import lru_cache

_PREFIX_SUM = 24  # what 80840 adds to the sum
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


@lru_cache(maxsize=65536)
def fault(npi: str) -> str | None:
    """Why a text is not an NPI, as words that follow the number ("has 9 digits, not 10"), or None when it is one."""
    if not (npi.isascii() and npi.isdigit()):
        return "is not ten digits"
    if len(npi) != 10:
        return f"has {len(npi)} digit{'s' * (len(npi) != 1)}, not 10"
    if npi[0] not in "12":
        return f"begins with {npi[0]}; an NPI begins with 1 or 2"
    if _luhn(npi) % 10:
        return "fails its check digit"
    return None


def _luhn(digits: str) -> int:
    """Luhn's sum of the prefix and the number; a multiple of 10 when the check digit is right."""
    return _PREFIX_SUM + sum(_DOUBLED[int(d)] for d in digits[-2::-2]) + sum(int(d) for d in digits[-1::-2])
