"""Open items: what a payer refused, and the next act. An item stays open until a person closes it with a reason."""

from collections.abc import Iterator

from msgspec import Struct, structs

from cleanbill.codes.adjustments import meaning
from cleanbill.remittance.balances import denied_parts, taken_back
from cleanbill.remittance.ledger import Account, Closing, Decision, Ledger, Part, PostingError, Taken


class OpenItem(Struct, frozen=True):
    """Something that was refused, in cents. `line` counts the account's lines from 0; None where no line is named.

    `whole` tells whether nothing was paid at all. `proposal` says why it might be closed now; only a person closes it.
    """

    id: str
    claim_id: str
    line: int | None
    amount: int
    whole: bool
    reasons: tuple[str, ...]
    remarks: tuple[str, ...]
    acts: tuple[str, ...]
    claim_number: str | None
    proposal: str
    closing: Closing | None


def items(ledger: Ledger, closed: bool = False) -> Iterator[OpenItem]:
    """What is open, account by account; with `closed`, also what was closed."""
    for account in ledger.accounts.values():
        for id, decision, part, reasons in denied_parts(account):
            closing = ledger.closings.get(id)
            if closed or closing is None:
                yield _item(id, account, decision, part, reasons, closing)


def close(ledger: Ledger, id: str, closing: Closing) -> Ledger:
    """Close an open item. Raises `PostingError` for one that is not open, no reason, or a write-off beyond it."""
    item = next((one for one in items(ledger) if one.id == id), None)
    if not item:
        raise PostingError(f"There is no open item {id[:80]!r}.")
    if not closing.reason.strip() or not closing.by.strip():
        raise PostingError("An item is closed with a reason, by someone.")
    if not 0 <= closing.written_off <= item.amount:
        raise PostingError(f"{closing.written_off} cents cannot be written off; the item is of {item.amount}.")
    return structs.replace(ledger, closings=ledger.closings | {id: closing})


def reopen(ledger: Ledger, id: str) -> Ledger:
    """Open an item again that was closed. Raises `PostingError` for one that was not."""
    if id not in ledger.closings:
        raise PostingError(f"Item {id[:80]!r} was not closed.")
    return structs.replace(ledger, closings={key: one for key, one in ledger.closings.items() if key != id})


def _item(
    id: str, account: Account, decision: Decision, part: Part, reasons: tuple[Taken, ...], closing: Closing | None
) -> OpenItem:
    acts = dict.fromkeys(meaning(one.reason).act for one in reasons)
    return OpenItem(
        id=id,
        claim_id=account.claim_id,
        line=part.line,
        amount=sum(one.amount for one in reasons),
        whole=part.paid == 0,
        reasons=tuple(f"{one.group}-{one.reason}" for one in reasons),
        remarks=(*part.remarks, *decision.remarks),
        acts=tuple(acts),
        claim_number=decision.claim_number,
        proposal=_proposal(account, decision, part),
        closing=closing,
    )


def _proposal(account: Account, denied: Decision, part: Part) -> str:
    """What came after a denial and may settle it; empty for nothing."""
    for made in reversed(account.decisions[account.decisions.index(denied) + 1 :]):
        paid = sum(one.paid for one in made.parts if part.line is None or one.line == part.line)
        if paid > part.paid:
            return f"Payment {made.payment} pays {paid / 100:.2f} on it."
    return "The payer took this decision back." if taken_back(account, denied, part) else ""
