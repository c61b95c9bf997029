"""Read an 835: its remittances as documents, its damage as findings, in constant memory.

A set is one payment, and may pay any number of claims: they are given one by one while they are read.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from msgspec import structs

from cleanbill.model import balance
from cleanbill.model.remittance import ClaimPayment, ProviderAdjustment, Remittance
from cleanbill.x12 import values
from cleanbill.x12.damage import Place, Telling
from cleanbill.x12.envelope import Guide
from cleanbill.x12.remittance.damage import BAD_NUMBER, EMPTY_ELEMENT, UNEXPECTED, tell
from cleanbill.x12.remittance.head import HeadDraft
from cleanbill.x12.remittance.payments import TAKES, PaymentDraft
from cleanbill.x12.sets import Elements, Sets

REMITTANCE = Guide("835", "")
ENDS_CLAIM = frozenset(("CLP", "LX", "PLB", "SE"))
OF_BATCH = frozenset(("LX", "TS3", "TS2"))  # open a batch of claims, or give its sums: nothing of it is kept
PAIRS = range(3, 15, 2)  # where a PLB has its reasons; the amount follows

Others = tuple[ProviderAdjustment, ...]
Item = Remittance | ClaimPayment | Others  # of a set: its head, its claims, what was adjusted on the whole


def read_835(stream: BinaryIO) -> Iterator["Received"]:
    """The remittances of an 835, one by one. Damage is passed over; use `RemittanceReader` to be told of it."""
    return iter(RemittanceReader(stream))


class Received:
    """A remittance while it is read. Iterates over its claims, once.

    `remittance` holds none of them, and its provider adjustments when all claims have been given.
    """

    def __init__(self, remittance: Remittance, items: Iterator[Item]) -> None:
        self.remittance = remittance
        self._items = items
        self._ended = False

    def __iter__(self) -> Iterator[ClaimPayment]:
        while not self._ended:
            item = next(self._items, ())
            if isinstance(item, ClaimPayment):
                yield item
            else:
                self._ended = True
                if isinstance(item, tuple):
                    self.remittance = structs.replace(self.remittance, provider_adjustments=item)

    def whole(self) -> Remittance:
        """The remittance with all of its claims that have not been given yet."""
        claims = tuple(self)
        return structs.replace(self.remittance, claims=claims)


class RemittanceReader(Telling):
    """Iterates over the remittances of an 835; `damage` fills as it goes, before what it concerns is given.

    The claims of a remittance are read when it is iterated over, and passed over when the next one is asked for. No
    bytes raise an exception. A claim whose end is cut off with the file is not given.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._sets = Sets(stream, (REMITTANCE,), self._damage)
        self._head: HeadDraft | None = None  # while it is read
        self._begin(1)

    def __iter__(self) -> Iterator[Received]:
        items = self._items()
        for item in items:
            if isinstance(item, Remittance):
                received = Received(item, items)
                yield received
                for _ in received:
                    pass

    def _begin(self, position: int) -> None:
        self._position = position  # of the amount that is paid
        self._amount: Decimal | None = None  # once the head is whole
        self._paid = Decimal(0)
        self._others: list[ProviderAdjustment] = []

    def _items(self) -> Iterator[Item]:
        """The head of each set, its claims, its provider adjustments."""
        takes = TAKES
        claim: PaymentDraft | None = None
        for position, elements in self._sets:
            name = elements[0]
            if claim is not None:
                take = takes.get(name)
                if take is not None:
                    take(claim, elements, position)
                    continue
                if name in ENDS_CLAIM:
                    yield self._counted(claim.finish())
                    claim = None
                elif name == "ST":  # the set before was not ended: the claim may be cut
                    claim, self._damage.claim_id = None, ""
            if name == "CLP":
                if self._head:
                    yield self._end_head(self._head)
                claim = PaymentDraft(position, elements, self._sets.head.component, self._damage)
            else:
                yield from self._take_other(name, position, elements)
        yield from self._end()

    def _take_other(self, name: str, position: int, elements: Elements) -> Iterator[Item]:
        """A segment outside of claims."""
        if name == "ST":
            yield from self._end()
            self._begin(position)
            self._head = HeadDraft(position, self._sets.head, self._damage)
        elif name == "SE":
            yield from self._close()
        elif self._head and name not in OF_BATCH and name != "PLB":
            self._head.take(elements, position)
        elif self._head:
            yield self._end_head(self._head)
        if name == "PLB":
            self._plb(elements, position)
        elif not self._head and name not in OF_BATCH and name not in ("ST", "SE", "TA1"):
            self._damage.add(UNEXPECTED, Place(position, None, name), f"{name[:20]} cannot stand here.")

    def _end_head(self, head: HeadDraft) -> Remittance:
        remittance = head.finish()
        self._head = None
        self._position, self._amount = head.payment_position, remittance.payment.amount
        return remittance

    def _counted(self, claim: ClaimPayment) -> ClaimPayment:
        self._paid += claim.paid
        return claim

    def _close(self) -> Iterator[Item]:
        """The SE: the payment is held against the claims."""
        if self._head:
            yield self._end_head(self._head)
        if self._amount is not None:
            for fault in balance.of_payment(self._amount, self._paid, balance.total(self._others)):
                tell(self._damage, fault, self._position)
        yield from self._end()

    def _end(self) -> Iterator[Item]:
        """The end of a set, if one is open: what was adjusted on the whole."""
        if self._head:
            yield self._end_head(self._head)
        if self._amount is not None:
            self._amount = None
            yield tuple(self._others)

    def _plb(self, plb: Elements, position: int) -> None:
        for at in PAIRS:
            if not plb[at] and not plb[at + 1]:
                continue
            reason, _, reference = plb[at].partition(self._sets.head.component)
            amount = values.number(plb[at + 1])
            if amount is None or not reason:
                bad = f"PLB{at if not reason else at + 1:02}"
                kind = BAD_NUMBER if reason and plb[at + 1] else EMPTY_ELEMENT
                text = f"{bad} is {plb[at + 1][:40] if reason else ''!r}; a reason and an amount of dollars are needed."
                self._damage.add(kind, Place(position, None, "PLB", bad), text)
            end = values.date("D8", plb[2])
            one = ProviderAdjustment(reason, amount or Decimal(0), reference or None, plb[1] or None, end)
            self._others.append(one)
