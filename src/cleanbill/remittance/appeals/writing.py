"""Writes a letter to a payer: each statement names where it stands in the record, or is left out and asked for."""

from collections.abc import Iterable, Mapping
from string import Formatter

from cleanbill.model.claim import Claim
from cleanbill.model.finding import Finding
from cleanbill.model.letter import Letter, Statement
from cleanbill.model.reading import NoteFacts
from cleanbill.remittance.appeals.kinds import Part, request, table, title
from cleanbill.remittance.appeals.record import Refused, fields, quotes


class NoGroundError(ValueError):
    """A letter has nothing to stand on; `asks` are the questions whose answers would be ground."""

    def __init__(self, title: str, asks: tuple[str, ...]) -> None:
        self.asks = asks
        super().__init__(f"There is no ground for “{title}” in the record. {' '.join(asks)}")


def letter(
    kind: str,
    claim: Claim,
    refused: Refused | None,
    facts: NoteFacts | None,
    findings: Iterable[Finding] = (),
    enclosed: Mapping[str, str] | None = None,
) -> Letter:
    """The letter of a kind; a second appeal where the first was answered.

    `facts` are those of the signed note; `findings` lend what is published.

    Without `refused` it is about the claim. `enclosed` is what goes with it, for its sentences: `signer` of the visit's
    note, the days of `further` notes, the `plans` of care; and the payer's `reference`.

    Raises `NoGroundError` where the record holds nothing that the letter could stand on, `KeyError` for no kind.
    """
    made, known = table().kinds[kind], {**fields(claim, refused), **(enclosed or {})}
    said = quotes(claim, refused, facts, findings)
    statements: dict[str, Statement] = {}
    asks: list[str] = []
    for name in made.parts:
        part = table().parts[name]
        statement = _statement(part, known, said)
        if statement:
            statements[name] = statement
        elif part.ask and not _lacks(part.ask, known):
            asks.append(part.ask.format_map(known))
    level = 2 if refused and refused.first else 1
    named = title(kind, claim.payer.type, level)
    if not any(name in statements for name in made.ground) or any(name not in statements for name in made.needs):
        raise NoGroundError(named, tuple(asks))
    asked = request(claim.payer.type, level)
    encloses = tuple(one.format_map(known) for one in asked.encloses)
    return Letter(kind, named, _about(known), tuple(statements.values()), tuple(asks), asked.to, encloses, asked.beside)


def _statement(part: Part, known: dict[str, str], said: dict[str, tuple[str, ...]]) -> Statement | None:
    """What a part asserts; None where the record lacks a field or the words for it."""
    held = said.get(part.quotes, ()) if part.quotes else ()
    if _lacks(part.text, known) or _lacks(part.source, known) or (part.quotes and not held):
        return None
    return Statement(part.text.format_map(known), held, part.source.format_map(known))


def _about(known: dict[str, str]) -> tuple[tuple[str, str], ...]:
    names = {
        "reference": "Your reference", "patient": "Patient", "member": "Member id", "claim_number": "Your claim number",
        "claim_id": "Our claim number", "day": "Date of service", "what": "Service", "amount": "Amount",
        "reasons": "Refused with", "first_by": "First review by",
    }  # fmt: skip
    return tuple((words, known[name]) for name, words in names.items() if name in known)


def _lacks(text: str, known: dict[str, str]) -> bool:
    return any(name not in known for _, name, _, _ in Formatter().parse(text) if name)
