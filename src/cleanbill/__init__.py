"""cleanbill: a musculoskeletal visit paid the first time. This is the public door; everything else is a room.

Nothing heavy is imported until it is used.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from cleanbill.version import __version__

if TYPE_CHECKING:
    from cleanbill.engine.run import Engine
    from cleanbill.model.claim import Claim, Credential, Payer
    from cleanbill.model.code import CodeRecord, SearchHit
    from cleanbill.model.finding import Finding
    from cleanbill.model.reading import NoteReading

__all__ = [
    "__version__",
    "check_claim",
    "check_note",
    "lookup",
    "read_837",
    "read_note",
    "search",
]


def lookup(code: str, on: dt.date | None = None) -> "CodeRecord":
    """The ICD-10-CM record of `code` on a date of service (default: today). Never raises for an odd code."""
    from cleanbill import codes

    on = on or _today()
    return codes.release(on).lookup(code, on)


def search(text: str, on: dt.date | None = None, limit: int = 20, billable: bool = False) -> "tuple[SearchHit, ...]":
    """Codes for the words people use, best first; only billable ones where asked."""
    from cleanbill import codes

    on = on or _today()
    return tuple(codes.release(on).search(text, on, limit=limit, billable=billable))


def read_note(
    text: str,
    on: dt.date | None = None,
    payer: "Payer | None" = None,
    credential: "Credential | None" = None,
    id: str = "",
) -> "NoteReading":
    """A note as read: facts with their words, what is missing, the codes it supports, and the findings.

    `on` is the date of service (default: today); `credential` is who treated, where that is known.
    """
    import msgspec

    from cleanbill.engine.context import Context
    from cleanbill.model.claim import Claim, Note, Payer, Rendering

    on = on or _today()
    payer = payer or Payer()
    reading = _read(text, on, payer, credential, id)
    claim = Claim(claim_id=id, payer=payer, rendering=Rendering(credential=credential), note=Note(text=text))
    findings = _engine().check(claim, Context(on), "note", reading)
    return msgspec.structs.replace(reading, findings=findings)


def check_note(
    text: str,
    on: dt.date | None = None,
    payer: "Payer | None" = None,
    credential: "Credential | None" = None,
) -> "tuple[Finding, ...]":
    """What a note still needs before it is signed."""
    return read_note(text, on, payer, credential).findings


def check_claim(
    claim: "Claim | dict[str, Any] | bytes", on: dt.date | None = None, note: str | None = None
) -> "tuple[Finding, ...]":
    """The findings on a claim, with its note where there is one; empty when it is clean.

    `note` stands in for a note text that the claim does not carry. `on` is the day of the check (default:
    today): filing limits count from it. Raises `cleanbill.model.decode.DocumentError` when `claim` is not a
    claim document.
    """
    import msgspec

    from cleanbill.engine.complete import complete
    from cleanbill.engine.context import Context
    from cleanbill.model.claim import Note

    claim, on = _claim(claim), on or _today()
    if note is not None:
        claim = msgspec.structs.replace(claim, note=msgspec.structs.replace(claim.note or Note(), text=note))
    reading, said = None, None
    if claim.note and claim.note.text:
        service_date = next((line.date for line in claim.lines if line.date), on)
        reading = _read(claim.note.text, service_date, claim.payer, claim.rendering.credential, claim.claim_id)
        claim, said = complete(claim, reading.facts)
    findings = _engine().check(claim, Context(on), "claim", reading, said)
    if claim.source is None:
        return findings
    from cleanbill.x12 import located

    return located(claim, findings)


def read_837(stream: BinaryIO) -> "Iterator[Claim]":
    """The claims of an 837P, one by one in constant memory. `cleanbill.x12.Reader` also tells its damage."""
    from cleanbill.x12 import read_837

    return read_837(stream)


@cache
def _engine() -> "Engine":
    """The engine with every rule that ships."""
    from cleanbill.engine.run import Engine
    from cleanbill.rules import register

    return Engine(register())


def _read(text: str, on: dt.date, payer: "Payer", credential: "Credential | None", id: str) -> "NoteReading":
    import hashlib

    from cleanbill import coding, notes
    from cleanbill.model.reading import NoteReading

    facts = notes.read(text)
    codes = coding.choose(
        facts,
        on,
        medicare=payer.type == "medicare_b",
        chiropractic=credential == "DC",
        rehabilitation=credential in ("PT", "OT", "PTA", "OTA"),
    )
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return NoteReading(id, sha256, len(text), __version__, facts, notes.missing(facts), codes)


def _claim(claim: "Claim | dict[str, Any] | bytes") -> "Claim":
    from cleanbill.model.decode import claim_from, decode_claim

    if isinstance(claim, bytes):
        return decode_claim(claim)
    return claim_from(claim) if isinstance(claim, dict) else claim


def _today() -> dt.date:
    return dt.date.today()
