"""What the practice payer remembers between one day's work and the next: one JSON file."""

from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Struct

from cleanbill.model.remittance import ClaimPayment


class Decided(Struct):
    """A decision, for whom it was made, whether it has been looked at again, and whether it was then taken back."""

    payment: ClaimPayment
    payee: str
    settled: bool = False
    taken_back: bool = False


class Account(Struct):
    """What stands between the payer and one payee.

    `forward` is what a payment fell short of and the next ones make up for; `owed`: what is to be taken back, by the
    payer's number of the claim.
    """

    forward: Decimal = Decimal(0)
    owed: dict[str, Decimal] = {}


class Book(Struct):
    """The last number of a file; the interchanges that were taken, each with the name of its file; decisions by the
    payer's number of the claim."""

    number: int = 0
    taken: dict[str, str] = {}
    decided: dict[str, Decided] = {}
    accounts: dict[str, Account] = {}

    def next_number(self) -> int:
        """The number of the next file."""
        self.number += 1
        return self.number

    def of(self, claim_id: str | None) -> Decided | None:
        """The last decision on a claim of this id; None where there is none."""
        found = [one for one in self.decided.values() if one.payment.claim_id == claim_id]
        return found[-1] if found else None

    def knows(self, claim_id: str) -> bool:
        """Whether a claim of this id was decided on."""
        return self.of(claim_id) is not None


def read(path: Path) -> Book:
    """The book in a file; an empty one where there is none."""
    return msgspec.json.decode(path.read_bytes(), type=Book) if path.exists() else Book()


def write(path: Path, book: Book) -> None:
    """Keep a book, whole."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(msgspec.json.encode(book))
    part.replace(path)
