"""Letters to payers that assert only what the record holds: each statement names where it stands, or is left out."""

import datetime as dt
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from string import Formatter

import msgspec
from msgspec import Struct

from cleanbill.codes.adjustments import meaning
from cleanbill.model.claim import Claim, Line
from cleanbill.model.finding import Finding
from cleanbill.model.letter import Letter, Statement
from cleanbill.model.reading import NoteFacts

GENERAL = "review"


class NoGroundError(ValueError):
    """A letter has nothing to stand on; `asks` are the questions whose answers would be ground."""

    def __init__(self, title: str, asks: tuple[str, ...]) -> None:
        self.asks = asks
        super().__init__(f"There is no ground for “{title}” in the record. {' '.join(asks)}")


class Refused(Struct, frozen=True):
    """What is appealed: the place of its line from 0 (None: the claim), cents, reasons such as CO-50, the day."""

    line: int | None
    amount: int
    reasons: tuple[str, ...]
    decided: dt.date
    claim_number: str = ""
    received: dt.date | None = None
    """The day of the acknowledgement that the payer took the claim."""


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    source: str
    quotes: str = ""
    ask: str = ""


class _Kind(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    reasons: tuple[str, ...]
    parts: tuple[str, ...]
    ground: tuple[str, ...]


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    kinds: dict[str, _Kind]
    parts: dict[str, _Part]


@cache
def table() -> _Table:
    """The kinds of letters and their parts."""
    text = resources.files(__package__).joinpath("appeals.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Table)


def kinds() -> dict[str, str]:
    """The titles of the kinds of letters, by name."""
    return {name: kind.title for name, kind in table().kinds.items()}


def kind_for(reasons: Iterable[str]) -> str:
    """The kind of letter that answers reasons such as CO-50; the general one where none does."""
    carcs = {reason.partition("-")[2] for reason in reasons}
    return next((name for name, kind in table().kinds.items() if carcs & set(kind.reasons)), GENERAL)


def letter(
    kind: str, claim: Claim, refused: Refused, facts: NoteFacts | None, findings: Iterable[Finding] = ()
) -> Letter:
    """The letter of a kind. `facts` are those of the signed note; `findings` lend what is published.

    Raises `NoGroundError` where the record holds nothing that the letter could stand on, `KeyError` for no kind.
    """
    made, fields, quotes = table().kinds[kind], _fields(claim, refused), _quotes(claim, refused, facts, findings)
    statements: dict[str, Statement] = {}
    asks: list[str] = []
    for name in made.parts:
        part = table().parts[name]
        held = quotes.get(part.quotes, ()) if part.quotes else ()
        if _lacks(part, fields) or (part.quotes and not held):
            asks += [part.ask.format_map(fields)] if part.ask and not _lacks_words(part.ask, fields) else []
            continue
        quoted = () if part.quotes == "signed" else held
        statements[name] = Statement(part.text.format_map(fields), quoted, part.source.format_map(fields))
    if not any(name in statements for name in made.ground):
        raise NoGroundError(made.title, tuple(asks))
    return Letter(kind, made.title, _about(fields), tuple(statements.values()), tuple(asks))


def _fields(claim: Claim, refused: Refused) -> dict[str, str]:
    """What of the claim and its refusal a sentence may name; what is not known is not there."""
    line = _line(claim, refused)
    days = sorted({one.date for one in claim.lines if one.date})
    day = (line.date if line else None) or (days[0] if days else None)
    apart = line.separate_time_or_site_documented if line else None
    auth = claim.auth
    known = {
        "payer": claim.payer.name,
        "claim_id": claim.claim_id,
        "claim_number": refused.claim_number,
        "patient": " ".join(filter(None, (claim.patient.first_name, claim.patient.last_name))),
        "member": claim.patient.id,
        "day": day.isoformat() if day else None,
        "what": f"procedure {line.code}" if line else "the claim",
        "line": str((refused.line or 0) + 1) if line else None,
        "amount": f"{refused.amount / 100:,.2f}",
        "reasons": ", ".join(refused.reasons),
        "meaning": meaning(refused.reasons[0].partition("-")[2]).meaning,
        "decided": refused.decided.isoformat(),
        "dx": ", ".join(claim.dx),
        "minutes": f"{line.minutes:g}" if line and line.minutes and apart else None,
        "auth_number": auth.number if auth else None,
        "auth_from": auth.from_.isoformat() if auth and auth.from_ else None,
        "auth_to": auth.to.isoformat() if auth and auth.to else None,
        "received": refused.received.isoformat() if refused.received else None,
    }
    return {name: value for name, value in known.items() if value}


def _line(claim: Claim, refused: Refused) -> Line | None:
    """The line that was refused; None for the whole claim, and for one that the claim does not have."""
    return claim.lines[refused.line] if refused.line is not None and refused.line < len(claim.lines) else None


def _quotes(
    claim: Claim, refused: Refused, facts: NoteFacts | None, findings: Iterable[Finding]
) -> dict[str, tuple[str, ...]]:
    """The note's own words and the published sentences, by what they are quoted for; each once."""
    line = _line(claim, refused)
    code = line.code if line else ""
    said = {"authority": [_cited(one) for found in findings for one in found.authority if one.quote and one.verified]}
    if facts and claim.note and claim.note.signed:
        said |= {
            "signed": ["signed"],
            "site": [facts.site.span] if facts.site else [],
            "findings": [one.span for one in facts.objective_findings],
            "limits": [one.span for one in facts.functional_limits],
            "treatment": [one.span for one in facts.treatments if one.cpt == code or not code],
            "others": [one.span for one in facts.treatments if one.cpt and one.cpt != code],
            "rationale": [facts.rationale.span] if facts.rationale else [],
        }
    return {name: tuple(dict.fromkeys(words)) for name, words in said.items() if words}


def _cited(authority: object) -> str:
    title, section, edition, quote = (getattr(authority, name) for name in ("title", "section", "edition", "quote"))
    return f"{quote} ({', '.join(filter(None, (title, section, edition)))})"


def _about(fields: dict[str, str]) -> tuple[tuple[str, str], ...]:
    names = {
        "patient": "Patient", "member": "Member id", "claim_number": "Your claim number",
        "claim_id": "Our claim number", "day": "Date of service", "what": "Service", "amount": "Amount",
        "reasons": "Refused with",
    }  # fmt: skip
    return tuple((words, fields[name]) for name, words in names.items() if name in fields)


def _lacks(part: _Part, fields: dict[str, str]) -> bool:
    return _lacks_words(part.text, fields) or _lacks_words(part.source, fields)


def _lacks_words(text: str, fields: dict[str, str]) -> bool:
    return any(name not in fields for _, name, _, _ in Formatter().parse(text) if name)
