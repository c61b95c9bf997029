"""Read an 837P: its claims as claim documents, its damage as findings, in constant memory."""

from collections.abc import Iterator
from typing import BinaryIO

from cleanbill.model.claim import Claim
from cleanbill.x12.blocks import Block, Blocks
from cleanbill.x12.claim.draft import Draft
from cleanbill.x12.claim.parties import Parties
from cleanbill.x12.damage import EMPTY_SEGMENT, MISSING, UNEXPECTED, Place, Telling
from cleanbill.x12.envelope import CLOSES, OPENS, Envelope, Guide
from cleanbill.x12.shape import Shape, shape

ENVELOPE = frozenset((*OPENS, *CLOSES))
PROFESSIONAL = Guide("837", "005010X222")


def read_837(stream: BinaryIO) -> Iterator[Claim]:
    """The claims of an 837P, one by one. Damage is passed over; use `Reader` to be told of it."""
    return iter(Reader(stream))


class Reader(Telling):
    """Iterates over the claims of an 837P; `damage` fills as it goes, before the claim it concerns is given.

    No bytes raise an exception. A claim whose end is cut off with the file is not given.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._blocks = Blocks(stream, self._damage)
        self._envelope = Envelope(self._damage, (PROFESSIONAL,))
        self._parties = Parties(self._damage)

    def __iter__(self) -> Iterator[Claim]:
        draft: Draft | None = None
        for position, block in self._blocks:
            name = block[0].elements[0]
            if draft:
                if name == "LX":
                    draft.add(position, block, self._shape(position, block))
                    continue
                if name != "ISA":  # a new interchange before the end of this one: the claim may be cut
                    yield draft.finish()
                self._damage.claim_id = ""
            draft = self._take(name, position, block)
        unfinished = self._damage.claim_id if draft and self._envelope.in_set else None
        self._envelope.finish(self._blocks.last, self._blocks.rest, unfinished)

    def _take(self, name: str, position: int, block: Block) -> Draft | None:
        """Take a block that is not a line of an open claim; a draft when a claim begins with it."""
        if name in ENVELOPE:
            self._take_envelope(position, block)
        elif not self._envelope.guide:
            if not self._envelope.in_set:
                self._unexpected(position, name, "outside ST and SE")
        elif name == "HL":
            self._parties.take(position, block, self._shape(position, block))
        elif name == "CLM" and self._parties.has_subscriber:
            return self._begin_claim(position, block)
        else:
            self._unexpected(position, name, "outside a subscriber" if name == "CLM" else "outside a claim")
        return None

    def _take_envelope(self, position: int, block: Block) -> None:
        name = block[0].elements[0]
        self._envelope.take(position, block[0].elements)
        if name == "ST":
            self._parties.begin_set(self._envelope.interchange)
        if name != "ST" or self._envelope.guide:
            self._shape(position, block)

    def _begin_claim(self, position: int, block: Block) -> Draft:
        self._parties.check_patient()
        self._damage.claim_id = block[0].elements[1]
        shape = self._shape(position, block)
        return Draft(position, block, shape, self._parties, self._blocks.segments.component, self._damage)

    def _shape(self, position: int, block: Block) -> Shape:
        """The shape of the block; what the guide would not take, and the segments' own flaws, are told."""
        found = shape(tuple([segment.key for segment in block]))
        if not found.faults and not self._blocks.segments.flawed:
            return found
        for fault in found.faults:
            if fault.kind is MISSING and self._blocks.cut:
                continue
            place = Place(position + fault.index, fault.loop or None, fault.segment or None)
            self._damage.add(fault.kind, place, fault.message)
            if fault.kind is EMPTY_SEGMENT:
                self._envelope.pass_over()
        for index, segment in enumerate(block):
            for flaw in segment.flaws:
                place = Place(position + index, found.loops[index] or None, segment.elements[0], flaw.element)
                self._damage.add(flaw.kind, place, flaw.message)
        return found

    def _unexpected(self, position: int, name: str, where: str) -> None:
        self._damage.add(UNEXPECTED, Place(position, None, name), f"{name[:20]} stands {where}.")
