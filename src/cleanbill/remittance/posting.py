"""Post remittances into a ledger, and take them out again. A payment that is posted already changes nothing."""

import hashlib
from typing import Literal

import msgspec
from msgspec import Struct, structs

from cleanbill.model import balance
from cleanbill.model.other_payer import Adjustment
from cleanbill.model.remittance import ClaimPayment, Remittance
from cleanbill.remittance.ledger import (
    Account,
    Decision,
    Ledger,
    OfTheWhole,
    Part,
    Posted,
    PostingError,
    Taken,
    Unmatched,
    Waiting,
    cents,
)
from cleanbill.remittance.matching import Index, line_of

LEVELS = {"1": 1, "19": 1, "2": 2, "20": 2, "3": 3, "21": 3}  # which payer decided, by the status of the claim
MOST_PAYERS = 3

_encode = msgspec.json.Encoder(order="deterministic").encode


class Posting(Struct, frozen=True):
    """What became of a remittance: posted, posted already, or waiting for a person; and the ledger as it now is.

    `key` is that of the payment in the ledger or, while it waits, of what waits.
    """

    ledger: Ledger
    outcome: Literal["posted", "posted already", "waiting"]
    key: str
    why: tuple[str, ...] = ()


def post(ledger: Ledger, remittance: Remittance, file: str, force: bool = False) -> Posting:
    """Post a remittance that came in the file of this SHA-256.

    One that is posted already changes nothing, whatever file it comes in. One that does not balance, or that has the
    number of another, waits until a person posts it by `force`. Parts of a cent are never posted: then `PostingError`.
    """
    key, content = payment_key(remittance), content_of(remittance)
    known = ledger.payments.get(key)
    own_key = key if known is None else f"{key} {content[:12]}"
    if (known and known.content == content) or own_key in ledger.payments:
        return Posting(ledger, "posted already", key if known and known.content == content else own_key)
    why = doubts(remittance, twice=known is not None)
    if why and not force:
        waiting = ledger.waiting | {content: Waiting(remittance, file, why)}
        return Posting(structs.replace(ledger, waiting=waiting), "waiting", content, why)
    return Posting(_entered(ledger, remittance, own_key, content, file), "posted", own_key, why)


def post_waiting(ledger: Ledger, key: str) -> Posting:
    """Post a remittance that waits, because a person says so."""
    if key not in ledger.waiting:
        raise PostingError(f"No remittance waits under {key[:80]!r}.")
    one = ledger.waiting[key]
    return post(ledger, one.remittance, one.file, force=True)


def discard_waiting(ledger: Ledger, key: str) -> Ledger:
    """The ledger without a remittance that waits, because a person does not want it posted."""
    if key not in ledger.waiting:
        raise PostingError(f"No remittance waits under {key[:80]!r}.")
    return structs.replace(ledger, waiting={other: one for other, one in ledger.waiting.items() if other != key})


def unpost(ledger: Ledger, key: str) -> Ledger:
    """The ledger without a payment and all that it decided, as though it had never been posted."""
    if key not in ledger.payments:
        raise PostingError(f"No payment is posted under {key[:80]!r}.")
    accounts = {
        claim_id: structs.replace(one, decisions=tuple(made for made in one.decisions if made.payment != key))
        if any(made.payment == key for made in one.decisions)
        else one
        for claim_id, one in ledger.accounts.items()
    }
    payments = {other: posted for other, posted in ledger.payments.items() if other != key}
    return structs.replace(ledger, accounts=accounts, payments=payments)


def assign(ledger: Ledger, key: str, at: int, claim_id: str) -> Ledger:
    """Give a claim of a payment that was not matched to an account, because a person says so."""
    posted, account = ledger.payments.get(key), ledger.accounts.get(claim_id)
    found = next((one for one in posted.unmatched if one.at == at), None) if posted else None
    if not posted or not found or not account:
        raise PostingError(
            f"Payment {key[:80]!r} has no unmatched claim {at}, or there is no account {claim_id[:40]!r}."
        )
    decision = decide(found.claim, at, key, posted.payer, account, "a person")
    left = tuple(one for one in posted.unmatched if one.at != at)
    return structs.replace(
        ledger,
        accounts=ledger.accounts | {claim_id: _decided(account, decision)},
        payments=ledger.payments | {key: structs.replace(posted, unmatched=left)},
    )


def payment_key(remittance: Remittance) -> str:
    """What a payment is told apart by: who pays, its number, its amount, its day."""
    payment = remittance.payment
    parts = (payment.payer_tax_id, payment.trace, f"{payment.amount:.2f}", payment.date)
    return "|".join(str(part or "") for part in parts)


def content_of(remittance: Remittance) -> str:
    """The SHA-256 of what a remittance decides, however it is written and whatever else it says."""
    decided = [
        (
            one.claim_id.upper(),
            one.status,
            cents(one.charge),
            cents(one.paid),
            [(line.code, cents(line.charge), cents(line.paid)) for line in one.lines],
        )
        for one in remittance.claims
    ]
    others = [(one.reason, one.reference, cents(one.amount)) for one in remittance.provider_adjustments]
    return hashlib.sha256(_encode((payment_key(remittance), decided, others))).hexdigest()


def doubts(remittance: Remittance, twice: bool) -> tuple[str, ...]:
    """Why a person has to look at a remittance first; `twice` where another payment has its key."""
    found = [fault.message for fault in balance.faults(remittance)]
    if twice:
        found.append("Another payment of the same number, day and amount is posted; what it decides is not the same.")
    return tuple(found)


def _entered(ledger: Ledger, remittance: Remittance, key: str, content: str, file: str) -> Ledger:
    """The ledger with a remittance in its books."""
    index = Index(ledger.accounts.values())
    payer = remittance.payment.payer_tax_id or remittance.payer.id
    accounts = dict(ledger.accounts)
    unmatched = []
    for at, claim in enumerate(remittance.claims):
        match = index.match(claim)
        if match:
            account = accounts[match.account.claim_id]
            decision = decide(claim, at, key, payer, account, match.by)
            accounts[account.claim_id] = _decided(account, decision)
        else:
            unmatched.append(Unmatched(at, claim, index.candidates(claim)))
    others = tuple(OfTheWhole(one.reason, cents(one.amount), one.reference) for one in remittance.provider_adjustments)
    payment = remittance.payment
    posted = Posted(
        amount=cents(payment.amount),
        paid=sum(cents(claim.paid) for claim in remittance.claims),
        content=content,
        file=file,
        trace=payment.trace,
        payer=payer,
        date=payment.date,
        others=others,
        unmatched=tuple(unmatched),
    )
    waiting = {key: one for key, one in ledger.waiting.items() if key != content}
    return structs.replace(ledger, accounts=accounts, payments=ledger.payments | {key: posted}, waiting=waiting)


def decide(claim: ClaimPayment, at: int, key: str, payer: str | None, account: Account, matched: str) -> Decision:
    """What the claim at that place of the payment `key` decides on an account, found by what `matched` says."""
    parts = [
        Part(cents(line.charge), cents(line.paid), line_of(line, account), _taken(line.adjustments), line.remarks)
        for line in claim.lines
    ]
    rest = cents(claim.paid) - sum(part.paid for part in parts)
    if claim.adjustments or rest or not claim.lines:
        parts.append(Part(0 if claim.lines else cents(claim.charge), rest, None, _taken(claim.adjustments)))
    level = LEVELS.get(claim.status) or _level_of(payer, account)
    return Decision(key, at, claim.status, level, matched, tuple(parts), payer, claim.claim_number, claim.remarks)


def _level_of(payer: str | None, account: Account) -> int:
    """The place of a payer where the status does not say it, in a reversal or a denial.

    It is that of its earlier decisions; a payer that is new comes after those that have decided.
    """
    own = next((made.level for made in reversed(account.decisions) if made.payer == payer), 0)
    return own or min(max((made.level for made in account.decisions), default=0) + 1, MOST_PAYERS)


def _taken(adjustments: tuple[Adjustment, ...]) -> tuple[Taken, ...]:
    return tuple(Taken(one.group, one.reason, cents(one.amount)) for one in adjustments)


def _decided(account: Account, decision: Decision) -> Account:
    return structs.replace(account, decisions=(*account.decisions, decision))
