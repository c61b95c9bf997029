"""Who treats, by provider taxonomy code (NUCC 25.1)."""

from functools import lru_cache

from cleanbill.model.claim import Credential

# By prefix, the codes whose holders have one credential. Physicians do not: MD or DO is not in the code.
_CREDENTIALS: tuple[tuple[str, Credential], ...] = (
    ("2251", "PT"),
    ("2252", "PTA"),
    ("225X", "OT"),
    ("224Z", "OTA"),
    ("235Z", "SLP"),
    ("111N", "DC"),
    ("363L", "NP"),
    ("363A", "PA"),
)


@lru_cache(maxsize=4096)
def credential_of(taxonomy: str | None) -> Credential | None:
    """The credential that a taxonomy code decides; None where it decides none."""
    return next((found for prefix, found in _CREDENTIALS if (taxonomy or "").startswith(prefix)), None)
