"""What is paid, owed and open, in whole cents: of an account, and of all books together. Read off the ledger anew."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from cleanbill.codes.adjustments import meaning, refuses
from cleanbill.remittance.ledger import Account, Decision, Ledger, Part, PostingError, Taken

WITHOUT_DECISION = frozenset(("23", "25"))  # sent on to another payer, or only an estimate: nothing is settled


class Balance(Struct, frozen=True):
    """Where the charge of an account went. `open` is what is left of it: not decided, or decided twice (below zero).

    `patient` and `denied` are by the last payer that decided. `elsewhere` was settled by earlier payers whose
    remittances are not in the books.
    """

    charge: int
    paid: int
    contractual: int
    patient: int
    denied: int
    elsewhere: int
    written_off: int

    @property
    def open(self) -> int:
        """What of the charge nothing is said of."""
        settled = self.paid + self.contractual + self.patient + self.denied + self.elsewhere + self.written_off
        return self.charge - settled


class Books(Struct, frozen=True):
    """All payments together. `received` is `matched` + `unmatched` - `adjusted` + `difference`, to the cent.

    `matched` was paid on accounts, `unmatched` on claims that wait for a person. `adjusted` goes by the reason of the
    adjustment of a whole payment; `difference` is what remittances that were posted by force do not account for.
    """

    received: int
    matched: int
    unmatched: int
    adjusted: dict[str, int]
    difference: int


def of_account(ledger: Ledger, claim_id: str) -> Balance:
    """The balance of an account. Raises `PostingError` where there is none."""
    if claim_id not in ledger.accounts:
        raise PostingError(f"There is no account {claim_id[:40]!r}.")
    account = ledger.accounts[claim_id]
    made = [decision for decision in account.decisions if decision.status not in WITHOUT_DECISION]
    last = _last_level(made)
    below = any(_settled(made, level) for level in range(1, last))
    of_last = [decision for decision in made if decision.level == last]
    denied_off, patient_off = _written_off(ledger, account, last)
    balance = Balance(
        charge=account.charge,
        paid=sum(part.paid for decision in account.decisions for part in decision.parts),
        contractual=_taken(account, made, "price"),
        patient=_taken(account, of_last, "patient") - patient_off,
        denied=_taken(account, of_last, "denial") - denied_off,
        elsewhere=0 if below else _taken(account, of_last, "prior"),
        written_off=denied_off + patient_off,
    )
    given_up = ledger.closings.get(all_of(claim_id))
    silent = min(given_up.written_off, max(balance.open, 0)) if given_up else 0
    return structs.replace(balance, written_off=balance.written_off + silent)


def all_of(claim_id: str) -> str:
    """Under what a closing stands that writes off what nothing is said of on an account, as far as it still is so."""
    return f"all of {claim_id}"


def books(ledger: Ledger) -> Books:
    """The books of all payments that are posted."""
    payments = ledger.payments.values()
    made = [decision for account in ledger.accounts.values() for decision in account.decisions]
    matched = sum(part.paid for decision in made for part in decision.parts)
    adjusted: Counter[str] = Counter()
    for posted in payments:
        for one in posted.others:
            adjusted[one.reason] += one.amount
    received = sum(posted.amount for posted in payments)
    paid = sum(posted.paid for posted in payments)
    return Books(received, matched, paid - matched, dict(adjusted), received - paid + sum(adjusted.values()))


def owed_to_payers(ledger: Ledger) -> dict[tuple[str | None, str | None], int]:
    """What payers are still to take back, by payer and reference: overpayments (WO) and balances forward (FB).

    Below zero, more was taken back than the books know a reason for.
    """
    owed: Counter[tuple[str | None, str | None]] = Counter()
    for posted in ledger.payments.values():
        for one in posted.others:
            if one.reason in ("FB", "WO"):
                owed[posted.payer, one.reference] -= one.amount
    return {key: amount for key, amount in owed.items() if amount}


def kind(taken: Taken) -> str:
    """What an adjustment does: price, prior, patient (all of group PR and only that) or denial."""
    if taken.group == "PR":
        return "patient"
    known = meaning(taken.reason).kind
    return "denial" if known == "patient" else known


def denied_parts(account: Account) -> Iterator[tuple[str, Decision, Part, tuple[Taken, ...]]]:
    """Each part that was denied, wholly or in part, with the id of its open item and the reasons."""
    for decision in account.decisions:
        for at, part in enumerate(decision.parts):
            reasons = tuple(one for one in part.taken if refuses(one.reason, one.amount))
            if reasons and decision.status not in WITHOUT_DECISION:
                yield f"{decision.payment} {decision.at} {at}", decision, part, reasons


def taken_back(account: Account, denied: Decision, part: Part) -> bool:
    """Whether the payer reversed the decision on a part later."""
    later = account.decisions[account.decisions.index(denied) + 1 :]
    reversals = (made for made in later if made.payer == denied.payer)
    return any(one.line == part.line and one.charge == -part.charge for made in reversals for one in made.parts)


def _written_off(ledger: Ledger, account: Account, last: int) -> tuple[int, int]:
    """What persons wrote off of what is denied, and of what the patient was to pay, as the last payer decided it."""
    denied_off = patient_off = 0
    for id, decision, part, reasons in denied_parts(account):
        closing = ledger.closings.get(id)
        if closing and decision.level == last and not taken_back(account, decision, part):
            denied = min(closing.written_off, sum(one.amount for one in reasons if kind(one) == "denial"))
            denied_off += denied
            patient_off += closing.written_off - denied
    return denied_off, patient_off


def _last_level(made: list[Decision]) -> int:
    """The last payer in the order whose decisions stand, one that refused all only where there is no other."""
    settled = sorted({decision.level for decision in made if _settled(made, decision.level)})
    return next((level for level in reversed(settled) if not _refused(made, level)), max(settled, default=1))


def _settled(made: list[Decision], level: int) -> bool:
    return sum(part.charge for decision in made if decision.level == level for part in decision.parts) != 0


def _refused(made: list[Decision], level: int) -> bool:
    """Whether a payer refused the whole charge, so that what the payer before it decided stands."""
    parts = [part for decision in made if decision.level == level for part in decision.parts]
    refused = sum(one.amount for part in parts for one in part.taken if kind(one) == "denial")
    return refused == sum(part.charge for part in parts)


def _taken(account: Account, made: Iterable[Decision], what: str) -> int:
    """What decisions took off for one kind of reason; of a line that was denied and decided anew, what came last."""
    return sum(
        one.amount
        for decision in made
        for part in decision.parts
        if part.paid or not _replaced(account, decision, part)
        for one in part.taken
        if kind(one) == what
    )


def _replaced(account: Account, denied: Decision, part: Part) -> bool:
    """Whether the payer decided anew on a part that it does not pay, and let the earlier decision stand."""
    later = account.decisions[account.decisions.index(denied) + 1 :]
    anew = (
        (made, one)
        for made in later
        if made.level == denied.level
        for one in made.parts
        if one.line == part.line and one.charge == part.charge and part.charge > 0
    )
    stands = any(not taken_back(account, made, one) for made, one in anew)
    return stands and not taken_back(account, denied, part)
