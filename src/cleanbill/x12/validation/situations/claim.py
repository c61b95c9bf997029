"""A claim while its segments go by: what the checks of the whole claim need of it."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field

from cleanbill.x12 import values
from cleanbill.x12.segments import EMPTY
from cleanbill.x12.shape import Shape, places
from cleanbill.x12.validation.pieces import Piece

Elements = tuple[str, ...]
ZERO = Decimal(0)
DX = ("ABK", "ABF", "BK", "BF")
HI = [f"2300 HI*{qualifier}" for qualifier in DX]
LINE = places("2400 SV1", "2400 DTP*472", "2420F NM1*DN", "2430 SVD")


class Decision(Struct):
    """What another payer decided, on the claim (2320) or on a line (2430)."""

    position: int
    id: str = ""
    paid: Decimal | None = None
    taken: Decimal = ZERO
    adjusted: bool = False
    dated: bool = False
    owed: bool = False


class Line(Struct):
    """A service line."""

    position: int
    number: str
    sv1: Elements = EMPTY
    text: str = ""  # of the SV1
    sv1_at: int = 0
    day: dt.date | None = None
    last_day: dt.date | None = None
    day_at: int = 0
    decisions: list[Decision] = field(default_factory=list)
    refers_at: int = 0  # where it names a referring provider of its own


class Claim(Struct):
    """A claim: the block of its CLM, its diagnoses with their qualifiers, its lines."""

    position: int
    block: list[Piece]
    shape: Shape
    codes: list[tuple[str, str]] = field(default_factory=list)
    hi_at: int = 0
    others: list[Decision] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def first(self, key: str) -> Elements | None:
        """The first segment of the head with a loop and a key ("2300 REF*F8"), if there is one."""
        found = self.shape.at.get(key)
        return self.block[found[0]].elements if found else None

    def at(self, key: str) -> int:
        """The position of that segment."""
        return self.position + self.shape.at[key][0]

    @property
    def clm(self) -> Elements:
        """The CLM itself."""
        return self.block[0].elements

    @property
    def days(self) -> list[dt.date]:
        """The dates of service."""
        return [line.day for line in self.lines if line.day]


def head(position: int, block: list[Piece], shape: Shape, component: str) -> Claim:
    """The claim that begins with a CLM block."""
    claim = Claim(position, block, shape)
    for key in HI:
        for index in shape.at.get(key, ()):
            if codes := _diagnoses(block[index], component):
                claim.hi_at = claim.hi_at or position + index
                claim.codes += codes
    if "2320 SBR" in shape.at:
        claim.others = _decisions(position, block, shape, "2320", "SBR")
    return claim


def line(position: int, block: list[Piece], shape: Shape) -> Line:
    """The line that an LX block is."""
    service, days, referring, decided = LINE(shape)
    dtp = block[days].elements if days else EMPTY
    found = Line(
        position,
        block[0].elements[1],
        block[service].elements if service else EMPTY,
        block[service].raw if service else "",
        position + service if service else 0,
        values.date(dtp[2], dtp[3]),
        values.date("D8", dtp[3][-8:]),
        position + days if days else 0,
    )
    if referring:
        found.refers_at = position + referring
    if decided:
        found.decisions = _decisions(position, block, shape, "2430", "SVD")
    return found


@lru_cache(maxsize=8192)
def _diagnoses(hi: Piece, component: str) -> tuple[tuple[str, str], ...]:
    """The diagnoses of an HI, with their qualifiers."""
    parts = [text.split(component) for text in hi.elements[1:13]]
    return tuple((part[0], part[1] if len(part) > 1 else "") for part in parts if part[0] in DX)


def _decisions(position: int, block: list[Piece], shape: Shape, loop: str, opener: str) -> list[Decision]:
    found: list[Decision] = []
    inside = (loop, "2330B")
    for index, (piece, of) in enumerate(zip(block, shape.loops, strict=True)):
        elements = piece.elements
        if of == loop and elements[0] == opener:
            found.append(Decision(position + index))
            if opener == "SVD":
                found[-1].id, found[-1].paid = elements[1], values.number(elements[2])
        elif found and of in inside:
            _decide(found[-1], piece.key, elements)
    return found


def _decide(decision: Decision, key: str, elements: Elements) -> None:
    match key:
        case "CAS":
            amounts = [values.number(elements[at]) for at in range(3, 20, 3)]
            decision.taken += sum((amount for amount in amounts if amount is not None), ZERO)
            decision.adjusted = True
        case "AMT*D":
            decision.paid = values.number(elements[2])
        case "AMT*EAF":
            decision.owed = True
        case "DTP*573":
            decision.dated = True
        case "NM1*PR":
            decision.id = elements[9]
