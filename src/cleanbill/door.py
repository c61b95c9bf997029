"""The functions behind the public door: look up, read, check. Each date defaults to today, and only here."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from msgspec import Struct

from cleanbill import articles, codes, coding, fees, notes, x12
from cleanbill.engine.complete import complete
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Rule
from cleanbill.engine.run import Engine
from cleanbill.model.claim import Claim, Credential, Note, Payer
from cleanbill.model.code import CodeRecord, SearchHit
from cleanbill.model.coverage import Coverage
from cleanbill.model.decode import claim_from, decode_claim
from cleanbill.model.fee import Fee
from cleanbill.model.finding import Finding
from cleanbill.model.normal import normal
from cleanbill.model.reading import NoteReading
from cleanbill.model.remittance import Remittance
from cleanbill.model.toml import Wrong
from cleanbill.payers import Library, shipped
from cleanbill.payers import own as own_payers
from cleanbill.rules import own as own_rules
from cleanbill.rules import register
from cleanbill.version import __version__
from cleanbill.x12 import Received, Trading

if TYPE_CHECKING:
    from cleanbill.guide.page import Guide

_THERAPISTS = ("PT", "OT", "SLP", "PTA", "OTA")


class Own(Struct, frozen=True, eq=False):
    """What a practice adds: rules of its own, and the shipped payer profiles with its own beside them."""

    rules: tuple[Rule, ...]
    payers: Library


class OwnError(ValueError):
    """A folder of own rules or profiles is not right. `wrong` is every fault; the message is the first."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        super().__init__(wrong[0].sentence)
        self.wrong = wrong


class FaultyClaimError(ValueError):
    """A claim is not written because rules find errors in it. `rules` are their ids."""

    def __init__(self, claim_id: str, rules: tuple[str, ...]) -> None:
        what = "finds an error" if len(rules) == 1 else "find errors"
        super().__init__(f"Claim {claim_id!r} is not written: {_listed(rules)} {what} in it.")
        self.claim_id = claim_id
        self.rules = rules

    @classmethod
    def stop(cls, claim: Claim, findings: Sequence[Finding]) -> None:
        """Raise this where a finding on the claim is an error."""
        rules = tuple(dict.fromkeys(finding.rule for finding in findings if finding.severity == "error"))
        if rules:
            raise cls(claim.claim_id, rules)


def own(rules: Path | str = "", payers: Path | str = "") -> Own:
    """A practice's own rules and payer profiles, from the folders it names; each is checked, and rules are run.

    Raises `OwnError` for what is wrong in them and `OSError` for a folder that cannot be read.
    """
    found, wrong = own_rules.rules(Path(rules)) if rules else ((), ())
    library, more = own_payers.library(Path(payers)) if payers else (shipped(), ())
    if wrong or more:
        raise OwnError((*wrong, *more))
    return Own(found, library)


def lookup(code: str, on: dt.date | None = None) -> CodeRecord:
    """The ICD-10-CM record of `code` on a date of service. Never raises for an odd code."""
    on = on or _today()
    return codes.release(on).lookup(code, on)


def search(text: str, on: dt.date | None = None, limit: int = 20, billable: bool = False) -> tuple[SearchHit, ...]:
    """Codes for the words people use, best first; only billable ones where asked."""
    on = on or _today()
    return codes.release(on).search(text, on, limit=limit, billable=billable)


def fee(
    code: str,
    on: dt.date | None = None,
    locality: str = "",
    facility: bool = False,
    modifiers: Sequence[str] = (),
    units: int = 1,
) -> Fee:
    """What Medicare's fee schedule pays for a service, step by step, from the files that were added.

    `locality` is contractor and number, state and number, or part of the name; empty: the national price. Never
    raises for an odd text; without a file for the date `outcome` is "no_file" and `reason` says what to add.
    """
    return fees.price(code, on or _today(), locality, facility, modifiers, units)


def coverage(code: str, dx: str = "", on: dt.date | None = None, contractor: str = "", state: str = "") -> Coverage:
    """The Medicare coverage articles that list a service on a date, and whether a diagnosis supports it.

    Never raises for an odd text; without the download `outcome` is "no_file" and `reason` says what to add.
    """
    return articles.coverage(code, on or _today(), dx, contractor, state)


def code_guide(code: str, on: dt.date | None = None) -> "Guide":
    """The guide page of `code` on a date of service. `cleanbill.guide.markdown`, `.html` and `.pdf` render it."""
    from cleanbill.guide import build

    return build.guide(code, on or _today())


def read_note(
    text: str,
    on: dt.date | None = None,
    payer: Payer | None = None,
    credential: Credential | None = None,
    id: str = "",
    own: Own | None = None,
    known: Claim | None = None,
) -> NoteReading:
    """A note as read: facts with their words, what is missing, the codes it supports, and the findings.

    `on` is the date of service; `credential` is who treated, where that is known; `own` is what the practice adds;
    `known` is what is known of the visit besides its text, as a claim has it.
    """
    on, payer = on or _today(), payer or Payer()
    own = own or _nothing_own()
    reading = _read(text, on, payer, credential, id)
    known = known or Claim()
    claim = msgspec.structs.replace(
        known,
        claim_id=id,
        payer=payer,
        rendering=msgspec.structs.replace(known.rendering, credential=credential),
        note=msgspec.structs.replace(known.note or Note(), text=text),
    )
    findings = _engine(own).check(claim, _context(on, own), "note", reading)
    return msgspec.structs.replace(reading, findings=findings)


def check_note(
    text: str,
    on: dt.date | None = None,
    payer: Payer | None = None,
    credential: Credential | None = None,
) -> tuple[Finding, ...]:
    """What a note still needs before it is signed."""
    return read_note(text, on, payer, credential).findings


def check_claim(
    claim: Claim | dict[str, Any] | bytes,
    on: dt.date | None = None,
    note: str | None = None,
    own: Own | None = None,
) -> tuple[Finding, ...]:
    """The findings on a claim, with its note where there is one; empty when it is clean.

    `note` stands in for a note text that the claim does not carry. `on` is the day of the check: filing limits
    count from it; `own` is what the practice adds. Raises `cleanbill.model.decode.DocumentError` when `claim` is not
    a claim document.
    """
    on, own = on or _today(), own or _nothing_own()
    if not isinstance(claim, Claim):
        claim = decode_claim(claim) if isinstance(claim, bytes) else claim_from(claim)
    if note is not None:
        claim = msgspec.structs.replace(claim, note=msgspec.structs.replace(claim.note or Note(), text=note))
    claim = normal(claim)
    reading, said = None, None
    if claim.note and claim.note.text:
        service_date = next((line.date for line in claim.lines if line.date), on)
        reading = _read(claim.note.text, service_date, claim.payer, claim.rendering.credential, claim.claim_id)
        claim, said = complete(claim, reading.facts)
    place = x12.place if claim.source else None
    return _engine(own).check(claim, _context(on, own), "claim", reading, said, place)


def read_835(stream: BinaryIO) -> Iterator[Received]:
    """The remittances of an 835, one by one in constant memory; each iterates over its claims while it is read.

    `.remittance` is its head, `.whole()` all of it. `cleanbill.x12.RemittanceReader` also tells damage and what does
    not balance.
    """
    return x12.read_835(stream)


def read_837(stream: BinaryIO) -> Iterator[Claim]:
    """The claims of an 837P, one by one in constant memory. `cleanbill.x12.Reader` also tells its damage."""
    return x12.read_837(stream)


def write_837(
    claims: Iterable[Claim],
    stream: BinaryIO,
    on: dt.date | None = None,
    number: int = 1,
    trading: Trading | None = None,
    force: bool = False,
    own: Own | None = None,
) -> int:
    """Write claims as one 837P, dated `on` and called `number`; how many they were. The same gives the same bytes.

    `trading` says between whom the file goes. Raises `FaultyClaimError` at the first claim in which rules find errors,
    where it is not to be written by `force`, and `cleanbill.x12.UnwritableError` at the first that lacks what a file
    must hold; what stands in the stream then is not a file.
    """
    on = on or _today()
    writer = x12.Writer(stream, x12.Sending(on, number, trading or Trading()))
    for claim in claims:
        if not force:
            FaultyClaimError.stop(claim, check_claim(claim, on, own=own))
        writer.add(claim)
    return writer.close()


def write_835(
    remittances: Iterable[Remittance],
    stream: BinaryIO,
    on: dt.date | None = None,
    number: int = 1,
    trading: Trading | None = None,
) -> int:
    """Write remittances as one 835, dated `on` and called `number`; how many they were. The same gives the same bytes.

    Raises `cleanbill.x12.UnwritableError` at the first that lacks something or does not balance; what stands
    in the stream then is not a file.
    """
    return x12.write_835(remittances, stream, x12.Sending(on or _today(), number, trading or Trading()))


@cache
def _nothing_own() -> Own:
    return Own((), shipped())


@lru_cache(maxsize=8)
def _engine(own: Own) -> Engine:
    return Engine((*register(), *own.rules))


@lru_cache(maxsize=8)
def _context(on: dt.date, own: Own) -> Context:
    return Context(on, own.payers)


def _read(text: str, on: dt.date, payer: Payer, credential: Credential | None, id: str) -> NoteReading:
    facts = notes.read(text, on)
    candidates = coding.choose(
        facts,
        on,
        medicare=payer.type == "medicare_b",
        chiropractic=credential == "DC",
        rehabilitation=credential in _THERAPISTS,
    )
    return NoteReading(id, notes.digest(text), len(text), __version__, facts, notes.missing(facts), candidates)


def _listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _today() -> dt.date:
    return dt.date.today()
