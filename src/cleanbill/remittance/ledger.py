"""The ledger: what was billed, what payers decided on it, what a person closed. A store can keep it as one document.

Money is whole cents. Nothing is summed up in it: balances, open items and books are read off it (`balances`,
`denials`), so what is posted can be taken out again without a trace.
"""

import datetime as dt
from decimal import Decimal

from msgspec import field

from cleanbill.model.claim import Claim
from cleanbill.model.document import Document
from cleanbill.model.remittance import ClaimPayment, Remittance


class Taken(Document, frozen=True):
    """What a payer took off: group, reason, cents."""

    group: str
    reason: str
    amount: int


class Part(Document, frozen=True):
    """What was decided on one line, by its place in the account from 0; on none where no line is named or found."""

    charge: int
    paid: int
    line: int | None = None
    taken: tuple[Taken, ...] = ()
    remarks: tuple[str, ...] = ()


class Decision(Document, frozen=True):
    """What one payment decided on one claim.

    `payment` is the key of the payment, `at` the claim's place in it. `level` is the payer's place in the order of
    payers, from 1. `matched` says by what the claim was found.
    """

    payment: str
    at: int
    status: str
    level: int
    matched: str
    parts: tuple[Part, ...]
    payer: str | None = None
    claim_number: str | None = None
    remarks: tuple[str, ...] = ()


class AccountLine(Document, frozen=True):
    """A service as it was billed."""

    code: str
    charge: int
    modifiers: tuple[str, ...] = ()
    date: dt.date | None = None
    control_number: str | None = None


class Account(Document, frozen=True):
    """A claim that was sent, and the decisions on it in the order in which they were posted."""

    claim_id: str
    charge: int
    lines: tuple[AccountLine, ...] = ()
    member_id: str | None = None
    last_name: str | None = None
    decisions: tuple[Decision, ...] = ()


class OfTheWhole(Document, frozen=True):
    """What a payment was adjusted by for no claim of it; above zero it lowered the payment."""

    reason: str
    amount: int
    reference: str | None = None


class Candidate(Document, frozen=True):
    """An account that a claim may belong to; `score` goes to 100."""

    claim_id: str
    score: int


class Unmatched(Document, frozen=True):
    """A claim of a payment that belongs to no account for certain: a person assigns it."""

    at: int
    claim: ClaimPayment
    candidates: tuple[Candidate, ...] = ()


class Posted(Document, frozen=True):
    """A payment whose claims stand in the books: those that were matched in their accounts, the others here.

    `paid` is what its claims pay together. `file` is the SHA-256 of the file it came in, `content` that of what it
    decides.
    """

    amount: int
    paid: int
    content: str
    file: str
    trace: str | None = None
    payer: str | None = None
    date: dt.date | None = None
    others: tuple[OfTheWhole, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()


class Waiting(Document, frozen=True):
    """A remittance that is not posted until a person says so, and why."""

    remittance: Remittance
    file: str
    why: tuple[str, ...]


class Closing(Document, frozen=True):
    """That someone closed an open item, on which day, why, and how many cents of it were written off."""

    reason: str
    on: dt.date
    by: str
    written_off: int = 0


class Ledger(Document, frozen=True):
    """Accounts by claim id, payments by their key, remittances that wait by their content, closings by open item."""

    accounts: dict[str, Account] = field(default_factory=dict)
    payments: dict[str, Posted] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    closings: dict[str, Closing] = field(default_factory=dict)


class PostingError(ValueError):
    """Something cannot be done with the ledger; one plain sentence."""


def account(claim: Claim) -> Account:
    """The account of a claim that was sent. Raises `PostingError` for one without an id, a charge or whole cents."""
    if not claim.claim_id:
        raise PostingError("A claim without an id has no account.")
    lines = []
    for index, line in enumerate(claim.lines, 1):
        if line.charge is None:
            raise PostingError(f"Line {index} of claim {claim.claim_id!r} has no charge.")
        number = line.control_number or f"{claim.claim_id}-{index}"
        lines.append(AccountLine(line.code, cents(line.charge), line.modifiers, line.date, number))
    charge = sum(line.charge for line in lines)
    return Account(claim.claim_id, charge, tuple(lines), claim.patient.id, claim.patient.last_name)


def cents(amount: Decimal) -> int:
    """Dollars as whole cents. Raises `PostingError` for parts of a cent."""
    if amount != round(amount, 2):
        raise PostingError(f"{amount} is not an amount of whole cents.")
    return int(amount * 100)
