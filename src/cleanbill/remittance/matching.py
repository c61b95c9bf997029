"""Which account a claim of a remittance belongs to, and which of its lines each service is.

By the line's control number, then by the claim's number, then by services that are the same to the cent and the day.
What remains is not guessed: candidates are scored and a person assigns.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cleanbill.model.remittance import ClaimPayment, ServicePayment
from cleanbill.remittance.ledger import Account, AccountLine, Candidate, cents

RETURNED = 20  # characters of a claim number that every payer gives back
MOST_CANDIDATES = 5

Service = tuple[object, ...]


class Match(NamedTuple):
    """The account, and by what it was found: control number, claim number or services."""

    account: Account
    by: str


class Index:
    """The accounts by what a remittance may name them by."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._by_control: dict[str, set[str]] = defaultdict(set)
        self._by_number: dict[str, set[str]] = defaultdict(set)
        self._by_service: dict[Service, set[str]] = defaultdict(set)
        self._accounts: dict[str, Account] = {}
        for account in accounts:
            self._accounts[account.claim_id] = account
            self._by_number[number_of(account.claim_id)].add(account.claim_id)
            for line in account.lines:
                self._by_service[_billed(line)].add(account.claim_id)
                if line.control_number:
                    self._by_control[line.control_number.upper()].add(account.claim_id)

    def match(self, claim: ClaimPayment) -> Match | None:
        """The account of a claim; None where it is not certain."""
        controls = [line.control_number.upper() for line in claim.lines if line.control_number]
        found = [self._by_control[one] for one in controls if one in self._by_control]
        ways = (
            ("control number", set.intersection(*found) if found else set()),
            ("claim number", self._by_number.get(number_of(claim.claim_id), set())),
            ("services", self._of_all_services(claim)),
        )
        for by, ids in ways:
            if len(ids) == 1:
                return Match(self._accounts[next(iter(ids))], by)
        return None

    def candidates(self, claim: ClaimPayment) -> tuple[Candidate, ...]:
        """The accounts that a claim may belong to, the likeliest first."""
        ids = {id for line in claim.lines for id in self._by_service.get(_decided(line), ())}
        ids |= self._by_number.get(number_of(claim.claim_id), set())
        scored = (Candidate(id, self._score(claim, self._accounts[id])) for id in ids)
        return tuple(sorted(scored, key=lambda one: (-one.score, one.claim_id))[:MOST_CANDIDATES])

    def _of_all_services(self, claim: ClaimPayment) -> set[str]:
        """The accounts that have every service of the claim, of the same patient."""
        if not claim.lines:
            return set()
        ids = set.intersection(*(self._by_service.get(_decided(line), set()) for line in claim.lines))
        return {id for id in ids if _same_patient(claim, self._accounts[id])}

    def _score(self, claim: ClaimPayment, account: Account) -> int:
        billed = {_billed(line) for line in account.lines}
        same = sum(_decided(line) in billed for line in claim.lines)
        share = 50 * same // len(claim.lines) if claim.lines else 0
        charge = 20 if abs(cents(claim.charge)) == account.charge else 0
        number = 10 if number_of(claim.claim_id) == number_of(account.claim_id) else 0
        return share + charge + number + (20 if _same_patient(claim, account) else 0)


def line_of(service: ServicePayment, account: Account) -> int | None:
    """Which line of an account a service is, from 0; None where it is not certain."""
    if service.control_number:
        number = service.control_number.upper()
        found = [at for at, line in enumerate(account.lines) if (line.control_number or "").upper() == number]
        if len(found) == 1:
            return found[0]
    found = [at for at, line in enumerate(account.lines) if _billed(line) == _decided(service)]
    if len(found) == 1:
        return found[0]
    code = service.submitted.code if service.submitted else service.code
    found = [at for at, line in enumerate(account.lines) if (line.code, line.date) == (code, service.date)]
    return found[0] if len(found) == 1 else None


def number_of(claim_id: str) -> str:
    """A claim's number as every payer gives it back."""
    return claim_id.strip().upper()[:RETURNED]


def _billed(line: AccountLine) -> Service:
    return line.code, frozenset(line.modifiers), line.date, line.charge


def _decided(service: ServicePayment) -> Service:
    """The service as it was billed; that of a reversal with its sign turned."""
    billed = service.submitted or service
    return billed.code, frozenset(billed.modifiers), service.date, abs(cents(service.charge))


def _same_patient(claim: ClaimPayment, account: Account) -> bool:
    for person in (claim.insured, claim.patient, claim.corrected):
        if person and person.id and account.member_id and person.id.upper() == account.member_id.upper():
            return True
    name = claim.patient.last_name if claim.patient else None
    return bool(name and account.last_name) and (name or "").upper() == (account.last_name or "").upper()
