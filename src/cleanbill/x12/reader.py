"""Read an 837P: its claims as claim documents, its damage as findings, in constant memory."""

from collections.abc import Iterator
from typing import BinaryIO

from cleanbill.model.claim import Claim
from cleanbill.model.finding import Finding
from cleanbill.x12 import values
from cleanbill.x12.claims import Draft
from cleanbill.x12.damage import BAD_DATE, EMPTY_ELEMENT, EMPTY_SEGMENT, UNEXPECTED, Damage, Kind, Place
from cleanbill.x12.envelope import CLOSES, OPENS, Envelope
from cleanbill.x12.parties import Parties
from cleanbill.x12.segments import Block, Blocks
from cleanbill.x12.shape import Shape, keys, shape

ENVELOPE = frozenset((*OPENS, *CLOSES))


def read_837(stream: BinaryIO) -> Iterator[Claim]:
    """The claims of an 837P, one by one. Damage is passed over; use `Reader` to be told of it."""
    return iter(Reader(stream))


class Reader:
    """Iterates over the claims of an 837P; `damage` fills as it goes, before the claim it concerns is given.

    No bytes raise an exception. A claim whose end is cut off with the file is not given.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._damage = Damage()
        self._blocks = Blocks(stream, self._damage)
        self._envelope = Envelope(self._damage)
        self._parties = Parties(self._damage)

    @property
    def damage(self) -> list[Finding]:
        """The findings on the file so far."""
        return self._damage.findings

    def __iter__(self) -> Iterator[Claim]:
        draft: Draft | None = None
        last = 1
        for position, block in self._blocks:
            last = position + len(block) - 1
            name = block[0][0]
            if draft:
                if name == "LX":
                    draft.add(position, block, self._checked(position, block).at)
                    continue
                if name != "ISA":  # a new interchange before the end of this one: the claim may be cut
                    yield draft.finish()
                self._damage.claim_id = ""
            draft = self._take(name, position, block)
        self._envelope.finish(last, self._blocks.rest)

    def _take(self, name: str, position: int, block: Block) -> Draft | None:
        """Take a block that is not a line of an open claim; a draft when a claim begins with it."""
        if name in ENVELOPE:
            self._take_envelope(position, block)
        elif not self._envelope.professional:
            if not self._envelope.in_set:
                self._unexpected(position, name, "outside ST and SE")
        elif name == "HL":
            self._parties.take(position, block, self._checked(position, block).at)
        elif name == "CLM" and self._parties.has_subscriber:
            return self._begin_claim(position, block)
        else:
            self._unexpected(position, name, "outside a subscriber" if name == "CLM" else "outside a claim")
        return None

    def _take_envelope(self, position: int, block: Block) -> None:
        name = block[0][0]
        self._envelope.take(position, block[0])
        if name == "ST":
            self._parties.begin_set(self._envelope.interchange)
        if name != "ST" or self._envelope.professional:
            self._checked(position, block)

    def _begin_claim(self, position: int, block: Block) -> Draft:
        self._parties.check_patient()
        self._damage.claim_id = block[0][1] if len(block[0]) > 1 else ""
        at = self._checked(position, block).at
        return Draft(position, block, at, self._parties, self._blocks.component, self._damage)

    def _checked(self, position: int, block: Block) -> Shape:
        """The block's shape, when all that the guide would not take is told."""
        found = shape(keys(block))
        for fault in found.faults:
            self._damage.add(fault.kind, Place(position + fault.index, fault.loop, fault.segment), fault.message)
            if fault.kind is EMPTY_SEGMENT:
                self._envelope.pass_over()
        for index, number in found.required:
            segment = block[index]
            if len(segment) <= number or not segment[number]:
                place = _place(found, position, index, segment, number)
                self._tell(EMPTY_ELEMENT, place, "is empty; it must be filled")
        for index in found.dates:
            dtp = block[index]
            if len(dtp) > 3 and dtp[3] and values.date(dtp[2], dtp[3]) is None:
                text = f"is {dtp[3][:40]!r}, which is not a day or days in the format {dtp[2][:10]!r}"
                self._tell(BAD_DATE, _place(found, position, index, dtp, 3), text)
        return found

    def _tell(self, kind: Kind, place: Place, text: str) -> None:
        self._damage.add(kind, place, f"{place.element} {text}.")

    def _unexpected(self, position: int, name: str, where: str) -> None:
        self._damage.add(UNEXPECTED, Place(position, None, name), f"{name[:20]} stands {where}.")


def _place(found: Shape, position: int, index: int, segment: list[str], number: int) -> Place:
    return Place(position + index, found.loops[index] or None, segment[0], f"{segment[0]}{number:02}")
