"""Read an 837P: its claims as claim documents, its damage as findings, in constant memory."""

from collections.abc import Iterator
from typing import BinaryIO

from cleanbill.model.claim import Claim
from cleanbill.x12.blocks import Block, Blocks
from cleanbill.x12.claim.draft import Draft
from cleanbill.x12.claim.head_block import read_head
from cleanbill.x12.claim.known import KnownBlocks
from cleanbill.x12.claim.line_block import ServiceLine, read_line
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
        self._known = KnownBlocks()
        self._line_starts: frozenset[str] = frozenset()
        self._claim_starts: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Claim]:
        draft: Draft | None = None
        for position, text in self._blocks.uncut():
            if draft:
                if text[:3] in self._line_starts:
                    draft.add(position, self._line(position, text))
                    continue
                if position > 1:  # else a new interchange stands before the end of this one: the claim may be cut
                    yield draft.finish()
                self._damage.claim_id = ""
            draft = self._take(position, text)
        unfinished = self._damage.claim_id if draft and self._envelope.in_set else None
        self._envelope.finish(self._blocks.last, self._blocks.rest, unfinished)

    def _take(self, position: int, text: str) -> Draft | None:
        """Take a block that is not a line of an open claim; a draft when a claim begins with it."""
        if text[:4] in self._claim_starts and self._envelope.guide and self._parties.has_subscriber:
            return self._begin_claim(position, text)
        if self._envelope.guide and (level := self._known.subscribers.take(text)):
            self._parties.take_subscriber(position, level)
            return None
        block = self._blocks.cut_up(position, text)
        name = block[0].elements[0]
        if name in ENVELOPE:
            self._take_envelope(position, block)
        elif not self._envelope.guide:
            if not self._envelope.in_set:
                self._unexpected(position, name, "outside ST and SE")
        elif name == "HL":
            self._take_level(position, text, block)
        else:
            self._unexpected(position, name, "outside a subscriber" if name == "CLM" else "outside a claim")
        return None

    def _take_envelope(self, position: int, block: Block) -> None:
        name = block[0].elements[0]
        self._envelope.take(position, block[0].elements)
        if name == "ISA":
            self._known = KnownBlocks(self._blocks.segments.separator, self._blocks.terminator)
            self._line_starts, self._claim_starts = self._blocks.starts("LX"), self._blocks.starts("CLM")
        if name == "ST":
            self._parties.begin_set(self._envelope.interchange)
        if name != "ST" or self._envelope.guide:
            self._shape(position, block)

    def _take_level(self, position: int, text: str, block: Block) -> None:
        shape = self._shape(position, block)
        level = self._parties.take(position, block, shape)
        if level and self._is_right(block, shape):
            self._known.subscribers.keep(text, level)

    def _begin_claim(self, position: int, text: str) -> Draft:
        self._parties.check_patient()
        head = self._known.heads.take(text)
        if not head:
            block = self._blocks.cut_up(position, text)
            self._damage.claim_id = block[0].elements[1]
            shape = self._shape(position, block)
            head = read_head(block, shape, self._blocks.segments.component)
            if self._is_right(block, shape):
                self._known.heads.keep(text, head)
        self._damage.claim_id = head.claim_id
        return Draft(position, head, self._parties, self._damage)

    def _line(self, position: int, text: str) -> ServiceLine:
        line = self._known.lines.take(text)
        if not line:
            block = self._blocks.cut_up(position, text)
            shape = self._shape(position, block)
            line = read_line(block, shape, self._blocks.segments.component)
            if self._is_right(block, shape):
                self._known.lines.keep(text, line)
        return line

    def _is_right(self, block: Block, shape: Shape) -> bool:
        """Whether there was nothing to tell of the block."""
        return not shape.faults and not any(segment.flaws for segment in block)

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
