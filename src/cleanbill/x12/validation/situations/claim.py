"""A claim while its segments go by: what the checks of the whole claim need of it."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field

from cleanbill.x12 import values
from cleanbill.x12.segments import EMPTY
from cleanbill.x12.shape import MOST_KEPT, Shape, places
from cleanbill.x12.validation.pattern import Delimiters
from cleanbill.x12.validation.pieces import Block

Elements = tuple[str, ...]
Days = tuple[dt.date | None, dt.date | None]
ZERO = Decimal(0)
DX = ("ABK", "ABF", "BK", "BF")
HI = [f"2300 HI*{qualifier}" for qualifier in DX]
UNUSUAL = ("2300 PWK", "2300 DTP*439", "2310D NM1*DQ", "2320 SBR")
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
    """A service line, with its first and its last day; `said` is its SV1 without the charge: SV101, SV103 and on."""

    position: int
    number: str
    sv1: str = ""
    said: tuple[str, str] = ("", "")
    charge: Decimal | None = None
    days: Days = (None, None)
    sv1_at: int = 0
    day_at: int = 0
    decisions: Sequence[Decision] = ()
    refers_at: int = 0  # where it names a referring provider of its own


class Claim(Struct):
    """A claim: its CLM, the block of that, its diagnoses with their qualifiers, its lines.

    In one that is `usual`, CLM05, CLM11, the diagnoses and the days are all that is looked at beside the services, the
    sum and the id.
    """

    position: int
    clm: Elements
    block: Block
    shape: Shape
    usual: bool
    codes: tuple[tuple[str, str], ...] = ()
    hi_at: int = 0
    others: Sequence[Decision] = ()
    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Take the next line."""
        self.lines.append(line)
        self.usual = self.usual and not line.decisions and not line.refers_at

    def first(self, key: str) -> Elements | None:
        """The first segment of the head with a loop and a key ("2300 REF*F8"), if there is one."""
        found = self.shape.at.get(key)
        return self.block[found[0]].elements if found else None

    def at(self, key: str) -> int:
        """The position of that segment."""
        return self.position + self.shape.at[key][0]

    @property
    def days(self) -> list[dt.date]:
        """The dates of service."""
        return [day for line in self.lines if (day := line.days[0])]


def head(position: int, clm: Elements, block: Block, shape: Shape, delimiters: Delimiters) -> Claim:
    """The claim that begins with a CLM and its block."""
    claim = Claim(position, clm, block, shape, _is_usual(shape))
    for index in _told(shape):
        if codes := _diagnoses(block.text(index), delimiters.element, delimiters.component):
            claim.hi_at = claim.hi_at or position + index
            claim.codes += codes
    if "2320 SBR" in shape.at:
        claim.others = _decisions(position, block, shape, "2320", "SBR")
    return claim


@lru_cache(maxsize=MOST_KEPT)
def _told(shape: Shape) -> tuple[int, ...]:
    """Where the diagnoses of a claim stand."""
    return tuple(index for key in HI for index in shape.at.get(key, ()))


@lru_cache(maxsize=MOST_KEPT)
def _is_usual(shape: Shape) -> bool:
    return not any(key in shape.at for key in UNUSUAL)


def line(position: int, block: Block, shape: Shape, separator: str) -> Line:
    """The line that an LX block is."""
    service, dates, referring, decided = LINE(shape)
    found = Line(position, block[0].elements[1])
    if service:
        found.sv1, found.sv1_at = block.text(service), position + service
        _, procedure, charge, rest, *_ = (*found.sv1.split(separator, 3), "", "", "")
        found.said, found.charge = (procedure, rest), values.number(charge)
    if dates:
        found.days, found.day_at = days(block.text(dates), separator), position + dates
    if referring:
        found.refers_at = position + referring
    if decided:
        found.decisions = _decisions(position, block, shape, "2430", "SVD")
    return found


def is_plain(shape: Shape) -> bool:
    """Whether a block of this shape is a line with a service and its day, and nothing that is looked at beside."""
    service, dates, referring, decided = LINE(shape)
    return service > 0 and dates > 0 and not referring and not decided


def plain_lines(position: int, texts: list[str], shape: Shape, separator: str) -> list[Line]:
    """The lines that right blocks of a plain shape are."""
    service, dates, *_ = LINE(shape)
    lines = []
    for at in range(0, len(texts), len(shape.slots)):
        sv1 = texts[at + service]
        _, procedure, charge, rest = sv1.split(separator, 3)
        on = days(texts[at + dates], separator)
        number = texts[at][len("LX*") :]
        here = position + at
        lines.append(Line(here, number, sv1, (procedure, rest), Decimal(charge), on, here + service, here + dates))
    return lines


@lru_cache(maxsize=1024)
def days(dtp: str, separator: str) -> Days:
    """The first and the last day of a DTP."""
    form, text = (*dtp.split(separator), *EMPTY)[2:4]
    return values.date(form, text), values.date("D8", text[-8:])


@lru_cache(maxsize=8192)
def _diagnoses(hi: str, separator: str, component: str) -> tuple[tuple[str, str], ...]:
    """The diagnoses of an HI, with their qualifiers."""
    parts = [text.split(component) for text in hi.split(separator)[1:13]]
    return tuple((part[0], part[1] if len(part) > 1 else "") for part in parts if part[0] in DX)


def _decisions(position: int, block: Block, shape: Shape, loop: str, opener: str) -> list[Decision]:
    found: list[Decision] = []
    inside = (loop, "2330B")
    for index, of in enumerate(shape.loops):
        piece = block[index]
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
