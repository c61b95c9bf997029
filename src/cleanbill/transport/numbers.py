"""Control numbers: each file between two partners has one of its own, given out once, whatever becomes of the file."""

from typing import Self

from msgspec import Struct

from cleanbill.transport.store import Store, StoreError
from cleanbill.x12 import Trading

LARGEST = 999_999_999


class Partner(Struct, frozen=True):
    """Two ids between which files go, in earnest or as tests. Each has its own row of numbers."""

    sender: str
    receiver: str
    test: bool

    @classmethod
    def of(cls, trading: Trading) -> Self:
        """The partner of a trading relation whose ids are filled in."""
        return cls(trading.submitter_id, trading.receiver_id, trading.test)


def next_number(store: Store, partner: Partner) -> int:
    """The next number for ISA13 and GS06, from 1. It is used up, even when no file is ever sent with it.

    Raises `StoreError` after the last of nine digits.
    """
    with store.transaction():
        ((number,),) = store.rows(
            "INSERT INTO partner (sender, receiver, test, last) VALUES (?, ?, ?, 1) "
            "ON CONFLICT (sender, receiver, test) DO UPDATE SET last = partner.last + 1 RETURNING last",
            (partner.sender, partner.receiver, int(partner.test)),
        )
        if number > LARGEST:
            raise StoreError(
                f"All {LARGEST:,} control numbers from {partner.sender} to {partner.receiver} are used up."
            )
    return int(number)
