"""The service lines of earlier claims, as `history.prior_claims` gives them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from cleanbill.model.claim import Claim

_NOT_ADJUDICATED = frozenset({"rejected", "unprocessable", "void", "voided", "draft", "not sent"})
_UNPROCESSABLE = "MA130"


class PriorLine(Struct, frozen=True):
    """A line that a payer has judged. None: the earlier claim does not say."""

    claim_id: str
    status: str
    date: dt.date
    code: str
    units: float | None
    modifiers: frozenset[str] | None
    rendering_npi: str | None


def adjudicated(claim: Claim) -> Iterator[PriorLine]:
    """Every judged line of the earlier claims; rejected, unprocessable (MA130) and voided claims have none."""
    for earlier in claim.history.prior_claims or () if claim.history else ():
        if _status(earlier) in _NOT_ADJUDICATED or _UNPROCESSABLE in _remarks(earlier):
            continue
        lines = earlier.get("lines")
        for part in lines if lines and isinstance(lines, list) else [earlier]:
            if isinstance(part, dict) and (line := _line(earlier, {**_shared(earlier), **part})):
                yield line


def _shared(earlier: Mapping[str, Any]) -> dict[str, Any]:
    """What a line takes from its claim where it does not say so itself."""
    rendering = earlier.get("rendering")
    npi = rendering.get("npi") if isinstance(rendering, dict) else earlier.get("rendering_npi")
    return {"date": earlier.get("date"), "rendering_npi": npi, "status": earlier.get("status")}


def _line(earlier: Mapping[str, Any], part: Mapping[str, Any]) -> PriorLine | None:
    """None where a line has no date or code, or was itself not judged."""
    if _status(part) in _NOT_ADJUDICATED or _UNPROCESSABLE in _remarks(part):
        return None
    try:
        date = dt.date.fromisoformat(str(part.get("date")))
    except ValueError:
        return None
    code, units, modifiers = part.get("code"), part.get("units"), part.get("modifiers")
    if not isinstance(code, str):
        return None
    return PriorLine(
        claim_id=str(earlier.get("claim_id") or ""),
        status=_status(part),
        date=date,
        code=code.strip().upper(),
        units=float(units) if isinstance(units, int | float) else None,
        modifiers=frozenset(str(m).upper() for m in modifiers) if isinstance(modifiers, list | tuple) else None,
        rendering_npi=str(part["rendering_npi"]) if part.get("rendering_npi") else None,
    )


def _status(part: Mapping[str, Any]) -> str:
    return str(part.get("status") or "").lower()


def _remarks(part: Mapping[str, Any]) -> str:
    """The remark codes as text, whatever they are called and however they are listed."""
    return " ".join(str(part.get(name) or "") for name in ("remark", "remarks", "rarc", "rarcs")).upper()
