"""The remittance: each line, each claim and the whole payment add up to the cent."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from cleanbill.x12 import values
from cleanbill.x12.damage import UNBALANCED, Damage, Place
from cleanbill.x12.guides.tables import Slot
from cleanbill.x12.shape import MOST_KEPT, Shape
from cleanbill.x12.validation.pieces import Block
from cleanbill.x12.validation.situations.codes import check_reason

ZERO = Decimal(0)
REVERSAL = "22"
REASONS = range(2, 20, 3)  # where a CAS has its reasons; the amount follows
Elements = tuple[str, ...]


class Payments:
    """Follows the blocks of an 835."""

    longest: Mapping[str, int] = {}

    def asked(self, shape: Shape) -> tuple[tuple[int, Slot], ...]:
        """No segment is looked at by itself."""
        return ()

    def many(self, shape: Shape) -> bool:
        """Blocks come one by one."""
        return False

    def take_many(self, position: int, texts: list[str], shape: Shape) -> None:
        """Nothing to check."""

    def __init__(self, damage: Damage) -> None:
        self._damage = damage
        self._paid: Decimal | None = None  # BPR02
        self._bpr_at = 0
        self._sum = ZERO  # of CLP04, less PLB
        self._clp: Elements | None = None
        self._clp_at = 0
        self._taken = ZERO
        self._owed = ZERO  # PR amounts
        self._charges: list[Decimal] = []
        self._first: Elements = ()
        self._reasons: set[str] = set()  # those that are on the list

    def begin(self, first: Elements) -> None:
        """A block begins: a claim payment ends with whatever is no line of it."""
        name, self._first = first[0], first
        if name != "SVC":
            self._end()
            self._damage.claim_id = first[1] if name == "CLP" else ""

    def take(self, key: str, position: int, block: Block, shape: Shape, new: list[int]) -> None:
        """The block with a key of the guide, when its segments were checked; `new`: those not found right before."""
        first = self._first
        match key:
            case "ST":
                self._payment(position, block, shape)
            case "CLP":
                self._clp, self._clp_at, self._owed, self._charges = first, position, ZERO, []
                self._taken = self._adjusted(position, block, shape, "2100")
                self._sum += values.number(first[4]) or ZERO
            case "SVC":
                self._line(position, first, self._adjusted(position, block, shape, "2110"))
            case "PLB":
                self._sum -= sum((values.number(first[at]) or ZERO for at in range(4, 15, 2)), ZERO)

    def finish(self) -> None:
        """The end of the set: the sum of the claims, less the provider's adjustments, is what is paid."""
        self._end()
        self._damage.claim_id = ""
        if self._paid is not None and self._paid != self._sum:
            text = f"BPR02 is {self._paid}, but the claims less PLB add up to {self._sum}; they must be equal."
            place = Place(self._bpr_at, "ST", "BPR", "BPR02")
            self._damage.add(UNBALANCED, place, text, value=str(self._paid))

    def _payment(self, position: int, block: Block, shape: Shape) -> None:
        for index in _named("BPR", block, shape):
            self._paid, self._bpr_at = values.number(block[index].elements[2]), position + index

    def _adjusted(self, position: int, block: Block, shape: Shape, loop: str) -> Decimal:
        """The sum of the adjustments of a block; their reasons are looked up."""
        total = ZERO
        for index in _named("CAS", block, shape):
            cas = block[index].elements
            amount = sum([values.number(cas[at + 1]) or ZERO for at in REASONS if cas[at + 1]], ZERO)
            total += amount
            self._owed += amount if cas[1] == "PR" else ZERO
            for at in REASONS:
                if cas[at] and cas[at] not in self._reasons:
                    self._check_reason(cas[at], Place(position + index, loop, "CAS", f"CAS{at:02}"))
        return total

    def _check_reason(self, code: str, place: Place) -> None:
        told = len(self._damage.findings)
        check_reason(self._damage, code, None, place)
        if len(self._damage.findings) == told:
            self._reasons.add(code)

    def _line(self, position: int, svc: Elements, taken: Decimal) -> None:
        charge, paid = values.number(svc[2]), values.number(svc[3])
        self._taken += taken
        if charge is None or paid is None:
            return
        self._charges.append(charge)
        if charge - taken != paid:
            text = f"SVC02 {charge} less the adjustments {taken} is not SVC03 {paid}; the line does not balance."
            self._damage.add(UNBALANCED, Place(position, "2110", "SVC", "SVC03"), text, value=svc[3])

    def _end(self) -> None:
        clp, self._clp = self._clp, None
        if clp is None:
            return
        charge, paid = values.number(clp[3]), values.number(clp[4])
        if charge is None or paid is None:
            return
        if charge - self._taken != paid:
            text = f"CLP03 {charge} less the adjustments {self._taken} is not CLP04 {paid}; the claim does not balance."
            self._tell("CLP04", text, clp[4])
        if self._charges and sum(self._charges, ZERO) != charge:
            text = f"CLP03 is {charge}, but the charges of the lines add up to {sum(self._charges, ZERO)}."
            self._tell("CLP03", text, clp[3])
        owed = values.number(clp[5])
        if owed is not None and clp[2] != REVERSAL and owed != self._owed:
            text = f"CLP05 is {owed}, but the adjustments of group PR add up to {self._owed}."
            self._tell("CLP05", text, clp[5], warn=True)

    def _tell(self, element: str, text: str, value: str, warn: bool = False) -> None:
        self._damage.add(UNBALANCED, Place(self._clp_at, "2100", "CLP", element), text, value=value, warn=warn)


def _named(name: str, block: Block, shape: Shape) -> Sequence[int]:
    """Where segments of a name stand in a block."""
    if shape.faults:
        return [index for index in range(len(shape.slots)) if block[index].elements[0] == name]
    return _right(name, shape)


@lru_cache(maxsize=MOST_KEPT)
def _right(name: str, shape: Shape) -> tuple[int, ...]:
    return tuple(index for index, slot in enumerate(shape.slots) if slot and slot.segment == name)
